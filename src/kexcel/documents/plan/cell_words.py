"""What stands in a cell, in the words a person sees, and when two such words are the same."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, localcontext

from kexcel.model.cell import CellValue, ErrorValue, FormulaText

_SHOWN_DIGITS = 15
"""Spreadsheet programs keep no more; what follows is the noise of binary fractions."""


def written(value: CellValue) -> str:
    """The value as text, without blanks around it; a date as ISO 8601, blank as ""."""
    if isinstance(value, str):  # most cells are
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, ErrorValue | FormulaText):
        return value.text
    return plain(exact(value))


def exact(value: float | Decimal) -> Decimal:
    """The number a spreadsheet program shows, exactly."""
    if isinstance(value, float):
        return Decimal(f"{value:.{_SHOWN_DIGITS}g}")
    return Decimal(value)


def plain(number: Decimal) -> str:
    """The number with a decimal point and without an exponent."""
    return f"{number:f}"


def alike(*numbers: Decimal) -> tuple[str, ...]:
    """The numbers as text, each with as many decimals as the one that has most."""
    finest = min(_exponent(number) for number in numbers)
    step = Decimal(1).scaleb(finest)
    with localcontext(prec=400):  # a cell may hold 1e300
        return tuple(plain(number.quantize(step)) for number in numbers)


def same_words(text: str) -> str:
    """The text without what people don't notice: case, and the amount of blank space."""
    return " ".join(text.split()).casefold()


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
