"""Who may approve costs, as handed in, and the codes that nobody may approve for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kexcel.report.budget.distribution_rows import text_of_answer
from kexcel.report.budget.figures import decimals_of
from kexcel.report.budget.free_table import (
    REMARK,
    FreeSheet,
    closing_headings,
    free_sheet,
    input_heading,
)
from kexcel.report.budget.rounds import CODE, RoundTable
from kexcel.report.budget.row_findings import RowFindings
from kexcel.report.parts.answer_cells import write_answers
from kexcel.report.parts.answer_sources import write_source
from kexcel.report.parts.tables import (
    Heading,
    PlacedTable,
    keep_headings,
    place_table,
    set_widths,
)

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_DEPARTMENT, _DEPARTMENT_WIDTH = "row.department", 28.0


@dataclass(frozen=True, slots=True)
class PlacedApprovers:
    """The table of approvers, and what is needed to write beneath it."""

    sheet: FreeSheet
    table: PlacedTable
    headings: tuple[Heading, ...]
    codes: frozenset[str]

    def has_formula(self, code: str) -> str:
        """The formula's part that says whether a cell's code has an approver."""
        if not self.table.rows or CODE not in self.table.columns:
            return "FALSE"
        return f"SUMPRODUCT(({self.table.range(CODE)}={code})*1)>0"


def write_approvers(of: RoundTable, worksheet: Worksheet) -> PlacedApprovers:
    """Write the table; what stands beneath it is written by ``write_approvers_end``."""
    context, sheet = of.context, free_sheet(of, worksheet)
    _ = context.translate
    headings = (
        Heading(_DEPARTMENT, _("Department"), _DEPARTMENT_WIDTH),
        *(input_heading(context, column) for column in of.columns),
        *closing_headings(context),
    )
    none = f"{_('No department has handed in a list of approvers.')} {of.asked_for}".strip()
    table = place_table(sheet.cells, "Approvers", headings, len(of.rows), row=sheet.row, empty=none)
    set_widths(worksheet, headings)
    keep_headings(worksheet, sheet.row, columns=1)
    _write_rows(of, sheet, table)
    codes = frozenset(text_of_answer(row, CODE).casefold() for row in of.rows)
    return PlacedApprovers(sheet, table, headings, codes)


def _write_rows(of: RoundTable, sheet: FreeSheet, table: PlacedTable) -> None:
    context, cells, findings = of.context, sheet.cells, RowFindings(of)
    amounts = [each.value for row in of.rows for each in row.answers.values() if each.sound]
    known = [each for each in amounts if isinstance(each, Decimal)]
    decimals = decimals_of(known, context.settings.money.decimals)
    for place, row in zip(table.rows, of.rows, strict=True):
        cells.write(place, 0, context.department_name(row.department))
        write_answers(context, cells, table, place, of.columns, row.answers, decimals=decimals)
        cells.write(place, table.columns[REMARK], findings.beside(row))
        write_source(cells, table, place, next(iter(row.answers.values()), None))
