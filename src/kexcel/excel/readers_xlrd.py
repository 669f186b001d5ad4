"""Read .xls with xlrd, which knows a date by its number format and an error by its code."""

from __future__ import annotations

import struct
from io import StringIO
from itertools import product

import xlrd  # type: ignore[import-untyped]
from xlrd.biffh import error_text_from_code  # type: ignore[import-untyped]
from xlrd.book import Book  # type: ignore[import-untyped]
from xlrd.sheet import Sheet  # type: ignore[import-untyped]
from xlrd.xldate import XLDateError, xldate_as_datetime  # type: ignore[import-untyped]

from kexcel.excel.plain import is_share, plain_value
from kexcel.excel.workbook_data import (
    SheetData,
    WorkbookData,
    WorkbookLockedError,
    WorkbookReadError,
)
from kexcel.excel.xls_formulas import read_formulas
from kexcel.model.cell import CellValue, ErrorValue, FormulaText, Percentage, TimeOfDay

_LOCKED = "Workbook is encrypted"
_STUMBLES = (AssertionError, LookupError, TypeError, ValueError, AttributeError, struct.error)

Cells = dict[tuple[int, int], CellValue]


def read_xls(data: bytes) -> WorkbookData:
    """Read a workbook; formulas as formulas, whose stored results are never trusted.

    Raises:
        WorkbookLockedError: it wants a password.
        WorkbookReadError: xlrd cannot make sense of it.
    """
    try:
        try:
            return _read(data, with_looks=True)
        except (xlrd.XLRDError, *_STUMBLES) as fault:
            if _LOCKED in str(fault):
                raise
            return _read(data, with_looks=False)
    except MemoryError as fault:
        raise WorkbookReadError("it has far more cells than a form") from fault
    except xlrd.XLRDError as fault:
        if _LOCKED in str(fault):
            raise WorkbookLockedError("it wants a password") from fault
        raise WorkbookReadError("its parts do not fit together") from fault
    except Exception as fault:  # a broken file makes xlrd raise whatever it stumbles on
        raise WorkbookReadError("its parts do not fit together") from fault


def _read(data: bytes, *, with_looks: bool) -> WorkbookData:
    """With its looks, shares and merged cells are known; they may be what is broken."""
    with xlrd.open_workbook(
        file_contents=data,
        logfile=StringIO(),
        on_demand=True,
        ragged_rows=True,
        formatting_info=with_looks,
    ) as book:
        sheets = tuple(_sheet(book, place) for place in range(book.nsheets))
        return WorkbookData(sheets, date1904=book.datemode == 1)


def _sheet(book: Book, place: int) -> SheetData:
    sheet = book.sheet_by_index(place)
    cells: Cells = {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            value = _value(book, sheet, row, column)
            if value is not None and value != "":
                cells[row, column] = value
    for where, formula in read_formulas(book, place).items():
        stored = cells.get(where)
        shown = stored.text if isinstance(stored, ErrorValue) else stored
        cells[where] = FormulaText(formula, None if shown is None else str(shown))
    covered = frozenset(
        (row, column)
        for top, bottom, left, right in sheet.merged_cells
        for row, column in product(range(top, bottom), range(left, right))
        if (row, column) != (top, left) and (row, column) in cells
    )
    return SheetData(sheet.name, sheet.visibility == 0, cells, covered)


def _value(book: Book, sheet: Sheet, row: int, column: int) -> CellValue:
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    match kind:
        case xlrd.XL_CELL_ERROR:
            return ErrorValue(error_text_from_code.get(value, "#VALUE!"))
        case xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        case xlrd.XL_CELL_DATE:
            return _moment(value, book.datemode)
        case xlrd.XL_CELL_NUMBER if book.formatting_info and _shows_share(
            book, sheet.cell_xf_index(row, column)
        ):
            return Percentage(value)
    return plain_value(value)


def _moment(number: float, datemode: int) -> CellValue:
    if 0 <= number < 1:
        return TimeOfDay(number)
    try:
        return plain_value(xldate_as_datetime(number, datemode))
    except (XLDateError, OverflowError, ValueError):
        return plain_value(number)


def _shows_share(book: Book, style: int) -> bool:
    found = book.format_map.get(book.xf_list[style].format_key)
    return bool(found) and is_share(str(found.format_str))
