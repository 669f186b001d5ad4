"""The lines of a page of PDF, put together from its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kexcel.documents.prose.stream import Segment

if TYPE_CHECKING:
    from pdfplumber.page import Page

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in points from the page's upper left corner."""

_WIDE_SPACE = 1.2
"""How much space parts two columns, in heights of a letter."""

_SAME_LINE = 0.3
"""How far apart the feet of words on one line may be, in heights of a letter."""

_WORD_SPACE = 0.15

Word = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line where it stands on its page."""

    page: int
    number: int
    text: str
    segments: tuple[Segment, ...]
    top: float
    bottom: float
    size: float
    is_bold: bool


def printed_lines(page: Page, tables: Sequence[Box]) -> list[PrintedLine]:
    """The page's lines that lie in none of the tables, from the top."""
    words = page.extract_words(
        x_tolerance_ratio=_WORD_SPACE, keep_blank_chars=False, extra_attrs=["size", "fontname"]
    )
    outside = [word for word in words if not any(_lies_in(word, table) for table in tables)]
    return [
        _line(page.page_number, number, line)
        for number, line in enumerate(_lines(outside), start=1)
    ]


def _lies_in(word: Word, box: Box) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    left, top, right, bottom = box
    return bool(left <= x <= right and top <= y <= bottom)


def _lines(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words whose feet are level, from the top; each line from the left."""
    line: list[Word] = []
    for word in sorted(words, key=lambda each: (each["bottom"], each["x0"])):
        if line and word["bottom"] - line[0]["bottom"] > _SAME_LINE * line[0]["size"]:
            yield sorted(line, key=lambda each: float(each["x0"]))
            line = []
        line.append(word)
    if line:
        yield sorted(line, key=lambda each: float(each["x0"]))


def _line(page: int, number: int, words: list[Word]) -> PrintedLine:
    letters = sum(len(word["text"]) for word in words)
    bold = sum(len(word["text"]) for word in words if "bold" in word["fontname"].casefold())
    return PrintedLine(
        page=page,
        number=number,
        text=" ".join(word["text"] for word in words),
        segments=tuple(_segments(words)),
        top=min(word["top"] for word in words),
        bottom=max(word["bottom"] for word in words),
        size=round(max(word["size"] for word in words), 1),
        is_bold=2 * bold > letters,
    )


def _segments(words: list[Word]) -> Iterator[Segment]:
    start = 0
    for index, (left, right) in enumerate(pairwise(words), start=1):
        if right["x0"] - left["x1"] > _WIDE_SPACE * left["size"]:
            yield _segment(words[start:index])
            start = index
    yield _segment(words[start:])


def _segment(words: list[Word]) -> Segment:
    text = " ".join(word["text"] for word in words)
    return Segment(text, float(words[0]["x0"]), float(words[-1]["x1"]))
