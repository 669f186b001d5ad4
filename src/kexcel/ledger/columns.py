"""Find the columns of codes and amounts by their headings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from kexcel.errors import UsageError
from kexcel.ledger.booked import Terms
from kexcel.ledger.grid import Cells, Grid
from kexcel.locale import mark
from kexcel.model.cell import CellValue
from kexcel.validate.written import tidy

ROWS_SEARCHED = 30
"""Above the headings an export says what it is: the company, the period, who asked for it."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The row of the headings, the columns of codes and amounts, and the last column with one.

    ``headings`` are those of codes and of amounts, as they stand.
    """

    row: int
    code: int
    amount: int
    last: int
    headings: tuple[CellValue, CellValue]

    def are_repeated_in(self, cells: Cells) -> bool:
        """Whether a row repeats the headings, as the top of every printed page does."""
        return (cells.get(self.code), cells.get(self.amount)) == self.headings


def find_columns(grid: Grid, terms: Terms) -> Columns | None:
    """The first row among the topmost that has a heading for codes and one for amounts.

    Raises:
        UsageError: several headings of the row would do.
    """
    for row, cells in islice(grid.rows(), ROWS_SEARCHED):
        if row >= ROWS_SEARCHED:
            return None
        codes = _under(terms.headings.responsibility, cells)
        amounts = _under(terms.headings.amount, cells)
        if codes and amounts:
            code = _only(codes, cells, "responsibility", terms)
            amount = _only(amounts, cells, "amount", terms)
            return Columns(row, code, amount, max(cells), (cells[code], cells[amount]))
    return None


def _under(headings: Iterable[str], cells: Cells) -> list[int]:
    wanted = {_plain(heading) for heading in headings}
    return [
        column
        for column, value in cells.items()
        if isinstance(value, str) and _plain(value) in wanted
    ]


def _only(found: list[int], cells: Cells, key: str, terms: Terms) -> int:
    if len(found) == 1:
        return found[0]
    phrase = mark(
        "{file}: several columns may be the one that is meant ({headings}). Write the heading of "
        'the right one in kexcel.toml, under [ledger]: {key} = ["…"], and give it a name of its '
        "own in the file if two have the same."
    )
    headings = ", ".join(str(cells[column]) for column in found)
    raise UsageError(phrase, file=terms.file, headings=headings, key=key)


def _plain(text: str) -> str:
    return tidy(text).casefold()
