"""What surrounds the text of a document: margins, numbers of pages, the table of contents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kexcel.documents.prose.coverage import Use
from kexcel.documents.prose.heads import HeadFinder
from kexcel.documents.prose.profile import Profile
from kexcel.documents.prose.stream import Block, Gap, Line

_PAGE_NUMBER = re.compile(r"\d{1,3}")
_ENTRY = re.compile(r".*\S[\s.…·_]+\d{1,3}")


def find_furniture(blocks: Sequence[Block], profile: Profile, heads: HeadFinder) -> dict[int, Use]:
    """The lines that belong to no text, and what each of them is."""
    found = dict(_margins(blocks, profile, heads))
    found.update(_contents(blocks, profile, found))
    return found


def _margins(
    blocks: Sequence[Block], profile: Profile, heads: HeadFinder
) -> Iterator[tuple[int, Use]]:
    patterns = [re.compile(each, re.IGNORECASE) for each in profile.document.margins]
    for index, line in enumerate(blocks):
        if not isinstance(line, Line) or heads.find(line):
            continue
        if line.is_contents:
            yield index, Use.CONTENTS
        elif (
            line.is_margin
            or any(pattern.fullmatch(line.text) for pattern in patterns)
            or (_PAGE_NUMBER.fullmatch(line.text) and _stands_alone(blocks, index))
        ):
            yield index, Use.MARGIN


def _stands_alone(blocks: Sequence[Block], index: int) -> bool:
    """Whether there is space, or another page, on both sides of a line."""
    line = blocks[index]
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    is_apart = isinstance(line, Line) and (line.gap is not Gap.NONE or line.starts_page)
    above = blocks[index - 1].text if index else ""
    if above.endswith("-"):
        return False  # the last figures of a date that was broken
    is_last = not isinstance(after, Line) or after.gap is not Gap.NONE or after.starts_page
    return is_apart and is_last


def _contents(
    blocks: Sequence[Block], profile: Profile, known: dict[int, Use]
) -> Iterator[tuple[int, Use]]:
    """The lines beneath the words "Innehåll", as long as they end in the number of a page."""
    words = {word.casefold() for word in profile.document.contents}
    is_inside = False
    waiting: list[int] = []
    for index, line in enumerate(blocks):
        if index in known:
            continue
        if not isinstance(line, Line):
            is_inside = False
        elif line.text.strip(" :").casefold() in words:
            is_inside = True
            yield index, Use.CONTENTS
        elif is_inside and _ENTRY.fullmatch(line.text):
            yield from ((each, Use.CONTENTS) for each in (*waiting, index))
            waiting = []
        elif is_inside:
            # The first half of an entry that is wrapped; two such lines end the table.
            is_inside = not waiting
            waiting = [index] if is_inside else []
