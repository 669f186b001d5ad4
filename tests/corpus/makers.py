"""Hostile and hopeless files, each made here, with the codes it is to be answered with."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

from tests.builders import sound
from tests.corpus.parts import (
    SHEET,
    binary_sheet,
    number_cell,
    ods,
    ole,
    parts_of,
    record,
    xls,
    xlsb,
    xlsx,
    zipped,
)

SUSPICIOUS = frozenset({"file-suspicious"})
UNREADABLE = frozenset({"file-unreadable"})
NO_FORM = frozenset({"not-a-form"})
ENCRYPTED = frozenset({"file-encrypted"})
REFUSED = SUSPICIOUS | UNREADABLE | NO_FORM


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file, and the codes of which it gets at least one.

    ``ends_reader`` says that only the limits on the reader's process can stop it.
    """

    name: str
    make: Callable[[], bytes]
    codes: frozenset[str]
    ends_reader: bool = False


def hostile_files() -> Iterator[Hostile]:
    """Every file."""
    for codes, group in _GROUPS:
        for name, make in group.items():
            yield Hostile(name, make, codes)


def _row(cells: bytes, number: int = 1) -> bytes:
    return b'<row r="%d">%b</row>' % (number, cells)


def _data(inner: bytes) -> bytes:
    return b"<sheetData>" + inner + b"</sheetData>"


def _column(name: str, inner: str, row: str = "") -> str:
    cell = f"<table:table-cell {name}>{inner}</table:table-cell>"
    return f"<table:table-row {row}>{cell}</table:table-row>"


def _repeated(rows: int, columns: int, inner: str = "<text:p>x</text:p>", cell: str = "") -> str:
    times = f'table:number-columns-repeated="{columns}" {cell}'
    return _column(times, inner, f'table:number-rows-repeated="{rows}"')


def _overlapping() -> bytes:
    """Many listed entries that are all the same packed bytes."""
    data = zipped({SHEET: bytes(10_000_000)})
    start = data.index(b"PK\x01\x02")
    listing = data[start : data.index(b"PK\x05\x06")]
    name = SHEET.encode()
    many = b"".join(
        listing[:46] + name[:-8] + b"%04d.xml" % n + listing[46 + len(name) :] for n in range(900)
    )
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 900, 900, len(many), start, 0)
    return data[:start] + many + end


def _listed(times: int) -> bytes:
    """A listing of very many entries, all of them the same."""
    data = zipped({"a": b""})
    start, finish = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    many = data[start:finish] * times
    count = min(times, 0xFFFF)
    return data[:start] + many + struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(many), start, 0
    )  # fmt: skip


def _twice() -> bytes:
    saved = BytesIO(sound())
    with zipfile.ZipFile(saved, "a") as archive:
        info = zipfile.ZipInfo(SHEET.upper())
        archive.writestr(info, b"<worksheet/>")
    return saved.getvalue()


def _locked_entry() -> bytes:
    data = bytearray(sound())
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


def _other_packing(method: int) -> bytes:
    return zipped(parts_of(sound()), method)


def _lying_sizes() -> bytes:
    data = zipped({"xl/workbook.xml": b"<workbook/>", SHEET: bytes(5_000_000)})
    return data.replace(struct.pack("<I", 5_000_000), struct.pack("<I", 9))


def _cyclic_container() -> bytes:
    """A container whose chain of sectors bites its tail, and says that it is long."""
    data = bytearray(xls(number_cell(0, 0) * 500))
    struct.pack_into("<I", data, 512 + 4 * 6, 2)
    struct.pack_into("<Q", data, 1024 + 128 + 120, 1_900_000_000)
    return bytes(data)


def _cyclic_tables() -> bytes:
    data = bytearray(xls())
    struct.pack_into("<II", data, 68, 0, 0xFFFFFF)
    return bytes(data)


def _own_directory_child() -> bytes:
    data = bytearray(xls())
    struct.pack_into("<III", data, 1024 + 128 + 68, 1, 1, 1)
    return bytes(data)


def _many_sheets() -> bytes:
    return xlsx(_data(_row(b'<c r="A1"><v>1</v></c>')), sheets=10_000)


def _part_elsewhere() -> bytes:
    """A workbook whose only sheet is said to lie on a web site."""
    relations = parts_of(xlsx())["xl/_rels/workbook.xml.rels"]
    away = relations.replace(
        b'Target="worksheets/sheet1.xml"',
        b'TargetMode="External" Target="http://localhost:9/a.xml"',
    )
    return xlsx(parts={"xl/_rels/workbook.xml.rels": away})


def _long_text() -> bytes:
    text = b'<c r="A1" t="inlineStr"><is><t>' + b"words " * 3_000_000 + b"</t></is></c>"
    return xlsx(_data(_row(text)), packed=False)


def _long_attribute() -> bytes:
    return xlsx(_data(_row(b'<c r="A1" x="' + b"words " * 1_500_000 + b'"/>')))


_NESTED = 1_000_000
_DOCUMENT_TYPE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd"><!ENTITY c "&b;&b;">]>'

_TOO_MUCH = {
    "zeros.xlsx": lambda: xlsx(bytes(30_000_000)),
    "spaces.ods": lambda: ods(" " * 30_000_000),
    "overlapping.xlsx": _overlapping,
    "four hundred thousand entries.xlsx": lambda: _listed(400_000),
    "two thousand parts.xlsx": lambda: xlsx(parts={f"xl/a{n}.xml": b"" for n in range(2000)}),
    "ten thousand sheets.xlsx": _many_sheets,
    "ten thousand sheets of bytes.xls": lambda: xls(number_cell(0, 0), sheets=10_000),
    "a million cells.xlsx": lambda: xlsx(_data(_row(b'<c r="A1"/>' * 1_000_000))),
    "everything merged.xlsx": lambda: xlsx(
        _data(b"") + b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "a thousand sheets that are one.xlsx": lambda: xlsx(
        _data(_row(b'<c r="A1"><v>1</v></c>' * 1000)), sheets=1000
    ),
    "far cell.xlsb": lambda: xlsb(binary_sheet((1048575, 16383))),
    "wide rows.xls": lambda: xls(b"".join(number_cell(n, 65535) for n in range(2000))),
    "whole sheet filled.ods": lambda: ods(_repeated(1_048_576, 16_384)),
    "whole sheet of formulas.ods": lambda: ods(
        _repeated(1_048_576, 16_384, "", 'table:formula="of:=1"')
    ),
    "repeated beyond all.ods": lambda: ods(_repeated(10**30, 10**30)),
    "document type.xlsx": lambda: xlsx(parts={SHEET: _DOCUMENT_TYPE + b"<a>&c;</a>"}),
    "document type in UTF-16.xlsx": lambda: xlsx(
        parts={SHEET: _DOCUMENT_TYPE.decode().encode("utf-16") + "<a>&c;</a>".encode("utf-16-le")}
    ),
    "document type.ods": lambda: ods(parts={"content.xml": b" \n \n " + _DOCUMENT_TYPE + b"<a/>"}),
    "long attribute.xlsx": _long_attribute,
    "half a million attributes.xlsx": lambda: xlsx(
        b"<a " + b"".join(b'a%d="" ' % n for n in range(500_000)) + b"/>"
    ),
    "hundred thousand styles.xlsx": lambda: xlsx(parts={"xl/styles.xml": (
        b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>'
        + b"".join(b'<xf numFmtId="%d" fontId="0"/>' % n for n in range(100_000))
        + b"</cellXfs></styleSheet>")}),
    "hundred thousand names.xlsx": lambda: xlsx(parts={"xl/workbook.xml": parts_of(xlsx())[
        "xl/workbook.xml"].replace(b"</sheets>", b"</sheets><definedNames>" + b"".join(
            b'<definedName name="n%d">Blad0!$A$1</definedName>' % n for n in range(100_000)
        ) + b"</definedNames>")}),
    "nested a million times.xlsx": lambda: xlsx(
        b"<a>" * _NESTED + b"</a>" * _NESTED, packed=False
    ),
    "nested a million times.ods": lambda: ods("<table:table-row>" * _NESTED, packed=False),
}  # fmt: skip

_BROKEN = {
    "twice the same name.xlsx": _twice,
    "packed with lzma.xlsx": lambda: _other_packing(zipfile.ZIP_LZMA),
    "packed with bzip2.xlsx": lambda: _other_packing(zipfile.ZIP_BZIP2),
    "cyclic chain.xls": _cyclic_container,
    "cyclic tables.xls": _cyclic_tables,
    "its own child.xls": _own_directory_child,
    "cut off record.xlsb": lambda: xlsb(b"\0\x04\1"),
    "never closed.ods": lambda: ods("<table:table-row>"),
    "negative repeats.ods": lambda: ods(_repeated(-5, -5) + "<"),
    "not numbers.ods": lambda: ods(_repeated(5, 5).replace('"5"', '"fem"')),
    "workbook is text.xlsx": lambda: zipped({**parts_of(sound()), "xl/workbook.xml": b"hej"}),
    "columns beyond all.xlsx": lambda: xlsx(_data(_row(b'<c r="ZZZZZZ99999999"><v>1</v></c>'))),
}  # fmt: skip

_EITHER = {
    "lying sizes.xlsx": _lying_sizes,
    "container with nothing in it.xls": lambda: xls()[:1024] + bytes(3000),
    "no such part.xlsx": lambda: zipped({"xl/workbook.xml": b"<workbook/>"}),
    "part elsewhere.xlsx": _part_elsewhere,
}

_LOCKED = {
    "locked entry.xlsx": _locked_entry,
    "password.xlsx": lambda: ole(b"x" * 5000, "EncryptedPackage"),
    "password.xls": lambda: xls(before=record(0x002F, bytes(54))),
    "password.ods": lambda: ods(
        parts={
            "content.xml": b"\x93\x11\x00",
            "META-INF/manifest.xml": b"<manifest:encryption-data/>",
        }
    ),
}

_OTHER_KINDS = {
    "svar.csv.xlsx": "Nr;Status\n3.1-1;Pågående\n".encode,
    "tabs.xls": lambda: b"Nr\tStatus\n3.1-1\tKlar\n",
    "page.xls": lambda: b"<html><table><tr><td>3.1-1</td></tr></table></html>",
    "skrift.pdf.xlsx": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 20,
    "bild.ods": lambda: b"\x89PNG\r\n\x1a\n" + bytes(500),
    "sylk.xls": lambda: b"ID;PWXL;N;E\r\nC;Y1;X1;K1\r\nE\r\n",
    "dif.xls": lambda: b'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,1\r\n',
    "dbase.xls": lambda: b"\x03\x7c\x05\x0a" + bytes(100),
    "lotus.xls": lambda: b"\0\0\x02\0\x06\x04" + bytes(100),
    "gzip.xlsx": lambda: b"\x1f\x8b\x08\0" + bytes(100),
    "link.url": lambda: b"[InternetShortcut]\r\nURL=https://ange.example/\r\n",
    "svar.gsheet": lambda: b'{"url":"https://ange.example/d/1","doc_id":"1"}',
    "xml 2003.xls": lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><a/>',
    "tom.xlsx": lambda: b"",
    "nollor.xlsx": lambda: bytes(100_000),
    "word.xlsx": lambda: zipped({"word/document.xml": b"<a/>"}),
    "zip.xlsx": lambda: zipped({"svar.xlsx": sound()}),
    "numbers.xlsx": lambda: zipped({"Index/Document.iwa": b"a"}),
    "plain workbook.xlsx": lambda: xlsx(_data(_row(b'<c r="A1"><v>1</v></c>'))),
    "far cell.xlsx": lambda: xlsx(_data(_row(b'<c r="XFD1048576"><v>1</v></c>', 1048576))),
    "far cell.ods": lambda: ods(
        _repeated(1_048_575, 16_383, "") + _repeated(1, 1)
    ),
    "far cell.xls": lambda: xls(number_cell(65535, 255)),
    "escaping names.xlsx": lambda: xlsx(parts={"../../etc/a.xml": b"<a/>", "/C:\\b.xml": b"<a/>"}),
    "one text of eighteen megabytes.xlsx": _long_text,
    "whole sheet formatted.ods": lambda: ods(_repeated(1_048_576, 16_384, "")),
    "hundred thousand rules.xlsx": lambda: xlsx(_data(b"") + b"".join(
        b'<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="expression" priority="%d">'
        b"<formula>A1</formula></cfRule></conditionalFormatting>" % n for n in range(60_000)
    )),
    "whole sheet of choices.xlsx": lambda: xlsx(_data(b"") + b"<dataValidations>" + (
        b'<dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a,b"</formula1>'
        b"</dataValidation>" * 30_000) + b"</dataValidations>", packed=False),
}  # fmt: skip

_GROUPS: tuple[tuple[frozenset[str], dict[str, Callable[[], bytes]]], ...] = (
    (SUSPICIOUS, _TOO_MUCH),
    (UNREADABLE, _BROKEN),
    (REFUSED, _EITHER),
    (ENCRYPTED, _LOCKED),
    (NO_FORM, _OTHER_KINDS),
)
