"""How departments distribute their frames over units, held against the compilation's frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kexcel.report.budget.approvers import PlacedApprovers
from kexcel.report.budget.distribution_rows import handed_in
from kexcel.report.budget.distribution_since import DecidedSince, decided_since
from kexcel.report.budget.distribution_table import (
    APPROVER,
    DEPARTMENT,
    DIFFERENCE,
    LEVEL,
    RAM,
    SINCE,
    WORD,
    PlacedDistribution,
)
from kexcel.report.budget.distribution_totals import write_distribution_totals
from kexcel.report.budget.distribution_words import write_head, write_row
from kexcel.report.budget.figures import decimals_of, figure_width
from kexcel.report.budget.free_table import (
    FreeSheet,
    closing_headings,
    exact_money,
    free_sheet,
    input_heading,
)
from kexcel.report.budget.layout import PlacedSummary
from kexcel.report.budget.lines import FRAME
from kexcel.report.budget.rounds import AMOUNT, RoundTable
from kexcel.report.budget.row_findings import RowFindings
from kexcel.report.parts.colouring import colour_words
from kexcel.report.parts.page import print_parts_apart
from kexcel.report.parts.tables import (
    Heading,
    fit_heights,
    keep_headings,
    place_table,
    set_widths,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from xlsxwriter.worksheet import Worksheet

_NAME_WIDTH, _WORD_WIDTH = 28.0, 16.0


def write_distribution(
    of: RoundTable, worksheet: Worksheet, summary: PlacedSummary, approvers: PlacedApprovers
) -> PlacedDistribution | None:
    """Write the sheet; None where nothing has been handed in."""
    sheet = free_sheet(of, worksheet)
    names = {row.department: of.context.department_name(row.department) for row in of.rows}
    names |= {each.group.department: each.group.name for each in summary.groups}
    since = decided_since(of) if of.rows and AMOUNT in _keys_of(of) else DecidedSince()
    row = sheet.row + _write_since(of, sheet, since)
    handed = handed_in(of.rows, summary, names, since, row + 1) if of.rows else ()
    count = sum(1 + len(each.rows) for each in handed)
    amounts = [row.amount for each in handed for row in each.rows]
    amounts += [line.line.amounts[FRAME] for line in summary.lines]
    amounts += [*since.departments.values(), *since.codes.values()]
    decimals = decimals_of(amounts, of.context.settings.money.decimals)
    headings = _headings(of, amounts, decimals, has_since=since.is_any)
    table = place_table(sheet.cells, "Distribution", headings, count, row=row, empty=_none(of))
    set_widths(worksheet, headings)
    keep_headings(worksheet, row, columns=1)
    money = exact_money(of.context, sheet.cells, decimals)
    placed = PlacedDistribution(
        of, sheet.cells, money, table, handed, summary, approvers, RowFindings(of)
    )
    last = _write(placed) if handed else table.first_row
    fit_heights(sheet.cells, headings)
    print_parts_apart(worksheet, table, table.columns[APPROVER], last)
    return placed if handed else None


def _none(of: RoundTable) -> str:
    none = of.context.translate("No department has handed in a distribution of its frame.")
    return f"{none} {of.asked_for}".strip()


def _write(placed: PlacedDistribution) -> int:
    """Fill the table and give the last row written."""
    for each in placed.handed:
        write_head(placed, each)
        for row in each.rows:
            write_row(placed, each, row)
            placed.cells.nest(row.row, 1)
    last = write_distribution_totals(placed)
    missing = placed.of.context.translate("missing")
    tones = placed.words.tones | {missing: "error"}
    for column in (WORD, APPROVER):
        colour_words(placed.cells.styles, placed.cells.worksheet, placed.table, column, tones)
    return last


def _keys_of(of: RoundTable) -> list[str]:
    """The keys of what departments fill in."""
    return [column.key for column in of.columns]


def _write_since(of: RoundTable, sheet: FreeSheet, since: DecidedSince) -> int:
    """Say which decisions have come since the round; give how many lines that took."""
    if not since.is_any:
        return 0
    _ = of.context.translate
    words = _("Decided since: {names}. The amounts with that are held against the frames.")
    said = words.format(names=since.names or "–")
    sheet.cells.worksheet.write_string(sheet.row - 1, 0, said, sheet.cells.styles.get(bold=True))
    return 1


def _headings(
    of: RoundTable, amounts: Sequence[Decimal | None], decimals: int, *, has_since: bool
) -> list[Heading]:
    """What is counted first, up to the approver; then what was written, and where."""
    context, _ = of.context, of.context.translate
    keys = _keys_of(of)
    counted = keys.index(AMOUNT) + 1 if AMOUNT in keys else len(keys)
    inputs = [input_heading(context, column) for column in of.columns]

    def figure(key: str, label: str) -> Heading:
        return Heading(key, label, figure_width(label, amounts, decimals), "right")

    return [
        Heading(DEPARTMENT, _("Department"), _NAME_WIDTH),
        Heading(LEVEL, _("Level"), 12),
        *inputs[:counted],
        *([figure(SINCE, _("Decided since"))] if has_since else []),
        figure(RAM, context.column_label("budget", FRAME)),
        figure(DIFFERENCE, _("Difference")),
        Heading(WORD, _("Judgement"), _WORD_WIDTH),
        Heading(APPROVER, _("Approver"), 12),
        *inputs[counted:],
        *closing_headings(context),
    ]
