"""Amounts written with a unit: which unit, and how many of the workspace's it makes."""

from __future__ import annotations

from decimal import Context, Decimal

from kexcel.validate.plain_form import plain_form

_PLACES = {
    0: ("kr", "kr.", "kronor", "krona", "sek", ":-", ",-"),
    3: ("tkr", "kkr", "ksek", "tsek", "tusen", "tusen kr", "tusen kronor", "tusental kronor"),
    6: ("mkr", "mnkr", "msek", "milj", "milj.", "milj kr", "milj. kr", "mn kr", "miljon",
        "miljoner", "miljoner kr", "miljon kronor", "miljoner kronor"),
    9: ("mdkr", "mdr", "mdr kr", "mdsek", "miljard", "miljarder", "miljarder kr",
        "miljarder kronor"),
}  # fmt: skip
_POWER_OF = {unit: power for power, units in _PLACES.items() for unit in units}
_BEFORE = ("sek ", "kr ")
_PER_CENT = frozenset({"%", "procent", "percent", "per cent"})
_EXACT = Context(prec=100)
_MOST_DECIMALS = 6
"""Those of a krona in the largest unit that is common, where the unit is not known."""


def is_per_cent(unit: str) -> bool:
    """Whether the unit is a hundredth part, in any of its spellings."""
    return plain_form(unit).casefold() in _PER_CENT


def split_unit(text: str, own: str) -> tuple[str, str]:
    """A tidy text parted into the number and the unit after or before it, in lower case.

    ``own`` is the unit that is asked for, known whatever it is. "" where no unit is written.
    """
    lowered = text.casefold()
    for before in _BEFORE:
        if lowered.startswith(before):
            return text[len(before) :], before.strip()
    known = {*_POWER_OF, *_PER_CENT, plain_form(own).casefold()} - {""}
    for unit in sorted(known, key=len, reverse=True):
        if lowered.endswith(unit) and len(lowered) == len(text):
            return text[: len(text) - len(unit)].rstrip(), unit
    return text, ""


def converted(number: Decimal, unit: str, own: str) -> Decimal | None:
    """So many of ``own`` as the number is of ``unit``, exactly; None if they don't compare."""
    wanted = plain_form(own).casefold()
    if not unit or unit == wanted or {unit, wanted} <= _PER_CENT:
        return number
    if unit not in _POWER_OF or wanted not in _POWER_OF:
        return None
    return _EXACT.scaleb(number, _POWER_OF[unit] - _POWER_OF[wanted])


def decimals_of_a_krona(unit: str) -> int:
    """How many decimals tell a krona in the unit: 6 in mnkr, 3 in tkr, 0 in kr."""
    return _POWER_OF.get(plain_form(unit).casefold(), _MOST_DECIMALS)
