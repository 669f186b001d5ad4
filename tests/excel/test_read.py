"""A workbook's cells, whatever program saved it."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from kexcel.excel.guard import guard
from kexcel.excel.read import read_workbook
from kexcel.excel.readers_calamine import read_with_calamine
from kexcel.excel.workbook_data import WorkbookData, WorkbookReadError
from kexcel.model.cell import CellValue, ErrorValue, FormulaText, TimeOfDay
from tests.builders import SOUND, edit, examined, said, sound, values
from tests.office.driver import Office


def read(data: bytes) -> WorkbookData:
    return read_workbook(data, guard(data))


def saved(workbook: Workbook) -> bytes:
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def with_cell(value: Any, number_format: str = "") -> bytes:
    workbook = Workbook()
    cell = workbook.worksheets[0]["B3"]
    cell.value = value
    cell.number_format = number_format or cell.number_format
    return saved(workbook)


@pytest.mark.parametrize(
    "written, read_as",
    [
        ("Klar", "Klar"),
        (" ", " "),
        (12, 12),
        (50.4, 50.4),
        (True, True),
        (datetime(2024, 4, 30), date(2024, 4, 30)),  # noqa: DTZ001 - a cell has no zone
        (datetime(2024, 4, 30, 13, 15), date(2024, 4, 30)),  # noqa: DTZ001 - nor this one
        (time(12, 0), TimeOfDay(0.5)),
        ("=1+1", FormulaText("=1+1")),
        ("#REF!", ErrorValue("#REF!")),
    ],
)
def test_a_cell_is_read_as_what_it_is(written: Any, read_as: CellValue) -> None:
    (sheet,) = read(with_cell(written)).sheets
    assert (dict(sheet.cells), sheet.name, sheet.visible) == ({(2, 1): read_as}, "Sheet", True)


def test_a_number_that_is_no_day_of_the_calendar_keeps_its_figures() -> None:
    (sheet,) = read(with_cell(20240430, "yyyy-mm-dd")).sheets
    assert sheet.cells[2, 1] == 20240430


def test_a_number_beyond_all_is_an_error() -> None:
    data = with_cell(12.5)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"12.5", b"1E999")
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    (sheet,) = read(stream.getvalue()).sheets
    assert sheet.cells[2, 1] == ErrorValue("#NUM!")


def test_a_lone_far_cell_costs_nothing() -> None:
    workbook = Workbook()
    workbook.worksheets[0]["XFD1048576"] = "borta"
    (sheet,) = read(saved(workbook)).sheets
    assert dict(sheet.cells) == {(1_048_575, 16_383): "borta"}


def test_properties_and_hidden_sheets_are_read() -> None:
    workbook = read(sound())
    assert [sheet.name for sheet in workbook.sheets if not sheet.visible] == ["_kexcel"]
    assert workbook.keywords == f"kexcel {workbook.custom['kexcel-form']}"


def test_a_workbook_that_counts_from_1904_says_so() -> None:
    workbook = Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    workbook.worksheets[0]["A1"] = date(2024, 4, 30)
    result = read(saved(workbook))
    assert (result.date1904, result.sheets[0].cells[0, 0]) == (True, date(2024, 4, 30))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_parts_that_do_not_fit_together_are_told(part: str) -> None:
    with zipfile.ZipFile(BytesIO(sound())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content[:-20] if name == part else content)
    with pytest.raises(WorkbookReadError, match="its parts do not fit together"):
        read(stream.getvalue())


def test_the_other_reader_agrees_on_a_sound_workbook() -> None:
    by_calamine = read_with_calamine(sound())
    by_openpyxl = read(sound())
    assert [sheet.name for sheet in by_calamine.sheets] == [s.name for s in by_openpyxl.sheets]
    for ours, theirs in zip(by_openpyxl.sheets, by_calamine.sheets, strict=True):
        plain = {k: v for k, v in ours.cells.items() if not isinstance(v, FormulaText)}
        assert {k: v for k, v in theirs.cells.items() if k in plain} == plain


def test_the_other_reader_tells_what_it_cannot_read() -> None:
    with pytest.raises(WorkbookReadError):
        read_with_calamine(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_every_answer_survives_the_formats_of_libreoffice(
    office: Office, tmp_path: Path, ending: str
) -> None:
    source, target = tmp_path / "svar.xlsx", tmp_path / f"sparad.{ending}"
    source.write_bytes(sound())
    office.fill_in(source, target, {("Uppföljning", "J5"): "Klart typ"})
    result = examined(target.read_bytes())
    assert said(result) == [("Uppföljning", "J5", "unknown-status")]
    assert values(result) == {**SOUND, ("followup", "3.1-1", "status"): None}


@pytest.mark.parametrize("ending, formula", [("ods", "=[.C5]/3"), ("xls", "=C5/3.0")])
def test_formulas_and_errors_are_no_answers(
    office: Office, tmp_path: Path, ending: str, formula: str
) -> None:
    source, target = tmp_path / "svar.xlsx", tmp_path / f"sparad.{ending}"
    cells = {("Budget", "F5"): "=C5/3", ("Budget", "G5"): "=1/0", ("Uppföljning", "M5"): "=NA()"}
    source.write_bytes(edit(sound(), cells))
    office.fill_in(source, target, {("Budget", "K5"): "Hej"})
    result = examined(target.read_bytes())
    assert said(result) == [
        ("Uppföljning", "M5", "error-value"),
        ("Budget", "F5", "not-a-number"),
        ("Budget", "G5", "error-value"),
    ]
    answers = {**result.rows["budget"]["stab"].answers, **result.rows["followup"]["3.1-1"].answers}
    assert (answers["actual"].written, answers["comment"].written) == (formula, "=NA()")
