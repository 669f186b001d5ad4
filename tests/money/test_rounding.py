"""Rounding is told from error by how exactly each figure was printed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexcel.money.rounding import Judgement, half_unit, half_unit_of, judge, tolerance


@pytest.mark.parametrize(
    "figure, half",
    [
        ("58.0", "0.05"),
        ("-59", "0.5"),
        ("306.25", "0.005"),
        ("0", "0.5"),
        ("1E+2", "0.5"),
    ],
)
def test_a_figure_may_be_off_by_half_a_unit_in_its_own_last_decimal(figure: str, half: str) -> None:
    assert half_unit(Decimal(figure)) == Decimal(half)


def test_each_figures_own_decimals_count() -> None:
    assert tolerance(map(Decimal, ["3.2", "73.5", "59", "682.6"])) == Decimal("0.65")


@pytest.mark.parametrize(
    "difference, judgement",
    [
        ("0", Judgement.AGREES),
        ("0.0", Judgement.AGREES),
        ("-0.1", Judgement.ROUNDING),
        ("0.35", Judgement.ROUNDING),
        ("0.36", Judgement.DIFFERS),
        ("-1.6", Judgement.DIFFERS),
    ],
)
def test_a_difference_is_rounding_up_to_what_rounding_can_give(
    difference: str, judgement: Judgement
) -> None:
    assert judge(Decimal(difference), 7 * half_unit_of(1)) is judgement


@given(st.lists(st.decimals(-9999, 9999, places=4), min_size=1, max_size=8), st.integers(0, 3))
def test_figures_printed_with_fewer_decimals_never_differ_by_more_than_rounding(
    exact: list[Decimal], decimals: int
) -> None:
    step = Decimal(1).scaleb(-decimals)
    printed = [each.quantize(step) for each in exact]
    total = sum(exact, Decimal(0)).quantize(step)
    difference = total - sum(printed, Decimal(0))
    assert judge(difference, tolerance([*printed, total])) is not Judgement.DIFFERS
