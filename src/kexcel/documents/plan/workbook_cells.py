"""The cells of the coordinator's own workbook, as plain values.

The file is trusted: it is not a return, and is read whole and in this process.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from kexcel.documents.plain_workbook import plain_workbook
from kexcel.documents.plan.number_formats import shown_decimals
from kexcel.errors import UnreadableInputError
from kexcel.excel.scan import NotPlainError
from kexcel.excel.workbook_data import SheetData
from kexcel.model.cell import CellValue, ErrorValue, FormulaText, Percentage

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    AnyCell = Cell | MergedCell

Position = tuple[int, int]
"""Row and column, counted from 0."""


@dataclass(frozen=True, slots=True)
class SheetCells:
    """The cells of a sheet that are not blank. ``percentages`` are those shown with a % sign.

    ``decimals`` tells how many decimals a number is shown with, where its format says.
    """

    name: str
    cells: Mapping[Position, CellValue]
    percentages: frozenset[Position]
    decimals: Mapping[Position, int]


def read_cells(data: bytes, *, file: str) -> tuple[SheetCells, ...]:
    """Every worksheet of an xlsx file, in the file's order.

    Raises:
        UnreadableInputError: the bytes are not a workbook that can be read.
    """
    try:
        return _plain_cells(data)
    except NotPlainError:
        return _library_cells(data, file)


def _plain_cells(data: bytes) -> tuple[SheetCells, ...]:
    """The cells of a plain workbook, in the order of the sheet."""
    return tuple(map(_of_plain_sheet, plain_workbook(data, results=True).sheets))


def _of_plain_sheet(sheet: SheetData) -> SheetCells:
    cells = sorted(sheet.cells.items(), key=_place)
    shown = {place: shown_decimals(each) for place, each in sheet.formats.items()}
    return SheetCells(
        sheet.name,
        {place: _plain_value(value) for place, value in cells},
        frozenset(place for place, value in cells if isinstance(value, Percentage)),
        {place: number for place, number in shown.items() if number is not None},
    )


def _place(cell: tuple[Position, CellValue]) -> Position:
    return cell[0]


def _plain_value(value: CellValue) -> CellValue:
    if isinstance(value, Percentage):
        return float(value)
    return FormulaText(value.text) if isinstance(value, FormulaText) else value


def _library_cells(data: bytes, file: str) -> tuple[SheetCells, ...]:
    shown, formulas = (_load(data, file, data_only=choice) for choice in (True, False))
    if not shown.worksheets:
        message = f"{file} har inga kalkylblad som kan läsas. Spara om filen som vanlig xlsx."
        raise UnreadableInputError(message)
    pairs = zip(shown.worksheets, formulas.worksheets, strict=True)
    return tuple(_sheet_cells(sheet, source) for sheet, source in pairs)


def _load(data: bytes, file: str, *, data_only: bool) -> Workbook:
    from openpyxl import load_workbook  # noqa: PLC0415 - loads when its step starts

    try:
        with warnings.catch_warnings():
            # openpyxl warns of what it would lose when saving; nothing is saved here.
            warnings.simplefilter("ignore")
            return load_workbook(BytesIO(data), data_only=data_only)
    except Exception as error:
        # openpyxl fails in twenty ways on a broken file, and says of each that it is one.
        message = f"{file} kan inte läsas som en arbetsbok i formatet xlsx."
        raise UnreadableInputError(message) from error


def _sheet_cells(sheet: Worksheet, source: Worksheet) -> SheetCells:
    # Only cells that exist: walking the rows would visit a million if one stands far away.
    existing = sheet._cells  # noqa: SLF001
    cells: dict[Position, CellValue] = {}
    for row, column in sorted(existing):
        value = _value(existing[row, column], source.cell(row, column))
        if value is not None:
            cells[row - 1, column - 1] = value
    percentages = frozenset(
        (row - 1, column - 1) for (row, column), cell in existing.items() if _is_percentage(cell)
    )
    shown = {
        (row - 1, column - 1): shown_decimals(str(cell.number_format))
        for (row, column), cell in existing.items()
        if cell.data_type == "n"
    }
    decimals = {place: number for place, number in shown.items() if number is not None}
    return SheetCells(sheet.title, cells, percentages, decimals)


def _value(cell: AnyCell, source: AnyCell) -> CellValue:
    value = cell.value
    if cell.data_type == "e":
        return ErrorValue(str(value))
    if value is None:
        return _without_result(source)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str | bool | int | float | date):
        return value
    return str(value)


def _without_result(source: AnyCell) -> FormulaText | None:
    # A program that doesn't calculate saves formulas without their results.
    if source.data_type != "f":
        return None
    text = source.value if isinstance(source.value, str) else getattr(source.value, "text", "")
    return FormulaText(str(text or "="))


def _is_percentage(cell: AnyCell) -> bool:
    return "%" in str(cell.number_format)
