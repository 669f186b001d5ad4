"""A document as a stream of lines and rows of tables, whatever kind of file it came in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kexcel.model.spot import Spot


class SourceKind(StrEnum):
    """What kind of file a document came in."""

    TEXT = "text"
    PDF = "pdf"
    WORD = "word"


class Gap(StrEnum):
    """Whether there is empty space above a line. Across a break of pages it may be unknown."""

    NONE = "none"
    BLANK = "blank"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a line with wide space around it, and where across the page it stands."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text outside of tables that are drawn.

    ``is_margin`` tells a line that every page repeats, ``is_contents`` one of the table of
    contents. ``size`` is the height of its letters in points and ``is_bold`` how they are drawn,
    where the file says so; ``outline`` the level of a heading that Word knows as one.
    """

    text: str
    spot: Spot
    gap: Gap = Gap.NONE
    segments: tuple[Segment, ...] = ()
    size: float | None = None
    is_bold: bool = False
    outline: int | None = None
    starts_page: bool = False
    is_margin: bool = False
    is_contents: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: its paragraphs or lines, its first column from 0 and how many it covers.

    ``continues`` tells a cell that is the lower part of one that began in a row above.
    """

    lines: tuple[str, ...]
    start: int
    span: int = 1
    continues: bool = False

    @property
    def text(self) -> str:
        """The cell as one line."""
        return join_lines(self.lines)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table that the file knows as one; ``columns`` is how many the table has.

    ``starts_page`` tells the first row of a part of a table that begins on a new page.
    """

    cells: tuple[Cell, ...]
    spot: Spot
    columns: int
    starts_page: bool = False

    @property
    def text(self) -> str:
        """What the row says, cell after cell."""
        return " | ".join(cell.text for cell in self.cells if cell.text)


Block = Line | Row


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, in the order one reads it. ``pictures`` are pages without any text."""

    kind: SourceKind
    blocks: tuple[Block, ...]
    pictures: tuple[int, ...] = ()


_TIED = "-–/"
"""A line that ends in one of these, right after a letter or figure, was broken within a word."""

_SUSPENDED = {"och", "eller", "samt", "respektive", "till", "and", "or"}
"""What follows a hyphen that stands for the rest of a word: "språk- och kunskapsutveckling"."""

_SOFT_HYPHEN = "\N{SOFT HYPHEN}"


def join_lines(lines: Sequence[str]) -> str:
    """The lines as running text."""
    text = ""
    for line in lines:
        text = join_pair(text, line)
    return text


def join_pair(text: str, line: str) -> str:
    """A text and the line it goes on in: a word broken at its hyphen is whole again."""
    line = line.strip()
    if not text or not line:
        return text + line
    if text.endswith(_SOFT_HYPHEN):
        return text.removesuffix(_SOFT_HYPHEN) + line
    return text + line if _is_broken(text, line) else f"{text} {line}"


def _is_broken(text: str, line: str) -> bool:
    is_tied = text[-1] in _TIED and text[-2:-1].isalnum() and line[0].isalnum()
    return is_tied and line.split(maxsplit=1)[0].strip(",.;").casefold() not in _SUSPENDED
