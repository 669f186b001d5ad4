"""A workbook as plain tables of values, which people turn inside out before it is sent back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

import xlsxwriter

from kexcel.excel.guard import guard
from kexcel.excel.read import read_workbook
from kexcel.model.cell import CellValue, FormulaText
from tests.builders import sound

Rows = tuple[tuple[CellValue, ...], ...]


@dataclass(frozen=True, slots=True, repr=False)
class Grid:
    """A sheet: its name, whether it shows, and its rows of equal length."""

    name: str
    visible: bool
    rows: Rows

    def __repr__(self) -> str:
        return f"{self.name}: {len(self.rows)} × {self.width}"

    def _repr_pretty_(self, printer: Any, _cycle: object) -> None:
        printer.text(repr(self))

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def named(self, name: str) -> Grid:
        return replace(self, name=name)

    def with_rows(self, rows: list[tuple[CellValue, ...]]) -> Grid:
        return replace(self, rows=tuple(rows))

    def with_columns(self, columns: list[tuple[CellValue, ...]]) -> Grid:
        return replace(self, rows=tuple(zip(*columns, strict=True)))

    @property
    def columns(self) -> list[tuple[CellValue, ...]]:
        return list(zip(*self.rows, strict=True))

    def put(self, row: int, column: int, value: CellValue) -> Grid:
        line = list(self.rows[row])
        line[column] = value
        return self.with_rows([*self.rows[:row], tuple(line), *self.rows[row + 1 :]])

    def find(self, value: CellValue) -> tuple[int, int]:
        """The row and column of the first cell with a value."""
        return next((row, line.index(value)) for row, line in enumerate(self.rows) if value in line)


@cache
def sound_grids() -> tuple[Grid, ...]:
    """What Staben answers when nothing is wrong."""
    data = sound()
    grids = []
    for sheet in read_workbook(data, guard(data)).sheets:
        height = max(row for row, _ in sheet.cells) + 1
        width = max(column for _, column in sheet.cells) + 1
        rows = tuple(
            tuple(sheet.cells.get((row, column)) for column in range(width))
            for row in range(height)
        )
        grids.append(Grid(sheet.name, sheet.visible, rows))
    return tuple(grids)


def saved(grids: list[Grid] | tuple[Grid, ...]) -> bytes:
    """A workbook with the tables, and nothing else."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    for grid in grids:
        sheet = book.add_worksheet(grid.name)
        if not grid.visible:
            sheet.hide()
        for row, line in enumerate(grid.rows):
            for column, value in enumerate(line):
                _write(sheet, row, column, value)
    book.close()
    return stream.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: CellValue) -> None:
    match value:
        case str():
            sheet.write_string(row, column, value)
        case FormulaText(text):
            sheet.write_formula(row, column, text)
        case date():
            sheet.write_datetime(row, column, value)
        case int() | float():
            sheet.write_number(row, column, value)
