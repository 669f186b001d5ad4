"""Files of every kind: what is read, and what is refused with a sentence."""

from __future__ import annotations

import json
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from PIL import Image

from kexcel.errors import UnreadableInputError
from tests.documents.prose.reading import activities, codes, read
from tests.documents.prose.test_understanding import SMALL
from tests.office.programs import find_programs


@pytest.mark.parametrize(
    "data",
    [
        SMALL.encode(),
        SMALL.encode("utf-8-sig"),
        SMALL.encode("utf-16"),
        SMALL.encode("cp1252"),
        SMALL.replace("\n", "\r\n").encode(),
        SMALL.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "with a mark", "utf-16", "Windows", "Windows' line ends", "old Mac's line ends"],
)
def test_text_is_read_in_every_encoding_and_with_every_line_end(data: bytes) -> None:
    assert activities(read(data)) == activities(read(SMALL))
    assert read(data).plan.goals[0].text == "Kommunen ska växa."


def workbook() -> bytes:
    stream = BytesIO()
    Workbook().save(stream)
    return stream.getvalue()


def scanned() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (300, 400), "white").save(stream, "PDF")
    return stream.getvalue()


OLD_WORD = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    + "WordDocument".encode("utf-16-le").ljust(64, b"\0")
    + b"\x1a\0"
)


@pytest.mark.parametrize(
    "data, sentence",
    [
        (b"", "an empty file"),
        (b"\n \n\f\n", "holds no text"),
        (workbook(), "an Excel workbook"),
        (b"{\\rtf1 Plan}", "a rich text document"),
        (OLD_WORD, "old kind"),
        (scanned(), "pictures of pages and no text"),
        (b"%PDF-1.7\nhalf a file", "cannot be read as a PDF"),
        (b"PK\x03\x04 half a file", "a zip archive"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\0\1\2\3" * 100, "not a text"),
    ],
    ids=["empty", "blank", "xlsx", "rtf", "doc", "scan", "half pdf", "half zip", "png", "noise"],
)
def test_what_is_no_plan_document_is_refused_by_what_it_is(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableInputError, match=sentence):
        read(data, file="plan")


def test_half_a_word_document_is_refused() -> None:
    from tests.documents.prose.shapes import in_words  # noqa: PLC0415

    data = in_words()
    broken = data.replace(b"PK\x01\x02", b"PK\x01\x03")
    with pytest.raises(UnreadableInputError):
        read(broken, file="plan.docx")


@pytest.mark.office
def test_a_pdf_with_a_password_is_refused(tmp_path: Path) -> None:
    programs = find_programs()
    if programs is None:
        pytest.skip("LibreOffice was not found")
    source = tmp_path / "plan.txt"
    source.write_text(SMALL, encoding="utf-8")
    settings = {
        "EncryptFile": {"type": "boolean", "value": "true"},
        "DocumentOpenPassword": {"type": "string", "value": "hemligt"},
    }
    profile = (tmp_path / "profile").as_uri()
    kind = f"pdf:writer_pdf_Export:{json.dumps(settings)}"
    command = [programs.soffice, "--headless", f"-env:UserInstallation={profile}"]
    command += ["--convert-to", kind, "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with pytest.raises(UnreadableInputError, match="password"):
        read((tmp_path / "plan.pdf").read_bytes(), file="plan.pdf")


def test_a_page_that_is_a_picture_is_told() -> None:
    assert codes(read(with_picture_page(), file="plan.pdf")) == ["page-without-text"]


def with_picture_page() -> bytes:
    """A PDF with the small plan on its first page and a picture on its second."""
    lines = "".join(
        f"BT /F 10 Tf 50 {780 - 14 * row} Td ({text}) Tj ET\n"
        for row, text in enumerate(SMALL.translate(_PLAIN).splitlines())
        if text
    ).encode("latin-1")
    picture = b"q 200 0 0 200 50 500 cm /P Do Q"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
        _PAGE % (5, b"/Font << /F 7 0 R >>"),
        _PAGE % (6, b"/XObject << /P 8 0 R >>"),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(lines), lines),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(picture), picture),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        _PICTURE,
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return data + head + table + end % (len(objects) + 1, len(data))


_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << %s >> >>"
)
_PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
    b"/BitsPerComponent 8 /Length 1 >>\nstream\n\x80\nendstream"
)
_PLAIN = str.maketrans({"(": "\\(", ")": "\\)"})
