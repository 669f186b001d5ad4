"""One formula for all rows of a table, which differ in their row's number only."""

from __future__ import annotations

from collections.abc import Callable

_GAP = "\x00"
"""Stands for a digit of the row's number. No XML file can hold it, so no text of a formula does."""


class RowFormula:
    """A formula by row: made once, and the row's number put in wherever it stands.

    ``made`` gives the formula with its "=" for a row's number as it is written in references,
    "7" for the seventh row. It must take that text as part of a reference and as nothing else.
    ``last_row``, counted from 0, is the last row it will be asked for, so that what is too long
    there is too long at once.
    """

    def __init__(self, made: Callable[[str], str], last_row: int) -> None:
        self._made = made
        self._gap = _GAP * len(str(last_row + 1))
        self._pieces: list[str] = []

    def at(self, row: int) -> str:
        """The formula in a row, counted from 0, made for that row alone."""
        return self._made(str(row + 1))

    def prepare(self, prepared: Callable[[str], str]) -> None:
        """Make what all rows share, as the file is to have it; the second time nothing happens."""
        if not self._pieces:
            self._pieces = prepared(self._made(self._gap)).split(self._gap)

    def written(self, number: str) -> str:
        """The formula as the file has it in the row with this number; ``prepare`` comes first."""
        return number.join(self._pieces)
