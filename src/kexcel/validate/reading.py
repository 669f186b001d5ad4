"""What came of reading one cell, and what reading it depends on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kexcel.model.cell import CellValue
from kexcel.rules.book import WINDOW_YEARS


@dataclass(frozen=True, slots=True)
class Reading:
    """``value`` is what the cell means, when ``sound``. ``fault`` is the code of a finding that
    says why it cannot be read, and ``reason`` a phrase with more; ``meaning`` is how a sound one
    was taken, when that must be said.
    """

    value: CellValue
    sound: bool = True
    fault: str = ""
    meaning: str = ""
    reason: str = ""


BLANK = Reading(None)


def unread(fault: str, reason: str = "") -> Reading:
    """A cell that cannot be read with certainty."""
    return Reading(None, sound=False, fault=fault, reason=reason)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a text cannot be read with certainty, as a phrase to be translated when it is shown."""

    reason: str


@dataclass(frozen=True, slots=True)
class Reckoning:
    """``year`` is the form's, ``unit`` the unit of the cell's number, ``language`` "sv" or "en";
    ``date1904`` says that the file's day numbers count from 1904-01-01. ``opens`` and ``closes``
    are the period's first and last days, and ``ends`` the day that the row was decided to end.
    """

    year: int
    unit: str = ""
    language: str = "sv"
    date1904: bool = False
    opens: date | None = None
    closes: date | None = None
    ends: date | None = None

    def is_near(self, day: date) -> bool:
        """Whether the day lies within the years that a form can be about."""
        return abs(day.year - self.year) <= WINDOW_YEARS
