"""How the year's frame is spread over its months, to the krona."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from kexcel.money.sums import EXACT, less
from kexcel.settings import MONTHS, STANDARD_PROFILE, Settings
from kexcel.validate.units import decimals_of_a_krona

Shares = Sequence[Decimal]
"""Twelve per cents that add up to 100; empty where months are alike."""

_PER_CENT = 100


def shares_of(settings: Settings, department: str, responsibility: str = "") -> Shares:
    """The plan profile of a responsibility code, else its department's, else the standard one."""
    return shares_in(settings.money.profile, department, responsibility)


def shares_in(profile: Mapping[str, Shares], department: str, responsibility: str = "") -> Shares:
    """The same, of profiles by code and department; one of a code in a department goes first."""
    own = unit_key(department, responsibility) if responsibility else ""
    for key in (own, responsibility, department, STANDARD_PROFILE):
        if key and key in profile:
            return profile[key]
    return ()


def unit_key(department: str, responsibility: str) -> str:
    """What the profile of a code in one department alone is known by."""
    return f"{department}/{responsibility}"


def monthly(frame: Decimal, shares: Shares, unit: str) -> tuple[Decimal, ...]:
    """Each month's part of a frame, in whole kronor; the twelve add up to the frame exactly."""
    sums = [Decimal(0)] + [_up_to(frame, shares, month, unit) for month in range(1, MONTHS + 1)]
    return tuple(less(later, earlier) for earlier, later in pairwise(sums))


def period_budget(
    frame: Decimal, shares: Shares, day: date, unit: str, *, year: int | None = None
) -> Decimal:
    """The part of a frame that its profile puts up to and including a day, in whole kronor.

    Within a month by days. ``year`` is the budget's, where the day may lie outside it: nothing
    before the year, the whole frame after it.
    """
    if year is not None and day.year != year:
        return Decimal(0) if day.year < year else frame
    days = monthrange(day.year, day.month)[1]
    return _up_to(frame, shares, day.month - 1 + Fraction(day.day, days), unit)


def _up_to(frame: Decimal, shares: Shares, months: Fraction | int, unit: str) -> Decimal:
    """The sum of so many months from the start of the year; the last one makes it whole."""
    if months >= MONTHS:
        return frame
    part = _share_up_to(shares, Fraction(months)) * Fraction(frame)
    return _rounded(part, decimals_of_a_krona(unit))


def _share_up_to(shares: Shares, months: Fraction) -> Fraction:
    if not shares:
        return months / MONTHS
    whole = int(months)
    begun = (months - whole) * Fraction(shares[whole])
    return (sum(map(Fraction, shares[:whole]), Fraction(0)) + begun) / _PER_CENT


def _rounded(amount: Fraction, decimals: int) -> Decimal:
    """The amount with so many decimals; a half goes away from zero."""
    scaled = abs(amount) * 10**decimals
    whole = int(scaled + Fraction(1, 2))
    number = Decimal(whole if amount >= 0 else -whole)
    return EXACT.scaleb(number, -decimals)
