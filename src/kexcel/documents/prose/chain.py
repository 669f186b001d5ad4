"""Numbers of headings follow on each other through a document; other figures do not.

A line that begins with a number may be a heading, the rest of a wrapped sentence ("50 st."), or a
title ("3 nya lekplatser"). The longest chain of numbers that follow on each other is that of the
headings: a number that is none would break off all that come after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Number = tuple[int, ...]

_EXACT, _SKIPPED = 1.0, 0.35
_MOST_SKIPPED = 3


def number_parts(number: str) -> Number:
    """A printed number as figures: "3.1.2", and "A.2" whose letter counts from 1."""
    parts = re.findall(r"\d+|[A-ZÅÄÖ]", number.upper())
    return tuple(int(part) if part.isdigit() else ord(part) - ord("A") + 1 for part in parts)


def successors(before: Number) -> list[Number]:
    """The numbers that may come right after one: the first beneath it, or the next at its level
    or at one above.
    """
    beneath = (*before, 1)
    depths = range(1, len(before) + 1)
    return [beneath, *((*before[: d - 1], before[d - 1] + 1) for d in depths)]


def longest_chain(numbers: Sequence[tuple[Number, float]]) -> list[int]:
    """The places of the numbers that follow on each other and together weigh most.

    Each number comes with what else tells for it. A few may be passed over, at a cost.
    """
    best: list[tuple[float, int | None]] = []
    for place, (number, weight) in enumerate(numbers):
        value, before = (_EXACT if number[-1:] == (1,) else _SKIPPED) + weight, None
        for earlier in range(place):
            step = _step(numbers[earlier][0], number)
            told = best[earlier][0] + step + weight
            if step and told >= value:
                value, before = told, earlier
        best.append((value, before))
    at = max(range(len(best)), key=lambda place: best[place][0], default=None)
    chain: list[int] = []
    while at is not None:
        chain.append(at)
        at = best[at][1]
    return chain[::-1]


def _step(before: Number, after: Number) -> float:
    """How well a number follows on another; 0 where it can't."""
    if after in successors(before):
        return _EXACT
    for depth in range(1, len(before) + 2):
        opened = (*before, 0)[:depth]
        if len(after) == depth and after[:-1] == opened[:-1]:
            passed = after[-1] - opened[-1] - 1
            if 0 < passed <= _MOST_SKIPPED:
                return _SKIPPED / passed
    is_first_beneath = after[-1:] == (1,) and after[:-1] in successors(before)
    return _SKIPPED if is_first_beneath else 0


def missing_between(before: Number, after: Number) -> Number | None:
    """The number that should have come right before one; None where none is passed over."""
    if after in successors(before):
        return None
    return (*after[:-1], after[-1] - 1) if after[-1] > 1 else after[:-1]
