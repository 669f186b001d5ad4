"""The first sheet: who has answered, how goals and departments fare, and what deviates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kexcel.excel.book import print_scale
from kexcel.report.followup.summary_lists import (
    write_deviations,
    write_goals_overview,
    write_verdicts,
)
from kexcel.report.followup.summary_status import (
    write_response,
    write_status_by_department,
    write_status_by_goal,
)
from kexcel.report.parts.banner import preliminary_reasons, write_banner
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.live_counts import count_headings
from kexcel.report.parts.tables import PlacedTable

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_COUNT_COLUMNS = 7
_COUNT_WIDTH = 10.5
_RESPONSE_ROWS = 4
_PAGE_POINTS = 500
"""The height of A4 landscape between the margins."""


def widths(context: ReportContext) -> list[float]:
    """The sheet's columns: number, text, counts, and three wide ones for charts and words."""
    counts = max(_COUNT_COLUMNS, len(count_headings(context, 0)))
    return [9, 44, *([_COUNT_WIDTH] * counts), 26, 32, 32]


def write_summary_sheet(
    context: ReportContext, worksheet: Worksheet, activities: PlacedTable, goals: PlacedTable
) -> None:
    """Fill the sheet; every figure is a live formula over the sheets behind it."""
    _ = context.translate
    columns = widths(context)
    for column, width in enumerate(columns):
        worksheet.set_column(column, column, width)
    cells = Cells(worksheet, context.book.styles)
    title = _("Follow-up {period} {year}").format(
        period=context.consolidation.period.key, year=context.consolidation.plan.year
    )
    reasons = preliminary_reasons(context)
    response = write_banner(context, worksheet, title, reasons=reasons)
    middle = write_status_by_goal(context, cells, response + _RESPONSE_ROWS, activities, columns)
    row, departments = write_status_by_department(context, cells, middle, activities, columns)
    write_response(context, cells, response, departments, activities)
    scale = print_scale(columns)
    room = _PAGE_POINTS * 100 / scale
    breaks = [row] if cells.height_of(range(row), columns) <= room else [middle, row]
    row = write_verdicts(context, cells, row, goals)
    row = write_goals_overview(context, cells, row, goals, columns)
    breaks.append(row)
    write_deviations(context, cells, row, activities, columns)
    cells.fit_heights(columns)
    worksheet.set_h_pagebreaks(breaks)
    worksheet.set_print_scale(scale)
    worksheet.set_first_sheet()
    worksheet.activate()
