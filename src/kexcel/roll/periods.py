"""Next year's settings: the same shape, its periods moved by whole years."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kexcel.roll.days import moved, working_day_from
from kexcel.settings import PeriodSettings, Settings
from kexcel.strict import as_json, checked_json

_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class MovedDue:
    """A due day that would have fallen on a day off: the period's name, the day, and the next."""

    period: str
    day: str
    to: str


def rolled_settings(settings: Settings, year: int) -> Settings:
    """The settings for another year.

    Names that tell a year tell the new one. A due day is a working day.
    """
    years = year - settings.year
    rolled = replace(
        settings,
        year=year,
        money=replace(settings.money, frame=rolled_label(settings.money.frame, years, year)),
        periods=tuple(_period(each, years) for each in settings.periods),
    )
    return checked_json(as_json(rolled), Settings)


def moved_dues(settings: Settings, year: int) -> tuple[MovedDue, ...]:
    """The due days that were moved on to a working day."""
    years = year - settings.year
    found = []
    for each in settings.periods:
        day = moved(each.due, years)
        if (to := working_day_from(day)) != day:
            name = rolled_words(each.name, years)
            found.append(MovedDue(name, day.isoformat(), to.isoformat()))
    return tuple(found)


def rolled_words(text: str, years: int) -> str:
    """A text with every year in it moved: "Budget 2024" to "Budget 2025"."""
    return _YEAR.sub(lambda found: str(int(found[0]) + years), text)


def rolled_label(label: str, years: int, year: int) -> str:
    """A column's label for another year; one that tells no year gets it, to be another column."""
    words = rolled_words(label, years)
    return words if words != label else f"{label} {year}"


def _period(period: PeriodSettings, years: int) -> PeriodSettings:
    return replace(
        period,
        name=rolled_words(period.name, years),
        opens=moved(period.opens, years),
        closes=moved(period.closes, years, last_of_month=True),
        due=working_day_from(moved(period.due, years)),
    )
