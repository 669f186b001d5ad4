"""The year's frame month by month, for accounting systems, which budget by month."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate, pairwise

from kexcel.settings import MONTHS, STANDARD_PROFILE, MoneySettings

Shares = tuple[Decimal, ...]
"""The per cent of a frame that falls in each month; they add up to 100."""

Monthly = Callable[[Decimal, Shares | None, str], tuple[Decimal, ...]]
"""From a frame, its shares and its unit to twelve amounts that add up to it exactly."""

_WHOLE = Decimal(100)


def in_whole_kronor(
    frame: Decimal, shares: Shares | None, _unit: str = "kr"
) -> tuple[Decimal, ...]:
    """A frame in kronor as twelve amounts in whole kronor; what is less than one is December's.

    What is rounded is the sum from January, so that no month is more than a krona from its share.
    Without shares the months are alike.
    """
    if shares is None:
        exact = [frame * number / MONTHS for number in range(1, MONTHS)]
    else:
        exact = [frame * so_far / _WHOLE for so_far in accumulate(shares[:-1])]
    sums = (Decimal(0), *map(_rounded, exact), frame)
    return tuple(after - before for before, after in pairwise(sums))


def shares_of(money: MoneySettings, department: str, responsibility: str) -> Shares | None:
    """The plan profile of a code, else of its department, else of all; None if there is none."""
    keys = (responsibility, department, STANDARD_PROFILE)
    return next((money.profile[key] for key in keys if key in money.profile), None)


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)
