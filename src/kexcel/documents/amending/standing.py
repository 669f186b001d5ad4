"""The rows of a plan.xlsx as they stand, also those that the plan's reader leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kexcel.documents.plan.cell_words import same_words, written
from kexcel.documents.plan.layout import (
    ACTIVITIES_SHEET,
    DEPARTMENTS_SHEET,
    FRAMES_SHEET,
    GOALS_SHEET,
    MEASURES_SHEET,
    PLAN_FILE,
    SEPARATOR,
    SIGN_ROW,
    PlanSheet,
)
from kexcel.documents.plan.notes import Notes
from kexcel.documents.plan.table import Table, find_table
from kexcel.documents.plan.workbook_cells import SheetCells, read_cells
from kexcel.model.plan import Perspective

SHEETS = (DEPARTMENTS_SHEET, GOALS_SHEET, ACTIVITIES_SHEET, MEASURES_SHEET, FRAMES_SHEET)

_SIGNS = {"+": "+", "-": "-", "\u2212": "-", "\u2013": "-"}
"""What a row Tecken may say, with the signs that programs put for minus."""

Keys = Mapping[str, str]
"""Every name of a department, in plain words → its key."""


@dataclass(frozen=True, slots=True)
class StandingRow:
    """A row: its place counted from 0 from the top of the sheet, and its cells as words by column.

    Columns that the layout does not know are there by their labels.
    """

    index: int
    cells: Mapping[str, str]

    def text(self, key: str) -> str:
        """What stands in a column; "" where nothing does."""
        return self.cells.get(key, "")


@dataclass(frozen=True, slots=True)
class StandingSheet:
    """A sheet's rows by what tells each, and where its columns are.

    ``table`` is None where the sheet is missing.
    """

    layout: PlanSheet
    rows: Mapping[str, StandingRow]
    columns: Mapping[str, int]
    table: Table | None


def standing_sheets(data: bytes, *, file: str = PLAN_FILE) -> dict[str, StandingSheet]:
    """The sheets of a plan.xlsx by their names.

    Raises:
        UnreadableInputError: ``data`` is not a workbook that can be read.
    """
    cells = read_cells(data, file=file)
    keys: dict[str, str] = {}
    sheets: dict[str, StandingSheet] = {}
    for layout in SHEETS:
        sheet = _sheet(layout, cells, keys, file)
        sheets[layout.name] = sheet
        if layout is DEPARTMENTS_SHEET:
            for row in sheet.rows.values():
                keys.update(dict.fromkeys(_names(row), row.text("key")))
    return sheets


def signs_in(sheets: Mapping[str, StandingSheet]) -> dict[tuple[Perspective | None, str], str]:
    """The signs that the rows Tecken of Ramar give, by table and printed column."""
    words = {str(perspective): perspective for perspective in Perspective}
    known = {column.key for column in FRAMES_SHEET.columns}
    return {
        (words[row.text("perspective")], column): _SIGNS[text]
        for row in sheets[FRAMES_SHEET.name].rows.values()
        if same_words(row.text("name")) == same_words(SIGN_ROW) and row.text("perspective") in words
        for column, text in row.cells.items()
        if column not in known and text in _SIGNS
    }


def row_key(layout: PlanSheet, cells: Mapping[str, str], keys: Keys) -> str:
    """What tells a row of a sheet: its number or key, or several of its cells."""
    if layout is FRAMES_SHEET:
        department = keys.get(same_words(cells.get("department", "")))
        return f"{cells.get('perspective', '')}/{department or cells.get('name', '')}"
    if layout is MEASURES_SHEET:
        return f"{cells.get('goal', '')}/{same_words(cells.get('name', ''))}"
    return cells.get(layout.identity, "")


def _names(row: StandingRow) -> Iterator[str]:
    for name in (row.text("key"), row.text("name"), *row.text("aliases").split(SEPARATOR)):
        if name.strip():
            yield same_words(name)


def _sheet(
    layout: PlanSheet, sheets: tuple[SheetCells, ...], keys: Keys, file: str
) -> StandingSheet:
    table = find_table(sheets, layout, Notes(), file=file)
    if table is None:
        return StandingSheet(layout, {}, {}, None)
    columns = {**{label: index for index, label in table.extras}, **table.columns}
    rows: dict[str, StandingRow] = {}
    for row in table.rows(columns.values()):
        cells = {
            key: written(table.source.cells.get((row.index, index)))
            for key, index in columns.items()
        }
        rows.setdefault(row_key(layout, cells, keys), StandingRow(row.index, cells))
    return StandingSheet(layout, rows, columns, table)
