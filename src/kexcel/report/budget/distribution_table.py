"""The table of what was handed in, placed: what its rows, its totals and the controls refer to."""

from __future__ import annotations

from dataclasses import dataclass

from kexcel.report.budget.approvers import PlacedApprovers
from kexcel.report.budget.distribution_rows import Handed
from kexcel.report.budget.figures import Money
from kexcel.report.budget.judgement import JudgementWords, judgement_words
from kexcel.report.budget.layout import PARTED, UNIT, PlacedSummary, level_words
from kexcel.report.budget.rounds import AMOUNT, CODE, RoundTable
from kexcel.report.budget.row_findings import RowFindings
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.tables import PlacedTable

DEPARTMENT, LEVEL = "row.department", "row.level"
SINCE, RAM, DIFFERENCE, WORD, APPROVER = (
    "row.since",
    "row.frame",
    "row.difference",
    "row.word",
    "row.approver",
)


@dataclass(frozen=True, slots=True)
class PlacedDistribution:
    """The table, and what its figures are held against."""

    of: RoundTable
    cells: Cells
    money: Money
    table: PlacedTable
    handed: tuple[Handed, ...]
    summary: PlacedSummary
    approvers: PlacedApprovers
    findings: RowFindings

    @property
    def words(self) -> JudgementWords:
        """The words for a difference, which is to the last decimal that is shown."""
        return judgement_words(self.of.context, self.money.decimals)

    @property
    def has_amounts(self) -> bool:
        """Whether the template asks for amounts; without them there is nothing to add up."""
        return AMOUNT in self.table.columns

    @property
    def has_codes(self) -> bool:
        """Whether the template asks for responsibility codes."""
        return CODE in self.table.columns

    @property
    def has_since(self) -> bool:
        """Whether anything has been decided since the round."""
        return SINCE in self.table.columns

    def less_since(self, row: int) -> str:
        """The formula's part that takes away what was decided since, or ""."""
        return f"-N({self.table.cell(SINCE, row)})" if self.has_since else ""

    @property
    def codes(self) -> list[str]:
        """The codes of the rows that have one."""
        return [row.code for each in self.handed for row in each.rows if row.code]

    @property
    def codes_without_approver(self) -> int:
        """How many of them have no approver."""
        return sum(code.casefold() not in self.approvers.codes for code in self.codes)

    @property
    def head_word(self) -> str:
        """The level of a department's own row."""
        return level_words(self.of.context)[PARTED]

    @property
    def row_word(self) -> str:
        """The level of a row that was handed in."""
        return level_words(self.of.context)[UNIT]

    def cells_of(self, key: str, *, far: bool) -> str:
        """A column's cells, as the sheet itself or another refers to them."""
        return self.table.range(key) if far else self.table.local_range(key)

    def is_head(self, *, far: bool) -> str:
        """The formula's part that says which rows are departments' own."""
        return f'({self.cells_of(LEVEL, far=far)}="{self.head_word}")'

    def is_row(self, *, far: bool) -> str:
        """The formula's part that says which rows were handed in."""
        return f'({self.cells_of(LEVEL, far=far)}="{self.row_word}")'
