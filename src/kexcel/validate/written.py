"""What a person sees in a cell, as text."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

from kexcel.model.cell import CellValue, ErrorValue, FormulaText


def as_written(value: CellValue) -> str:
    """The cell in the words of whoever wrote it; "" where there is nothing but space."""
    if value is None or isinstance(value, str):
        return value if value and value.strip() else ""
    if isinstance(value, ErrorValue | FormulaText):
        return value.text
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return value.isoformat()
    return plain_number(exact(value))


def exact(number: float | Decimal) -> Decimal:
    """A spreadsheet's number as the shortest decimal that gives the same number."""
    return number if isinstance(number, Decimal) else Decimal(repr(number))


def plain_number(number: Decimal) -> str:
    """A number without an exponent or useless zeros: "12.5", "1200"."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def tidy(text: str) -> str:
    """A text for comparing: composed letters, single plain spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFKC", text).split())
