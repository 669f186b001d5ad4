"""Plan documents as text: each line with its number, columns told by wide space."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace

from kexcel.documents.prose.margins import IsHead, PageLine, repeated_lines
from kexcel.documents.prose.stream import Block, Document, Gap, Line, Segment, SourceKind
from kexcel.errors import UnreadableInputError
from kexcel.locale import mark
from kexcel.model.spot import Spot

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE_SPACE = re.compile(r"\t+| {2,}")
_BREAK = re.compile(r"\r\n|[\n\r\v\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")
_PAGE_END = "\f"


def read_text(data: bytes, is_head: IsHead, *, file: str) -> Document:
    """The document's lines. A form feed ends a page.

    Raises:
        UnreadableInputError: the bytes are no text.
    """
    text = _decoded(data, file)
    pages = text.split(_PAGE_END)
    lines: list[list[Line]] = []
    number = 0
    for page, content in enumerate(pages, start=1):
        rows = _BREAK.split(content)
        told = page if len(pages) > 1 else None
        lines.append(_lines(rows, number, told, starts_page=page > 1))
        number += len(rows) - (page < len(pages))
    return Document(SourceKind.TEXT, _without_margins(lines, is_head))


def _decoded(data: bytes, file: str) -> str:
    encoding = next((name for sign, name in _MARKS if data.startswith(sign)), None)
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        # What Windows' own programs wrote before they wrote UTF-8; every byte but five is a sign.
        text = data.decode("cp1252", "replace")
    if "\0" in text or text.count("\N{REPLACEMENT CHARACTER}") > len(text) // 100:
        phrase = mark("{file} is not a text. Save it as text, PDF or Word (docx).")
        raise UnreadableInputError(phrase, file=file)
    return text


def _lines(rows: list[str], number: int, page: int | None, *, starts_page: bool) -> list[Line]:
    lines: list[Line] = []
    gap = Gap.UNKNOWN if starts_page else Gap.BLANK
    for index, row in enumerate(rows, start=number + 1):
        if not row.strip():
            gap = gap if gap is Gap.UNKNOWN and not lines else Gap.BLANK
            continue
        first = starts_page and not lines
        spot = Spot(page=page, line=index)
        text = " ".join(row.split())
        lines.append(Line(text, spot, gap, _segments(row), starts_page=first))
        gap = Gap.NONE
    return lines


def _segments(row: str) -> tuple[Segment, ...]:
    row = row.rstrip().expandtabs(8)
    starts = [len(row) - len(row.lstrip())]
    ends = []
    for space in _WIDE_SPACE.finditer(row, starts[0]):
        ends.append(space.start())
        starts.append(space.end())
    pairs = zip(starts, [*ends, len(row)], strict=True)
    return tuple(Segment(row[start:end], start, end) for start, end in pairs)


def _without_margins(pages: list[list[Line]], is_head: IsHead) -> tuple[Block, ...]:
    margins = repeated_lines(
        [[PageLine(line.text, line.gap is Gap.BLANK) for line in page] for page in pages], is_head
    )
    return tuple(
        replace(line, is_margin=True) if (page, place) in margins else line
        for page, lines in enumerate(pages)
        for place, line in enumerate(lines)
    )
