"""The coordinator's own workbooks, read fast where they are plain.

They are trusted, so nothing limits how large they may be.
"""

from __future__ import annotations

from kexcel.excel.guard import Limits
from kexcel.excel.inflate import RefusedError, open_archive
from kexcel.excel.scan import NotPlainError, scan_workbook
from kexcel.excel.workbook_data import WorkbookData
from kexcel.model.cell import TimeOfDay

_BOUNDLESS = 1 << 40
_LIMITS = Limits(
    entry_bytes=_BOUNDLESS,
    inflated_bytes=_BOUNDLESS,
    media_bytes=_BOUNDLESS,
    ratio_from_bytes=_BOUNDLESS,
)


def plain_workbook(data: bytes, *, results: bool) -> WorkbookData:
    """The workbook, its formulas as they are or as their stored ``results``.

    Raises:
        NotPlainError: it must be read by the library.
    """
    try:
        workbook = scan_workbook(open_archive(data, _LIMITS), results=results)
    except RefusedError as fault:
        raise NotPlainError from fault
    for sheet in workbook.sheets:
        if any(isinstance(value, TimeOfDay) for value in sheet.cells.values()):
            raise NotPlainError  # the library has its own way to write a time of day
    return workbook
