"""Read a date however it was written, when it can mean only one day."""

from __future__ import annotations

import re
from datetime import date

from kexcel.model.cell import CellValue
from kexcel.rules.serial import from_serial
from kexcel.validate.reading import Reading, Reckoning, unread
from kexcel.validate.written import tidy

_WINDOW_YEARS = 10
_DAYS_TO_1904 = 1462
_MONTHS = (
    ("januari", "january"),
    ("februari", "february"),
    ("mars", "march"),
    ("april",),
    ("maj", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("augusti", "august"),
    ("september",),
    ("oktober", "october"),
    ("november",),
    ("december",),
)
_SHORTEST_MONTH = 3
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[ T]00:00(?::00)?(?:\.0+)?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2}) ?/ ?(\d{1,2})(?: |-| -|- )(\d{4})")
_DOTTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})")
_EITHER_FIRST = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})")
_DAY_MONTH_NAME = re.compile(
    r"(?:den )?(\d{1,2})(?:\.|:?e|:?a|st|nd|rd|th)? ?([^\W\d_]+)\.?,? ?(\d{4})"
)
_MONTH_NAME_DAY = re.compile(r"([^\W\d_]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_NOT_A_DATE = "not-a-date"


def read_date(value: CellValue, reckoning: Reckoning) -> Reading:
    """The day that a cell means. A real date is taken as it stands, however odd.

    A plain number is a day where it falls within ten years of the form's year, since that
    is what pasting dates as values leaves.
    """
    if isinstance(value, date):
        return Reading(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return unread(_NOT_A_DATE)
    text = tidy(value) if isinstance(value, str) else ""
    day = date_in_text(text) if text else _day_of_number(float(value), reckoning)
    return Reading(day, meaning=day.isoformat()) if day else unread(_NOT_A_DATE)


def _day_of_number(number: float, reckoning: Reckoning) -> date | None:
    if number.is_integer() and (compact := _COMPACT.fullmatch(str(int(number)))):
        return _day(*compact.groups())
    day = from_serial(number + (_DAYS_TO_1904 if reckoning.date1904 else 0))
    near = day is not None and abs(day.year - reckoning.year) <= _WINDOW_YEARS
    return day if near else None


def date_in_text(text: str) -> date | None:
    """The only day that a text can mean, or None."""
    if not text.isascii():
        return None
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(found[1], found[3], found[4])
    if found := _COMPACT.fullmatch(text):
        return _day(*found.groups())
    if found := _DAY_FIRST.fullmatch(text) or _DOTTED.fullmatch(text):
        return _day(found[3], found[2], found[1])
    if found := _EITHER_FIRST.fullmatch(text):
        return _day_or_month_first(found[1], found[3], found[4])
    return _with_month_name(text)


def _with_month_name(text: str) -> date | None:
    if found := _DAY_MONTH_NAME.fullmatch(text):
        return _day(found[3], _month(found[2]), found[1])
    if found := _MONTH_NAME_DAY.fullmatch(text):
        return _day(found[3], _month(found[1]), found[2])
    return None


def _day_or_month_first(first: str, second: str, year: str) -> date | None:
    """4/3/2024 is a day in March to one and in April to another."""
    readings = {_day(year, second, first), _day(year, first, second)} - {None}
    return readings.pop() if len(readings) == 1 else None


def _month(word: str) -> str:
    """The number of a month by its name or the start of it; "0" for another word."""
    start = word.casefold()
    for number, names in enumerate(_MONTHS, start=1):
        if len(start) >= _SHORTEST_MONTH and any(name.startswith(start) for name in names):
            return str(number)
    return "0"


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2199 else None  # noqa: PLR2004 - the years of settings
