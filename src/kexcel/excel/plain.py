"""What the libraries give, as values of the model."""

from __future__ import annotations

import re
from datetime import date, datetime
from math import isfinite

from kexcel.model.cell import CellValue, ErrorValue

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def is_share(number_format: str) -> bool:
    """Whether a number format shows a number a hundred times as large, with a per cent sign."""
    return "%" in _QUOTED.sub("", number_format)


def plain_value(value: object) -> CellValue:
    """A value as the model has it: a moment becomes its day, a number beyond all an error."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and not isfinite(value):
        return ErrorValue("#NUM!")
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool | int | float | date):
        return value
    return str(value)


def plain_number(text: str) -> CellValue:
    """A number as a file writes it; what is no number stays a text."""
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return plain_value(float(text))
    except ValueError:
        return text
