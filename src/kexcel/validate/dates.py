"""Read a date however the cell holds it, when it can mean only one day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kexcel.locale import mark
from kexcel.model.cell import CellValue, FormulaText
from kexcel.rules.serial import from_serial
from kexcel.validate.day_text import NOT_A_DAY, day_in_text
from kexcel.validate.reading import Doubt, Reading, Reckoning, unread

_DAYS_TO_1904 = 1462
_FIRST_CERTAIN = 61
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_NOT_A_DATE = "not-a-date"
_A_FORMULA = mark("a formula is not taken as a date")


def read_date(value: CellValue, reckoning: Reckoning, without_year: str = "") -> Reading:
    """The day that a cell means. Whether the day is possible is for the rules to say.

    A plain number is the day that programs show it as, since that is what pasting dates as
    values leaves. It is said where the day is near the year of the form; elsewhere the rules
    find it out of range. ``without_year`` is the column's.
    """
    if isinstance(value, date):
        return Reading(value)
    if isinstance(value, FormulaText):
        return unread(_NOT_A_DATE, _A_FORMULA)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return unread(_NOT_A_DATE, NOT_A_DAY)
    if not isinstance(value, str):
        return _number(float(value), reckoning)
    day = day_in_text(value, reckoning, without_year)
    return _unclear(day) if isinstance(day, Doubt) else Reading(day, meaning=day.isoformat())


def _unclear(doubt: Doubt) -> Reading:
    return unread(_NOT_A_DATE, doubt.reason)


def _number(number: float, reckoning: Reckoning) -> Reading:
    if number.is_integer() and _COMPACT.fullmatch(str(int(number))):
        day = day_in_text(str(int(number)), reckoning)
        if isinstance(day, date) and reckoning.is_near(day):
            return Reading(day, meaning=day.isoformat())
    shown = _shown_day(number + (_DAYS_TO_1904 if reckoning.date1904 else 0))
    if shown is None:
        return unread(_NOT_A_DATE, NOT_A_DAY)
    return Reading(shown, meaning=shown.isoformat() if reckoning.is_near(shown) else "")


def _shown_day(number: float) -> date | None:
    """The day of any number from 1; programs disagree by a day before March 1900."""
    if number < 1:
        return None
    if number >= _FIRST_CERTAIN:
        return from_serial(number)
    return date(1900, 3, 1) - timedelta(days=_FIRST_CERTAIN - int(number))
