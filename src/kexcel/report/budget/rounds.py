"""The round whose distribution and approvers are shown: this one, or the last that asked."""

from __future__ import annotations

from dataclasses import dataclass

from kexcel.model.consolidation import Consolidation, TableRow
from kexcel.report.parts.context import ReportContext
from kexcel.template.schema import Column

DISTRIBUTION, ATTEST = "distribution", "attest"
AMOUNT, CODE, UNIT = "amount", "responsibility", "unit"


@dataclass(frozen=True, slots=True)
class RoundTable:
    """A free table of the round that asked for it. ``context`` is the workbook's own."""

    context: ReportContext
    source: Consolidation
    sheet: str

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """The rows as they were handed in."""
        return tuple(row for row in self.source.tables if row.sheet == self.sheet)

    @property
    def columns(self) -> tuple[Column, ...]:
        """What departments fill in."""
        sheet = self.context.template.sheet(self.sheet)
        return sheet.inputs if sheet else ()

    @property
    def remark(self) -> str:
        """From which round the rows are, where it is another than the workbook's."""
        if self.source is self.context.consolidation:
            return ""
        _, period = self.context.translate, self.source.period
        words = _("The rows were handed in in the round {round} ({opens}–{closes}).")
        return words.format(round=period.name, opens=period.opens, closes=period.closes)

    @property
    def asked_for(self) -> str:
        """When the departments are asked for the table; "" in the round that asks for it."""
        _, period = self.context.translate, self.context.consolidation.period
        rounds = [p.name for p in self.context.settings.periods if self.sheet in p.sheets]
        if self.sheet in period.sheets:
            return ""
        if not rounds:
            return _("No round in kexcel.toml asks for it.")
        words = _("It is asked for in the round {rounds}, not in {period}.")
        return words.format(rounds=", ".join(rounds), period=period.name)


def round_table(context: ReportContext, earlier: Consolidation | None, sheet: str) -> RoundTable:
    """The table of this round if it has rows or is asked for here, or else of the earlier one."""
    own = context.consolidation
    here = sheet in own.period.sheets or any(row.sheet == sheet for row in own.tables)
    return RoundTable(context, own if here or earlier is None else earlier, sheet)
