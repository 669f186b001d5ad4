"""A document divided: headings, and under each its running text and its tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kexcel.documents.prose.coverage import Use, Uses
from kexcel.documents.prose.figures import has_figure
from kexcel.documents.prose.headings import Heading
from kexcel.documents.prose.heads import Form, Head, HeadFinder, TableKind
from kexcel.documents.prose.profile import Profile
from kexcel.documents.prose.sentences import begins_anew
from kexcel.documents.prose.stream import Block, Gap, Line, Row

_ENDED = (".", "!", "?", ":")
_CAPTION = 6
"""How many lines above a table may say what it is of."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A line or row of a table. ``after_head`` tells the first one after a head that is repeated.

    ``after_break`` tells a row that comes first on its page. A ``gap`` is BLANK or NONE;
    ``is_guessed`` says that a break of pages hid which.
    """

    index: int
    block: Block
    gap: Gap
    after_head: bool = False
    after_break: bool = False
    is_guessed: bool = False


@dataclass
class Table:
    """A table with its head and what stands beneath it. ``caption`` is the text above it."""

    head: Head
    caption: str
    pieces: list[Piece] = field(default_factory=list)


@dataclass
class Section:
    """What stands under a heading, or before the first one."""

    heading: Heading | None = None
    prose: list[int] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


def divide(
    blocks: Sequence[Block],
    headings: Iterable[Heading],
    uses: Uses,
    profile: Profile,
    heads: HeadFinder,
) -> list[Section]:
    """The document's sections. Margins, heads and headings are said in ``uses``."""
    divider = _Divider(blocks, {each.first: each for each in headings}, uses, profile, heads)
    for index, block in enumerate(blocks):
        divider.take(index, block)
    return divider.sections


@dataclass
class _Divider:
    blocks: Sequence[Block]
    headings: dict[int, Heading]
    uses: Uses
    profile: Profile
    heads: HeadFinder
    sections: list[Section] = field(default_factory=lambda: [Section()])
    table: Table | None = None
    number: int | None = None
    columns: int = 0
    within: int = 0
    after_head: bool = False
    after_break: bool = False
    before: Line | None = None
    is_interrupted: bool = False

    def take(self, index: int, block: Block) -> None:
        if self.uses.of(index) in {Use.MARGIN, Use.CONTENTS}:
            self.is_interrupted = True
        elif index in self.headings:
            self._open_section(self.headings[index], block)
        elif index < self.within:
            self.uses.say(Use.HEADING, index)
        elif head := self.heads.find(block):
            self._open_table(index, block, head)
        elif isinstance(block, Row):
            self._take_row(index, block)
        else:
            self._take_line(index, block)

    def _open_section(self, heading: Heading, block: Block) -> None:
        """A heading; one that is a row of a table leaves the table open beneath it."""
        self.sections.append(Section(heading))
        self.within = heading.end
        self.uses.say(Use.HEADING, heading.first)
        table = self.table
        stays = isinstance(block, Row) and table is not None and self.number == block.spot.table
        self.table = None
        if stays and table is not None:
            self._put(Table(table.head, table.caption))

    def _open_table(self, index: int, block: Block, head: Head) -> None:
        self.uses.say(Use.HEAD, index)
        if self.table is None or not _alike(self.table.head, head):
            self._put(Table(head, self._caption()))
        self.number = block.spot.table
        self.columns = block.columns if isinstance(block, Row) else 0
        self.after_head = True
        self.after_break = isinstance(block, Row) and block.starts_page

    def _put(self, table: Table) -> None:
        self.table = table
        self.sections[-1].tables.append(table)

    def _caption(self) -> str:
        prose = self.sections[-1].prose[-_CAPTION:]
        return " ".join(self.blocks[index].text for index in prose)

    def _take_row(self, index: int, row: Row) -> None:
        """A row of the open table, or of a part of it on the next page; else it is unknown."""
        if self.table is None or self.table.head.form is not Form.CELLS:
            self.uses.say(Use.UNKNOWN, index)
            return
        goes_on = row.starts_page and row.columns == self.columns
        if self.number != row.spot.table and not goes_on:
            self.table = None
            self.uses.say(Use.UNKNOWN, index)
            return
        self.number = row.spot.table
        after_break = row.starts_page or self.after_break
        piece = Piece(index, row, Gap.BLANK, self.after_head or row.starts_page, after_break)
        self.table.pieces.append(piece)
        self.after_head = self.after_break = False

    def _take_line(self, index: int, line: Line) -> None:
        table = self.table
        if table is not None and table.head.form is Form.CELLS:
            self.table = table = None
        gap, is_guessed = self._gap(line)
        if table is not None and self._ends(table, line, gap):
            self.table = table = None
        self.before = line
        if table is None:
            self.sections[-1].prose.append(index)
        else:
            piece = Piece(index, line, gap, after_head=self.after_head, is_guessed=is_guessed)
            table.pieces.append(piece)
        self.after_head = self.is_interrupted = False

    def _ends(self, table: Table, line: Line, gap: Gap) -> bool:
        """Whether a line is no more of a list, or of a table of figures."""
        if not table.pieces:
            return False
        if table.head.form is Form.BULLETS:
            return gap is Gap.BLANK and not line.text.startswith(self.profile.document.bullets)
        if table.head.kind is TableKind.ACTIVITIES or has_figure(line.text):
            return False
        last = table.pieces[-1].block.text
        return line.text.endswith(_ENDED) or (gap is Gap.BLANK and self._is_total(last))

    def _is_total(self, text: str) -> bool:
        totals = self.profile.budget.totals if self.profile.budget else ()
        return text.casefold().startswith(tuple(total.casefold() for total in totals))

    def _gap(self, line: Line) -> tuple[Gap, bool]:
        """Whether there is a gap above; a break of pages tells nothing, so the words must."""
        if not self._is_hidden(line):
            return line.gap, False
        if self.before is None:
            return Gap.BLANK, False
        is_apart = self._is_placed() or begins_anew(self.before.text, line.text)
        return (Gap.BLANK if is_apart else Gap.NONE), True

    def _is_hidden(self, line: Line) -> bool:
        if line.gap is Gap.UNKNOWN:
            return True
        if not self.after_head:
            return self.is_interrupted and line.gap is Gap.BLANK
        # Beneath a head of columns there is always space; beneath one of words only if it is meant.
        return self._is_placed()

    def _is_placed(self) -> bool:
        """Whether a head of columns that is repeated stands right above."""
        table = self.table
        is_placed = table is not None and table.head.form is Form.PLACES
        return self.after_head and is_placed and bool(table and table.pieces)


def _alike(one: Head, other: Head) -> bool:
    """Whether a head repeats another, as at the top of a new page."""
    keys = [column.key for column in one.columns]
    return one.kind is other.kind and keys == [column.key for column in other.columns]
