"""Small workbooks written by hand, so that each fault in them is there on purpose."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = "xl/worksheets/sheet1.xml"
_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def zipped(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, compression)
    return saved.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xlsx(
    sheet: bytes = b"<sheetData/>",
    *,
    sheets: int = 1,
    parts: dict[str, bytes] | None = None,
    packed: bool = True,
) -> bytes:
    """An .xlsx whose first sheet holds this; all its sheets are that one part."""
    names = "".join(f'<sheet name="Blad{n}" sheetId="{n + 1}" r:id="rId1"/>' for n in range(sheets))
    relation = (
        f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    )
    return zipped(
        {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relations(
                f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" '
                'Target="xl/workbook.xml"/>'
            ),
            "xl/workbook.xml": (
                f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{names}</sheets>'
                "</workbook>"
            ).encode(),
            "xl/_rels/workbook.xml.rels": _relations(relation),
            SHEET: f'<worksheet xmlns="{MAIN}">'.encode() + sheet + b"</worksheet>",
            **(parts or {}),
        },
        zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED,
    )


def _relations(inner: str) -> bytes:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'.encode()


def _content_types() -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/{SHEET}" ContentType="{kind}.worksheet+xml"/></Types>'
    ).encode()


def ods(rows: str = "", *, parts: dict[str, bytes] | None = None, packed: bool = True) -> bytes:
    """An .ods whose only sheet holds these rows."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    table = f'<table:table table:name="Blad">{rows}</table:table>'
    content = (
        f'<office:document-content xmlns:office="{names}:office:1.0" '
        f'xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0">'
        f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
        "</office:document-content>"
    ).encode()
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    packing = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    return zipped({"mimetype": mimetype, "content.xml": content, **(parts or {})}, packing)


def record(kind: int, content: bytes = b"") -> bytes:
    """A record of an .xls file."""
    return struct.pack("<HH", kind, len(content)) + content


def number_cell(row: int, column: int) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, 0, 1.0))


def xls(cells: bytes = b"", *, before: bytes = b"", sheets: int = 1) -> bytes:
    """An .xls whose sheets are all the same one."""
    beginning = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6))
    names = [b"Blad%d" % n for n in range(sheets)]
    length = len(beginning) + len(before) + sum(12 + len(name) for name in names) + 4
    listed = b"".join(
        record(0x0085, struct.pack("<IBBBB", length, 0, 0, len(name), 0) + name) for name in names
    )
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6)) + cells
    return ole(beginning + before + listed + record(0x000A) + sheet + record(0x000A))


def ole(stream: bytes, name: str = "Workbook") -> bytes:
    """A compound file with one stream."""
    content = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    size, sectors = len(content), len(content) // _SECTOR
    tables = -(-(sectors + 2) // 127)
    chain = [_FAT] * tables + [_END]
    chain += [*range(tables + 2, tables + 1 + sectors), _END]
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(tables * _SECTOR, b"\xff")
    directory = _entry("Root Entry", 5, child=1) + _entry(name, 2, start=tables + 1, size=size)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, tables, 0, 4096,
                        _END, 0, _END, 0)  # fmt: skip
    head += struct.pack(f"<{min(tables, 109)}I", *range(min(tables, 109)))
    return head.ljust(_SECTOR, b"\xff") + fat + directory.ljust(_SECTOR, b"\0") + content


def _entry(name: str, kind: int, *, child: int = _FREE, start: int = _END, size: int = 0) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    return (head + struct.pack("<III", _FREE, _FREE, child) + bytes(36)
            + struct.pack("<IQ", start, size))  # fmt: skip


def binary_sheet(*cells: tuple[int, int]) -> bytes:
    """The records of an .xlsb sheet: rows, and blank cells in them."""
    part = b""
    for row, column in cells:
        part += b"\0\x04" + struct.pack("<I", row) + b"\2\x08" + struct.pack("<II", column, 0)
    return part


def xlsb(sheet: bytes) -> bytes:
    kind = b"application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    types = b'<Types><Override PartName="/xl/workbook.bin" ContentType="' + kind + b'"/></Types>'
    return zipped(
        {
            "[Content_Types].xml": types,
            "xl/workbook.bin": b"",
            "xl/worksheets/sheet1.bin": sheet,
        }
    )
