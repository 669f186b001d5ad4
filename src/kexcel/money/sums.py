"""Sums and differences to the last digit, however many there are."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal

EXACT = Context(prec=100)
"""Room for any amount that a cell can hold, so that nothing is rounded on the way."""


def add_up(amounts: Iterable[Decimal]) -> Decimal:
    """The sum of the amounts, exactly; 0 for none."""
    whole = Decimal(0)
    for amount in amounts:
        whole = EXACT.add(whole, amount)
    return whole


def less(first: Decimal, second: Decimal) -> Decimal:
    """The first amount less the second, exactly."""
    return EXACT.subtract(first, second)
