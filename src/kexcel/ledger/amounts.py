"""An amount in a column of a ledger, which holds amounts and nothing else."""

from __future__ import annotations

import re
from decimal import Decimal

from kexcel.model.cell import CellValue, ErrorValue, FormulaText
from kexcel.validate.arithmetic import shows_error
from kexcel.validate.numbers import read_number
from kexcel.validate.plain_form import plain_form
from kexcel.validate.reading import Reading, Reckoning, unread
from kexcel.validate.written import exact

_IN_PARENTHESES = re.compile(r"\(\s*([^-+()]*\d[^-+()]*)\)")
_MINUS_LAST = re.compile(r"([^-+()]*\d[^-+()]*?)\s*-")
_PLAIN = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]{1,2})?")
_IN_A_POST = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?")


def read_amount(value: CellValue, reckoning: Reckoning) -> Reading:
    """The amount that a cell holds, in the reckoning's unit.

    Of an answer nobody knows what "5-" and "(5)" mean. In a column of a ledger both are -5.
    """
    if isinstance(value, str) and _PLAIN.fullmatch(value):
        # What nearly every row of a large export looks like, and what the rest would make of it.
        return Reading(Decimal(value.replace(",", ".")))
    if isinstance(value, ErrorValue) or (isinstance(value, FormulaText) and shows_error(value)):
        return unread("error-value")
    return read_number(_minus_first(value) if isinstance(value, str) else value, reckoning)


def stored_amount(value: CellValue, reckoning: Reckoning) -> Decimal | None:
    """The amount that a total row shows, also where it is worked out from the rows above it."""
    if isinstance(value, FormulaText) and value.stored is not None:
        return _number(value.stored)
    found = read_amount(value, reckoning).value
    return found if isinstance(found, Decimal) else None


def amount_in_post(text: str) -> Decimal | None:
    """The amount of a SIE post. A comma for the point is no doubt, though not the standard's."""
    return Decimal(text.replace(",", ".")) if _IN_A_POST.fullmatch(text) else None


def _number(text: str) -> Decimal | None:
    try:
        number = exact(float(text))
    except ValueError:
        return None
    return number if number.is_finite() else None


def _minus_first(text: str) -> str:
    plain = plain_form(text)
    found = _IN_PARENTHESES.fullmatch(plain) or _MINUS_LAST.fullmatch(plain)
    return f"-{found[1].strip()}" if found else text
