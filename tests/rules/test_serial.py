from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexcel.rules.serial import from_serial, serial


@pytest.mark.parametrize(
    "day, number",
    [
        (date(1900, 3, 1), 61),
        (date(2024, 2, 29), 45351),
        (date(2024, 4, 30), 45412),
        (date(9999, 12, 31), 2_958_465),
    ],
)
def test_days_are_counted_as_spreadsheets_do(day: date, number: int) -> None:
    assert (serial(day), from_serial(number)) == (number, day)


def test_a_time_of_day_does_not_change_the_day() -> None:
    assert from_serial(45412.75) == date(2024, 4, 30)


@pytest.mark.parametrize("number", [-1, 0, 60, 60.9, 2_958_466, 1e300])
def test_days_that_programs_disagree_on_are_none(number: float) -> None:
    assert from_serial(number) is None


@given(st.dates(min_value=date(1900, 3, 1)))
def test_a_day_survives_its_number(day: date) -> None:
    assert from_serial(serial(day)) == day
