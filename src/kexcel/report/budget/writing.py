"""The compilation being written: what all its parts are written with."""

from __future__ import annotations

from dataclasses import dataclass

from kexcel.report.budget.figures import Money
from kexcel.report.budget.layout import PlacedSummary
from kexcel.report.budget.standing import StandingWords, standing_words
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.tables import PlacedTable


@dataclass(frozen=True, slots=True)
class Writing:
    """The compilation being written."""

    context: ReportContext
    cells: Cells
    money: Money
    placed: PlacedSummary
    words: StandingWords

    @property
    def table(self) -> PlacedTable:
        """The table."""
        return self.placed.table

    def cell(self, key: str, row: int) -> str:
        """A cell of the table, as the sheet itself refers to it."""
        return self.table.cell(key, row)

    def cells_of(self, row: int) -> dict[str, str]:
        """All cells of a row by their columns' keys."""
        return {key: self.cell(key, row) for key in self.table.columns}

    def has(self, key: str) -> bool:
        """Whether the table has the column."""
        return key in self.table.columns


def writing_of(context: ReportContext, cells: Cells, placed: PlacedSummary) -> Writing:
    """What the rows are written with."""
    return Writing(context, cells, Money(context, cells), placed, standing_words(context))
