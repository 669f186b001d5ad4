"""Days that move by whole years, and days on which people work.

Source: lagen (1989:253) om allmänna helgdagar; lagen (1930:173) om beräkning av lagstadgad tid,
by which a last day on a Sunday, a public holiday, a Saturday, Midsummer's Eve, Christmas Eve or
New Year's Eve is the next working day.
"""

from __future__ import annotations

from datetime import date, timedelta

_ONE = timedelta(days=1)
_FIXED = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)}
"""Month and day of the holidays that have a date of their own, and of the eves that count."""

_FROM_EASTER = (-2, 1, 39)
"""Good Friday, Easter Monday and Ascension Day, in days from Easter Sunday."""

_FRIDAY, _SATURDAY = 4, 5
_MIDSUMMER_EVES = range(19, 26)
_JUNE = 6


def moved(day: date, years: int, *, last_of_month: bool = False) -> date:
    """The same day of another year. 29 February becomes 28 February where there is none.

    ``last_of_month`` keeps the last of February the last: where a period closes on 28 February,
    it closes on the 29th in a leap year.
    """
    is_last = (day + _ONE).month != day.month
    try:
        same = day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)
    return same + _ONE if last_of_month and is_last and (same + _ONE).month == day.month else same


def is_working_day(day: date) -> bool:
    """Whether offices are open: no Saturday, Sunday or public holiday."""
    return day.weekday() < _SATURDAY and not _is_holiday(day)


def working_day_from(day: date) -> date:
    """The day itself, or the next one on which offices are open."""
    while not is_working_day(day):
        day += _ONE
    return day


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar, by the anonymous algorithm of 1876."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _is_holiday(day: date) -> bool:
    is_midsummer_eve = (
        day.month == _JUNE and day.day in _MIDSUMMER_EVES and day.weekday() == _FRIDAY
    )
    from_easter = (day - easter(day.year)).days
    return (day.month, day.day) in _FIXED or is_midsummer_eve or from_easter in _FROM_EASTER
