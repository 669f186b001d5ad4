"""Read a number however the cell holds it, when it can mean only one amount."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kexcel.locale import mark
from kexcel.model.cell import CellValue, FormulaText, Percentage, TimeOfDay
from kexcel.validate.arithmetic import evaluate_constants
from kexcel.validate.number_text import NOT_A_NUMBER, Amount, number_in_text
from kexcel.validate.reading import Doubt, Reading, Reckoning, unread
from kexcel.validate.units import is_per_cent
from kexcel.validate.written import exact, plain_number

_NOT_A_NUMBER = "not-a-number"
_A_DATE = mark("the program has made a date or a time of it")
_A_SHARE = mark("the cell shows it as a share in per cent")
_FROM_OTHER_CELLS = mark("it is worked out from other cells")


def read_number(value: CellValue, reckoning: Reckoning) -> Reading:
    """The amount that a cell means, exactly. A formula counts when it is of constants only."""
    match value:
        case FormulaText(text):
            result = evaluate_constants(text)
            return _said(result) if result is not None else _unread(_FROM_OTHER_CELLS)
        case date() | TimeOfDay():
            return _unread(_A_DATE)
        case Percentage():
            return _share(value, reckoning)
        case str():
            return _text(value, reckoning)
        case int() | float() | Decimal() if not isinstance(value, bool):
            return Reading(_number(value))
    return _unread(NOT_A_NUMBER)


def _number(value: float | Decimal) -> Decimal:
    return Decimal(plain_number(exact(value)))


def _share(value: Percentage, reckoning: Reckoning) -> Reading:
    """What the department saw: 0.058 shown as 5.8 % is 5.8 where per cent are asked for."""
    if not is_per_cent(reckoning.unit):
        return _unread(_A_SHARE)
    return _said(_number(exact(value) * 100))


def _text(value: str, reckoning: Reckoning) -> Reading:
    found = number_in_text(value, reckoning)
    if isinstance(found, Doubt):
        return _unread(found.reason)
    return _converted(found, reckoning) if found.is_converted else _said(found.number)


def _converted(found: Amount, reckoning: Reckoning) -> Reading:
    """The unit is said as well, since it is not the one that was written."""
    number = _number(found.number)
    return Reading(number, meaning=f"{plain_number(number)} {reckoning.unit}")


def _said(number: Decimal) -> Reading:
    return Reading(number, meaning=plain_number(number))


def _unread(reason: str) -> Reading:
    return unread(_NOT_A_NUMBER, reason)
