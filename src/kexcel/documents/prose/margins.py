"""What every page repeats at its top and its foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

_EDGE = 3
"""How many lines at the top and at the foot of a page may belong to its margin."""

_SHARE = 0.4
"""On how large a part of the pages a line must stand to be one of the margin's."""

_FEWEST = 3
_NUMBER = re.compile(r"\d+")


IsHead = Callable[[str], bool]
"""Whether a line is the head of a table, which pages repeat too and which is no margin."""


def repeated_lines(pages: Sequence[Sequence[str]], is_head: IsHead) -> frozenset[tuple[int, int]]:
    """Page and place of the lines that pages repeat, both counted from 0.

    Figures may differ, as in the number of the page. Only what lies next to the edge, or next to
    another such line, is taken.
    """
    if len(pages) < _FEWEST:
        return frozenset()
    seen = Counter(word for page in pages for word in {_told(page[i]) for i in _edge(page)})
    needed = max(_FEWEST, _SHARE * len(pages))
    heads = {_told(line) for page in pages for line in page if is_head(line)}
    repeated = {word for word, times in seen.items() if times >= needed} - heads
    found = set()
    for number, page in enumerate(pages):
        for side in (range(len(page)), reversed(range(len(page)))):
            for place in list(side)[:_EDGE]:
                if _told(page[place]) not in repeated:
                    break
                found.add((number, place))
    return frozenset(found)


def _edge(page: Sequence[str]) -> list[int]:
    places = range(len(page))
    return sorted({*places[:_EDGE], *places[-_EDGE:]})


def _told(line: str) -> str:
    return _NUMBER.sub("#", line).casefold()
