"""A sheet of plan.xlsx as a table whose columns are found by their labels, wherever they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kexcel.documents.plan.cell_words import same_words, written
from kexcel.documents.plan.layout import PlanColumn, PlanSheet
from kexcel.model.cell import CellValue, cell_reference
from kexcel.model.finding import Place

if TYPE_CHECKING:
    from kexcel.documents.plan.notes import Notes
    from kexcel.documents.plan.workbook_cells import SheetCells

_HEADER_SEARCH_ROWS = 30


@dataclass(frozen=True, slots=True)
class PlanCell:
    """A cell of a table, with where it stands and what it should hold.

    ``exists`` is False where the sheet lacks the column, which has been said once already.
    ``decimals`` is how many a number is shown with; None where its format doesn't say.
    """

    column: PlanColumn
    place: Place
    value: CellValue = None
    is_percentage: bool = False
    exists: bool = True
    decimals: int | None = None

    @property
    def written(self) -> str:
        """What stands in the cell, as a person sees it; empty if nothing does."""
        return written(self.value)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with its header found. ``columns`` maps a column's key to its index.

    ``filled`` are the columns of each row below the header that say something. ``extras`` are the
    columns that the layout doesn't know, with their labels.
    """

    layout: PlanSheet
    file: str
    source: SheetCells
    header_row: int
    columns: Mapping[str, int]
    filled: Mapping[int, AbstractSet[int]]
    extras: tuple[tuple[int, str], ...] = ()

    def rows(self, others: Iterable[int] = ()) -> Iterator[TableRow]:
        """The rows below the header where a known column, or one of the others, is filled in."""
        known = {*self.columns.values(), *others}
        for row, columns in self.filled.items():
            if not known.isdisjoint(columns):
                yield self.row(row)

    def row(self, index: int) -> TableRow:
        """A row, counted from 0 from the top of the sheet."""
        column = self.columns.get(self.layout.identity)
        identity = None if column is None else self.source.cells.get((index, column))
        return TableRow(self, index, written(identity))

    def place(self, cell: str | None = None, column: str | None = None) -> Place:
        """A place in the table that belongs to no row."""
        return Place(file=self.file, sheet=self.source.name, cell=cell, column=column)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table; ``index`` is counted from 0 from the top of the sheet.

    ``identity`` is what the row is told by in findings, such as an activity's number.
    """

    table: Table
    index: int
    identity: str

    def cell(self, key: str) -> PlanCell:
        """The cell in the column with the key."""
        column = self.table.layout.column(key)
        index = self.table.columns.get(key)
        if index is None:
            place = replace(self.table.place(column=key), row=self.identity or None)
            return PlanCell(column, place, exists=False)
        return self.cell_at(index, column)

    def cell_at(self, index: int, column: PlanColumn) -> PlanCell:
        """The cell in a column counted from 0."""
        place = Place(
            file=self.table.file,
            sheet=self.table.source.name,
            cell=cell_reference(self.index, index),
            row=self.identity or None,
            column=column.key,
        )
        spot, source = (self.index, index), self.table.source
        return PlanCell(
            column,
            place,
            self._value(index),
            is_percentage=spot in source.percentages,
            decimals=source.decimals.get(spot),
        )

    def _value(self, column: int) -> CellValue:
        return self.table.source.cells.get((self.index, column))


def find_table(
    sheets: tuple[SheetCells, ...], layout: PlanSheet, notes: Notes, *, file: str
) -> Table | None:
    """The sheet's table, or None with the finding sheet-missing if it is not optional.

    Columns that are missing are said once each; a label that stands twice counts where
    it stands first, and is said too.
    """
    source = next((s for s in sheets if same_words(s.name) == same_words(layout.name)), None)
    if source is None:
        if layout.optional:
            return None
        notes.add_at("sheet-missing", Place(file=file, sheet=layout.name), label=layout.name)
        return None
    header_row = _header_row(source, layout)
    labels = _labels(source, header_row)
    columns = {
        column.key: _first(labels, column.label)
        for column in layout.columns
        if same_words(column.label) in {same_words(label) for _, label in labels}
    }
    extras = tuple(each for each in labels if each[0] not in columns.values())
    table = Table(layout, file, source, header_row, columns, _filled(source, header_row), extras)
    _say_missing(table, notes)
    _say_doubled(table, labels, notes)
    return table


def _header_row(source: SheetCells, layout: PlanSheet) -> int:
    wanted = {same_words(column.label) for column in layout.columns}
    hits = dict.fromkeys(range(_HEADER_SEARCH_ROWS), 0)
    for (row, _), value in source.cells.items():
        if row in hits and same_words(written(value)) in wanted:
            hits[row] += 1
    return max(hits, key=lambda row: (hits[row], -row))


def _filled(source: SheetCells, header_row: int) -> dict[int, set[int]]:
    """The columns that say something, of each row below the header, from the top."""
    filled: defaultdict[int, set[int]] = defaultdict(set)
    for (row, column), value in source.cells.items():
        if row > header_row and written(value):
            filled[row].add(column)
    return dict(sorted(filled.items()))


def _labels(source: SheetCells, header_row: int) -> list[tuple[int, str]]:
    cells = sorted(column for row, column in source.cells if row == header_row)
    labels = [(column, written(source.cells[header_row, column])) for column in cells]
    return [(column, label) for column, label in labels if label]


def _first(labels: list[tuple[int, str]], label: str) -> int:
    return next(index for index, text in labels if same_words(text) == same_words(label))


def _say_missing(table: Table, notes: Notes) -> None:
    for column in table.layout.columns:
        if column.key not in table.columns and not column.optional:
            place = table.place(column=column.key)
            notes.add_at("column-missing", place, label=column.label)


def _say_doubled(table: Table, labels: list[tuple[int, str]], notes: Notes) -> None:
    first: dict[str, int] = {}
    for index, label in labels:
        earlier = first.setdefault(same_words(label), index)
        if earlier != index:
            here, there = (cell_reference(table.header_row, each) for each in (index, earlier))
            place = table.place(cell=here)
            notes.add_at("number-duplicated", place, label, cells=f"{there}, {here}")
