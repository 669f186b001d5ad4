"""Tell by its bytes what a file is, whatever its name says."""

from __future__ import annotations

import re
from enum import StrEnum


class FileKind(StrEnum):
    """What a file is. Only workbooks can be read; the others' words say what came instead."""

    XLSX = "an Excel workbook"
    XLSB = "a binary Excel workbook"
    XLS = "an Excel 97-2003 workbook"
    ODS = "an OpenDocument spreadsheet"
    ENCRYPTED = "a workbook with a password"
    EMPTY = "an empty file"
    LOCK_FILE = "a lock file that a program leaves while a workbook is open"
    PDF = "a PDF"
    WEB_PAGE = "a web page"
    EXCEL_XML = "an Excel 2003 XML file"
    WORD = "a Word document"
    POWERPOINT = "a PowerPoint presentation"
    OPEN_DOCUMENT = "an OpenDocument file that is no spreadsheet"
    NUMBERS = "an Apple Numbers document"
    MESSAGE = "an Outlook message"
    ZIP = "a zip archive"
    OLE = "an old Office file of another kind"
    PICTURE = "a picture"
    RICH_TEXT = "a rich text document"
    TEXT = "a text or CSV file"
    UNKNOWN = "something that cannot be recognised"


WORKBOOKS = frozenset({FileKind.XLSX, FileKind.XLSB, FileKind.XLS, FileKind.ODS})
"""The kinds that can be read."""

ZIP_SIGNATURE = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_HEAD = 4096
_EXCEL_LOCK_FILE_BYTES = 165
_OWNER_NAME_BYTES = 54
_FIRST_PRINTABLE = 0x20
_WEB_PAGE = re.compile(rb"<(!doctype\s+html|html|table|head|body)\b|^mime-version:", re.IGNORECASE)
_OLE_STREAMS = (
    ("EncryptedPackage", FileKind.ENCRYPTED),
    ("Workbook", FileKind.XLS),
    ("Book", FileKind.XLS),
    ("WordDocument", FileKind.WORD),
    ("PowerPoint Document", FileKind.POWERPOINT),
    ("__properties_version1.0", FileKind.MESSAGE),
)


def sniff(data: bytes, name: str = "") -> FileKind:
    """What the bytes are. A zip is only ``ZIP`` here: ``zip_kind`` tells by its entries.

    ``name`` serves to know a lock file, which has no signature of its own.
    """
    if not data.strip(b"\0 \r\n\t"):
        return FileKind.EMPTY
    if _is_lock_file(data, name):
        return FileKind.LOCK_FILE
    if data.startswith((ZIP_SIGNATURE, _EMPTY_ZIP)):
        return FileKind.ZIP
    if data.startswith(_OLE_SIGNATURE):
        return _ole_kind(data)
    return _plain_kind(data)


def zip_kind(names: frozenset[str], content_types: bytes, mimetype: bytes) -> FileKind:
    """What a zip archive is, by its entries and the two parts that declare its content."""
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        is_sheet = mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet")
        return FileKind.ODS if is_sheet else FileKind.OPEN_DOCUMENT
    if b"sheet.binary.macroEnabled.main" in content_types or "xl/workbook.bin" in names:
        return FileKind.XLSB
    if "xl/workbook.xml" in names or re.search(
        rb"(spreadsheetml\.(sheet|template)|excel\.(sheet|template)\.macroEnabled)\.main",
        content_types,
    ):
        return FileKind.XLSX
    return _other_zip_kind(names)


def _other_zip_kind(names: frozenset[str]) -> FileKind:
    if "word/document.xml" in names:
        return FileKind.WORD
    if "ppt/presentation.xml" in names:
        return FileKind.POWERPOINT
    return FileKind.NUMBERS if any(n.endswith(".iwa") for n in names) else FileKind.ZIP


def _is_lock_file(data: bytes, name: str) -> bool:
    if name.startswith(("~$", ".~lock.")):
        return True
    length = data[0]
    is_owner_name = (
        0 < length < _OWNER_NAME_BYTES
        and data[1 + length : 1 + _OWNER_NAME_BYTES].strip(b" ") == b""
    )
    return len(data) == _EXCEL_LOCK_FILE_BYTES and is_owner_name


def _ole_kind(data: bytes) -> FileKind:
    """Old Office files name their streams in UTF-16."""
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return kind
    return FileKind.OLE


def _plain_kind(data: bytes) -> FileKind:
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return FileKind.PDF
    if head.startswith(_PICTURES):
        return FileKind.PICTURE
    if head.startswith(b"{\\rtf"):
        return FileKind.RICH_TEXT
    readable = head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"Excel.Sheet" in readable:
        return FileKind.EXCEL_XML
    if _WEB_PAGE.search(readable):
        return FileKind.WEB_PAGE
    return FileKind.TEXT if _is_text(data) else FileKind.UNKNOWN


def _is_text(data: bytes) -> bool:
    """UTF-16 declares itself; other text has no control signs but white space."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(
        sign < _FIRST_PRINTABLE and sign not in b"\t\n\r\f\x1a" for sign in data[:65_536]
    )
