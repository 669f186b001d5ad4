"""Which lines are headings, and how far each of them reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kexcel.documents.prose.chain import Number, longest_chain, number_parts, successors
from kexcel.documents.prose.heads import HeadFinder
from kexcel.documents.prose.profile import HeadingLevel, HeadingProfile, Profile
from kexcel.documents.prose.stream import Block, Gap, Line, join_lines

_APART, _DRAWN, _OPENS_TABLE = 0.5, 0.5, 0.3
"""What tells for a heading beside its number: space above, how it is drawn, a table beneath."""

_LONGEST = 6
"""On how many more lines a heading may go on."""

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
    return sorted([*_following_on(numbered), *certain], key=lambda each: each.first)


def _following_on(candidates: Sequence[tuple[Heading, float]]) -> Iterator[Heading]:
    numbers = [(number_parts(heading.number), weight) for heading, weight in candidates]
    before: Number | None = None
    for place in longest_chain(numbers):
        heading, number = candidates[place][0], numbers[place][0]
        if before is not None and number not in successors(before):
            missing = (*number[:-1], number[-1] - 1)
            heading = replace(heading, passed_over=".".join(map(str, missing)))
        before = number
        yield heading


@dataclass(frozen=True, slots=True)
class _Finder:
    blocks: Sequence[Block]
    skipped: frozenset[int]
    profile: Profile
    heads: HeadFinder

    def heading(self, index: int, block: Block, rule: HeadingProfile) -> Heading | None:
        """The heading of a rule's kind that begins with a block, if it looks like one."""
        text = _own_text(block) if isinstance(block, Line) or rule.in_tables else ""
        found = re.fullmatch(rule.pattern, text, re.IGNORECASE) if text else None
        if not found:
            return None
        groups = found.groupdict()
        opening = (groups.get("text") or "").strip()
        if rule.numbered and (not _may_open(opening) or self._is_title(index)):
            return None
        number = (groups.get("number") or "").rstrip(".")
        rest = self._rest(index, opening) if isinstance(block, Line) else []
        lines = [opening, *(self.blocks[each].text for each in rest)]
        end = (rest[-1] if rest else index) + 1
        unsure = isinstance(block, Line) and self._may_go_on(end, lines[-1])
        return Heading(rule.level, number, join_lines(lines), index, end, is_unsure=unsure)

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
            text = f"{text} {line.text}"
        return bool(_DATES.search(text))

    def _rest(self, index: int, opening: str) -> list[int]:
        """The lines beneath that the heading goes on in."""
        near = self._near(index)
        if near and self._opens_table(near[-1] + 1):
            return near
        rest: list[int] = []
        last = opening
        for each in near:
            text = self.blocks[each].text
            if last.endswith(_ENDED) or not text[:1].islower():
                break
            rest.append(each)
            last = text
        return rest

    def _near(self, index: int) -> list[int]:
        """The lines right beneath that are drawn alike, up to a gap, a table or a heading."""
        first = self.blocks[index]
        near: list[int] = []
        for each in self._following(index):
            line = self.blocks[each]
            if not isinstance(line, Line) or not isinstance(first, Line) or len(near) == _LONGEST:
                break
            is_alike = (line.size, line.is_bold, line.outline) == (
                first.size,
                first.is_bold,
                first.outline,
            )
            is_apart = line.gap is Gap.BLANK or line.starts_page
            if is_apart or not is_alike or self.heads.find(line) or self._is_named(line):
                break
            near.append(each)
        return near

    def _is_named(self, line: Line) -> bool:
        """Whether the line is a heading by its words."""
        rules = (rule for rule in self.profile.headings if not rule.numbered)
        return any(re.fullmatch(rule.pattern, line.text, re.IGNORECASE) for rule in rules)

    def _may_go_on(self, end: int, last: str) -> bool:
        line = next(self._lines_from(end), None)
        is_near = line is not None and line.gap is Gap.NONE and not line.starts_page
        return is_near and not last.endswith(_ENDED) and not self._opens_table(end)

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


def _may_open(text: str) -> bool:
    """Whether a heading may begin so: with a capital, or a figure or sign of quotation."""
    return bool(text) and not text[0].islower() and text[0] not in "–-)%/,;:"
