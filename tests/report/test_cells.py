from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kexcel.excel.book import Properties, new_book
from kexcel.model.cell import CellValue, ErrorValue, FormulaText
from kexcel.model.consolidation import Source
from kexcel.report.parts.cells import Cells, external_link, shorten
from kexcel.report.parts.tables import Heading, place_table, unique_labels
from kexcel.template.schema import Looks
from tests.report.builders import opened

PROPERTIES = Properties("Prov", "", "", date(2024, 4, 30))


def sheet_with(write: Callable[[Cells], object]) -> Any:
    with new_book(Looks(), PROPERTIES) as book:
        write(Cells(book.sheet("Prov"), book.styles))
    return opened(book.data)["Prov"]


@pytest.mark.parametrize(
    "value, shown, kind",
    [
        ("=1+1", "=1+1", "s"),
        (FormulaText("=A1+1", "2"), "=A1+1", "s"),
        (ErrorValue("#VALUE!"), "#VALUE!", "s"),
        (date(1820, 1, 1), "1820-01-01", "s"),
        (10**16, "10000000000000000", "s"),
        (float("nan"), "nan", "s"),
        (Decimal("Infinity"), "Infinity", "s"),
        (Decimal("12.3"), 12.3, "n"),
        (True, True, "b"),
        ("", None, "n"),
        (None, None, "n"),
        ("halv \ud83d", "halv ?", "s"),
    ],
)
def test_a_value_is_written_as_what_it_is(value: CellValue, shown: object, kind: str) -> None:
    cell = sheet_with(lambda cells: cells.write(0, 0, value))["A1"]
    assert (cell.value, cell.data_type) == (shown, kind)


def test_a_linked_date_stays_a_date_and_looks_like_any_other() -> None:
    source = Source("s.xlsx", "arkiv/s.xlsx", "Min flik's", "J7")
    sheet = sheet_with(lambda cells: cells.write_linked(0, 0, date(2024, 5, 1), source))
    assert sheet["A1"].value.date() == date(2024, 5, 1)
    assert sheet["A1"].hyperlink.location == "'Min flik''s'!J7"
    assert (sheet["A1"].font.u, sheet["A1"].font.color.theme) == (None, 1)


def test_a_text_is_cut_where_excel_has_no_more_room() -> None:
    sheet = sheet_with(lambda cells: cells.write(0, 0, "ö" * 40_000))
    assert (len(sheet["A1"].value), sheet["A1"].value[-1]) == (32_767, "…")


def test_a_text_is_measured_as_excel_does() -> None:
    assert shorten("😀😀😀", 6) == "😀😀😀"
    assert shorten("😀😀😀", 5) == "😀😀…"


def test_a_link_too_long_for_excel_is_left_out() -> None:
    source = Source("s.xlsx", "arkiv/" + "x" * 2100, "Blad", "A1")
    assert (
        sheet_with(lambda cells: cells.write_linked(0, 0, "kvar", source))["A1"].hyperlink is None
    )


def test_a_sheet_takes_no_more_links_than_excel_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kexcel.report.parts.cells.MOST_LINKS", 2)
    source = Source("s.xlsx", "arkiv/s.xlsx", "Blad", "A1")

    def write(cells: Cells) -> None:
        for row in range(3):
            cells.write_linked(row, 0, "kvar", source)

    sheet = sheet_with(write)
    assert [sheet.cell(row, 1).hyperlink is None for row in (1, 2, 3)] == [False, False, True]
    assert sheet["A3"].value == "kvar"


def test_a_link_goes_from_the_results_to_the_workspace() -> None:
    assert external_link("arkiv/a.xlsx", "Mått", "H5") == "external:../../arkiv/a.xlsx#'Mått'!H5"
    assert external_link("arkiv/a.xlsx") == "external:../../arkiv/a.xlsx"


def test_headings_that_are_alike_are_told_apart() -> None:
    assert unique_labels(["Källa", "källa", "", "Källa 2"]) == [
        "Källa",
        "källa 2",
        "–",
        "Källa 2 2",
    ]


def test_a_table_tells_where_its_columns_stand() -> None:
    with new_book(Looks(), PROPERTIES) as book:
        cells = Cells(book.sheet("Mål nu"), book.styles)
        headings = [Heading("a", "A"), Heading("b", "B")]
        table = place_table(cells, "Test", headings, 3, row=4)
    assert table.range("b") == "'Mål nu'!$B$6:$B$8"
    assert (table.cell("a", 5), table.far_cell("a", 5)) == ("A6", "'Mål nu'!A6")


def test_a_table_without_rows_says_so() -> None:
    headings = [Heading("a", "A")]
    sheet = sheet_with(lambda cells: place_table(cells, "Test", headings, 0, row=0, empty="Inget."))
    assert (sheet["A1"].value, sheet["A2"].value, list(sheet.tables)) == ("A", "Inget.", [])
