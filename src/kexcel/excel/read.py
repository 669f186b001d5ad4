"""Choose the reader for a kind of workbook."""

from __future__ import annotations

from kexcel.excel.guard import DEFAULT_LIMITS, Guarded
from kexcel.excel.readers_calamine import read_ods, read_with_calamine
from kexcel.excel.readers_openpyxl import read_with_openpyxl
from kexcel.excel.sniff import FileKind
from kexcel.excel.workbook_data import WorkbookData, WorkbookReadError


def read_workbook(
    data: bytes, guarded: Guarded, *, largest_area: int = DEFAULT_LIMITS.area
) -> WorkbookData:
    """Read a workbook that the guard let through.

    Raises:
        WorkbookReadError: the file cannot be read; its ``reason`` says why.
    """
    if guarded.kind is FileKind.ODS:
        return read_ods(data)
    if guarded.kind is not FileKind.XLSX:
        return read_with_calamine(data)
    workbook = read_with_openpyxl(data)
    if workbook.sheets:
        return workbook
    # openpyxl finds no sheets in a workbook of the strict format, and says nothing of it.
    if guarded.area > largest_area:
        raise WorkbookReadError("it has far more cells than a form")
    return read_with_calamine(data)
