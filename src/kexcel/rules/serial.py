"""Dates as spreadsheet programs count them."""

from __future__ import annotations

from datetime import date, timedelta

_EPOCH = date(1899, 12, 30)
_EPOCH_ORDINAL = _EPOCH.toordinal()
_FIRST = 61
LAST_SERIAL = 2_958_465
"""9999-12-31, the last day that spreadsheet programs know."""


def serial(day: date) -> int:
    """Days since 1899-12-30, which is Excel's 1900 system from 1900-03-01 on."""
    return day.toordinal() - _EPOCH_ORDINAL


def from_serial(days: float) -> date | None:
    """The date of a serial number, or None outside 1900-03-01 to 9999-12-31.

    The days before are left out because programs disagree on them (Excel has a 1900-02-29).
    """
    if not _FIRST <= days < LAST_SERIAL + 1:
        return None
    return _EPOCH + timedelta(days=int(days))
