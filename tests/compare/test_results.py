"""Tables of results: found wherever they stand, and compared by what their rows are about."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kexcel.compare import ComparedKind, Comparison, Side, compare
from kexcel.compare.islands import find_islands
from kexcel.compare.results import result_groups, result_tables
from kexcel.excel.workbook_data import SheetData
from kexcel.model.cell import CellValue, ErrorValue, FormulaText

SIDE = Side("resultat.xlsx", "")

GRID = """
Aktiviteter
Ånge (exempel) · 2024

Nr    | Aktivitet | Status    | Källa
3.1-1 | Arkivet   | Pågående  | a.xlsx
3.1-2 | Rutiner   | Genomförd | a.xlsx
"""


def sheet(grid: str, name: str = "Aktiviteter") -> SheetData:
    """A sheet as a table of text: columns between bars, numbers as numbers, = a stored result."""
    lines = grid.strip("\n").split("\n")
    cells = {
        (row, column): said
        for row, line in enumerate(lines)
        for column, text in enumerate(line.split("|"))
        if (said := _value(text.strip())) is not None
    }
    return SheetData(name, visible=True, cells=cells)


def _value(text: str) -> CellValue:
    if text.startswith("="):
        return FormulaText("=1", text[1:])
    if text.startswith("#"):
        return ErrorValue(text)
    if text.replace(".", "", 1).isdigit() and text.count(".") < 2 and not text.endswith("-"):
        return float(text)
    return text or None


def compared(before: list[SheetData], after: list[SheetData]) -> Comparison:
    ours, theirs = result_groups(result_tables(before), result_tables(after))
    return compare(ComparedKind.FOLLOWUP, (SIDE, ours), (SIDE, theirs))


def told(comparison: Comparison) -> list[tuple[str, str, str, str, str, Any, Any]]:
    return [
        (group.label, c.kind.value, c.number, c.title, c.column, c.before, c.after)
        for group in comparison.groups
        for c in group.changes
    ]


def grids(before: str, after: str) -> list[tuple[str, str, str, str, str, Any, Any]]:
    return told(compared([sheet(before)], [sheet(after)]))


def test_a_result_is_no_different_from_itself() -> None:
    assert grids(GRID, GRID) == []


def test_rows_are_known_by_their_number_and_told_with_their_title() -> None:
    after = GRID.replace("Pågående", "Försenad")
    assert grids(GRID, after) == [
        ("Aktiviteter", "changed", "3.1-1", "Arkivet", "Status", "Pågående", "Försenad")
    ]


def test_the_order_of_rows_and_columns_and_where_a_table_stands_do_not_count() -> None:
    moved = """
Något nytt ovanför

Status    | Nr    | Källa  | Aktivitet
Genomförd | 3.1-2 | b.xlsx | Rutiner
Pågående  | 3.1-1 | b.xlsx | Arkivet
"""
    assert grids(GRID, moved) == []


def test_a_renumbered_row_is_the_same_row() -> None:
    assert grids(GRID, GRID.replace("3.1-2", "3.1-7")) == [
        ("Aktiviteter", "changed", "3.1-7", "Rutiner", "Nr", "3.1-2", "3.1-7")
    ]


def test_columns_that_tell_where_an_answer_was_read_are_left_out() -> None:
    assert grids(GRID, GRID.replace("a.xlsx", "b.xlsx")) == []


def test_the_cells_are_told_in_each_file() -> None:
    after = "Rad\n" + GRID.strip("\n").replace("Pågående", "Försenad")
    (change,) = [c for g in compared([sheet(GRID)], [sheet(after)]).groups for c in g.changes]
    assert (change.before_cell, change.after_cell) == ("Aktiviteter!C5", "Aktiviteter!C6")


@pytest.mark.parametrize(
    "one, other, differs",
    [
        ("=50.4", "50.4", False),
        ("=0.30000000000000004", "0.3", False),
        ("=-0.008567931456548347", "=-0.00856793145654835", False),
        ("=50.4", "=50.40001", True),
        ("50.4", "ca 50", True),
        ("=Pågående", "Pågående", False),
        ("#N/A", "50.4", True),
    ],
)
def test_stored_results_of_formulas_are_figures_like_others(
    one: str, other: str, *, differs: bool
) -> None:
    grid = "Avdelning | Ram\nStaben | {}\nEkonomi | 9"
    assert bool(grids(grid.format(one), grid.format(other))) is differs


def test_a_total_below_a_table_is_a_row_of_it() -> None:
    grid = "Avdelning | Ram\nStaben | 50.4\nTotalt | =50.4\nPrognoser i summan: 1 av 1."
    assert grids(grid, grid.replace("50.4", "51.4").replace("1 av 1", "0 av 1")) == [
        ("Aktiviteter", "changed", "", "Staben", "Ram", Decimal("50.4"), Decimal("51.4")),
        ("Aktiviteter", "changed", "", "Totalt", "Ram", Decimal("50.4"), Decimal("51.4")),
    ]


def test_tables_beside_and_below_each_other_are_tables_of_their_own() -> None:
    grid = """
Per grupp | Budget |  | Per avdelning | Budget
Barn      | 30     |  | Staben        | 20
Äldre     | 20     |  | Ekonomi       | 30

Avstämning
Kolumn | Skillnad
Budget | 0
"""
    found = find_islands(sheet(grid))
    assert [(each.caption, list(each.headings.values()), len(each.rows)) for each in found] == [
        ("", ["Per grupp", "Budget"], 2),
        ("", ["Per avdelning", "Budget"], 2),
        ("Avstämning", ["Kolumn", "Skillnad"], 1),
    ]
    after = grid.replace("Ekonomi       | 30", "Ekonomi       | 31").replace("| 0", "| 1")
    assert [(label, title, after) for label, _, _, title, _, _, after in grids(grid, after)] == [
        ("Aktiviteter", "Ekonomi", Decimal(31)),
        ("Aktiviteter: Avstämning", "Budget", Decimal(1)),
    ]


def test_labels_with_values_need_no_headings() -> None:
    grid = "Planens tryckta summa | 707.7\nSkillnad | =0\nBedömning | =stämmer"
    after = grid.replace("=0", "=0.1").replace("stämmer", "avrundning")
    assert [(title, b, a) for _, _, _, title, _, b, a in grids(grid, after)] == [
        ("Skillnad", Decimal(0), Decimal("0.1")),
        ("Bedömning", "stämmer", "avrundning"),
    ]


def test_rows_that_no_column_tells_apart_are_told_by_several() -> None:
    grid = "Avdelning | Kod | Belopp\nStaben | x | 1\nStaben | y | 2\nEkonomi | x | 3"
    assert [(title, b, a) for _, _, _, title, _, b, a in grids(grid, grid.replace("2", "5"))] == [
        ("Staben · y", Decimal(2), Decimal(5))
    ]


def test_equal_rows_are_counted() -> None:
    grid = "Avdelning | Vad\nStaben | fel\nStaben | fel"
    assert [kind for _, kind, *_ in grids(grid, grid + "\nStaben | fel")] == ["added"]


def test_a_sheet_that_one_result_lacks_is_told_row_by_row() -> None:
    new = sheet("Enhet | Ram\nKansliet | 3", "Enheter")
    changes = told(compared([sheet(GRID)], [sheet(GRID), new]))
    assert [(label, kind, title) for label, kind, _, title, *_ in changes] == [
        ("Enheter", "added", "Kansliet")
    ]


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A table whose rows have a number, a title, a word and a figure, and a total below."""
    numbers = draw(st.lists(st.sampled_from(["3.1-1", "3.1-2", "3.1-3", "4.1-1"]), unique=True))
    lines = ["Nr | Aktivitet | Status | Utfall"]
    for number in numbers:
        title = draw(st.sampled_from(["Arkivet", "Rutiner", "Remiss"]))
        status = draw(st.sampled_from(["Pågående", "Genomförd", ""]))
        lines.append(f"{number} | {title} | {status} | {draw(st.integers(0, 3))}")
    return "\n".join([*lines, "Totalt | | | =6"])


@given(tables(), tables())
@settings(max_examples=100, deadline=None)
def test_turned_round_the_same_rows_differ_the_other_way(one: str, other: str) -> None:
    mirrored = {"added": "removed", "removed": "added", "changed": "changed"}
    there = {(mirrored[kind], c, a, b) for _, kind, _, _, c, b, a in grids(one, other)}
    assert there == {(kind, c, b, a) for _, kind, _, _, c, b, a in grids(other, one)}
    assert grids(one, one) == []
