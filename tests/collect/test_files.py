"""What files say of themselves, and what is said of files that are no forms."""

from __future__ import annotations

import pickle
import zipfile
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from kexcel.collect import FormIndex
from kexcel.collect.examine import examine
from kexcel.excel.sniff import FileKind
from kexcel.model.returned import Return, ReturnState
from tests import both_readers
from tests.builders import (
    SOUND,
    Issued,
    change,
    edit,
    examined,
    issue,
    issued,
    said,
    sound,
    values,
)


def other_workbook() -> bytes:
    saved = BytesIO()
    Workbook().save(saved)
    return saved.getvalue()


def zipped(**parts: bytes) -> bytes:
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return saved.getvalue()


@pytest.mark.parametrize(
    "data, code, details",
    [
        (b"", "not-a-form", {"kind": "an empty file"}),
        (b"%PDF-1.7\n", "not-a-form", {"kind": FileKind.PDF.value}),
        (b"<html><body>", "not-a-form", {"kind": "a web page"}),
        (b"Nr;Status\n1;Klar\n", "not-a-form", {"kind": FileKind.TEXT.value}),
        (zipped(a=b"b"), "not-a-form", {"kind": "a zip archive"}),
        (other_workbook(), "not-a-form", {"kind": "an Excel workbook"}),
        (sound()[:-200], "file-unreadable", {"reason": "the file is truncated"}),
    ],
)
def test_what_is_no_form_is_rejected_with_what_it_is(
    data: bytes, code: str, details: dict[str, str]
) -> None:
    result = examined(data)
    assert (result.state, said(result)) == (ReturnState.REJECTED, [(None, None, code)])
    assert dict(result.findings[0].details) == details
    assert (result.department, result.form, dict(result.rows)) == (None, None, {})


def test_the_name_of_a_file_hints_at_the_department_and_no_more() -> None:
    result = examined(other_workbook(), file="Post/T1 2024 staben (slutlig).xlsx")
    assert (result.state, result.department) == (ReturnState.REJECTED, "stab")
    assert said(result) == [(None, None, "not-a-form")]


def test_a_form_of_another_period_is_rejected() -> None:
    second = issue("stab", "T2")
    result = examined(second.workbook(), issued("stab"), second, expected="T1")
    assert (result.state, result.period, said(result)) == (
        ReturnState.REJECTED, "T2", [(None, None, "wrong-period")],
    )  # fmt: skip
    assert dict(result.findings[0].details) == {"expected": "T1", "found": "T2"}


def test_a_form_of_any_period_is_read_when_none_is_expected() -> None:
    assert examined(sound(), expected=None).state is ReturnState.ACCEPTED


def test_a_form_that_was_not_issued_here_belongs_to_another_plan() -> None:
    result = examined(sound(), issued("ekonomi"))
    assert (result.state, said(result)) == (ReturnState.REJECTED, [(None, None, "wrong-plan")])


def renewed() -> Issued:
    before = {("stab", "3.1-1"): {"status": "Pågående"}}
    return issue("stab", "T1", previous=before)


def test_an_older_edition_is_read_and_said() -> None:
    result = examined(sound(), issued("stab"), renewed())
    assert (said(result), values(result)) == ([(None, None, "outdated-form")], dict(SOUND))
    assert result.state is ReturnState.ACCEPTED


def test_the_newest_edition_is_read_in_silence() -> None:
    assert said(examined(sound(), renewed(), issued("stab"))) == []


def test_the_code_on_the_sheets_wins_over_the_hidden_parts() -> None:
    other = issued("ekonomi").form.code
    result = examined(edit(sound(), {("_kexcel", "B2"): other}))
    assert (result.department, said(result)) == ("stab", [(None, None, "repaired")])


def test_the_hidden_sheet_is_found_by_what_it_says() -> None:
    def work(workbook: Workbook) -> None:
        workbook["_kexcel"].title = "Blad9"
        workbook["Blad9"].sheet_state = "visible"
        for name in ("Läs mig", "Uppföljning", "Mått", "Budget", "Egna aktiviteter"):
            for row in workbook[name].iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and "KX-" in cell.value:
                        cell.value = None

    result = examined(change(sound(), work))
    assert (said(result), values(result)) == ([], dict(SOUND))


def test_a_workbook_with_nothing_but_its_properties_is_known_by_them() -> None:
    def work(workbook: Workbook) -> None:
        del workbook["_kexcel"]
        for name in workbook.sheetnames:
            for row in workbook[name].iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and "KX-" in cell.value:
                        cell.value = None

    result = examined(change(sound(), work))
    assert (said(result), values(result)) == ([(None, None, "repaired")], dict(SOUND))


def test_a_sheet_of_another_form_is_not_taken_for_this_one() -> None:
    old = issue("stab", "T2").form.code

    def work(workbook: Workbook) -> None:
        sheet = workbook["Budget"]
        sheet["A2"] = str(sheet["A2"].value).replace(issued("stab").form.code, old)

    result = examined(change(sound(), work), issued("stab"), issue("stab", "T2"))
    assert said(result) == [("Budget", None, "sheet-missing")]


def test_day_numbers_of_a_workbook_that_counts_from_1904_are_read_so() -> None:
    def work(workbook: Workbook) -> None:
        workbook.epoch = CALENDAR_MAC_1904
        sheet = workbook["Uppföljning"]
        sheet["K6"].number_format = "0"
        sheet["K6"] = (date(2024, 3, 15) - date(1904, 1, 1)).days

    result = examined(change(sound(), work))
    assert values(result) == dict(SOUND)
    assert said(result) == [("Uppföljning", "K6", "interpreted")]


def test_macros_and_links_to_other_files_are_warnings() -> None:
    saved = BytesIO(sound())
    with zipfile.ZipFile(saved, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\0")
        archive.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    result = examined(saved.getvalue())
    assert said(result) == [(None, None, "has-macros"), (None, None, "has-external-links")]
    assert values(result) == dict(SOUND)


def test_a_file_is_examined_in_another_process() -> None:
    form = issued("stab")
    with ProcessPoolExecutor(1) as pool:
        result = pool.submit(
            examine, sound(), file="a.xlsx", sha256="0", forms=FormIndex([form.form]),
            books={form.form.code: form.book}, expected_period="T1",
        ).result()  # fmt: skip
    assert values(result) == dict(SOUND)
    assert pickle.loads(pickle.dumps(result)) == result  # noqa: S301 - our own


def survives(data: bytes) -> None:
    with both_readers.paused():
        assert isinstance(examined(data), Return)


@hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.binary(max_size=300), head=st.sampled_from([b"", b"PK\x03\x04", sound()[:2000]]))
def test_any_bytes_give_a_return(data: bytes, head: bytes) -> None:
    survives(head + data)


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_damage_to_a_part_gives_a_return(data: st.DataObject) -> None:
    with zipfile.ZipFile(BytesIO(sound())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    start = data.draw(st.integers(0, len(parts[name])))
    length = data.draw(st.integers(0, 200))
    parts[name] = (
        parts[name][:start] + data.draw(st.binary(max_size=9)) + parts[name][start + length :]
    )
    survives(zipped(**parts))
