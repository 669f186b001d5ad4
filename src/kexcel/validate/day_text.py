"""Read a day out of a text, when it can mean only one."""

from __future__ import annotations

import re
from datetime import MINYEAR, date, timedelta

from kexcel.locale import mark
from kexcel.rules.serial import from_serial
from kexcel.validate.day_names import is_longer_time, weekday_number
from kexcel.validate.day_shapes import Parts, parts_in
from kexcel.validate.plain_form import plain_form
from kexcel.validate.reading import Doubt, Reckoning

_WITH_WEEKDAY = re.compile(r"(?P<name>[^\W\d_]{3,})[.,]? (?P<rest>.*[0-9].*)", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")
_LONGER = re.compile(r"[vwqtk]\.? ?[0-9]{1,2}(?:\W+[0-9]{2,4})?|[0-9]{4}(?:[-/ ][0-9]{1,2})?")
_FIGURES_ONLY = re.compile(r"[0-9]{1,2}([-/. ]?)[0-9]{1,2}\1(?:[0-9]{2,4})?")
_FIVE_FIGURES = re.compile(r"[0-9]{5}")
_FOUR_FIGURES = 4

NOT_A_DAY = mark("it is not written as a day")
LONGER = mark("it names a longer time than a day")
SEVERAL = mark("it can be read as several days")
NO_SUCH_DAY = mark("there is no such day")
OTHER_WEEKDAY = mark("the day is another weekday")
NO_YEAR = mark("the year is missing")


def day_in_text(text: str, reckoning: Reckoning, without_year: str = "") -> date | Doubt:
    """The only day that a text can mean, or why it can't be told.

    ``without_year`` is the column's: which day is certain when the year is left out.
    """
    plain = plain_form(text).rstrip(".")
    weekday = 0
    if (found := _WITH_WEEKDAY.fullmatch(plain)) and weekday_number(found["name"].casefold()):
        weekday = weekday_number(found["name"].casefold())
        plain = found["rest"]
    day = _day(plain, reckoning, without_year)
    if weekday and isinstance(day, date) and day.isoweekday() != weekday:
        return Doubt(OTHER_WEEKDAY)
    return day


def _day(plain: str, reckoning: Reckoning, without_year: str) -> date | Doubt:
    if _FIVE_FIGURES.fullmatch(plain):
        return _day_of_number(int(plain), reckoning)
    every = list(parts_in(plain, reckoning.language))
    read = {_with_year(parts, reckoning, without_year) for parts in every}
    days = {day for day in read if isinstance(day, date)}
    doubts = {doubt for doubt in read if isinstance(doubt, Doubt)} - {Doubt(NO_SUCH_DAY)}
    if len(days) > 1 or (days and doubts):
        return Doubt(SEVERAL)
    if days:
        return days.pop()
    return doubts.pop() if doubts else Doubt(NO_SUCH_DAY if every else _why_not(plain))


def _why_not(plain: str) -> str:
    words = [word.casefold() for word in _WORD.findall(plain)]
    if _LONGER.fullmatch(plain.casefold()) or any(is_longer_time(word) for word in words):
        return LONGER
    return SEVERAL if _FIGURES_ONLY.fullmatch(plain) else NOT_A_DAY


def _day_of_number(number: int, reckoning: Reckoning) -> date | Doubt:
    """The number that a program shows when a date loses its format, copied as text.

    Which day it counts from is certain only where the file itself counts as most do.
    """
    day = None if reckoning.date1904 else from_serial(number)
    return day if day and reckoning.is_near(day) else Doubt(NOT_A_DAY)


def _with_year(parts: Parts, reckoning: Reckoning, without_year: str) -> date | Doubt:
    if len(parts.year) == _FOUR_FIGURES:
        return _existing(int(parts.year), parts)
    if parts.year:
        return _in_century(parts, reckoning)
    return _without_year(parts, reckoning, without_year)


def _existing(year: int, parts: Parts) -> date | Doubt:
    try:
        day = date(year, parts.month, parts.day)
    except ValueError:
        return Doubt(NO_SUCH_DAY)
    in_a_form = 1900 <= day.year <= 2199  # noqa: PLR2004 - the years of settings
    return day if in_a_form else Doubt(NO_SUCH_DAY)


def _in_century(parts: Parts, reckoning: Reckoning) -> date | Doubt:
    """Two figures are the only year near the form's that ends so."""
    century = reckoning.year // 100 * 100
    years = (century + shift + int(parts.year) for shift in (-100, 0, 100))
    near = [y for y in years if y >= MINYEAR and reckoning.is_near(date(y, 1, 1))]
    return _existing(near[0], parts) if near else Doubt(NO_YEAR)


def _without_year(parts: Parts, reckoning: Reckoning, without_year: str) -> date | Doubt:
    """The day of the only year in which it is possible, by what the column asks for."""
    if isinstance(_existing(2024, parts), Doubt):  # a leap year has every day there is
        return Doubt(NO_SUCH_DAY)
    if not (without_year and reckoning.opens and reckoning.closes):
        return Doubt(NO_YEAR)
    year_start, year_end = date(reckoning.year, 1, 1), date(reckoning.year, 12, 31)
    day_after = max(reckoning.closes, reckoning.ends or reckoning.closes) + timedelta(days=1)
    first, last = {
        "before_close": (year_start, reckoning.closes),
        "after_close": (day_after, year_end),
        "after_opening": (reckoning.opens, reckoning.opens + timedelta(days=364)),
    }[without_year]
    years = range(first.year, last.year + 1)
    days = [day for year in years if isinstance(day := _existing(year, parts), date)]
    possible = [day for day in days if first <= day <= last]
    return possible[0] if len(possible) == 1 else Doubt(NO_YEAR)
