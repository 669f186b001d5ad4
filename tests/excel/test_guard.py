"""What a file is by its bytes, and what is refused before anyone parses it."""

from __future__ import annotations

import random
import struct
import zipfile
from io import BytesIO

import pytest

from kexcel.excel.guard import Guarded, Limits, Notice, guard
from kexcel.excel.sniff import FileKind, sniff
from tests.builders import sound
from tests.corpus.parts import (
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

OLE = ole(b"", "Something")
LOCK_FILE = b"\x05Namn.".ljust(55, b" ") + bytes(110)

BOMB = "it unpacks to far more than a form can hold"

CELLS = "it has far more cells than a form"

ENTITIES = "it declares entities of its own"

PARTS = "it has far more parts than a form"

SHEETS = "it has far more sheets than a form"

STALLING = "a part of it is built to stall the one who reads it"

STYLES = "it has far more styles and names than a form"

SHEET = b"<worksheet><sheetData/>%b</worksheet>"

LINK = b'<Relationship Id="a" Type="http://ange.example/%b" Target="a" TargetMode="External"/>'


def twice_the_same_name() -> bytes:
    saved = BytesIO(sound())
    with zipfile.ZipFile(saved, "a") as archive:
        archive.writestr("XL/workbook.xml", b"<workbook/>")
    return saved.getvalue()


def workbook(sheet: bytes, **more: bytes) -> bytes:
    return zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": sheet, **more})


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
        (b"ID;PWXL;N;E\r\n", FileKind.OLD_SPREADSHEET),
        (b"\x03\x7c\x05\x0a" + bytes(100), FileKind.OLD_SPREADSHEET),
        (b"\x1f\x8b\x08\0", FileKind.ARCHIVE),
        (b"a".ljust(257, b"\0") + b"ustar" + bytes(250), FileKind.ARCHIVE),
        (b"[InternetShortcut]\r\n", FileKind.SHORTCUT),
        (b'{"url": "https://ange.example"}', FileKind.SHORTCUT),
        (
            b'<a mimetype="application/vnd.oasis.opendocument.spreadsheet"/>',
            FileKind.FLAT_ODS,
        ),
        (xls(), FileKind.XLS),
        (ole(b"", "EncryptedPackage"), FileKind.ENCRYPTED),
        (ole(b"", "WordDocument"), FileKind.WORD),
        (ole("EncryptedPackage".encode("utf-16-le")), FileKind.XLS),
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
    assert guard(sound()) == Guarded(FileKind.XLSX)


def test_a_password_is_told_and_not_asked_for() -> None:
    for data in (ole(b"", "EncryptedPackage"), xls(before=record(0x2F, bytes(54)))):
        assert refused(guard(data)) == ("file-encrypted", {})


def test_an_encrypted_spreadsheet_is_told() -> None:
    parts = {"content.xml": b"\x93", "META-INF/manifest.xml": b"<manifest:encryption-data/>"}
    assert refused(guard(ods(parts=parts))) == ("file-encrypted", {})


def test_a_file_beyond_the_limit_is_too_large() -> None:
    assert refused(guard(bytes(20_000_001))) == ("file-too-large", {"limit": "20 MB"})
    assert refused(guard(bytes(20_000_000))) == ("not-a-form", {"kind": "an empty file"})


@pytest.mark.parametrize(
    "data, limits, reason",
    [
        (workbook(bytes(2_000_000)), Limits(), BOMB),
        (workbook(b"<a/>", **{f"a{n}": b"" for n in range(9)}), Limits(entries=10), PARTS),
        (workbook(bytes(9), a=bytes(9)), Limits(inflated_bytes=20), BOMB),
        (workbook(bytes(99)), Limits(entry_bytes=90), BOMB),
        (workbook(b"", **{"xl/media/a.bmp": bytes(99)}), Limits(media_bytes=90), BOMB),
        (workbook(SHEET % (b"<c><v/></c>" * 11)), Limits(cells=10), CELLS),
        (workbook(SHEET % (b'<c r="A1" s="1"/>' * 33)), Limits(cells=10), CELLS),
        (workbook(SHEET % (b"<row/>" * 11)), Limits(rows=10), CELLS),
        (workbook(SHEET % b'<mergeCell ref="A1:XFD1048576"/>'), Limits(), CELLS),
        (workbook(SHEET % b'<x:mergeCell a="" ref="$A$1:$A$99"/>'), Limits(range_cells=98), CELLS),
        (xlsx(b"<sheetData><row/></sheetData>", sheets=11), Limits(rows=10), CELLS),
        (xlsx(sheets=11), Limits(sheets=10), SHEETS),
        (xlsx(parts={"xl/styles.xml": b"<styleSheet><xf/><font/></styleSheet>"}),
         Limits(styles=1), STYLES),
        (workbook(b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'), Limits(), ENTITIES),
        (workbook(b" \r\n\t  <!DOCTYPE a><a/>"), Limits(), ENTITIES),
        (workbook("<!DOCTYPE a><a/>".encode("utf-16")), Limits(), ENTITIES),
        (ods(parts={"content.xml": b'<?xml version="1.0"?><!DOCTYPE a><a/>'}), Limits(), ENTITIES),
        (zipped({"xl/workbook.xml": b"<a>" * 400_000}, zipfile.ZIP_STORED), Limits(), STALLING),
        (zipped({"xl/workbook.xml": b"<a " + b"b" * 1_000_000}, zipfile.ZIP_STORED), Limits(),
         STALLING),
        (xlsb(binary_sheet((1048575, 16383))), Limits(), CELLS),
        (xls(number_cell(0, 0) * 11), Limits(cells=10), CELLS),
        (xls(number_cell(0, 5) + number_cell(1, 5)), Limits(area=11), CELLS),
        (xls(record(0xBD, bytes(4) + bytes(20) + b"\x0a\0")), Limits(cells=10), CELLS),
        (xls(number_cell(0, 0), sheets=11), Limits(cells=10), CELLS),
        (xls(sheets=11), Limits(sheets=10), SHEETS),
    ],
)  # fmt: skip
def test_what_would_exhaust_the_reader_is_refused(data: bytes, limits: Limits, reason: str) -> None:
    assert refused(guard(data, limits=limits)) == ("file-suspicious", {"reason": reason})


@pytest.mark.parametrize(
    "data, kind",
    [
        (workbook(bytes(900_000)), FileKind.XLSX),
        (workbook(SHEET % (b"<c/>" * 30)), FileKind.XLSX),
        (workbook(SHEET % b'<c r="XFD1048576"/>'), FileKind.XLSX),
        (workbook(SHEET % b'<mergeCell ref="A1:B2"/>'), FileKind.XLSX),
        (xls(number_cell(65535, 255) + number_cell(0, 3)), FileKind.XLS),
        (xlsb(binary_sheet((1, 2))), FileKind.XLSB),
        (ods(), FileKind.ODS),
    ],
)
def test_what_a_form_may_hold_passes(data: bytes, kind: FileKind) -> None:
    assert guard(data, limits=Limits(cells=10)) == Guarded(kind)


def test_pictures_are_only_counted() -> None:
    drawn = b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" ""><svg/>'
    pictures = {"xl/media/logo.svg": drawn, "xl/media/screenshot.bmp": bytes(60_000_000)}
    assert guard(workbook(b"<a/>", **pictures)) == Guarded(FileKind.XLSX)


def test_a_large_logo_is_no_large_workbook() -> None:
    logo = random.Random(1).randbytes(15_000_000)  # noqa: S311 - a picture packs no further
    parts = {"xl/media/logo.png": logo}
    assert guard(xlsx(parts=parts)) == Guarded(FileKind.XLSX)


def test_the_document_types_of_opendocuments_own_lists_are_harmless() -> None:
    manifest = b'<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "">'
    module = b'<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "">'
    parts = {"META-INF/manifest.xml": manifest, "Basic/Standard/Module1.xml": module}
    assert guard(ods(parts=parts)) == Guarded(FileKind.ODS, warnings=(Notice("has-macros"),))


@pytest.mark.parametrize(
    "data, reason",
    [
        (sound()[:3000], "the file is truncated"),
        (xlsb(b"\x00\x04\x01"), "the file is truncated"),
        (xls()[:1600], "its parts do not fit together"),
        (zipped(parts_of(sound()), zipfile.ZIP_LZMA), "its parts do not fit together"),
        (twice_the_same_name(), "its parts do not fit together"),
    ],
)
def test_a_broken_file_is_unreadable(data: bytes, reason: str) -> None:
    assert refused(guard(data)) == ("file-unreadable", {"reason": reason})


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
        (workbook(b"<a/>", **{"xl/macrosheets/sheet1.xml": b"<a/>"}), ["has-macros"]),
        (workbook(b"<a/>", **{"xl/connections.xml": b"<a/>"}), ["has-external-links"]),
        (workbook(b"<a/>", **{"xl/_rels/a.rels": LINK % b"image"}), ["has-external-links"]),
        (workbook(b"<a/>", **{"xl/_rels/a.rels": LINK % b"hyperlink"}), []),
        (xls(before=record(0x1AE, b"\1\0\4\0fil")), ["has-external-links"]),
        (xls(before=record(0x1AE, b"\1\0\1\4")), []),
        (xls(before=record(0x85, bytes(5) + b"\1\1\0A")), ["has-macros"]),
        (ods(parts={"Basic/Standard/a.xml": b"<a/>"}), ["has-macros"]),
        (ods("<table:table-source/>"), ["has-external-links"]),
        (workbook(b"<a/>"), []),
    ],
)  # fmt: skip
def test_macros_and_links_are_warned_of(data: bytes, codes: list[str]) -> None:
    assert [notice.code for notice in guard(data).warnings] == codes
