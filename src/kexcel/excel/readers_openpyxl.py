"""Read .xlsx and .xlsm with openpyxl, which tells formulas and error cells apart from answers."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from kexcel.excel.workbook_data import SheetData, WorkbookData, WorkbookReadError
from kexcel.model.cell import CellValue, ErrorValue, FormulaText

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


def read_with_openpyxl(data: bytes) -> WorkbookData:
    """Read a workbook; formulas as their text, whose stored results are never trusted.

    Raises:
        WorkbookReadError: openpyxl cannot make sense of the file.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _workbook(load_workbook(BytesIO(data), keep_links=False))
    except MemoryError as fault:
        raise WorkbookReadError("it has far more cells than a form") from fault
    except Exception as fault:  # a broken file makes openpyxl raise some twenty kinds
        raise WorkbookReadError("its parts do not fit together") from fault


def _workbook(workbook: Workbook) -> WorkbookData:
    return WorkbookData(
        sheets=tuple(_sheet(worksheet) for worksheet in workbook.worksheets),
        keywords=str(workbook.properties.keywords or ""),
        custom=dict(_custom(workbook)),
        date1904=workbook.epoch == CALENDAR_MAC_1904,
    )


def _custom(workbook: Workbook) -> Iterator[tuple[str, str]]:
    for each in getattr(workbook, "custom_doc_props", ()):
        if each.name and isinstance(each.value, str):
            yield each.name, each.value


def _sheet(worksheet: Worksheet) -> SheetData:
    # The public ways to the cells make every cell up to the furthest one.
    written = worksheet._cells.items()  # noqa: SLF001
    cells = {
        (row - 1, column - 1): _value(cell.value, cell.data_type)
        for (row, column), cell in sorted(written)
        if cell.value is not None
    }
    return SheetData(worksheet.title, worksheet.sheet_state == "visible", cells)


def _value(value: object, data_type: str) -> CellValue:
    if data_type == "e":
        return ErrorValue(str(value))
    if isinstance(value, ArrayFormula | DataTableFormula):
        return FormulaText(str(getattr(value, "text", None) or "{=TABLE()}"))
    if data_type == "f":
        return FormulaText(str(value))
    return plain_value(value)


def plain_value(value: object) -> CellValue:
    """A value as the model has it: a moment becomes its day, a number beyond all an error."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and not isfinite(value):
        return ErrorValue("#NUM!")
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool | int | float | date):
        return value
    return str(value)
