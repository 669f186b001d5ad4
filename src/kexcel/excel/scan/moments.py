"""The day that a number stands for where its cell shows one."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from kexcel.model.cell import CellValue, TimeOfDay

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's days have no zone
_LEAP_DAY = 60
"""Spreadsheet programs count a 29 February 1900; days before it have the number one less."""

_DAY_MILLISECONDS = 86_400_000
_KEPT = 4096


@lru_cache(_KEPT, typed=True)
def moment(number: float, *, is_span: bool) -> CellValue:
    """The day; a time of day, or a span of time, as such; the number where no day has it."""
    try:
        if is_span:
            timedelta(days=number)  # whether there is such a span at all
            return TimeOfDay(number)
        day, fraction = divmod(number, 1)
        rest = timedelta(milliseconds=round(fraction * _DAY_MILLISECONDS))
        if 0 <= number < 1 and rest.days == 0:
            return TimeOfDay(number)
        if 0 < number < _LEAP_DAY:
            day += 1
        return (_EPOCH + timedelta(days=day) + rest).date()
    except (OverflowError, ValueError):
        return number
