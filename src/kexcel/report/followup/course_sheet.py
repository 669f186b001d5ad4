"""The sheet of the year's course: every goal and activity, period by period."""

from __future__ import annotations

from kexcel.excel.references import quoted_sheet
from kexcel.report.followup.course_list import (
    COUNCIL,
    GOAL,
    course_headings,
    course_rows,
    write_list,
)
from kexcel.report.parts.banner import write_banner
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.page import fit_width, new_sheet
from kexcel.report.parts.tables import PlacedTable, fit_heights, keep_headings, set_widths

_FROZEN = 2


def write_course_sheet(context: ReportContext, activities: PlacedTable, charts: str) -> PlacedTable:
    """Add the sheet, with a link to the one that has the ``charts``."""
    _ = context.translate
    name = _("Course")
    worksheet = new_sheet(context, name)
    first = write_banner(context, worksheet, name) + 1
    cells = Cells(worksheet, context.book.styles)
    headings, rows = course_headings(context), course_rows(context)
    table = _placed(context, cells, name, first, len(rows))
    write_list(context, cells, table, rows, activities)
    set_widths(worksheet, headings)
    worksheet.set_column(table.columns[GOAL], table.columns[COUNCIL], 9, None, {"hidden": True})
    keep_headings(worksheet, first, columns=_FROZEN)
    fit_width(worksheet)
    words = _("A chart for each goal stands on the sheet {sheet}.").format(sheet=charts)
    target = f"internal:{quoted_sheet(charts)}!A1"
    worksheet.write_url(first - 1, 0, target, context.book.styles.remark(), words)
    fit_heights(cells, headings)
    return table


def _placed(context: ReportContext, cells: Cells, name: str, row: int, count: int) -> PlacedTable:
    """The list's place, its headings written. It is no Excel table: it must not be sorted."""
    headings = course_headings(context)
    columns = {}
    for column, heading in enumerate(headings):
        cells.write_header(row, column, heading.label, heading.align)
        columns[heading.key] = column
    columns |= {GOAL: len(headings), COUNCIL: len(headings) + 1}
    return PlacedTable(name, row, row + 1, row + count, columns)
