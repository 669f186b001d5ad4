"""Which earlier figures can be divided when a part of a department goes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kexcel.model.plan import Reorganisation
from kexcel.timeline.frame_rows import undivided
from tests.timeline.test_faults import JULY, OCTOBER, move

ONE, TWO = Decimal(1), Decimal(2)


def by_code(
    source: str, target: str, day: date = JULY, codes: tuple[str, ...] = ("1100",)
) -> Reorganisation:
    """A move of codes that says what of the frame follows."""
    return Reorganisation(source, target, day, codes=codes, frame=ONE, moved=ONE)


CASES: dict[str, tuple[list[Reorganisation], set[str], list[str]]] = {
    "a code that was reported by itself": (
        [move("a", "b", moved=ONE, codes=("1100",))], {"a/1100", "a/1200"}, [],
    ),
    "the same with what of the frame follows": ([by_code("a", "b")], {"a/1100", "a/"}, []),
    "a range": ([by_code("a", "b", codes=("1100-1199",))], {"a/1150"}, []),
    "a code in one piece": ([by_code("a", "b")], {"a"}, ["b"]),
    "a code without a row of its own": ([by_code("a", "b")], {"a/1200", "a/"}, ["b"]),
    "money without a code": ([move("a", "b", frame=ONE, moved=ONE)], {"a/1100", "a/"}, ["b"]),
    "the rest": ([move("a", "b", moved=TWO)], {"a"}, []),
    "activities alone": ([move("a", "b", activities=("1-1",), moved=ONE - ONE)], {"a"}, []),
    "a code that had been moved before": (
        [by_code("a", "b"), by_code("b", "c", OCTOBER)], {"a/1100"}, [],
    ),
    "one piece that had another name": (
        [move("a", "x"), move("x", "c", OCTOBER, moved=ONE, codes=("1100",))], {"a"}, ["c"],
    ),
    "a code beside one piece that came later": (
        [move("a", "b"), by_code("b", "c", OCTOBER)], {"a", "b/1100"}, [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_part_is_divided_by_the_rows_of_its_codes(name: str) -> None:
    moves, rows, expected = CASES[name]
    assert [each.target for each in undivided(moves, rows)] == expected
