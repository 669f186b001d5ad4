"""The year's frame spread over its months, to the krona and without float noise."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexcel.money.profile import Shares, monthly, period_budget, shares_of
from kexcel.money.sums import add_up
from kexcel.settings import parse_settings
from kexcel.validate.units import decimals_of_a_krona
from tests.builders import SETTINGS
from tests.money.amounts import UNITS, amounts

SUMMER = tuple(map(Decimal, (8, 8, 8, 8, 8, 8, 16, 4, 8, 8, 8, 8)))
SETTINGS_WITH_PROFILES = SETTINGS.replace(
    "[[periods]]",
    f"""[money.profile]
standard = [{", ".join(["8.4"] * 10)}, 8, 8]
stab = [{", ".join(map(str, SUMMER))}]
"1100" = [100, {", ".join(["0"] * 11)}]

[[periods]]""",
    1,
)


@pytest.mark.parametrize(
    "frame, shares, day, unit, budget",
    [
        ("50.4", (), date(2024, 4, 30), "mnkr", "16.800000"),
        ("50.4", (), date(2024, 12, 31), "mnkr", "50.4"),
        ("50", (), date(2024, 4, 30), "mnkr", "16.666667"),
        ("50000", (), date(2024, 4, 30), "tkr", "16666.667"),
        ("50000000", (), date(2024, 4, 30), "kr", "16666667"),
        ("-50", (), date(2024, 4, 30), "mnkr", "-16.666667"),
        ("12", (), date(2024, 1, 15), "mnkr", "0.483871"),
        ("12", (), date(2024, 2, 29), "mnkr", "2.000000"),
        ("12", SUMMER, date(2024, 6, 30), "mnkr", "5.760000"),
        ("12", SUMMER, date(2024, 7, 31), "mnkr", "7.680000"),
        ("12", SUMMER, date(2024, 7, 1), "mnkr", "5.821935"),
    ],
)
def test_the_period_budget_is_what_the_profile_puts_up_to_the_day(
    frame: str, shares: Shares, day: date, unit: str, budget: str
) -> None:
    assert str(period_budget(Decimal(frame), shares, day, unit)) == budget


def test_there_is_no_budget_before_the_year_and_all_of_it_after() -> None:
    frame = Decimal(12)
    before, after = date(2023, 12, 31), date(2025, 1, 1)
    assert period_budget(frame, SUMMER, before, "mnkr", year=2024) == 0
    assert period_budget(frame, SUMMER, after, "mnkr", year=2024) == frame


def test_the_nearest_profile_counts() -> None:
    settings = parse_settings(SETTINGS_WITH_PROFILES.encode())
    found = [shares_of(settings, *of) for of in (("stab", "1100"), ("stab", "9"), ("ekonomi", ""))]
    assert [shares[0] for shares in found] == [Decimal(100), Decimal(8), Decimal("8.4")]
    assert shares_of(parse_settings(SETTINGS.encode()), "stab", "1100") == ()


@st.composite
def profiles(draw: st.DrawFn) -> Shares:
    """Twelve per cents that add up to 100, or none."""
    if draw(st.booleans()):
        return ()
    shares = draw(st.lists(st.decimals(-10, 20, places=2), min_size=11, max_size=11))
    return (*shares, Decimal(100) - add_up(shares))


@given(amounts, profiles(), st.sampled_from(UNITS))
def test_the_twelve_months_add_up_to_the_frame(frame: Decimal, shares: Shares, unit: str) -> None:
    assert add_up(monthly(frame, shares, unit)) == frame


@given(amounts, profiles(), st.sampled_from(UNITS), st.integers(1, 12))
def test_a_months_end_is_the_sum_of_the_months_before_it(
    frame: Decimal, shares: Shares, unit: str, month: int
) -> None:
    last = date(2024, month, monthrange(2024, month)[1])
    expected = add_up(monthly(frame, shares, unit)[:month])
    assert period_budget(frame, shares, last, unit) == expected


@given(amounts, profiles(), st.sampled_from(UNITS), st.dates(date(2024, 1, 1), date(2024, 12, 30)))
def test_every_amount_is_of_whole_kronor(
    frame: Decimal, shares: Shares, unit: str, day: date
) -> None:
    decimals = decimals_of_a_krona(unit)
    amounts_shown = [*monthly(frame, shares, unit)[:11], period_budget(frame, shares, day, unit)]
    if day.month < 12:
        assert [each for each in amounts_shown if each != round(each, decimals)] == []


@given(amounts, st.sampled_from(UNITS))
def test_months_that_are_alike_differ_by_a_krona_at_most(frame: Decimal, unit: str) -> None:
    months = monthly(frame, (), unit)[:11]
    assert max(months) - min(months) <= Decimal(1).scaleb(-decimals_of_a_krona(unit))


def test_a_unit_that_nobody_knows_has_the_decimals_of_millions() -> None:
    assert [decimals_of_a_krona(each) for each in ("Mkr", "TKR", "kronor", "kuponger")] == [
        6, 3, 0, 6,
    ]  # fmt: skip
