"""Read .xls, .ods and .xlsb with calamine.

It gives results instead of formulas and nothing instead of errors, which is why .xlsx is read by
openpyxl, and why the formulas of .ods are fetched beside it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from kexcel.excel.ods_formulas import read_formulas
from kexcel.excel.readers_openpyxl import plain_value
from kexcel.excel.workbook_data import (
    SheetData,
    WorkbookData,
    WorkbookLockedError,
    WorkbookReadError,
)
from kexcel.model.cell import CellValue, ErrorValue

_ERROR = re.compile(r"#(NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|SPILL!|CALC!|Err:\d+)|Err:\d+")


def read_with_calamine(data: bytes) -> WorkbookData:
    """Read a workbook's values.

    Raises:
        WorkbookLockedError: it wants a password.
        WorkbookReadError: calamine cannot make sense of the file.
    """
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
            kept = [
                each for each in workbook.sheets_metadata if each.typ is SheetTypeEnum.WorkSheet
            ]
            return WorkbookData(
                tuple(_sheet(workbook.get_sheet_by_name(each.name), each.visible) for each in kept)
            )
    except PasswordError as fault:
        raise WorkbookLockedError("it wants a password") from fault
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as fault:  # calamine's panics do not derive from Exception
        raise WorkbookReadError("its parts do not fit together") from fault


def read_ods(data: bytes) -> WorkbookData:
    """Read an OpenDocument spreadsheet: calamine's values, with formulas where there are any.

    Raises:
        WorkbookReadError: it cannot be made sense of.
    """
    workbook = read_with_calamine(data)
    try:
        formulas = read_formulas(data)
    except (ExpatError, BadZipFile, ValueError, KeyError) as fault:
        raise WorkbookReadError("its parts do not fit together") from fault
    if len(formulas) != len(workbook.sheets):
        return workbook
    sheets = tuple(
        replace(sheet, cells={**sheet.cells, **found})
        for sheet, found in zip(workbook.sheets, formulas, strict=True)
    )
    return replace(workbook, sheets=sheets)


def _sheet(sheet: CalamineSheet, visible: SheetVisibleEnum) -> SheetData:
    cells = {
        (row, column): _value(value)
        for row, values in enumerate(sheet.to_python(skip_empty_area=False))
        for column, value in enumerate(values)
        if value not in {None, ""}
    }
    return SheetData(sheet.name, visible is SheetVisibleEnum.Visible, cells)


def _value(value: object) -> CellValue:
    if isinstance(value, str) and _ERROR.fullmatch(value):
        return ErrorValue(value)
    return plain_value(value)
