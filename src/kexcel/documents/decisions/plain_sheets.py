"""Beslut.xlsx as sheets that are only read, in the manner of the library that also writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kexcel.documents.plain_workbook import plain_workbook
from kexcel.excel.workbook_data import SheetData
from kexcel.model.cell import CellValue, ErrorValue, FormulaText, cell_reference


@dataclass(frozen=True, slots=True)
class PlainCell:
    """A cell: what stands in it, its column counted from 1, and its A1 reference."""

    value: str | float | object
    column: int
    coordinate: str


class PlainSheet:
    """A sheet whose rows and columns are counted from 1."""

    def __init__(self, sheet: SheetData) -> None:
        self._cells = sheet.cells
        self.max_row = 1 + max((row for row, _ in sheet.cells), default=0)
        self._columns = 1 + max((column for _, column in sheet.cells), default=0)

    def cell(self, row: int, column: int) -> PlainCell:
        """A cell, blank or not."""
        value = _told(self._cells.get((row - 1, column - 1)))
        return PlainCell(value, column, cell_reference(row - 1, column - 1))

    def __getitem__(self, row: int) -> list[PlainCell]:
        return [self.cell(row, column) for column in range(1, self._columns + 1)]


class PlainDecisions:
    """The sheets by their names."""

    def __init__(self, data: bytes) -> None:
        self._sheets: Mapping[str, PlainSheet] = {
            sheet.name: PlainSheet(sheet) for sheet in plain_workbook(data, results=False).sheets
        }

    @property
    def sheetnames(self) -> list[str]:
        """What the sheets are called, in their order."""
        return list(self._sheets)

    def __getitem__(self, name: str) -> PlainSheet:
        return self._sheets[name]


def _told(value: CellValue) -> object:
    """A formula and an error are their texts."""
    return value.text if isinstance(value, FormulaText | ErrorValue) else value
