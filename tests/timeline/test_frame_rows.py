"""Which earlier figures can be divided when a part of a department goes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kexcel.model.plan import Reorganisation
from kexcel.timeline.frame_rows import undivided
from tests.timeline.test_faults import OCTOBER, move

ONE, TWO = Decimal(1), Decimal(2)
BY_CODE = {"frame": ONE, "moved": ONE, "codes": ("1100",)}
CASES: dict[str, tuple[list[Reorganisation], set[str], list[str]]] = {
    "a code that was reported by itself": (
        [move("a", "b", moved=ONE, codes=("1100",))], {"a/1100", "a/1200"}, [],
    ),
    "the same with what of the frame follows": ([move("a", "b", **BY_CODE)], {"a/1100", "a/"}, []),
    "a range": ([move("a", "b", **{**BY_CODE, "codes": ("1100-1199",)})], {"a/1150"}, []),
    "a code in one piece": ([move("a", "b", **BY_CODE)], {"a"}, ["b"]),
    "a code without a row of its own": ([move("a", "b", **BY_CODE)], {"a/1200", "a/"}, ["b"]),
    "money without a code": ([move("a", "b", frame=ONE, moved=ONE)], {"a/1100", "a/"}, ["b"]),
    "the rest": ([move("a", "b", moved=TWO)], {"a"}, []),
    "activities alone": ([move("a", "b", activities=("1-1",), moved=ONE - ONE)], {"a"}, []),
    "a code that had been moved before": (
        [move("a", "b", **BY_CODE), move("b", "c", OCTOBER, **BY_CODE)], {"a/1100"}, [],
    ),
    "one piece that had another name": (
        [move("a", "x"), move("x", "c", OCTOBER, moved=ONE, codes=("1100",))], {"a"}, ["c"],
    ),
    "a code beside one piece that came later": (
        [move("a", "b"), move("b", "c", OCTOBER, **BY_CODE)], {"a", "b/1100"}, [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_part_is_divided_by_the_rows_of_its_codes(name: str) -> None:
    moves, rows, expected = CASES[name]
    assert [each.target for each in undivided(moves, rows)] == expected
