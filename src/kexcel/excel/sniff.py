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
    PDF = "a PDF, which shows the form but cannot be read back"
    WEB_PAGE = "a web page"
    EXCEL_XML = "an Excel 2003 XML file"
    WORD = "a Word document"
    POWERPOINT = "a PowerPoint presentation"
    OPEN_DOCUMENT = "an OpenDocument file that is no spreadsheet"
    NUMBERS = "an Apple Numbers document"
    MESSAGE = "an Outlook message"
    ZIP = "a zip archive"
    ARCHIVE = "a packed archive of another kind than zip; send the workbook itself, or a zip"
    OLE = "an old Office file of another kind"
    PICTURE = "a picture"
    RICH_TEXT = "a rich text document"
    OLD_SPREADSHEET = "a spreadsheet of a kind that is no longer used"
    FLAT_ODS = "an OpenDocument spreadsheet in a single XML file"
    SHORTCUT = "a shortcut to a file, not the file itself"
    TEXT = "a text or CSV file, which has the words but not the form"
    UNKNOWN = "something that cannot be recognised"


WORKBOOKS = frozenset({FileKind.XLSX, FileKind.XLSB, FileKind.XLS, FileKind.ODS})
"""The kinds that can be read."""

ZIP_SIGNATURE = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"MSCF")
_SHORTCUTS = (b"[InternetShortcut]", b"L\0\0\0\x01\x14\x02\0")
_OLD_SPREADSHEETS = (
    b"ID;P",  # SYLK
    b"TABLE\r\n0,1",  # DIF
    b"TABLE\n0,1",
    b"\0\0\x02\0",  # Lotus 1-2-3 and Quattro Pro
    b"\0\0\x1a\0",
    b"\x09\0\x04\0",  # Excel 2 to 5 without a container
    b"\x09\x02\x06\0",
    b"\x09\x04\x06\0",
    b"\x09\x08\x08\0",
    b"\x09\x08\x10\0",
)
_BEGINNINGS = (
    (_PICTURES, FileKind.PICTURE),
    (_ARCHIVES, FileKind.ARCHIVE),
    (_SHORTCUTS, FileKind.SHORTCUT),
    (_OLD_SPREADSHEETS, FileKind.OLD_SPREADSHEET),
    (b"{\\rtf", FileKind.RICH_TEXT),
)
_TAR, _TAR_AT = b"ustar", 257
_DBASE_HEAD = re.compile(rb"[\x03\x83\x8b\xf5][\x00-\xff][\x01-\x0c][\x01-\x1f]", re.DOTALL)
_DBASE_BYTES = 32
_SHORTCUT = re.compile(rb'\{\s*"(url|doc_id|resource_id)"')
"""What Google Drive leaves on a disk for a document that stands in the cloud."""
_HEAD = 4096
_OLE_NAME_BYTES = 64
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
    if "xl/workbook.bin" in names:
        return FileKind.XLSB
    if "xl/workbook.xml" in names:  # some programs declare binary parts that are not there
        return FileKind.XLSX
    if b"sheet.binary.macroEnabled.main" in content_types:
        return FileKind.XLSB
    if re.search(
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
    """What an old Office file is, by the entries of its directory.

    An entry is a name in UTF-16, filled up to 64 bytes, and its length with a closing sign.
    Source: Microsoft [MS-CFB], 2.6.1.
    """
    for stream, kind in _OLE_STREAMS:
        name = stream.encode("utf-16-le")
        length = (len(name) + 2).to_bytes(2, "little")
        if name.ljust(_OLE_NAME_BYTES, b"\0") + length in data:
            return kind
    return FileKind.OLE


def _plain_kind(data: bytes) -> FileKind:
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return FileKind.PDF
    for beginnings, kind in _BEGINNINGS:
        if head.startswith(beginnings):
            return kind
    return _marked_up_kind(head) or _other_kind(data)


def _marked_up_kind(head: bytes) -> FileKind | None:
    readable = head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"Excel.Sheet" in readable:
        return FileKind.EXCEL_XML
    if b"oasis.opendocument.spreadsheet" in readable:
        return FileKind.FLAT_ODS
    if _WEB_PAGE.search(readable):
        return FileKind.WEB_PAGE
    return FileKind.SHORTCUT if _SHORTCUT.match(readable) else None


def _other_kind(data: bytes) -> FileKind:
    if data.startswith(_TAR, _TAR_AT):
        return FileKind.ARCHIVE
    if _is_text(data):
        return FileKind.TEXT
    return FileKind.OLD_SPREADSHEET if _is_dbase(data) else FileKind.UNKNOWN


def _is_dbase(data: bytes) -> bool:
    """A table of dBase: its version and a date, and room for a head."""
    return len(data) > _DBASE_BYTES and bool(_DBASE_HEAD.match(data))


def _is_text(data: bytes) -> bool:
    """UTF-16 declares itself; other text has no control signs but white space."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(
        sign < _FIRST_PRINTABLE and sign not in b"\t\n\r\f\x1a" for sign in data[:65_536]
    )
