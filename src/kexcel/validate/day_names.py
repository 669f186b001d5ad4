"""The names of months, weekdays and longer times, in Swedish and English."""

from __future__ import annotations

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
_WEEKDAYS = (
    ("måndagen", "monday"),
    ("tisdagen", "tuesday"),
    ("onsdagen", "wednesday"),
    ("torsdagen", "thursday"),
    ("fredagen", "friday"),
    ("lördagen", "saturday"),
    ("söndagen", "sunday"),
)
_SHORTEST = 3
_LONGER_TIMES = frozenset(
    {
        *("vecka", "veckan", "week", "månad", "månaden", "månadsskiftet", "month"),
        *("kvartal", "kvartalet", "quarter", "tertial", "tertialet", "halvår", "halvåret"),
        *("år", "året", "årsskiftet", "year", "vår", "våren", "sommar", "sommaren", "semestern"),
        *("höst", "hösten", "vinter", "vintern", "jul", "julen", "påsk", "påsken"),
        *("spring", "summer", "autumn", "fall", "winter", "christmas", "easter"),
        *("slutet", "början", "mitten", "end", "early", "late", "mid", "beginning"),
    }
)


def month_number(word: str) -> int:
    """The number of a month by its name or at least three letters of it; 0 for another word."""
    return _place(word, _MONTHS)


def weekday_number(word: str) -> int:
    """Monday is 1, as in ISO 8601, by the name or at least three letters of it; 0 for no day."""
    return _place(word, _WEEKDAYS)


def is_longer_time(word: str) -> bool:
    """Whether the word names a time that is longer than a day."""
    return word in _LONGER_TIMES or month_number(word) > 0


def _place(word: str, names: tuple[tuple[str, ...], ...]) -> int:
    if len(word) < _SHORTEST:
        return 0
    for number, each in enumerate(names, start=1):
        if any(name.startswith(word) for name in each):
            return number
    return 0
