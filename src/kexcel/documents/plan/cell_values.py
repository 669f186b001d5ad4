"""What a cell of plan.xlsx means. What can't be read with certainty is said, never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from kexcel.documents.plan.cell_words import exact, plain, same_words
from kexcel.documents.plan.layout import SEPARATOR
from kexcel.documents.plan.notes import Notes
from kexcel.documents.plan.table import PlanCell
from kexcel.model.cell import ErrorValue, FormulaText
from kexcel.template.limits import CELL_TEXT_LENGTH
from kexcel.validate.dates import read_date
from kexcel.validate.reading import Reckoning

Meaning = TypeVar("Meaning")

_SERIAL_EPOCH = date(1899, 12, 30)
_SERIALS = range(36526, 73051)
"""Day numbers from 2000 to 2099: what is left of a date whose format was lost."""

_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?: \d{3})+|\d+)(?:([.,])(\d+))?", re.ASCII)
_MINUS_SIGNS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u00a0": " ", "\u202f": " "})
_THOUSANDS_DIGITS = 3


def is_readable(cell: PlanCell, notes: Notes) -> bool:
    """Whether the cell holds something, after saying what is wrong if it doesn't and should.

    An error and a formula without a stored result count as nothing, and are always said.
    """
    if isinstance(cell.value, ErrorValue):
        notes.add("error-value", cell)
        return False
    if isinstance(cell.value, FormulaText):
        notes.add("missing-value", cell, label=cell.column.label)
        return False
    if cell.written:
        return True
    if cell.column.required and cell.exists:
        say_missing(cell, notes)
    return False


def say_missing(cell: PlanCell, notes: Notes) -> None:
    """Say that the cell is blank and must not be."""
    notes.add("missing-value", cell, label=cell.column.label)


def text_of(cell: PlanCell, notes: Notes) -> str:
    """The cell's text. What a spreadsheet program made of "3.1", a date say, is read and said."""
    if not is_readable(cell, notes):
        return ""
    text = cell.written
    if len(text) > CELL_TEXT_LENGTH:
        limit = str(CELL_TEXT_LENGTH)
        notes.add_at("text-too-long", cell.place, f"{text[:40]}…", limit=limit)
        return ""
    if isinstance(cell.value, float | date):
        notes.add("interpreted", cell, meaning=f'"{text}" (text)')
    return text


def names_of(cell: PlanCell, notes: Notes) -> tuple[str, ...]:
    """The names in a cell that holds several, in order and each once."""
    parts = (part.strip() for part in text_of(cell, notes).split(SEPARATOR))
    return tuple(dict.fromkeys(part for part in parts if part))


def word_of(cell: PlanCell, meanings: Mapping[str, Meaning], notes: Notes) -> Meaning | None:
    """What the cell's word stands for; None if it is blank or not one of the words."""
    text = text_of(cell, notes)
    if not text:
        return None
    for word, meaning in meanings.items():
        if same_words(word) == same_words(text):
            return meaning
    notes.add("unknown-word", cell, allowed=", ".join(word for word in meanings if word))
    return None


def date_of(cell: PlanCell, notes: Notes) -> date | None:
    """The cell's date. What can mean only one day is read and said, as it is in a return.

    So is the bare number of a day in this century. A day without its whole year is none here,
    save that two figures are the year near the plan's.
    """
    if not is_readable(cell, notes):
        return None
    if isinstance(cell.value, date):
        return cell.value
    reading = read_date(cell.value, Reckoning(notes.year))
    said = date.fromisoformat(reading.meaning) if reading.meaning else None
    meant = _serial_date(cell) or said
    if meant is None:
        notes.add("not-a-date", cell, **({"reason": reading.reason} if reading.reason else {}))
    else:
        notes.add("interpreted", cell, meaning=meant.isoformat())
    return meant


def number_of(cell: PlanCell, notes: Notes) -> Decimal | None:
    """The cell's number, exactly. Numbers written as text are read and said."""
    if not is_readable(cell, notes):
        return None
    if isinstance(cell.value, int | float | Decimal) and not isinstance(cell.value, bool):
        number = exact(cell.value)
        return _percentage(cell, number, notes) if cell.is_percentage else number
    meant = parse_number(cell.written)
    if meant is None:
        notes.add("not-a-number", cell)
    else:
        notes.add("interpreted", cell, meaning=plain(meant))
    return meant


def parse_number(text: str) -> Decimal | None:
    """A number as Swedes write it; None unless there is one way to read it.

    "1.234" is refused: the point may stand for thousands or for decimals.
    """
    match = _NUMBER.fullmatch(text.translate(_MINUS_SIGNS).strip())
    if match is None:
        return None
    sign, whole, mark, decimals = match.groups(default="")
    if mark == "." and len(decimals) == _THOUSANDS_DIGITS:
        return None
    fraction = f".{decimals}" if decimals else ""
    return Decimal(f"{sign}{whole.replace(' ', '')}{fraction}")


def _percentage(cell: PlanCell, number: Decimal, notes: Notes) -> Decimal:
    # Excel keeps "5 %" as 0.05; units are written beside the figure, so 5 is meant.
    meant = number * 100
    notes.add("interpreted", cell, meaning=plain(meant.normalize()))
    return meant


def _serial_date(cell: PlanCell) -> date | None:
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float) or value not in _SERIALS:
        return None
    return _SERIAL_EPOCH + timedelta(days=int(value))
