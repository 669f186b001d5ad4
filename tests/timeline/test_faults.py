"""Rows of Omorganisation that make no sense, each with its column and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kexcel.model.plan import Reorganisation
from kexcel.timeline.faults import (
    ENDS_ITSELF,
    HAS_ENDED,
    NAMED_TWICE,
    NOT_THE_SOURCES,
    NOT_THERE,
    OUTSIDE_YEAR,
    TO_ITSELF,
    TWO_RESTS,
    told_apart,
)
from tests.timeline.test_conservation import plan

JULY, OCTOBER = date(2024, 7, 1), date(2024, 10, 1)


def move(source: str, target: str, day: date = JULY, **named: object) -> Reorganisation:
    return replace(Reorganisation(source, target, day), **named)  # type: ignore[arg-type]


CASES: dict[str, tuple[list[Reorganisation], list[tuple[str, str]]]] = {
    "a rename": ([move("a", "x")], []),
    "a merge into a new one": ([move("a", "x"), move("b", "x")], []),
    "a split with a rest": ([move("a", "x", codes=("1100",)), move("a", "y")], []),
    "parts that change places": (
        [move("a", "b", activities=("1-1",)), move("b", "a", activities=("1-3",))],
        [],
    ),
    "one day after the other": ([move("a", "x"), move("x", "y", OCTOBER)], []),
    "to itself": ([move("a", "a")], [("receiver", TO_ITSELF)]),
    "another year": ([move("a", "x", date(2025, 1, 1))], [("day", OUTSIDE_YEAR)]),
    "from one that has ended": (
        [move("a", "x"), move("a", "b", OCTOBER, frame=Decimal(1))],
        [("source", NOT_THERE)],
    ),
    "to one that has given all it had": (
        [move("x", "y"), move("a", "x", OCTOBER)],
        [("receiver", HAS_ENDED)],
    ),
    "to one that has ended": ([move("a", "x"), move("b", "a", OCTOBER)], [("receiver", HAS_ENDED)]),
    "to one that ends": ([move("a", "b"), move("b", "x")], [("receiver", ENDS_ITSELF)]),
    "a cycle": (
        [move("a", "b"), move("b", "a")],
        [("receiver", ENDS_ITSELF), ("receiver", ENDS_ITSELF)],
    ),
    "two rests": ([move("a", "x"), move("a", "y")], [("source", TWO_RESTS)]),
    "another's activity": (
        [move("a", "x", activities=("1-4",))],
        [("activities", NOT_THE_SOURCES)],
    ),
    "another's measure": ([move("a", "x", measures=("1/b",))], [("measures", NOT_THE_SOURCES)]),
    "an activity that went before": (
        [move("a", "b", activities=("1-1",)), move("a", "c", OCTOBER, activities=("1-1",))],
        [("activities", NOT_THE_SOURCES)],
    ),
    "everything named twice": (
        [
            move("a", "b", activities=("1-1",), measures=("1/a",), codes=("1200-1249",)),
            move("a", "c", activities=("1-1",), measures=("1/a",), codes=("1240-1260",)),
        ],
        [("activities", NAMED_TWICE), ("measures", NAMED_TWICE), ("codes", NAMED_TWICE)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_row_that_cannot_be_followed_is_told_and_left_out(name: str) -> None:
    moves, expected = CASES[name]
    sound, faults = told_apart(plan(*moves))
    assert [(each.column, each.reason) for each in faults] == expected
    faulty = [each.move for each in faults]
    assert list(sound.reorganisations) == [each for each in moves if each not in faulty]
