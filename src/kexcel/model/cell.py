"""What a spreadsheet cell can hold, as plain Python values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

_KEPT_COLUMNS = 1024


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """A cell that shows an error, such as ``#VALUE!``."""

    text: str


class FormulaText:
    """A cell that holds a formula: its text, and the result stored when the file was saved.

    The stored result may be stale or missing, so it never counts as an answer. The text may be
    given as a function that makes it when it is first asked for: a form has hundreds of long
    formulas that nobody looks at.
    """

    __slots__ = ("_text", "stored")
    __match_args__ = ("text", "stored")

    def __init__(self, text: str | Callable[[], str], stored: str | None = None) -> None:
        self._text = text
        self.stored = stored

    @property
    def text(self) -> str:
        """The formula, from its equals sign on."""
        if not isinstance(self._text, str):
            self._text = self._text()
        return self._text

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, FormulaText):
            return NotImplemented
        return (self.text, self.stored) == (other.text, other.stored)

    def __hash__(self) -> int:
        return hash((self.text, self.stored))

    def __repr__(self) -> str:
        return f"FormulaText({self.text!r}, {self.stored!r})"

    def __reduce__(self) -> tuple[type[FormulaText], tuple[str, str | None]]:
        return FormulaText, (self.text, self.stored)


class TimeOfDay(float):
    """A number of days that its cell shows as a time: 0.5 is 12:00:00."""

    __slots__ = ()


class Percentage(float):
    """A number that its cell shows as a hundred times as many per cent: 0.058 is 5.8 %."""

    __slots__ = ()


CellValue = str | int | float | Decimal | bool | date | ErrorValue | FormulaText | None
"""A blank cell is None; a date carries no time of day."""


@lru_cache(_KEPT_COLUMNS)
def column_letters(index: int) -> str:
    """The letters of a column counted from 0: 0 is A, 25 is Z, 26 is AA."""
    letters = ""
    number = index + 1
    while number:
        number, remainder = divmod(number - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters


def cell_reference(row: int, column: int) -> str:
    """The A1 reference of a cell whose row and column are counted from 0."""
    return f"{column_letters(column)}{row + 1}"
