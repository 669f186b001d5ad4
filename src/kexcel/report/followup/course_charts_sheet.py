"""The sheet with a small chart for each goal, and the figures that the charts show."""

from __future__ import annotations

from kexcel.excel.book import page_height, print_scale
from kexcel.report.followup.course_charts import ROWS_EACH, charted, insert_charts, rows_down
from kexcel.report.followup.course_counts import (
    count_headings,
    goals_with_activities,
    write_counts,
)
from kexcel.report.parts.banner import write_banner
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.page import new_sheet
from kexcel.report.parts.status_words import role_words
from kexcel.report.parts.tables import PlacedTable, fit_heights, set_widths

_ROW_POINTS = 15
_FIRST_OF_LEGEND = 3


def charts_name(context: ReportContext) -> str:
    """The sheet's name."""
    return context.translate("Course in charts")


def write_course_charts_sheet(context: ReportContext, course: PlacedTable) -> None:
    """Add the sheet; every figure is a live count over the list of the sheet before it."""
    _, styles, name = context.translate, context.book.styles, charts_name(context)
    worksheet = new_sheet(context, name)
    cells, headings = Cells(worksheet, styles), count_headings(context)
    set_widths(worksheet, headings)
    legend = write_banner(context, worksheet, name)
    _write_legend(context, cells, legend)
    goals = goals_with_activities(context)
    shown = charted(goals)
    if left := len(goals) - len(shown):
        words = _("{count} goals have no chart of their own; their figures stand below.")
        worksheet.write_string(legend + 1, 0, words.format(count=left), styles.remark())
    top = legend + 2
    heading = top + rows_down(context, len(shown)) * ROWS_EACH + 1
    worksheet.write_string(heading, 0, _("The figures of the charts"), styles.heading())
    counts = write_counts(context, cells, heading + 1, goals, course)
    insert_charts(context, worksheet, top, goals, counts)
    fit_heights(cells, headings)
    widths = [each.width for each in headings]
    worksheet.set_print_scale(print_scale(widths))
    worksheet.set_h_pagebreaks(_breaks(top, heading, page_height(widths)))


def _breaks(top: int, heading: int, room: float) -> list[int]:
    """Pages broken between rows of charts, the first of them lower by what stands above it."""
    pages, page = [], 0
    fits = max(1, int(room // _ROW_POINTS))
    for row in range(top, heading - ROWS_EACH + 1, ROWS_EACH):
        if row + ROWS_EACH - page > fits and row > page:
            pages.append(row)
            page = row
    return [*pages, heading]


def _write_legend(context: ReportContext, cells: Cells, row: int) -> None:
    """Each status' word in the colour that its part of the columns has, above its figures."""
    styles = context.book.styles
    for place, (word, role) in enumerate(role_words(context).items()):
        column = place + _FIRST_OF_LEGEND
        cells.worksheet.write_string(row, column, word, styles.plain(align="center"))
        if role:
            rule = {"type": "no_errors", "format": styles.role(role)}
            cells.worksheet.conditional_format(row, column, row, column, rule)
