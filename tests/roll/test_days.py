from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexcel.roll.days import easter, is_working_day, moved, working_day_from

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    "day, years, expected",
    [
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2023, 2, 28), 1, date(2024, 2, 28)),
        (date(2024, 12, 31), 1, date(2025, 12, 31)),
    ],
)
def test_a_day_moves_to_the_same_day_and_29_february_to_the_28th(
    day: date, years: int, expected: date
) -> None:
    assert moved(day, years) == expected


@pytest.mark.parametrize(
    "day, expected",
    [
        (date(2023, 2, 28), date(2024, 2, 29)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 2, 27), date(2024, 2, 27)),
        (date(2023, 4, 30), date(2024, 4, 30)),
    ],
)
def test_the_last_of_february_stays_the_last_where_that_is_asked(day: date, expected: date) -> None:
    assert moved(day, expected.year - day.year, last_of_month=True) == expected


@given(day=DAYS, years=st.integers(1, 20), last=st.booleans())
def test_a_moved_day_is_in_the_other_year_and_in_the_same_month(
    day: date, years: int, *, last: bool
) -> None:
    found = moved(day, years, last_of_month=last)
    assert (found.year, found.month) == (day.year + years, day.month)
    assert abs(found.day - day.day) <= 1


# Easter Sundays as they stand in almanacs.
@pytest.mark.parametrize(
    "day", ["1961-04-02", "2000-04-23", "2019-04-21", "2024-03-31", "2025-04-20", "2038-04-25"]
)
def test_easter_is_when_it_is(day: str) -> None:
    assert easter(int(day[:4])) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "day, name",
    [
        ("2025-01-01", "nyårsdagen"), ("2025-01-06", "trettondedag jul"),
        ("2025-04-18", "långfredagen"), ("2025-04-21", "annandag påsk"),
        ("2025-05-01", "första maj"), ("2025-05-29", "Kristi himmelsfärdsdag"),
        ("2025-06-06", "nationaldagen"), ("2025-06-20", "midsommarafton"),
        ("2025-12-24", "julafton"), ("2025-12-26", "annandag jul"),
        ("2025-12-31", "nyårsafton"), ("2025-05-17", "lördag"), ("2025-05-18", "söndag"),
    ],
)  # fmt: skip
def test_offices_are_closed(day: str, name: str) -> None:
    assert not is_working_day(date.fromisoformat(day)), name


@pytest.mark.parametrize(
    "day, expected",
    [
        ("2025-09-13", "2025-09-15"),
        ("2025-04-18", "2025-04-22"),
        ("2025-12-24", "2025-12-29"),
        ("2025-12-31", "2026-01-02"),
        ("2025-05-15", "2025-05-15"),
    ],
)
def test_a_day_off_gives_the_next_working_day(day: str, expected: str) -> None:
    assert working_day_from(date.fromisoformat(day)) == date.fromisoformat(expected)


@given(DAYS)
def test_a_working_day_comes_within_a_week(day: date) -> None:
    found = working_day_from(day)
    assert is_working_day(found)
    assert timedelta(0) <= found - day <= timedelta(6)
