"""Which department a responsibility code (ansvarskod) belongs to.

A department's codes are single ones, "1100", and ranges, "1200-1299", both ends included. A range
holds the codes of digits that are as long as its ends: "120" and "12000" lie outside that one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from kexcel.model.plan import Department, Plan

_RANGE = re.compile(r"([0-9]+)\s*[-\u2013\u2212]\s*([0-9]+)")


@dataclass(frozen=True, slots=True)
class CodeRange:
    """Codes of equally many digits, from the first to the last."""

    first: str
    last: str

    def __contains__(self, code: str) -> bool:
        """Whether a code lies in the range."""
        is_alike = code.isascii() and code.isdigit() and len(code) == len(self.first)
        return is_alike and self.first <= code <= self.last


def code_range(written: str) -> CodeRange | None:
    """The codes that an entry stands for; None for a range that is none, as "12-1299".

    A single code, of digits or not, is the range of itself.
    """
    found = _RANGE.fullmatch(written.strip())
    if found is None:
        return CodeRange(written.strip(), written.strip())
    first, last = found.groups()
    return CodeRange(first, last) if len(first) == len(last) and first <= last else None


def has_code(entries: Iterable[str], code: str) -> bool:
    """Whether one of the entries is the code, or a range with it."""
    wanted = code.strip()
    ranges = (code_range(each) for each in entries)
    return any(each is not None and (wanted == each.first or wanted in each) for each in ranges)


def department_with_code(departments: Iterable[Department], code: str) -> str | None:
    """The key of the first department that has the code; None if none has."""
    return next((each.key for each in departments if has_code(each.codes, code)), None)


def department_of(plan: Plan) -> Callable[[str], str | None]:
    """Which department has a code, as Ansvarskoder in plan.xlsx says."""
    return partial(department_with_code, plan.departments)


def overlap(one: str, other: str) -> bool:
    """Whether two entries share a code."""
    first, second = code_range(one), code_range(other)
    if first is None or second is None:
        return False
    starts = (first.first, second.first)
    return first.first == second.first or starts[1] in first or starts[0] in second


def without_codes(entries: Iterable[str], taken: Iterable[str]) -> tuple[str, ...]:
    """The entries without the codes of others; a range from which some go becomes two."""
    left = [*entries]
    for each in taken:
        left = [part for entry in left for part in _without(entry, each)]
    return tuple(left)


def _without(entry: str, taken: str) -> Iterator[str]:
    whole, part = code_range(entry), code_range(taken)
    if whole is None or part is None or not overlap(entry, taken):
        yield entry
    elif whole.first != whole.last:
        width = len(whole.first)
        yield from _entry(int(whole.first), int(part.first) - 1, width)
        yield from _entry(int(part.last) + 1, int(whole.last), width)


def _entry(first: int, last: int, width: int) -> Iterator[str]:
    if first < last:
        yield f"{first:0{width}}-{last:0{width}}"
    elif first == last:
        yield f"{first:0{width}}"
