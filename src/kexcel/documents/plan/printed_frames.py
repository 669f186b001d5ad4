"""The sheet Ramar as it is printed: every figure with the sign it has in the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from kexcel.documents.plan.cell_values import number_of, parse_number, say_missing, text_of, word_of
from kexcel.documents.plan.cell_words import same_words
from kexcel.documents.plan.departments import DepartmentNames
from kexcel.documents.plan.layout import SIGN_ROW, SUM_ROW, PlanColumn, figure_column
from kexcel.documents.plan.notes import Notes
from kexcel.documents.plan.printed_decimals import as_printed, finest_decimals
from kexcel.documents.plan.table import PlanCell, Table, TableRow
from kexcel.model.cell import CellValue
from kexcel.model.plan import Perspective

FrameColumn = tuple[Perspective, str]
"""A printed column of one perspective's table."""

_PERSPECTIVES = {str(perspective): perspective for perspective in Perspective}
_SIGNS = {"+": 1, "-": -1, "\u2212": -1, "\u2013": -1}


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One printed line. ``unread`` are the columns whose figure couldn't be read."""

    row: TableRow
    perspective: Perspective
    name: str
    department: str | None
    version: str
    is_total: bool
    figures: Mapping[str, Decimal]
    cells: Mapping[str, PlanCell]
    unread: frozenset[str]


@dataclass(frozen=True, slots=True)
class PrintedFrames:
    """Both tables as printed. ``signs`` are those that the rows ``Tecken`` give.

    ``columns`` are the labels of the figures in order, ``headers`` their header cells.
    """

    lines: tuple[PrintedLine, ...] = ()
    columns: tuple[str, ...] = ()
    headers: Mapping[str, PlanCell] = field(default_factory=dict)
    signs: Mapping[FrameColumn, tuple[int, PlanCell]] = field(default_factory=dict)

    def lines_of(self, perspective: Perspective) -> tuple[PrintedLine, ...]:
        """A perspective's lines, its total apart."""
        return tuple(x for x in self.lines if x.perspective is perspective and not x.is_total)

    def total_of(self, perspective: Perspective) -> PrintedLine | None:
        """A perspective's first printed total, or None."""
        totals = (x for x in self.lines if x.perspective is perspective and x.is_total)
        return next(totals, None)


def read_printed_frames(table: Table | None, names: DepartmentNames, notes: Notes) -> PrintedFrames:
    """Read the sheet. A row whose perspective can't be read is left out, and said."""
    if table is None:
        return PrintedFrames()
    figures = _figure_columns(table)
    lines: list[PrintedLine] = []
    signs: dict[FrameColumn, tuple[int, PlanCell]] = {}
    for row in table.rows(figures):
        perspective = word_of(row.cell("perspective"), _PERSPECTIVES, notes)
        if perspective is None:
            continue
        if same_words(row.cell("name").written) == same_words(SIGN_ROW):
            signs |= _signs(row, perspective, figures, notes)
        else:
            lines.append(_line(row, perspective, figures, names, notes))
    headers = {
        column.label: table.row(table.header_row).cell_at(index, column)
        for index, column in figures.items()
    }
    _say_doubled(lines, notes)
    return PrintedFrames(_with_their_decimals(lines), tuple(headers), headers, signs)


def _figure_columns(table: Table) -> dict[int, PlanColumn]:
    # A column of remarks is no figure: some cell must be a number or a sign.
    seen: set[str] = set()
    columns: dict[int, PlanColumn] = {}
    for index, label in table.extras:
        if same_words(label) not in seen and any(map(_is_figure, _below(table, index))):
            seen.add(same_words(label))
            columns[index] = figure_column(label)
    return columns


def _below(table: Table, index: int) -> list[CellValue]:
    cells = table.source.cells.items()
    return [value for (row, column), value in cells if column == index and row > table.header_row]


def _is_figure(value: CellValue) -> bool:
    if isinstance(value, str):
        return value.strip() in _SIGNS or parse_number(value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def _signs(
    row: TableRow, perspective: Perspective, figures: Mapping[int, PlanColumn], notes: Notes
) -> dict[FrameColumn, tuple[int, PlanCell]]:
    cells = [row.cell_at(index, column) for index, column in figures.items()]
    read = ((cell, word_of(cell, _SIGNS, notes)) for cell in cells)
    return {(perspective, cell.column.label): (sign, cell) for cell, sign in read if sign}


def _line(
    row: TableRow,
    perspective: Perspective,
    figures: Mapping[int, PlanColumn],
    names: DepartmentNames,
    notes: Notes,
) -> PrintedLine:
    name = text_of(row.cell("name"), notes)
    is_total = same_words(name) == same_words(SUM_ROW)
    cells = {column.label: row.cell_at(index, column) for index, column in figures.items()}
    read = {label: number_of(cell, notes) for label, cell in cells.items()}
    return PrintedLine(
        row=row,
        perspective=perspective,
        name=name,
        department=_department(row.cell("department"), perspective, is_total, names, notes),
        version=text_of(row.cell("version"), notes),
        is_total=is_total,
        figures={label: number for label, number in read.items() if number is not None},
        cells={label: cell for label, cell in cells.items() if cell.written},
        unread=frozenset(k for k, number in read.items() if number is None and cells[k].written),
    )


def _with_their_decimals(lines: list[PrintedLine]) -> tuple[PrintedLine, ...]:
    """The lines with every figure as exact as it is printed."""
    finest = {
        perspective: finest_decimals(
            [(line.figures, line.cells) for line in lines if line.perspective is perspective]
        )
        for perspective in Perspective
    }
    return tuple(
        replace(line, figures=as_printed(line.figures, line.cells, finest[line.perspective]))
        for line in lines
    )


def _department(
    cell: PlanCell,
    perspective: Perspective,
    is_total: bool,  # noqa: FBT001
    names: DepartmentNames,
    notes: Notes,
) -> str | None:
    if perspective is Perspective.DEPARTMENT and not is_total and not cell.written and cell.exists:
        say_missing(cell, notes)
    return names.key_in(cell, notes)


def _say_doubled(lines: list[PrintedLine], notes: Notes) -> None:
    first: dict[tuple[Perspective, str], PlanCell] = {}
    for line in lines:
        key, cell = _told_by(line)
        earlier = first.setdefault((line.perspective, key), cell)
        if earlier is not cell:
            notes.add("number-duplicated", cell, cells=f"{earlier.place.cell}, {cell.place.cell}")


def _told_by(line: PrintedLine) -> tuple[str, PlanCell]:
    if line.department and line.perspective is Perspective.DEPARTMENT and not line.is_total:
        return line.department, line.row.cell("department")
    return f"/{same_words(line.name)}", line.row.cell("name")
