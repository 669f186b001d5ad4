"""Read a number out of a text, when it can mean only one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kexcel.locale import mark
from kexcel.validate.arithmetic import evaluate_constants
from kexcel.validate.plain_form import plain_form
from kexcel.validate.reading import Doubt, Reckoning
from kexcel.validate.units import converted, is_per_cent, split_unit

_LONGEST = 40
_SHAPES = (
    re.compile(r"(?P<whole>[0-9]+)"),
    re.compile(r"(?P<whole>[0-9]{1,3}(?:[ '][0-9]{3})+)(?:[.,](?P<part>[0-9]+))?"),
    re.compile(r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+),(?P<part>[0-9]+)"),
    re.compile(r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+)\.(?P<part>[0-9]+)"),
    re.compile(r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]{1,3}(?:,[0-9]{3}){2,})"),
    re.compile(r"(?P<whole>[0-9]*)[.,](?P<part>[0-9]+)"),
)
_THREE_DECIMALS = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")
_FRACTION = re.compile(r"(?<![\d.,])([0-9]*) ?([½¼¾])(?![\d.,])")
_PARTS = {"½": "5", "¼": "25", "¾": "75"}

NOT_A_NUMBER = mark("it is not written as a number alone")
PER_CENT = mark("it is a share in per cent")
OTHER_UNIT = mark("the unit is another than the one asked for")
_EITHER_SIGN = mark("the point or comma can part thousands as well as decimals")
_WHY_NOT = (
    (r"[-+]?[0-9.,]+ ?e ?[-+]?[0-9]+",
     mark("it is written with an exponent, which may hide figures")),
    (r"\(.*\)|[0-9][0-9., ]*-",
     mark("it may be less than nothing, or a remark")),
    (r"-|n/?a|n\.a\.|nej|saknas|uppgift saknas|ingen uppgift|inga|ingen|none|missing|noll|nil",
     mark("it may mean nothing, or that the number is not known")),
    (r"(?:ca|cirka|c:a|about|around|approx|omkring|ungefär|runt|drygt|knappt|nästan)\b.*",
     mark("it is not an exact number")),
    (r"(?:minst|högst|över|under|mer|mindre|upp|max|min)\b.*|[~≈<>≤≥±].*",
     mark("it is not an exact number")),
    (r"[0-9]+ ?/ ?[0-9]+",
     mark("it may be a part of something, or a date")),
    (r"[0-9][0-9., ]*\+[0-9+., ]+",
     mark("it is a sum that has not been worked out")),
    (r".*[0-9] ?(?:-|till|to|eller|or|och|and) ?[0-9].*",
     mark("it is more than one number")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, and whether it was written in another unit and has been converted."""

    number: Decimal
    is_converted: bool = False


def number_in_text(text: str, reckoning: Reckoning) -> Amount | Doubt:
    """The only number that a text can mean, or why it can't be told.

    Its unit may be written; a unit of money is converted exactly to the one asked for.
    """
    plain = plain_form(_FRACTION.sub(_with_decimals, text))
    if plain.startswith("="):
        result = evaluate_constants(plain)
        return Doubt(NOT_A_NUMBER) if result is None else Amount(result)
    written, unit = split_unit(plain, reckoning.unit)
    number = _number(written, reckoning.language)
    if isinstance(number, Doubt):
        return number
    amount = converted(number, unit, reckoning.unit)
    if amount is None:
        return Doubt(PER_CENT if is_per_cent(unit) else OTHER_UNIT)
    return Amount(amount, is_converted=amount != number)


def _with_decimals(found: re.Match[str]) -> str:
    return f"{found[1] or '0'}.{_PARTS[found[2]]}"


def _number(text: str, language: str) -> Decimal | Doubt:
    sign = text[:1] if text[:1] in {"-", "+"} else ""
    plain = text.removeprefix(sign).lstrip()
    if len(plain) > _LONGEST:
        return Doubt(NOT_A_NUMBER)
    if _is_ambiguous(plain, language):
        return Doubt(_EITHER_SIGN)
    for shape in _SHAPES:
        if found := shape.fullmatch(plain):
            return _exactly(sign, found.groupdict())
    return Doubt(_why_not(text.casefold()))


def _is_ambiguous(text: str, language: str) -> bool:
    """1.234 is a thousand to one and a little more than one to another.

    A comma is never a separator of thousands in Swedish.
    """
    found = _THREE_DECIMALS.fullmatch(text)
    return found is not None and not (found[1] == "," and language == "sv")


def _exactly(sign: str, parts: dict[str, str | None]) -> Decimal:
    whole = re.sub(r"[^0-9]", "", parts["whole"] or "") or "0"
    part = parts.get("part")
    return Decimal(f"{sign}{whole}.{part}" if part else f"{sign}{whole}")


def _why_not(text: str) -> str:
    for shape, reason in _WHY_NOT:
        if re.fullmatch(shape, text):
            return reason
    return NOT_A_NUMBER
