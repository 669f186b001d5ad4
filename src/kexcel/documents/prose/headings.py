"""Which lines are headings, and how far each of them reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from kexcel.documents.prose.chain import (
    Number,
    longest_chain,
    missing_between,
    number_parts,
    successors,
)
from kexcel.documents.prose.heads import HeadFinder
from kexcel.documents.prose.profile import HeadingLevel, HeadingProfile, Profile
from kexcel.documents.prose.sentences import is_broken_off
from kexcel.documents.prose.stream import Block, Gap, Line, Row, join_lines, join_pair

_APART, _DRAWN, _OPENS_TABLE = 0.5, 0.5, 0.3
"""What tells for a heading beside its number: space above, how it is drawn, a table beneath."""

_CERTAIN = 0.8
"""What must tell for a heading whose number does not follow on the others."""

_LONGEST = 6
"""On how many more lines a heading may go on."""

_MOST = 3
"""On how many more lines it may go on, where only a table beneath it shows where it ends."""

_WRAPPED = 0.4
"""How far across the page a heading must reach to be wrapped at its end."""

_LONGEST_NUMBER = 8
_ENDED = (".", "!", "?")
_DATES = re.compile(r"\d{4}-\d{2}-\d{2}\s+\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its number as printed, its text, and the blocks from ``first`` up to ``end``.

    ``is_unsure`` says that the line beneath may belong to it. ``passed_over`` is the number that
    should have come before it and was not found.
    """

    level: HeadingLevel
    number: str
    text: str
    first: int
    end: int
    is_unsure: bool = False
    passed_over: str = ""


def find_headings(
    blocks: Sequence[Block], skipped: frozenset[int], profile: Profile, heads: HeadFinder
) -> list[Heading]:
    """The headings in order. ``skipped`` are blocks that belong to no text."""
    finder = _Finder(blocks, skipped, profile, heads)
    finder.measure()
    numbered: list[tuple[Heading, float]] = []
    certain: list[Heading] = []
    for index, block in enumerate(blocks):
        if index not in skipped and heads.find(block) is None:
            for rule in profile.headings:
                if found := finder.heading(index, block, rule):
                    if rule.numbered:
                        numbered.append((found, finder.weight(found)))
                    else:
                        certain.append(found)
                    break
    every = sorted([*_following_on(numbered), *certain], key=lambda each: each.first)
    return list(_without_inner(every))


def _without_inner(headings: Sequence[Heading]) -> Iterator[Heading]:
    """The headings but those that are lines of the one before."""
    end = 0
    for heading in headings:
        if heading.first >= end:
            end = heading.end
            yield heading


def _following_on(candidates: Sequence[tuple[Heading, float]]) -> Iterator[Heading]:
    """The headings whose numbers follow on each other, and those that are certain without."""
    numbers = [(number_parts(heading.number), weight) for heading, weight in candidates]
    chain = longest_chain(numbers)
    before: Number | None = None
    for place, (heading, weight) in enumerate(candidates):
        number = numbers[place][0]
        if place in chain:
            missing = missing_between(before, number) if before else None
            before = number
            yield replace(heading, passed_over=".".join(map(str, missing or ())))
        elif weight >= _CERTAIN and len(number) > 1:
            yield heading


@dataclass(frozen=True)
class _Finder:
    """Finds headings among blocks.

    ``widths`` say how far first lines of each level reach, ``width`` how far any line does.
    """

    blocks: Sequence[Block]
    skipped: frozenset[int]
    profile: Profile
    heads: HeadFinder
    widths: dict[HeadingLevel, float] = field(default_factory=dict)

    @cached_property
    def width(self) -> float:
        """How far the longest line of the document reaches."""
        lines = (block for block in self.blocks if isinstance(block, Line) and block.segments)
        return max((line.segments[-1].end for line in lines), default=0)

    def measure(self) -> None:
        """Take the width of the lines that may open a heading, level by level."""
        for index, block in enumerate(self.blocks):
            if index in self.skipped or not isinstance(block, Line):
                continue
            for rule in self.profile.headings:
                if self._opening(block, rule)[0] and not (rule.numbered and self._is_title(index)):
                    end = block.segments[-1].end if block.segments else 0
                    self.widths[rule.level] = max(self.widths.get(rule.level, 0), end)
                    break

    def heading(self, index: int, block: Block, rule: HeadingProfile) -> Heading | None:
        """The heading of a rule's kind that begins with a block, if it looks like one."""
        opening, number = self._opening(block, rule)
        if not opening or (rule.numbered and self._is_title(index)):
            return None
        if not isinstance(block, Line):
            return Heading(rule.level, number, opening, index, index + 1)
        rest, is_unsure = self._rest(index, block, rule, number_parts(number))
        lines = [opening, *(self.blocks[each].text for each in rest)]
        end = (rest[-1] if rest else index) + 1
        return Heading(rule.level, number, join_lines(lines), index, end, is_unsure=is_unsure)

    def _opening(self, block: Block, rule: HeadingProfile) -> tuple[str, str]:
        """The first line of a heading's text, and its number; "" where a block is no heading."""
        text = _own_text(block) if isinstance(block, Line) or rule.in_tables else ""
        found = re.fullmatch(rule.pattern, text, re.IGNORECASE) if text else None
        groups = found.groupdict() if found else {}
        opening = (groups.get("text") or "").strip()
        number = (groups.get("number") or "").rstrip(".")
        return ("", "") if rule.numbered and not _may_open(opening) else (opening, number)

    def weight(self, heading: Heading) -> float:
        """What tells for a heading beside its number."""
        block = self.blocks[heading.first]
        if not isinstance(block, Line):
            return 0
        is_apart = block.gap is not Gap.NONE or block.starts_page
        is_drawn = block.outline is not None or block.is_bold
        opens_table = self._opens_table(heading.end)
        return _APART * is_apart + _DRAWN * is_drawn + _OPENS_TABLE * opens_table

    def _is_title(self, index: int) -> bool:
        """Whether the line belongs to an activity: its dates stand in it or right beneath."""
        text = self.blocks[index].text
        for line in self._lines_from(index + 1):
            if line.gap is not Gap.NONE:
                return bool(_DATES.search(text) or _DATES.fullmatch(line.text))
            text = join_pair(text, line.text)
        return bool(_DATES.search(text))

    def _rest(
        self, index: int, first: Line, rule: HeadingProfile, number: Number
    ) -> tuple[list[int], bool]:
        """The lines beneath that the heading goes on in, and whether that is uncertain."""
        near = self._near(index, first, number)
        opens_table = bool(near) and len(near) <= _MOST and self._is_above_table(near[-1])
        rest: list[int] = []
        is_unsure = False
        last = first
        for each in near:
            line = self.blocks[each]
            if not isinstance(line, Line):
                break
            is_ended = last.text.endswith(_ENDED)
            goes_on = is_broken_off(last.text, line.text) or not (
                is_ended or line.text[0].isupper()
            )
            if not goes_on:
                is_full = self._is_full(last, line, rule)
                if not (opens_table or (is_full and not is_ended)):
                    break
                is_unsure = is_unsure or is_ended or not opens_table
            rest.append(each)
            last = line
        return rest, is_unsure

    def _is_above_table(self, index: int) -> bool:
        """Whether a table stands right beneath a line, with no space that text could end at."""
        after = next(self._following(index), None)
        if after is None or self.heads.find(self.blocks[after]) is None:
            return False
        line, below = self.blocks[index], self.blocks[after]
        is_drawn = isinstance(line, Line) and line.is_bold
        return is_drawn if isinstance(below, Row) else below.gap is Gap.NONE

    def _is_full(self, last: Line, line: Line, rule: HeadingProfile) -> bool:
        """Whether the first word of a line had no room on the one above it."""
        if not last.segments:
            return False
        word = line.text.split()[0]
        start, end = last.segments[0].start, last.segments[-1].end
        if end < _WRAPPED * self.width:
            return False
        letter = (end - start) / len(last.text)
        return end + letter * (1 + len(word)) > self.widths.get(rule.level, 0)

    def _near(self, index: int, first: Line, number: Number) -> list[int]:
        """The lines right beneath that are drawn alike, up to a gap, a table or a heading."""
        near: list[int] = []
        for each in self._following(index):
            line = self.blocks[each]
            if not isinstance(line, Line) or len(near) == _LONGEST or not _is_alike(line, first):
                break
            last = self.blocks[near[-1]] if near else first
            is_new_page = line.starts_page and last.text.endswith(_ENDED)
            is_apart = line.gap is Gap.BLANK or is_new_page
            is_open = not last.text.endswith(_ENDED)
            if is_apart or self.heads.find(line) or self._is_another(line, number, is_open):
                break
            near.append(each)
        return near

    def _is_another(self, line: Line, number: Number, is_open: bool) -> bool:  # noqa: FBT001
        """Whether the line is a heading by its words, or by the number that comes next.

        One of a higher level does not stand right beneath a sentence that ``is_open``.
        """
        for rule in self.profile.headings:
            opening, other = self._opening(line, rule)
            parts = number_parts(other)
            is_next = parts in successors(number) and not (is_open and len(parts) < len(number))
            if opening and (not rule.numbered or is_next):
                return True
        return False

    def _opens_table(self, index: int) -> bool:
        after = next(self._following(index - 1), None)
        return after is not None and self.heads.find(self.blocks[after]) is not None

    def _lines_from(self, index: int) -> Iterator[Line]:
        """The lines from a place on, up to a table."""
        for each in self._following(index - 1):
            line = self.blocks[each]
            if not isinstance(line, Line) or self.heads.find(line):
                return
            yield line

    def _following(self, index: int) -> Iterator[int]:
        return (i for i in range(index + 1, len(self.blocks)) if i not in self.skipped)


def _own_text(block: Block) -> str:
    """What may be a heading: a line, or a row with text in one cell, or a number and a text."""
    if isinstance(block, Line):
        return block.text
    filled = [cell.text for cell in block.cells if cell.text]
    is_numbered = len(filled) == 2 and len(filled[0]) < _LONGEST_NUMBER  # noqa: PLR2004
    return " ".join(filled) if len(filled) == 1 or is_numbered else ""


def _is_alike(line: Line, other: Line) -> bool:
    """Whether two lines are drawn alike."""
    drawn = (other.size, other.is_bold, other.outline)
    return (line.size, line.is_bold, line.outline) == drawn


def _may_open(text: str) -> bool:
    """Whether a heading may begin so: with a capital, or a figure or sign of quotation."""
    return bool(text) and not text[0].islower() and text[0] not in "–-)%/,;:"
