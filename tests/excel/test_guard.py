"""What a file is by its bytes, and what is refused before anyone parses it."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pytest

from kexcel.excel.guard import Guarded, Limits, guard
from kexcel.excel.sniff import FileKind, sniff
from tests.builders import sound

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
LOCK_FILE = b"\x05Namn.".ljust(55, b" ") + bytes(110)

BOMB = "it unpacks to far more than a form can hold"

CELLS = "it has far more cells than a form"

ENTITIES = "it declares entities of its own"

PARTS = "it has far more parts than a form"


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + bytes(64)


def zipped(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return saved.getvalue()


def workbook(sheet: bytes, **more: bytes) -> bytes:
    return zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": sheet, **more})


def spreadsheet(content: bytes, **more: bytes) -> bytes:
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": mimetype, "content.xml": content, **more})


def ods_table(rows: str) -> bytes:
    namespaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    )
    return f"<a {namespaces}><table:table>{rows}</table:table></a>".encode()


def binary_sheet(*cells: tuple[int, int]) -> bytes:
    part = b""
    for row, column in cells:
        part += (
            bytes([0, 4]) + struct.pack("<I", row) + bytes([2, 8]) + struct.pack("<II", column, 0)
        )
    return part


def binary_workbook(sheet: bytes) -> bytes:
    return zipped({"xl/workbook.bin": b"", "xl/worksheets/sheet1.bin": sheet})


def refused(found: Guarded) -> tuple[str, dict[str, str]]:
    assert found.refusal is not None
    return found.refusal.code, dict(found.refusal.details)


@pytest.mark.parametrize(
    "data, kind",
    [
        (b"", FileKind.EMPTY),
        (bytes(2000), FileKind.EMPTY),
        (LOCK_FILE, FileKind.LOCK_FILE),
        (b"%PDF-1.7", FileKind.PDF),
        (b"\n<!DOCTYPE html><html>", FileKind.WEB_PAGE),
        (b"<table><tr><td>1</td></tr></table>", FileKind.WEB_PAGE),
        (b"MIME-Version: 1.0\r\n", FileKind.WEB_PAGE),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', FileKind.EXCEL_XML),
        (b"\x89PNG\r\n\x1a\n", FileKind.PICTURE),
        (b"{\\rtf1}", FileKind.RICH_TEXT),
        ("Nr;Mål\n".encode("latin-1"), FileKind.TEXT),
        ("Nr;Mål\n".encode("utf-16"), FileKind.TEXT),
        (b"\x01\x02\x03", FileKind.UNKNOWN),
        (stream("Workbook"), FileKind.XLS),
        (stream("EncryptedPackage"), FileKind.ENCRYPTED),
        (stream("WordDocument"), FileKind.WORD),
        (OLE, FileKind.OLE),
    ],
)
def test_a_file_is_known_by_its_bytes(data: bytes, kind: FileKind) -> None:
    assert sniff(data, "svar.xlsx") is kind


def test_a_lock_file_is_known_by_its_name() -> None:
    assert sniff(b",Namn,dator,23.11.2026;", ".~lock.svar.xlsx#") is FileKind.LOCK_FILE


@pytest.mark.parametrize(
    "parts, kind",
    [
        ({"word/document.xml": b"<a/>"}, FileKind.WORD),
        ({"ppt/presentation.xml": b"<a/>"}, FileKind.POWERPOINT),
        ({"Index/Document.iwa": b"a"}, FileKind.NUMBERS),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, FileKind.OPEN_DOCUMENT),
        ({"a.xlsx": sound()}, FileKind.ZIP),
    ],
)
def test_a_zip_of_another_kind_is_no_form(parts: dict[str, bytes], kind: FileKind) -> None:
    assert refused(guard(zipped(parts))) == ("not-a-form", {"kind": kind.value})


def test_an_issued_workbook_passes() -> None:
    assert guard(sound()) == Guarded(FileKind.XLSX, area=24 * 8)


@pytest.mark.parametrize(
    "sheet, area", [(b'<c r="XFD1048576"/>', 1_048_576 * 16_384), (b"<c/><c/>", 0)]
)
def test_a_far_cell_is_measured(sheet: bytes, area: int) -> None:
    assert guard(workbook(sheet)) == Guarded(FileKind.XLSX, area=area)


def test_a_password_is_told_and_not_asked_for() -> None:
    assert refused(guard(stream("EncryptedPackage"))) == ("file-encrypted", {})


def test_an_encrypted_spreadsheet_is_told() -> None:
    manifest = b"<manifest:encryption-data/>"
    data = spreadsheet(ods_table(""), **{"META-INF/manifest.xml": manifest})
    assert refused(guard(data)) == ("file-encrypted", {})


def test_a_file_beyond_the_limit_is_too_large() -> None:
    assert refused(guard(bytes(20_000_001))) == ("file-too-large", {"limit": "20 MB"})
    assert refused(guard(bytes(20_000_000))) == ("not-a-form", {"kind": "an empty file"})


@pytest.mark.parametrize(
    "data, limits, reason",
    [
        (workbook(bytes(2_000_000)), Limits(), BOMB),
        (workbook(b"<a/>", **{f"a{n}": b"" for n in range(9)}), Limits(entries=10),
         PARTS),
        (workbook(bytes(9), a=bytes(9)), Limits(inflated_bytes=20),
         BOMB),
        (workbook(bytes(99)), Limits(entry_bytes=90), BOMB),
        (workbook(b"<c/>" * 11), Limits(cells=10), CELLS),
        (workbook(b'<mergeCell ref="A1:XFD1048576"/>'), Limits(), CELLS),
        (workbook(b'<x:hyperlink a="" ref="$A$1:$A$99"/>'), Limits(range_cells=98),
         CELLS),
        (workbook(b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'), Limits(),
         ENTITIES),
        (workbook("<!DOCTYPE a><a/>".encode("utf-16")), Limits(), ENTITIES),
        (spreadsheet(b'<?xml version="1.0"?><!DOCTYPE a><a/>'), Limits(),
         ENTITIES),
        (spreadsheet(ods_table('<table:table-row table:number-rows-repeated="1048576">'
                               '<table:table-cell table:number-columns-repeated="16384" '
                               'office:value-type="float"/></table:table-row>')),
         Limits(), CELLS),
        (binary_workbook(binary_sheet((1048575, 16383))),
         Limits(), CELLS),
    ],
)  # fmt: skip
def test_what_would_exhaust_the_reader_is_refused(data: bytes, limits: Limits, reason: str) -> None:
    assert refused(guard(data, limits=limits)) == ("file-suspicious", {"reason": reason})


@pytest.mark.parametrize(
    "data, kind, area",
    [
        (workbook(bytes(900_000)), FileKind.XLSX, 0),
        (workbook(b"<c/>" * 10), FileKind.XLSX, 0),
        (workbook(b'<mergeCell ref="A1:B2"/>'), FileKind.XLSX, 0),
        (spreadsheet(ods_table('<table:table-row><table:table-cell office:value-type="float"/>'
                               "</table:table-row>"
                               '<table:table-row table:number-rows-repeated="1048575">'
                               '<table:table-cell table:number-columns-repeated="16384"/>'
                               "</table:table-row>")), FileKind.ODS, 1),
        (binary_workbook(binary_sheet((1, 2))), FileKind.XLSB, 6),
    ],
)  # fmt: skip
def test_what_a_form_may_hold_passes(data: bytes, kind: FileKind, area: int) -> None:
    assert guard(data, limits=Limits(cells=10)) == Guarded(kind, area=area)


@pytest.mark.parametrize(
    "data",
    [
        sound()[:3000],
        spreadsheet(b"<a>"),
        binary_workbook(b"\x00\x04\x01"),
    ],
)
def test_a_truncated_file_is_unreadable(data: bytes) -> None:
    assert refused(guard(data)) == ("file-unreadable", {"reason": "the file is truncated"})


def test_sizes_in_the_headers_are_not_believed() -> None:
    data = workbook(bytes(2_000_000))
    lie = data.replace(struct.pack("<I", 2_000_000), struct.pack("<I", 9))
    assert refused(guard(lie))[0] in {"file-suspicious", "file-unreadable"}


@pytest.mark.parametrize(
    "data, codes",
    [
        (workbook(b"<a/>", **{"xl/vbaProject.bin": b""}), ["has-macros"]),
        (workbook(b"<a/>", **{"xl/externalLinks/externalLink1.xml": b"<a/>"}),
         ["has-external-links"]),
        (stream("Workbook") + "_VBA_PROJECT".encode("utf-16-le"), ["has-macros"]),
        (spreadsheet(ods_table(""), **{"Basic/Standard/a.xml": b"<a/>"}), ["has-macros"]),
        (workbook(b"<a/>"), []),
    ],
)  # fmt: skip
def test_macros_and_links_are_warned_of(data: bytes, codes: list[str]) -> None:
    assert [notice.code for notice in guard(data).warnings] == codes
