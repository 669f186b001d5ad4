"""Choose the reader for a kind of workbook."""

from __future__ import annotations

from kexcel.excel.guard import Guarded
from kexcel.excel.readers_calamine import read_xlsb
from kexcel.excel.readers_ods import read_ods
from kexcel.excel.readers_openpyxl import read_with_openpyxl
from kexcel.excel.readers_xlrd import read_xls
from kexcel.excel.scan import NotPlainError, scan_workbook
from kexcel.excel.sniff import FileKind
from kexcel.excel.workbook_data import WorkbookData, WorkbookReadError


def read_workbook(data: bytes, guarded: Guarded) -> WorkbookData:
    """Read a workbook that the guard let through.

    Raises:
        WorkbookReadError: the file cannot be read; its ``reason`` says why.
    """
    match guarded.kind:
        case FileKind.ODS:
            return read_ods(data)
        case FileKind.XLS:
            return read_xls(data)
        case FileKind.XLSB:
            return read_xlsb(data)
    try:
        return _scanned(guarded)
    except NotPlainError:
        return _carefully(data)


def _scanned(guarded: Guarded) -> WorkbookData:
    if guarded.archive is None:
        raise NotPlainError
    return scan_workbook(guarded.archive)


def _carefully(data: bytes) -> WorkbookData:
    workbook = read_with_openpyxl(data)
    if not workbook.sheets:
        raise WorkbookReadError("its parts do not fit together")
    return workbook
