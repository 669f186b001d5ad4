"""A sheet of XlsxWriter's whose cells are taken and written faster, to the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any

from xlsxwriter import worksheet as stock

from kexcel.excel.quick.calls import is_plain
from kexcel.excel.quick.links import Links
from kexcel.excel.quick.rendered_sheet import RenderedSheet
from kexcel.excel.quick.row_formula import RowFormula
from kexcel.excel.quick.rows import LineCells, escaped

if TYPE_CHECKING:
    from xlsxwriter.format import Format

_SHORT = 16_000
"""A text of fewer signs than this cannot be too long for a cell, whatever they are."""

_MOST_LINKS = 65_530
"""Excel's limit for a sheet."""

_FIRST_YEAR = 1900
_NUMBERS = {int, float, Decimal}
_make = tuple.__new__
"""Makes XlsxWriter's records of cells in half the time that they take themselves."""


class QuickSheet(RenderedSheet):
    """Takes plain values at given rows and columns by itself, and leaves all else to XlsxWriter.

    What it keeps of each cell is XlsxWriter's own record in XlsxWriter's own table, so that charts,
    tables and links find what they look for. Equal cells are one record.
    """

    def __init__(self) -> None:
        super().__init__()
        self._texts: dict[Format | None, dict[object, object]] = {}
        self._days: dict[Format, dict[object, object]] = {}
        self._blanks: dict[Format, object] = {}
        self._links = Links()
        self._last_row = self._first_column = self._last_column = -1

    def write_string(
        self, row: int, column: int, text: str, cell_format: Format | None = None
    ) -> int:
        """Write a text."""
        if not self._holds(row, column):
            return int(super().write_string(row, column, text, cell_format))
        cell = self._texts.setdefault(cell_format, {}).get(text)
        if cell is not None:
            self.str_table.count += 1
        elif text.__class__ is str and len(text) < _SHORT:
            cell = self._text(text, cell_format)
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
        self.table[row][column] = self._blank(cell_format)
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
        self.table[row][column] = self._day(day, cell_format)
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
        formula.prepare(lambda whole: escaped(self._prepare_formula(whole)))
        self.table[row][column] = _make(stock.CellFormulaTuple, (formula, cell_format, value))
        return 0

    def write_line(
        self,
        row: int,
        values: Sequence[Any],
        formats: tuple[Format, Format],
        write_other: Callable[[int], None],
    ) -> None:
        """Write a row from its first column on: texts and blanks in one format, days in another.

        Whatever else is among the values is left to ``write_other``, by its column.
        """
        if not values or not (self._holds(row, 0) and self._holds(row, len(values) - 1)):
            for column in range(len(values)):
                write_other(column)
            return
        text_format, day_format = formats
        known, blank = self._texts.setdefault(text_format, {}), self._blank(text_format)
        cells: list[object] = []
        for column, value in enumerate(values):
            kind, cell = value.__class__, None
            if value is None or value == "":
                cell = blank
            elif kind is str:
                cell = known.get(value)
                if cell is not None:
                    self.str_table.count += 1
                elif _is_storable(value):
                    cell = self._text(value, text_format)
            elif kind is date and value.year >= _FIRST_YEAR:
                cell = self._day(value, day_format)
            if cell is None:
                write_other(column)
            cells.append(cell)
        self._keep(row, LineCells(cells))

    def _keep(self, row: int, line: LineCells) -> None:
        """Keep the cells of a row, with those that have been written by themselves."""
        for column, cell in self.table[row].items():
            if column not in line:
                line[column] = cell
        self.table[row] = line

    def write_link(self, row: int, column: int, target: str, tip: str) -> None:
        """Lay a link over a cell that has been written, which stays as it is."""
        if self._add_link(row, column, target, "", tip, None) is None:
            cell = self.table[row][column]
            self.write_url(row, column, target, string="", tip=tip)
            self.table[row][column] = cell

    def write_url(
        self,
        row: int,
        column: int,
        url: str,
        cell_format: Format | None = None,
        string: str | None = None,
        tip: str | None = None,
    ) -> int:
        """Write a link with its text."""
        cell = self._add_link(row, column, url, string, tip or "", cell_format)
        if cell is None:
            return int(super().write_url(row, column, url, cell_format, string, tip))
        self.table[row][column] = cell
        return 0

    def _add_link(
        self,
        row: int,
        column: int,
        url: str,
        text: str | None,
        tip: str,
        cell_format: Format | None,
    ) -> object | None:
        """Add a link to another file; gives what its cell is, or None where it is not of those."""
        link = None if text is None else self._links.made(url, text, tip)
        is_odd = link is None or self.hlink_count >= _MOST_LINKS or self.ignore_write_string
        if is_odd or text is None or not self._holds(row, column):
            return None
        self.hlink_count += 1
        self.hyperlinks[row][column] = link
        looks = cell_format or self.default_url_format
        cell = self._texts.setdefault(looks, {}).get(text)
        if cell is None:
            return self._text(text, looks)
        self.str_table.count += 1
        return cell

    def _text(self, text: str, cell_format: Format | None) -> object:
        """The record of a text, remembered once it has come a second time; most come once."""
        strings = self.str_table
        has_come = text in strings.string_table
        index = strings._get_shared_string_index(text)
        cell: object = _make(stock.CellStringTuple, (index, cell_format))
        if has_come:
            self._texts[cell_format][text] = cell
        return cell

    def _blank(self, cell_format: Format) -> object:
        cell = self._blanks.get(cell_format)
        if cell is None:
            cell = self._blanks[cell_format] = _make(stock.CellBlankTuple, (cell_format,))
        return cell

    def _day(self, day: date, cell_format: Format) -> object:
        known = self._days.setdefault(cell_format, {})
        cell = known.get(day)
        if cell is None:
            number = self._convert_date_time(day)
            cell = known[day] = _make(stock.CellDatetimeTuple, (number, cell_format))
        return cell

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


def _is_storable(text: str) -> bool:
    """Whether a text can stand in a cell as it is: half a surrogate pair cannot."""
    if len(text) >= _SHORT or text.isascii():
        return len(text) < _SHORT
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
