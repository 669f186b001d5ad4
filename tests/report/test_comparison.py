"""The workbook of a comparison: a summary, and a sheet with one row a change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from kexcel.compare import Comparison
from kexcel.findings import finding
from kexcel.model.finding import Place
from kexcel.report.comparison.sheet_names import sheet_names
from kexcel.report.comparison.workbook import is_comparison, write_comparison
from kexcel.template import load_template
from tests.builders import plan
from tests.compare.plans import activity, compared, frame, with_activity, without


def changed() -> Comparison:
    new = replace(plan().activities[1], number="4-9", goal="4", title="=Ny rutin")
    edits = (activity("3.1-1", end=date(2024, 11, 30)), frame("stab", "51.4"), without("3.1-3"))
    after = with_activity(new)(plan())
    for edit in edits:
        after = edit(after)
    return compared(plan(), after)


def opened(comparison: Comparison, language: str = "sv") -> Any:
    data = write_comparison(comparison, load_template().looks, language=language)
    return load_workbook(BytesIO(data))


def lines(sheet: Any, first: int) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]


def test_each_kind_of_thing_that_differs_has_a_sheet() -> None:
    workbook = opened(changed())
    assert workbook.sheetnames == ["Sammanfattning", "Aktiviteter", "Ramar"]
    assert [row[:2] for row in lines(workbook["Sammanfattning"], 7)[:10]] == [
        ["Vad", "Jämförda"], ["Plan", 1], ["Avdelningar", 2], ["Mål", 3], ["Aktiviteter", 5],
        ["Ändringsbeslut", 0], ["Mått", 2], ["Ramar", 2], ["Rambeslut", 0], ["Omorganisation", 0],
    ]  # fmt: skip


def test_a_row_tells_what_and_where_before_and_after() -> None:
    rows = lines(opened(changed())["Aktiviteter"], 6)
    assert rows[0] == [
        "Ändring", "Nr", "Vad", "Fält", "Före", "Efter", "Cell före", "Cell efter",
    ]  # fmt: skip
    assert [row[:2] for row in rows[1:]] == [
        ["Ändrad", "3.1-1"],
        ["Borttagen", "3.1-3"],
        ["Tillkommen", "4-9"],
    ]
    assert [value.date() for value in rows[1][4:6]] == [date(2024, 12, 31), date(2024, 11, 30)]
    assert rows[2][4].split("\n")[-1] == "Ansvarig: Staben"
    assert rows[2][5] is None


def test_a_figure_is_a_number_and_a_text_is_text() -> None:
    workbook = opened(changed())
    assert [cell.value for cell in workbook["Ramar"]["E7:F7"][0]] == [50.4, 51.4]
    cell = workbook["Aktiviteter"]["C9"]
    assert (cell.value, cell.data_type) == ("=Ny rutin", "s")


def test_no_difference_is_said() -> None:
    workbook = opened(compared(plan(), plan()))
    assert workbook.sheetnames == ["Sammanfattning"]
    assert workbook["Sammanfattning"]["A5"].value == "Det finns ingen skillnad."
    english = opened(compared(plan(), plan()), "en")
    assert english["Summary"]["A5"].value == "There is no difference."


def test_what_was_not_compared_has_a_sheet_of_its_own() -> None:
    place = Place(file="plan.xlsx", sheet="Aktiviteter", cell="F2", row="3.1-1", column="end")
    fault = finding("end-before-start", place, value="2023-11-30", start="a", end="b")
    comparison = compared(plan(), plan())
    unread = replace(comparison, after=replace(comparison.after, unread=(fault,)))
    sheet = opened(unread)["Inte jämfört"]
    assert sheet["A6"].value == "plan.xlsx"
    assert sheet["B6"].value.startswith("Aktiviteter!F2")


def test_it_prints_on_a4_landscape_with_repeated_headings() -> None:
    sheet = opened(changed())["Aktiviteter"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToHeight, sheet.print_title_rows) == (0, "$6:$6")


def test_the_same_comparison_gives_the_same_bytes_that_are_known_again() -> None:
    looks = load_template().looks
    one, other = (write_comparison(changed(), looks, language="sv") for _ in range(2))
    assert one == other
    assert is_comparison(one)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"text"])
def test_something_else_is_no_comparison(data: bytes) -> None:
    assert is_comparison(data) is False


def test_names_of_sheets_are_what_every_program_takes() -> None:
    labels = ["Sammanfattning: Mål i korthet, alla nämnder", "Mål/mått", "mål mått", "Summary", "*"]
    assert sheet_names(labels, ("Summary",)) == [
        "Sammanfattning Mål i korthet, a", "Mål mått", "mål mått (2)", "Summary (2)", "–",
    ]  # fmt: skip
