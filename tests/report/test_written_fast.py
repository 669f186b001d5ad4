"""Reports are written fast to the very bytes that XlsxWriter gives them cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kexcel.excel.book import new_book, plainly
from kexcel.excel.quick.row_formula import RowFormula
from kexcel.model.consolidation import Basis, Consolidation, Source
from kexcel.report.budget.workbook import write_budget
from kexcel.report.followup.workbook import write_followup
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.lines import Lines
from kexcel.template.schema import Looks
from kexcel.workspace.merging import consolidate_period
from tests.report import builders
from tests.report.builders import answers, consolidation, final, opened
from tests.report.test_cells import PROPERTIES
from tests.workspace.places import issued_once
from tests.workspace.places import opened as workspace_at

WIDTHS = [8.0, 14.0, 24.0, 44.0]
SOURCE = Source("s.xlsx", "arkiv/s.xlsx", "Blad", "J7")
VALUES = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.sampled_from(["en text som är längre än sin kolumn", "a\nb", "\ud800", "x" * 33_000]),
    st.booleans(),
    st.integers(-(10**16), 10**16),
    st.decimals(-(10**6), 10**6, places=2, allow_nan=False, allow_infinity=False),
    st.dates(date(1890, 1, 1), date(2100, 1, 1)),
)
LOOKS = st.sampled_from([{}, {"bold": True}, {"align": "right"}, {"text_wrap": False}])
CELLS = st.tuples(VALUES, LOOKS, st.booleans())
ROWS = st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=5)


def odd() -> Consolidation:
    """With an answer that cannot be stored, one decided, and words that mean something in XML."""
    whole = consolidation()
    first, *rest = whole.activities
    given = answers(6, status="<b>&", comment="a\x00\ud800 _x0041_", action="=1+1")
    given["status"] = replace(given["status"], sound=False, value=None)
    given["comment"] = replace(given["comment"], basis=Basis.DECIDED, motivation="Så sades.")
    return replace(whole, activities=(replace(first, answers=given), *rest))


def empty() -> Consolidation:
    return replace(consolidation(), activities=(), goals=(), measures=(), budget=(), returns=())


def same_both_ways(write: Callable[[], bytes]) -> None:
    fast = write()
    with plainly():
        assert write() == fast


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("made", [consolidation, final, odd, empty])
def test_a_follow_up_is_the_same(made: Callable[[], Consolidation], language: str) -> None:
    whole, template, config = made(), builders.template(), builders.settings()
    same_both_ways(lambda: write_followup(whole, template, config, language=language))
    same_both_ways(lambda: write_budget(whole, template, config, language=language))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_examples_reports_are_the_same(language: str) -> None:
    workspace = workspace_at(issued_once(), language)
    whole = consolidate_period(workspace, workspace.period("T1"))
    template, config = workspace.template, workspace.settings
    same_both_ways(lambda: write_followup(whole, template, config, language=language))
    same_both_ways(lambda: write_budget(whole, template, config, language=language))


@settings(deadline=None)
@given(rows=ROWS)
def test_rows_written_at_once_look_as_if_written_cell_by_cell(rows: list[list[Any]]) -> None:
    assert told(rows, by_line=True) == told(rows, by_line=False)


def told(rows: list[list[Any]], *, by_line: bool) -> list[Any]:
    """What openpyxl reads of the rows: values, looks, links and heights."""
    with new_book(Looks(), PROPERTIES) as book:
        worksheet = book.sheet("Blad")
        cells = Lines(worksheet, book.styles, WIDTHS) if by_line else Cells(worksheet, book.styles)
        cells.write_header(0, 0, "Rubrik", "left")
        for line, row in enumerate(rows, start=1):
            if isinstance(cells, Lines):
                cells.begin(line)
            for column, (value, looks, is_linked) in enumerate(row):
                cells.write_linked(line, column, value, SOURCE if is_linked else None, **looks)
            if isinstance(cells, Lines):
                cells.end()
        cells.fit_heights(WIDTHS)
    sheet = opened(book.data)["Blad"]
    heights = {row: sheet.row_dimensions[row].height for row in range(1, len(rows) + 2)}
    return [heights, [told_of(cell) for row in sheet.iter_rows() for cell in row]]


def told_of(cell: Any) -> tuple[Any, ...]:
    link = cell.hyperlink
    looks = (cell.number_format, cell.font.b, cell.alignment.horizontal, cell.alignment.wrap_text)
    return (
        cell.coordinate,
        cell.value,
        cell.data_type,
        cell.border.left.style,
        *looks,
        link and (link.target, link.location, link.tooltip),
    )


def test_a_formula_of_every_row_stands_among_what_is_written_at_once() -> None:
    with new_book(Looks(), PROPERTIES) as book:
        cells = Lines(book.sheet("Blad"), book.styles, WIDTHS)
        formula = RowFormula(lambda row: f"=A{row}&B{row}", 11)
        for row in (8, 9, 10):
            cells.begin(row)
            cells.write(row, 0, "a")
            cells.write_row_formula(row, 2, formula, "ab")
            cells.write(row, 1, Decimal("2.5"))
            cells.end()
    sheet = opened(book.data)["Blad"]
    assert [[cell.value for cell in row] for row in sheet["A9:D11"]] == [
        ["a", 2.5, f"=A{row}&B{row}", None] for row in (9, 10, 11)
    ]
