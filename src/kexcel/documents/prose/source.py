"""A plan document opened, whatever kind of file it is."""

from __future__ import annotations

import zipfile
from io import BytesIO

from kexcel.documents.prose.margins import IsHead
from kexcel.documents.prose.pdf_source import read_pdf
from kexcel.documents.prose.stream import Document
from kexcel.documents.prose.text_source import read_text
from kexcel.documents.prose.word_source import read_word
from kexcel.errors import Fault, UnreadableInputError
from kexcel.excel.sniff import FileKind, sniff, zip_kind
from kexcel.locale import mark


def read_source(data: bytes, is_head: IsHead, *, file: str) -> Document:
    """The document as lines and rows. ``is_head`` tells what may be the head of a table.

    Raises:
        UnreadableInputError: it is none of text, PDF and Word (docx), or holds no text.
    """
    kind = sniff(data, file)
    if kind is FileKind.PDF:
        return read_pdf(data, is_head, file=file)
    if kind is FileKind.ZIP and _is_word(data):
        return read_word(data, file=file)
    if kind in {FileKind.TEXT, FileKind.UNKNOWN}:
        return _some_text(read_text(data, is_head, file=file), file)
    if kind is FileKind.ENCRYPTED:
        phrase = mark("{file} asks for a password. Save a copy of it without one.")
        raise UnreadableInputError(phrase, file=file)
    phrase = mark("{file} is {kind}. A plan document is text, PDF or Word (docx): save it as one.")
    raise UnreadableInputError(phrase, file=file, kind=Fault(_kind_words(kind, data)))


def _some_text(document: Document, file: str) -> Document:
    if not document.blocks:
        raise UnreadableInputError(mark("{file} holds no text."), file=file)
    return document


def _is_word(data: bytes) -> bool:
    return _zip_kind(data) is FileKind.WORD


def _zip_kind(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = frozenset(package.namelist())
            mimetype = package.read("mimetype")[:200] if "mimetype" in names else b""
            return zip_kind(names, b"", mimetype)
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError):
        return FileKind.ZIP


def _kind_words(kind: FileKind, data: bytes) -> str:
    if kind is FileKind.ZIP:
        kind = _zip_kind(data)
    if kind is FileKind.WORD:
        return mark("a Word document of the old kind (doc)")
    return kind.value
