"""The ways of writing a day, and which parts of them are the year, the month and the day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kexcel.validate.day_names import month_number


@dataclass(frozen=True, slots=True)
class Parts:
    """A day as it was written. ``year`` has two or four figures, or is empty."""

    year: str
    month: int
    day: int


_NAME = r"(?P<name>[^\W\d_]{3,})"
_DAY = r"(?:den )?(?P<day>[0-9]{1,2})(?:\.|:?e|:?a|st|nd|rd|th)?(?: of)?"
_YEAR = r"(?P<year>[0-9]{4})"
_YEAR_OR_TWO = r"(?P<year>[0-9]{4}|'?[0-9]{2})"
_SECONDS = r"(?:[:.][0-5][0-9](?:[.,][0-9]+)?)?"
_TIME = rf"(?:[T ](?:kl\.? ?)?(?:[01]?[0-9]|2[0-3])[:.][0-5][0-9]{_SECONDS})?"
_SLASHED = r"(?P<day>[0-9]{1,2}) ?/ ?(?P<month>[0-9]{1,2})"

_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"{_YEAR}(?P<sign>[-/. ])(?P<month>[0-9]{{1,2}})(?P=sign)(?P<day>[0-9]{{1,2}}){_TIME}",
        rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})",
        rf"(?P<day>[0-9]{{1,2}})\. ?(?P<month>[0-9]{{1,2}})\. ?{_YEAR}",
        rf"{_DAY}[ -]?{_NAME}\.?,?(?: ?- ?| )?{_YEAR}",
        rf"{_DAY}[ -]?{_NAME}\.?,?(?: ?- ?| ){_YEAR_OR_TWO}",
        rf"{_NAME}\.? (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}",
        rf"{_YEAR}[ -]{_NAME}\.?[ -](?P<day>[0-9]{{1,2}})",
        rf"{_DAY}[ -]?{_NAME}\.?",
    )
)
_DAY_FIRST = tuple(
    re.compile(shape)
    for shape in (
        rf"{_SLASHED}(?: ?- ?|,? ){_YEAR_OR_TWO}",
        _SLASHED,
    )
)
_EITHER_FIRST = re.compile(rf"(?P<day>[0-9]{{1,2}})([/-])(?P<month>[0-9]{{1,2}})\2{_YEAR}")
_MONTH_FIRST = re.compile(rf"{_NAME}\.? (?P<day>[0-9]{{1,2}})(?P<th>st|nd|rd|th)?", re.IGNORECASE)
_FIRST_YEAR_OF_TWO = 13
"""Below it a two-figure number is as well a day: "April 5" is a day, "April 24" perhaps a month."""


def parts_in(text: str, language: str) -> Iterator[Parts]:
    """Every day that a text can be read as, whether there is such a day or not.

    A day goes before its month in Swedish; in English either may.
    """
    for shape in _SHAPES:
        if found := shape.fullmatch(text):
            yield from _parts(found)
            return
    for shape in _DAY_FIRST:
        if found := shape.fullmatch(text):
            yield from _in_either_order(found) if language == "en" else _parts(found)
            return
    if found := _EITHER_FIRST.fullmatch(text):
        yield from _in_either_order(found)
    elif (found := _MONTH_FIRST.fullmatch(text)) and _is_day(found):
        yield from _parts(found)


def _is_day(found: re.Match[str]) -> bool:
    return bool(found["th"]) or int(found["day"]) < _FIRST_YEAR_OF_TWO


def _parts(found: re.Match[str]) -> Iterator[Parts]:
    groups = found.groupdict()
    name = groups.get("name")
    month = month_number(name.casefold()) if name else int(groups["month"])
    if month or not name:
        yield Parts((groups.get("year") or "").removeprefix("'"), month, int(groups["day"]))


def _in_either_order(found: re.Match[str]) -> Iterator[Parts]:
    for parts in _parts(found):
        yield parts
        if parts.day != parts.month:
            yield Parts(parts.year, parts.day, parts.month)
