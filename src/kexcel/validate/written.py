"""What a person sees in a cell, as text."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Context, Decimal

from kexcel.model.cell import CellValue, ErrorValue, FormulaText, Percentage, TimeOfDay

_SECONDS_A_DAY = 86_400
_AS_EXCEL = Context(prec=15)
"""Excel keeps fifteen figures of what is typed; what comes after them is noise of binary sums."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NO_TEXT = re.compile("[\ud800-\udfff\ufffe\uffff]")
_PICTURES = 0x2400
"""Unicode has a picture of every control sign, in their order."""


def as_written(value: CellValue) -> str:
    """The cell in the words of whoever wrote it; "" where there is nothing but space.

    Only signs that no workbook can hold are replaced: a control sign by its picture.
    """
    if value is None or isinstance(value, str):
        return visible(value) if value and value.strip() else ""
    if isinstance(value, ErrorValue | FormulaText):
        return visible(value.text)
    return _shown(value)


def _shown(value: float | Decimal | date) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, TimeOfDay):
        return _time(value)
    if isinstance(value, Percentage):
        return f"{plain_number(exact(value) * 100)} %"
    return plain_number(exact(value))


def visible(text: str) -> str:
    """The text with what XML cannot hold made visible; everything else as it stands."""
    if text.isprintable():
        return text
    shown = _CONTROL.sub(lambda found: chr(_PICTURES + ord(found[0])), text)
    return _NO_TEXT.sub("\ufffd", shown)


def _time(days: float) -> str:
    minutes, seconds = divmod(round(days * _SECONDS_A_DAY), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def exact(number: float | Decimal) -> Decimal:
    """A spreadsheet's number to fifteen figures, as Excel itself shows it: 0.1 + 0.2 is 0.3.

    A whole number keeps every figure.
    """
    if isinstance(number, Decimal):
        return number
    if isinstance(number, int):
        return Decimal(number)
    return _AS_EXCEL.create_decimal(repr(float(number)))


def plain_number(number: Decimal) -> str:
    """A number without an exponent or useless zeros: "12.5", "1200"."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def tidy(text: str) -> str:
    """A text for comparing: composed letters, single plain spaces, none at the ends."""
    composed = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return " ".join(composed.split())
