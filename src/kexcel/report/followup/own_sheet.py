"""The sheet of departments' own activities, which are not reported to the committee."""

from __future__ import annotations

from kexcel.report.followup.activity_columns import form_heading
from kexcel.report.parts.answer_cells import write_answers
from kexcel.report.parts.answer_sources import source_headings, write_sources
from kexcel.report.parts.banner import write_banner
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.page import fit_width, new_sheet
from kexcel.report.parts.tables import (
    Heading,
    PlacedTable,
    fit_heights,
    keep_headings,
    place_table,
    set_widths,
)

SHEET = "own"


def write_own_sheet(context: ReportContext) -> PlacedTable:
    """Add the sheet: a row for each of the departments' own activities."""
    _ = context.translate
    name = _("Own activities")
    worksheet = new_sheet(context, name)
    first = write_banner(context, worksheet, name)
    sheet = context.template.sheet(SHEET)
    inputs = sheet.inputs if sheet else ()
    headings = [
        Heading("answer.department", _("Department"), 26),
        *(form_heading(context, column) for column in inputs),
        *source_headings(context, inputs),
    ]
    cells = Cells(worksheet, context.book.styles)
    rows = [row for row in context.consolidation.tables if row.sheet == SHEET]
    empty = _("No department has stated activities of its own.")
    table = place_table(cells, "OwnActivities", headings, len(rows), row=first, empty=empty)
    set_widths(worksheet, headings)
    keep_headings(worksheet, first)
    fit_width(worksheet)
    for row, stated in zip(table.rows, rows, strict=True):
        cells.write(row, 0, context.department_name(stated.department))
        write_answers(context, cells, table, row, inputs, stated.answers)
        write_sources(cells, table, row, inputs, stated.answers)
    fit_heights(cells, headings)
    return table
