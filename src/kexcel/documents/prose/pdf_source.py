"""Plan documents as PDF: lines with their places on the page, drawn tables as tables."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from kexcel.documents.prose.margins import IsHead
from kexcel.documents.prose.pdf_lines import PrintedLine, printed_lines
from kexcel.documents.prose.pdf_spacing import Printed, spaced_blocks
from kexcel.documents.prose.pdf_tables import PrintedTable, printed_tables
from kexcel.documents.prose.stream import Document, SourceKind
from kexcel.errors import UnreadableInputError
from kexcel.locale import mark

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF


def read_pdf(data: bytes, is_head: IsHead, *, file: str) -> Document:
    """The document's lines and tables, page after page.

    Raises:
        UnreadableInputError: the bytes are no PDF, it asks for a password, or it is pictures of
            pages without any text.
    """
    with _quiet():
        try:
            pages, pictures = _pages(data)
        except UnreadableInputError:
            raise
        except Exception as fault:
            # pdfplumber and pdfminer fail in many ways on a broken file, and say that it is one.
            raise UnreadableInputError(_why(fault), file=file) from fault
    if not any(pages):
        phrase = mark(
            "{file} holds pictures of pages and no text, as a scanned document does. Have its text "
            "recognised (OCR), or use the file that it was printed from."
        )
        raise UnreadableInputError(phrase, file=file)
    return Document(SourceKind.PDF, spaced_blocks(pages, is_head), pictures)


@contextmanager
def _quiet() -> Iterator[None]:
    """Pdfminer tells of every oddity of a font; none of them concerns the reader."""
    logger = logging.getLogger("pdfminer")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def _pages(data: bytes) -> tuple[list[list[Printed]], tuple[int, ...]]:
    """What is printed on each page, and which pages are a picture and no text."""
    import pdfplumber  # noqa: PLC0415 - it takes a while to load, and most commands read no PDF

    with pdfplumber.open(BytesIO(data)) as pdf:
        pages = list(_read(pdf))
        pictures = tuple(
            page.page_number
            for page, printed in zip(pdf.pages, pages, strict=True)
            if not printed and page.images
        )
        return pages, pictures


def _read(pdf: PDF) -> Iterator[list[Printed]]:
    count = 0
    for page in pdf.pages:
        tables = printed_tables(page, count)
        count += len(tables)
        lines = printed_lines(page, [table.box for table in tables])
        yield sorted([*lines, *tables], key=_top)
        page.close()


def _top(printed: PrintedLine | PrintedTable) -> float:
    return printed.top


def _why(fault: Exception) -> str:
    causes = {type(each).__name__ for each in (fault, *fault.args, fault.__cause__)}
    if causes & {"PDFPasswordIncorrect", "PDFEncryptionError"}:
        return mark("{file} asks for a password. Save a copy of it without one.")
    return mark("{file} cannot be read as a PDF. Save or print it as PDF again.")
