"""Hold both readers of workbooks to the same result, on every file that any test has read.

Importing this module makes the scan look over its own shoulder: whatever it reads, in this process
or in one that reads files, is read by the careful reader as well, and must come out alike.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from kexcel.documents import plain_workbook
from kexcel.excel import read
from kexcel.excel.inflate import Archive
from kexcel.excel.readers_openpyxl import read_with_openpyxl
from kexcel.excel.scan import scan_workbook
from kexcel.excel.workbook_data import WorkbookData, WorkbookReadError
from kexcel.workspace.execution import lot_reader

_seen: set[bytes] = set()
_is_paused = [False]


@contextmanager
def paused() -> Iterator[None]:
    """Where parts are damaged at random: the careful reader's library then gives up on what holds
    no answer. What must be alike all the same is held in tests/excel/scan.
    """
    _is_paused[:] = [True]
    try:
        yield
    finally:
        _is_paused[:] = [False]


def told(workbook: WorkbookData) -> dict[str, Any]:
    """Everything of a workbook, and of which type each cell's value is."""
    return {
        "sheets": [
            (s.name, s.visible, {k: (type(v), v) for k, v in s.cells.items()}, s.covered)
            for s in workbook.sheets
        ],
        "order": [list(sheet.cells) for sheet in workbook.sheets],
        "properties": (workbook.keywords, dict(workbook.custom), workbook.date1904),
    }


def carefully(data: bytes) -> WorkbookData | None:
    """What the careful reader makes of a file; None where it gives up."""
    try:
        return read_with_openpyxl(data)
    except WorkbookReadError:
        return None


def scan_and_compare(archive: Archive, *, results: bool = False) -> WorkbookData:
    """What the scan makes of a file, once the careful reader has made the same of it."""
    workbook = scan_workbook(archive, results=results)
    if _is_paused[0]:
        return workbook
    data = _packed(archive)
    digest = hashlib.sha256(data).digest()
    if digest not in _seen:
        _seen.add(digest)
        careful = carefully(data)
        assert careful is not None, "the careful reader gives up on what the scan reads"
        assert told(scan_workbook(archive)) == told(careful)
    return workbook


def _packed(archive: Archive) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as whole:
        for name, part in sorted(archive.as_spelled.items()):
            whole.writestr(zipfile.ZipInfo(name), part)
    return packed.getvalue()


read.scan_workbook = scan_and_compare  # type: ignore[attr-defined] # what it calls
plain_workbook.scan_workbook = scan_and_compare  # type: ignore[attr-defined] # as above
lot_reader.MODULES += (__name__,)  # type: ignore[assignment] # the other processes look as well
