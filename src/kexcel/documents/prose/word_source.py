"""Plan documents as Word (docx): paragraphs with their numbers, tables as tables."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from kexcel.documents.prose.stream import Block, Cell, Document, Gap, Line, Row, SourceKind
from kexcel.documents.prose.word_text import children, paragraph_lines, rows_of, value
from kexcel.errors import UnreadableInputError
from kexcel.locale import mark
from kexcel.model.spot import Spot

if TYPE_CHECKING:
    from lxml.etree import _Element

    from kexcel.documents.prose.word_styles import Styles

_LARGEST = 200_000_000
"""Bytes of a document when it is unpacked; a plan of a hundred pages has a few million."""

_WRAPPED_SHARE = 0.1
"""From how large a part of the paragraphs that begin in the middle of a sentence, they are lines
of running text that was broken before it came into Word."""


def read_word(data: bytes, *, file: str) -> Document:
    """The document's paragraphs and tables. What is deleted but still tracked is not read.

    Raises:
        UnreadableInputError: the bytes are no Word document.
    """
    try:
        walk = _walked(data) if _size(data) <= _LARGEST else None
    except Exception as fault:
        # python-docx and lxml fail in many ways on a broken file, and say that it is one.
        phrase = mark("{file} cannot be read as a Word document. Save it as docx again.")
        raise UnreadableInputError(phrase, file=file) from fault
    if walk is None:
        phrase = mark("{file} is far too large for a plan document.")
        raise UnreadableInputError(phrase, file=file)
    if not walk.blocks:
        raise UnreadableInputError(mark("{file} holds no text."), file=file)
    return Document(SourceKind.WORD, tuple(_spaced(walk.blocks)))


@dataclass
class _Walk:
    """What has been read so far."""

    styles: Styles
    blocks: list[Block] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    is_after_blank: bool = True

    def body(self, element: _Element, *, is_contents: bool = False) -> None:
        """Read what an element holds, through content controls and tracked insertions."""
        for child, kind in children(element):
            if kind == "p":
                self.paragraph(child, is_contents=is_contents)
            elif kind == "tbl":
                self.table(child)
            elif kind == "sdt":
                self.body(child, is_contents=is_contents or _is_table_of_contents(child))
            elif kind in {"sdtContent", "ins", "moveTo", "customXml", "smartTag"}:
                self.body(child, is_contents=is_contents)

    def paragraph(self, element: _Element, *, is_contents: bool) -> None:
        """Read a paragraph; its lines where it has breaks of its own."""
        self.paragraphs += 1
        style = self.styles.of(element)
        lines = paragraph_lines(element, self.styles.label(element))
        if not lines:
            self.is_after_blank = True
        for place, text in enumerate(lines):
            gap = Gap.NONE if place else Gap.BLANK if self.is_after_blank else Gap.UNKNOWN
            line = Line(
                text,
                Spot(paragraph=self.paragraphs),
                gap,
                outline=style.outline,
                is_contents=is_contents or style.is_contents,
            )
            self.blocks.append(line)
            self.is_after_blank = False

    def table(self, element: _Element) -> None:
        """Read a table, row by row."""
        self.tables += 1
        table = self.tables
        rows = [tuple(self._cells(row)) for row in rows_of(element)]
        columns = max((cell.start + cell.span for row in rows for cell in row), default=0)
        for number, cells in enumerate(rows, start=1):
            if any(cell.lines for cell in cells):
                self.blocks.append(Row(cells, Spot(table=table, row=number), columns))
        self.is_after_blank = True

    def _cells(self, row: _Element) -> Iterator[Cell]:
        start = int(value(row, "trPr/gridBefore") or 0)
        for cell, kind in children(row):
            if kind == "sdt":
                cell = next((c for c in cell.iter() if _is_cell(c)), cell)  # noqa: PLW2901
            if not _is_cell(cell):
                continue
            span = int(value(cell, "tcPr/gridSpan") or 1)
            merged = value(cell, "tcPr/vMerge")
            continues = merged is not None and merged != "restart"
            yield Cell(() if continues else tuple(self._cell_lines(cell)), start, span, continues)
            start += span

    def _cell_lines(self, cell: _Element) -> Iterator[str]:
        for child, kind in children(cell):
            if kind == "p":
                yield from paragraph_lines(child, self.styles.label(child))
            elif kind in {"tbl", "tr", "tc", "sdt", "sdtContent", "ins", "moveTo", "customXml"}:
                yield from self._cell_lines(child)


def _size(data: bytes) -> int:
    """The bytes of all its parts, unpacked."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return sum(part.file_size for part in package.infolist())


def _walked(data: bytes) -> _Walk:
    # python-docx takes a while to load, and most commands read no Word document.
    from docx import Document as open_word  # noqa: N813, PLC0415

    from kexcel.documents.prose.word_styles import Styles  # noqa: PLC0415

    word = open_word(BytesIO(data))
    walk = _Walk(Styles(word))
    walk.body(word.element.body)
    return walk


def _is_cell(element: _Element) -> bool:
    return isinstance(element.tag, str) and element.tag.endswith("}tc")


def _is_table_of_contents(element: _Element) -> bool:
    return value(element, "sdtPr/docPartObj/docPartGallery") == "Table of Contents"


def _spaced(blocks: list[Block]) -> Iterator[Block]:
    """Each paragraph apart from the one before it, unless they are lines of running text."""
    lines = [block for block in blocks if isinstance(block, Line) and not block.is_contents]
    wrapped = sum(line.text[:1].islower() for line in lines)
    gap = Gap.NONE if wrapped > _WRAPPED_SHARE * len(lines) else Gap.BLANK
    for block in blocks:
        is_unknown = isinstance(block, Line) and block.gap is Gap.UNKNOWN
        yield _with_gap(block, gap) if is_unknown and isinstance(block, Line) else block


def _with_gap(line: Line, gap: Gap) -> Line:
    return Line(line.text, line.spot, gap, outline=line.outline, is_contents=line.is_contents)
