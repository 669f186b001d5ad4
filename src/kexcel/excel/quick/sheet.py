"""A sheet of XlsxWriter's whose cells are taken and written faster, to the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import StringIO
from math import isfinite
from typing import TYPE_CHECKING, Any

from xlsxwriter import worksheet as stock
from xlsxwriter.worksheet import RowInfo, Worksheet

from kexcel.excel.quick.calls import is_plain
from kexcel.excel.quick.row_formula import RowFormula
from kexcel.excel.quick.rows import CellWriter, escaped

if TYPE_CHECKING:
    from xlsxwriter.format import Format

_SHORT = 16_000
"""A text of fewer signs than this cannot be too long for a cell, whatever they are."""

_BLOCK = 16
"""So many rows at a time share the note of which columns they take ("spans")."""

_NO_INFO = RowInfo()
_NUMBERS = {int, float, Decimal}
_make = tuple.__new__
"""Makes XlsxWriter's records of cells in half the time that they take themselves."""


class QuickSheet(Worksheet):  # type: ignore[misc] # XlsxWriter carries no types
    """Takes plain values at given rows and columns by itself, and leaves all else to XlsxWriter.

    What it keeps of each cell is XlsxWriter's own record in XlsxWriter's own table, so that charts,
    tables and links find what they look for. Equal cells are one record.
    """

    def __init__(self) -> None:
        super().__init__()
        self._texts: dict[Format | None, dict[str, object]] = {}
        self._days: dict[Format, dict[date, object]] = {}
        self._blanks: dict[Format, object] = {}
        self.fh: Any = None
        self._last_row = self._first_column = self._last_column = -1

    def write_string(
        self, row: int, column: int, text: str, cell_format: Format | None = None
    ) -> int:
        """Write a text."""
        if not self._holds(row, column):
            return int(super().write_string(row, column, text, cell_format))
        known = self._texts.get(cell_format)
        if known is None:
            known = self._texts[cell_format] = {}
        cell = known.get(text)
        strings = self.str_table
        if cell is not None:
            strings.count += 1
        elif text.__class__ is str and len(text) < _SHORT:
            index = strings._get_shared_string_index(text)
            cell = known[text] = _make(stock.CellStringTuple, (index, cell_format))
        else:
            return int(self._write_string(row, column, text, cell_format))
        self.table[row][column] = cell
        return 0

    def write_blank(
        self, row: int, column: int, blank: object, cell_format: Format | None = None
    ) -> int:
        """Write a cell that has a format only."""
        if cell_format is None or not self._holds(row, column):
            return int(super().write_blank(row, column, blank, cell_format))
        cell = self._blanks.get(cell_format)
        if cell is None:
            cell = self._blanks[cell_format] = _make(stock.CellBlankTuple, (cell_format,))
        self.table[row][column] = cell
        return 0

    def write_number(
        self, row: int, column: int, number: float | Decimal, cell_format: Format | None = None
    ) -> int:
        """Write a number."""
        is_plain_number = number.__class__ in _NUMBERS and isfinite(number)
        if not is_plain_number or not self._holds(row, column):
            return int(super().write_number(row, column, number, cell_format))
        self.table[row][column] = _make(stock.CellNumberTuple, (number, cell_format))
        return 0

    def write_datetime(
        self, row: int, column: int, day: date, cell_format: Format | None = None
    ) -> int:
        """Write a day or a moment."""
        if day.__class__ is not date or cell_format is None or not self._holds(row, column):
            return int(super().write_datetime(row, column, day, cell_format))
        known = self._days.get(cell_format)
        if known is None:
            known = self._days[cell_format] = {}
        cell = known.get(day)
        if cell is None:
            number = self._convert_date_time(day)
            cell = known[day] = _make(stock.CellDatetimeTuple, (number, cell_format))
        self.table[row][column] = cell
        return 0

    def write_formula(
        self,
        row: int,
        column: int,
        formula: str,
        cell_format: Format | None = None,
        value: object = 0,
    ) -> int:
        """Write a formula with its result."""
        if formula[:1] != "=" or not is_plain(formula) or not self._holds(row, column):
            return int(super().write_formula(row, column, formula, cell_format, value))
        record = (formula[1:], cell_format, value)
        self.table[row][column] = _make(stock.CellFormulaTuple, record)
        return 0

    def write_row_formula(
        self,
        row: int,
        column: int,
        formula: RowFormula,
        cell_format: Format | None = None,
        value: object = 0,
    ) -> int:
        """Write a row's own of a formula that all rows have."""
        if not self._holds(row, column):
            return self.write_formula(row, column, formula.at(row), cell_format, value)
        formula.prepare(self._prepared)
        self.table[row][column] = _make(stock.CellFormulaTuple, (formula, cell_format, value))
        return 0

    def _holds(self, row: int, column: int) -> bool:
        """Whether the cell is given by its place and is on the sheet; the sheet then reaches it."""
        if row.__class__ is not int or column.__class__ is not int:
            return False
        if row == self._last_row and self._first_column <= column <= self._last_column:
            return True
        if self._check_dimensions(row, column):
            return False
        self._last_row = row
        self._first_column, self._last_column = self.dim_colmin, self.dim_colmax
        return True

    def _prepared(self, formula: str) -> str:
        """A formula as the file is to have it."""
        return escaped(self._prepare_formula(formula))

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002 - XlsxWriter's own
        """The same, before signs of XML in it are escaped."""
        if is_plain(formula):
            return formula.removeprefix("=")
        return str(super()._prepare_formula(formula, expand_future_functions))

    def _write_rows(self) -> None:
        """Write all rows: what XlsxWriter does cell by cell, a row at a time."""
        if self._has_formats_beneath():
            self._write_rows_apart()
            return
        cells, write, table = CellWriter(self._written), self.fh.write, self.table
        tags: dict[tuple[object, ...], str] = {}
        block, span = -1, None
        for row in self._rows_in_order():
            if row // _BLOCK != block:
                block = row // _BLOCK
                span = self._span(block)
            held = table.get(row)
            info = self.row_info.get(row) or _NO_INFO
            looks = (info.height, info.row_format, info.hidden, info.level, info.collapsed)
            key = (span, looks, not held)
            if key not in tags:
                tags[key] = self._tag_of(span, info, is_empty=not held)
            write(f'<row r="{row + 1}"{tags[key]}')
            if held:
                write(cells.row(row, held))
                write("</row>")

    def _has_formats_beneath(self) -> bool:
        """Whether a row or column has a format of its own, which its cells may take."""
        return any(info.row_format for info in self.row_info.values()) or any(
            info.column_format for info in self.col_info.values()
        )

    def _write_rows_apart(self) -> None:
        """Let XlsxWriter write the rows, each with its own formulas."""
        for row, cells in self.table.items():
            for column, cell in cells.items():
                if cell.__class__ is stock.CellFormulaTuple and isinstance(cell[0], RowFormula):
                    formula = self._prepare_formula(cell[0].at(row))
                    cells[column] = stock.CellFormulaTuple(formula, *cell[1:])
        super()._write_rows()

    def _rows_in_order(self) -> list[int]:
        """The rows that have cells, notes, or a height."""
        rows = {row for row, cells in self.table.items() if cells}
        return sorted(rows.union(self.row_info, self.comments))

    def _span(self, block: int) -> str | None:
        """The first and last column that a block of rows takes, counted from 1."""
        rows = range(block * _BLOCK, (block + 1) * _BLOCK)
        places = (self.table, self.comments)
        taken = [place[row] for place in places for row in rows if place.get(row)]
        if not taken:
            return None
        return f"{min(map(min, taken)) + 1}:{max(map(max, taken)) + 1}"

    def _tag_of(self, span: str | None, info: RowInfo, *, is_empty: bool) -> str:
        """A row's tag as XlsxWriter writes it, after the row's number."""
        return self._captured(lambda: self._write_row(0, span, info, is_empty))[len('<row r="1"') :]

    def _written(self, row: int, column: int, cell: object) -> str:
        """A cell as XlsxWriter writes it."""
        return self._captured(lambda: self._write_cell(row, column, cell))

    def _captured(self, write: Callable[[], None]) -> str:
        stream, caught = self.fh, StringIO()
        self.fh = caught
        write()
        self.fh = stream
        return caught.getvalue()
