"""How near forecasts come: this year's by period, and the last year's that the plan prints.

The year's outcome is not known until it has ended, so an earlier forecast is held against the
forecast of now; at the year's last period against the actual.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kexcel.report.budget.accuracy_columns import AccuracyColumns
from kexcel.report.budget.accuracy_table import PlacedAccuracy, write_accuracy_table
from kexcel.report.budget.figures import Money
from kexcel.report.budget.history import PeriodFigures
from kexcel.report.budget.last_year import last_year_labels, write_last_year
from kexcel.report.budget.layout import PlacedSummary
from kexcel.report.budget.lines import ACTUAL, FORECAST, FRAME
from kexcel.report.parts.banner import write_banner
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.page import fit_width
from kexcel.report.parts.reorganisations_sheet import taken_over
from kexcel.report.parts.tables import fit_heights, place_table, set_widths

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_ON_ONE_PAGE = 35
"""So many departments are on one page; then no headings are repeated above another table's."""


def write_accuracy(
    context: ReportContext,
    worksheet: Worksheet,
    summary: PlacedSummary,
    history: Sequence[PeriodFigures],
) -> PlacedAccuracy:
    """Write the sheet. ``history`` are the earlier periods of the year, in their order."""
    columns = AccuracyColumns(context, tuple(history))
    cells, money = (built := Cells(worksheet, context.book.styles)), Money(context, built)
    row = _write_explanation(columns, cells, write_banner(context, worksheet, worksheet.get_name()))
    amounts = [*(summary.sum_of(key) for key in (FRAME, ACTUAL, FORECAST)), Decimal(0)]
    headings = columns.headings(amounts, last_year_labels(context))
    groups = summary.groups
    empty = context.translate("There are no frames.")
    table = place_table(
        cells, "Accuracy", headings, len(groups), row=row, empty=empty, filtered=False
    )
    set_widths(worksheet, headings)
    worksheet.freeze_panes(row + 1, 1)
    if len(groups) > _ON_ONE_PAGE:
        worksheet.repeat_rows(row)
    fit_width(worksheet)
    placed = PlacedAccuracy(table, summary, columns)
    write_accuracy_table(placed, cells, money)
    if groups:
        write_last_year(context, cells, money, [each.group for each in groups], table.last_row + 6)
    fit_heights(cells, headings)
    return placed


def _write_explanation(columns: AccuracyColumns, cells: Cells, row: int) -> int:
    for line in _explanation(columns):
        cells.worksheet.write_string(row, 0, line, cells.styles.remark())
        row += 1
    return row + 1


def _explanation(columns: AccuracyColumns) -> list[str]:
    context, _ = columns.context, columns.context.translate
    lines = [
        _(
            "The difference is budget or frame less forecast: "
            "plus means that less was expected to be used."
        )
    ]
    if columns.is_year_end:
        lines.append(
            _(
                "The error is the period's forecast less the year's actual: "
                "plus means that less was used than was forecast."
            )
        )
    elif columns.history:
        lines.append(
            _(
                "The error is the period's forecast less the forecast of now, "
                "since the year's actual is not known yet."
            )
        )
    else:
        lines.append(_("There is no earlier forecast of the year to compare with."))
    lines += _origins(columns)
    passed = _("By the close of the period {percent} % of the year has passed.")
    return [*lines, passed.format(percent=round(_share_of_year(context) * 100))]


def _origins(columns: AccuracyColumns) -> list[str]:
    """Which departments the earlier figures of others come from."""
    context, _ = columns.context, columns.context.translate
    if not columns.history:
        return []
    words = _("Earlier figures of {department} are those of what it took over from {others} too.")
    return [
        words.format(department=each.name, others=", ".join(others))
        for each in context.consolidation.plan.departments
        if (others := taken_over(context, each.key))
    ]


def _share_of_year(context: ReportContext) -> Decimal:
    closes, year = context.consolidation.period.closes, context.consolidation.plan.year
    first, days = date(year, 1, 1), (date(year + 1, 1, 1) - date(year, 1, 1)).days
    passed = min(max((closes - first).days + 1, 0), days)
    return Decimal(passed) / days
