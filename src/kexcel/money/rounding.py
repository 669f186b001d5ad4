"""Whether figures that should agree do: exactly, within what their rounding can give, or not."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum


class Judgement(StrEnum):
    """What a difference between figures that should be equal is."""

    AGREES = "agrees"
    ROUNDING = "rounding"
    DIFFERS = "differs"


def half_unit(figure: Decimal) -> Decimal:
    """The most a printed figure may be off: half a unit in its own last decimal.

    "58.0" may be off by 0.05, and "59" by 0.5. Trailing zeros count: they were printed.
    """
    exponent = figure.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return half_unit_of(decimals)


def half_unit_of(decimals: int) -> Decimal:
    """Half a unit in the last of so many decimals."""
    return Decimal(5).scaleb(-decimals - 1)


def tolerance(figures: Iterable[Decimal]) -> Decimal:
    """The most that rounding can make of a sum or a difference of printed figures."""
    return sum((half_unit(figure) for figure in figures), Decimal(0))


def judge(difference: Decimal, allowed: Decimal) -> Judgement:
    """What a difference is, where rounding can give at most ``allowed``."""
    if not difference:
        return Judgement.AGREES
    return Judgement.ROUNDING if abs(difference) <= allowed else Judgement.DIFFERS
