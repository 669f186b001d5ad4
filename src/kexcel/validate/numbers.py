"""Read a number however it was written, when it can mean only one amount."""

from __future__ import annotations

import re
from decimal import Decimal

from kexcel.model.cell import CellValue, FormulaText
from kexcel.validate.arithmetic import evaluate_constants
from kexcel.validate.reading import Reading, Reckoning, unread
from kexcel.validate.written import exact, plain_number, tidy

_MINUS_SIGNS = str.maketrans(
    {"\u2212": "-", "\u2013": "-", "\u2012": "-", "\u2010": "-", "\u2011": "-"}
)
_LONGEST = 40
_SHAPES = (
    re.compile(r"(?P<whole>\d+)"),
    re.compile(r"(?P<whole>\d{1,3}(?: \d{3})+)(?:[.,](?P<part>\d+))?"),
    re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3})+),(?P<part>\d+)"),
    re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+)\.(?P<part>\d+)"),
    re.compile(r"(?P<whole>\d*)[.,](?P<part>\d+)"),
)
_THREE_DECIMALS = re.compile(r"[1-9]\d{0,2}([.,])\d{3}")
_NOT_A_NUMBER = "not-a-number"


def read_number(value: CellValue, reckoning: Reckoning) -> Reading:
    """The amount that a cell means, exactly. A formula counts when it is of constants only."""
    if isinstance(value, FormulaText):
        return _said(evaluate_constants(value.text))
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return unread(_NOT_A_NUMBER)
    if isinstance(value, str):
        return _said(number_in_text(value, reckoning))
    return Reading(Decimal(plain_number(exact(value))))


def _said(number: Decimal | None) -> Reading:
    if number is None:
        return unread(_NOT_A_NUMBER)
    return Reading(number, meaning=plain_number(number))


def number_in_text(text: str, reckoning: Reckoning) -> Decimal | None:
    """The only number that a text can mean, or None. The unit may stand after it."""
    plain = _without_unit(tidy(text).translate(_MINUS_SIGNS), reckoning.unit)
    sign = plain[:1] if plain[:1] in {"-", "+"} else ""
    plain = plain.removeprefix(sign).lstrip()
    if len(plain) > _LONGEST or _is_ambiguous(plain, reckoning.language):
        return None
    for shape in _SHAPES:
        if found := shape.fullmatch(plain):
            return _number(sign, found.groupdict())
    return None


def _without_unit(text: str, unit: str) -> str:
    wanted = tidy(unit).casefold()
    if wanted and text.casefold().endswith(wanted):
        return text[: len(text) - len(wanted)].rstrip()
    return text


def _is_ambiguous(text: str, language: str) -> bool:
    """1.234 is a thousand to one and a little more than one to another.

    A comma is never a separator of thousands in Swedish.
    """
    found = _THREE_DECIMALS.fullmatch(text)
    return found is not None and not (found[1] == "," and language == "sv")


def _number(sign: str, parts: dict[str, str | None]) -> Decimal | None:
    whole = re.sub(r"\D", "", parts["whole"] or "")
    digits = f"{whole or '0'}.{parts.get('part') or '0'}"
    if not digits.isascii():
        return None
    number = Decimal(f"{sign}{digits}")
    return number if parts.get("part") else number.to_integral_value()
