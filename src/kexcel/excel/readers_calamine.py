"""Read .xlsb with calamine, which gives results instead of formulas and nothing for errors.

Which cells hold formulas and errors is told by ``xlsb_completion``.
"""

from __future__ import annotations

import struct
from dataclasses import replace
from io import BytesIO
from zipfile import BadZipFile

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from kexcel.excel.plain import plain_value
from kexcel.excel.workbook_data import (
    SheetData,
    WorkbookData,
    WorkbookLockedError,
    WorkbookReadError,
)
from kexcel.excel.xlsb_completion import complete


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


def read_xlsb(data: bytes) -> WorkbookData:
    """Read a binary workbook: calamine's values, with what it leaves out.

    Raises:
        WorkbookReadError: it cannot be made sense of.
    """
    try:
        completed = complete(data)
    except (ValueError, IndexError, KeyError, BadZipFile, struct.error) as fault:
        raise WorkbookReadError("its parts do not fit together") from fault
    workbook = read_with_calamine(completed.data)
    return replace(
        workbook,
        sheets=tuple(
            replace(sheet, cells={**sheet.cells, **completed.marks.get(sheet.name, {})})
            for sheet in workbook.sheets
        ),
    )


def _sheet(sheet: CalamineSheet, visible: SheetVisibleEnum) -> SheetData:
    cells = {
        (row, column): plain_value(value)
        for row, values in enumerate(sheet.to_python(skip_empty_area=False))
        for column, value in enumerate(values)
        if value not in {None, ""}
    }
    return SheetData(sheet.name, visible is SheetVisibleEnum.Visible, cells)
