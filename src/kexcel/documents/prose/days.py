"""Which days a plan means by what it prints: "2025-03-01", "12 mars", "våren 2025", "jan–juni"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kexcel.validate.day_names import month_number
from kexcel.validate.day_shapes import parts_in

ISO_DAY = r"\d{4}-\d{2}-\d{2}"

_ISO = re.compile(ISO_DAY, re.ASCII)
_SHORT_YEAR = re.compile(r"(\d{2})-(\d{2})-(\d{2})", re.ASCII)
_OPENING = re.compile(
    r"(senast|klart|till|under|under perioden|perioden|den|från|i slutet av|i början av|i|"
    r"t\.?o\.?m\.?|fr\.?o\.?m\.?|slutet av|början av)\s+"
)
_UNTIL = re.compile(
    r"\s*[–—]\s*|\s+-\s+|\s+till\s+|\s+t\.?o\.?m\.?\s+|(?<=[^\W\d_])\.?-(?=[^\W\d_])"
    rf"|(?<=\d{{4}}-\d{{2}}-\d{{2}})-(?={ISO_DAY})"
)
_MONTH = re.compile(r"(?P<name>[^\W\d_]{3,})\.?(?:\s+(?P<year>\d{4}))?")
_MONTH_FIGURES = re.compile(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})")
_YEAR = re.compile(r"(?:år(?:et)?\s+)?(?P<year>(?:19|20|21)\d{2})")
_WITH_YEAR = re.compile(r"(?P<words>.+?)(?:[\s,]+(?:år\s+)?(?P<year>(?:19|20|21)\d{2}))?")
_DAY_ALONE = re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day that are meant.

    ``is_exact`` tells days that are printed with their years, so that nothing is read into them.
    """

    first: date
    last: date
    is_exact: bool = False


def days_in(text: str, year: int, words: Mapping[str, str]) -> Days | None:
    """The days that a text means; None where it means none.

    ``year`` is meant where none is printed. ``words`` are a profile's: "våren" to "03-01 05-31".
    """
    plain = " ".join(text.split()).strip(" .,;").casefold()
    if _ISO.fullmatch(plain):
        return _one(_iso(plain), is_exact=True)
    return _single(plain, year, words) or _range(plain, year, words)


def _single(plain: str, year: int, words: Mapping[str, str]) -> Days | None:
    while opening := _OPENING.match(plain):
        if plain in words:
            break
        plain = plain[opening.end() :]
    return (
        _in_words(plain, year, words)
        or _day(plain, year)
        or _month(plain, year)
        or _whole_year(plain)
    )


def _range(plain: str, year: int, words: Mapping[str, str]) -> Days | None:
    parts = _UNTIL.split(plain)
    if len(parts) != 2:  # noqa: PLR2004 - from and to
        return None
    first, last = parts
    end = _single(last, year, words)
    if end is None:
        return None
    if _DAY_ALONE.fullmatch(first):
        start = _one(_valid(end.first.year, end.first.month, int(first)))
    else:
        start = _single(first, end.last.year, words)
    if start is None or start.first > end.last:
        return None
    return Days(start.first, end.last, start.is_exact and end.is_exact)


def _in_words(plain: str, year: int, words: Mapping[str, str]) -> Days | None:
    found = _WITH_YEAR.fullmatch(plain)
    spoken = {word.casefold(): days for word, days in words.items()}
    if not found or found["words"] not in spoken:
        return None
    meant = int(found["year"] or year)
    first, last = (_of_year(meant, each) for each in spoken[found["words"]].split())
    return Days(first, last) if first and last else None


def _of_year(year: int, month_and_day: str) -> date | None:
    month, day = (int(part) for part in month_and_day.split("-"))
    return _valid(year, month, min(day, monthrange(year, month)[1]) if 1 <= month <= 12 else 0)  # noqa: PLR2004


def _day(plain: str, year: int) -> Days | None:
    if _ISO.fullmatch(plain):
        return _one(_iso(plain), is_exact=True)
    if short := _SHORT_YEAR.fullmatch(plain):
        years, month, day = (int(part) for part in short.groups())
        return _one(_valid(2000 + years, month, day))
    for parts in parts_in(plain, "sv"):
        meant = int(parts.year) if parts.year else year
        is_exact = len(parts.year) == 4  # noqa: PLR2004 - the figures of a year
        return _one(
            _valid(meant if is_exact or not parts.year else 2000 + meant, parts.month, parts.day),
            is_exact=is_exact,
        )
    return None


def _month(plain: str, year: int) -> Days | None:
    if found := _MONTH.fullmatch(plain):
        month, meant = month_number(found["name"]), int(found["year"] or year)
    elif found := _MONTH_FIGURES.fullmatch(plain):
        month, meant = int(found["month"]), int(found["year"])
    else:
        return None
    first = _valid(meant, month, 1)
    return Days(first, first.replace(day=monthrange(meant, month)[1])) if first else None


def _whole_year(plain: str) -> Days | None:
    found = _YEAR.fullmatch(plain)
    if not found:
        return None
    year = int(found["year"])
    return Days(date(year, 1, 1), date(year, 12, 31))


def _one(day: date | None, *, is_exact: bool = False) -> Days | None:
    return Days(day, day, is_exact) if day else None


def _iso(text: str) -> date | None:
    year, month, day = (int(part) for part in text.split("-"))
    return _valid(year, month, day)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
