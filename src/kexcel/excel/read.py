"""Choose the reader for a kind of workbook."""

from __future__ import annotations

from kexcel.excel.guard import Guarded
from kexcel.excel.scan import NotPlainError, scan_workbook
from kexcel.excel.sniff import FileKind
from kexcel.excel.workbook_data import WorkbookData, WorkbookReadError

CAREFUL_READERS = (
    "kexcel.excel.readers_calamine",
    "kexcel.excel.readers_ods",
    "kexcel.excel.readers_openpyxl",
    "kexcel.excel.readers_xlrd",
)
"""What reads workbooks that are not plain: modules that take longer to load than to read with."""


def read_workbook(data: bytes, guarded: Guarded, *, plain_only: bool = False) -> WorkbookData:
    """Read a workbook that the guard let through.

    Raises:
        WorkbookReadError: the file cannot be read; its ``reason`` says why.
        NotPlainError: it is not plain, and is to be read only if it is.
    """
    try:
        return _scanned(guarded)
    except NotPlainError:
        if plain_only:
            raise
    return _carefully(data, guarded)


def _scanned(guarded: Guarded) -> WorkbookData:
    if guarded.archive is None or guarded.kind is not FileKind.XLSX:
        raise NotPlainError
    return scan_workbook(guarded.archive)


def _carefully(data: bytes, guarded: Guarded) -> WorkbookData:
    """The libraries are loaded here, since most runs need none of them."""
    match guarded.kind:
        case FileKind.ODS:
            from kexcel.excel.readers_ods import read_ods  # noqa: PLC0415

            return read_ods(data)
        case FileKind.XLS:
            from kexcel.excel.readers_xlrd import read_xls  # noqa: PLC0415

            return read_xls(data)
        case FileKind.XLSB:
            from kexcel.excel.readers_calamine import read_xlsb  # noqa: PLC0415

            return read_xlsb(data)
    from kexcel.excel.readers_openpyxl import read_with_openpyxl  # noqa: PLC0415

    workbook = read_with_openpyxl(data)
    if not workbook.sheets:
        raise WorkbookReadError("its parts do not fit together")
    return workbook
