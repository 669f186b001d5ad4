"""What every page repeats at its top and its foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_EDGE = 3
"""How many lines at the top and at the foot of a page may belong to its margin."""

_SHARE = 0.4
"""On how large a part of the pages a line must stand to be one of the margin's."""

_FEWEST = 3
_OF_A_PAGE = re.compile(r"[-–\s]*\d{1,3}(?:\s*(?:/|\()\s*\d{1,3}\)?)?[-–\s]*")
_NUMBER = re.compile(r"\d+")


IsHead = Callable[[str], bool]
"""Whether a line may be the head of a table, which pages repeat too and which is no margin."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page, and whether there is space above it."""

    text: str
    is_apart: bool


def repeated_lines(
    pages: Sequence[Sequence[PageLine]], is_head: IsHead
) -> frozenset[tuple[int, int]]:
    """Page and place of the lines that pages repeat, both counted from 0.

    Figures may differ, as in the number of the page. Only what lies next to the edge, or next to
    another such line, and has space to the text of the page is taken.
    """
    if len(pages) < _FEWEST:
        return frozenset()
    every = [line.text for page in pages for line in page]
    edges = ({_told(page[place].text) for place in _edge(page)} for page in pages)
    seen = Counter(word for words in edges for word in words)
    needed = max(_FEWEST, _SHARE * len(pages))
    heads = {_told(line) for line in every if is_head(line) or _is_row(line)}
    repeated = {word for word, times in seen.items() if times >= needed} - heads
    return frozenset(
        (number, place)
        for number, page in enumerate(pages)
        for place in (*_top(page, repeated), *_foot(page, repeated))
    )


def _top(page: Sequence[PageLine], repeated: set[str]) -> range:
    count = 0
    while count < min(_EDGE, len(page)) and _told(page[count].text) in repeated:
        count += 1
    return range(count if count == len(page) or page[count].is_apart else 0)


def _foot(page: Sequence[PageLine], repeated: set[str]) -> range:
    first = len(page)
    while first > max(0, len(page) - _EDGE) and _told(page[first - 1].text) in repeated:
        first -= 1
    is_apart = first < len(page) and page[first].is_apart
    return range(first if is_apart else len(page), len(page))


def _is_row(line: str) -> bool:
    """Whether a line has figures and nothing else, as cells of a table do, and is no page's."""
    return not any(sign.isalpha() for sign in line) and not _OF_A_PAGE.fullmatch(line)


def _edge(page: Sequence[PageLine]) -> list[int]:
    places = range(len(page))
    return sorted({*places[:_EDGE], *places[-_EDGE:]})


def _told(line: str) -> str:
    return _NUMBER.sub("#", line).casefold()
