"""The sheet of measures: target, earlier outcome and this period's outcome."""

from __future__ import annotations

from kexcel.model.cell import CellValue
from kexcel.model.consolidation import MeasureResult
from kexcel.report.followup.activities_sheet import goal_text
from kexcel.report.followup.activity_columns import form_heading
from kexcel.report.followup.course_outcomes import (
    earlier_outcome_headings,
    write_earlier_outcomes,
)
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
from kexcel.template.schema import Column

SHEET = "measures"
_PRINTED = ("goal", "name", "unit", "direction", "target", "earlier", "as_of")


def write_measures_sheet(context: ReportContext) -> PlacedTable:
    """Add the sheet: a row for each measure and department, those of the whole body besides."""
    _ = context.translate
    name = _("Measures")
    worksheet = new_sheet(context, name)
    first = write_banner(context, worksheet, name)
    printed, inputs = _columns(context)
    headings = [
        *(form_heading(context, column) for column in printed),
        Heading("answer.department", _("Department"), 24),
        *earlier_outcome_headings(context, inputs),
        *(form_heading(context, column) for column in inputs),
        *source_headings(context, inputs),
    ]
    cells = Cells(worksheet, context.book.styles)
    results = context.consolidation.measures
    table = place_table(
        cells, "Measures", headings, len(results), row=first, empty=_("There are no measures.")
    )
    set_widths(worksheet, headings)
    keep_headings(worksheet, first)
    fit_width(worksheet)
    for row, result in zip(table.rows, results, strict=True):
        values = _planned(context, result)
        for column in printed:
            cells.write(row, table.columns[column.key], values[column.key])
        _write_reported(context, cells, table, row, result)
    fit_heights(cells, headings)
    return table


def _columns(context: ReportContext) -> tuple[list[Column], list[Column]]:
    sheet = context.template.sheet(SHEET)
    if sheet is None:
        return [], []
    return [c for c in sheet.columns if c.key in _PRINTED], list(sheet.inputs)


def _planned(context: ReportContext, result: MeasureResult) -> dict[str, CellValue]:
    measure = result.measure
    return {
        "goal": goal_text(context, measure.goal),
        "name": measure.name,
        "unit": measure.unit,
        "direction": measure.direction.value,
        "target": measure.target,
        "earlier": measure.outcome,
        "as_of": measure.as_of,
    }


def _write_reported(
    context: ReportContext, cells: Cells, table: PlacedTable, row: int, result: MeasureResult
) -> None:
    body = context.consolidation.plan.body
    department = result.measure.department
    name = context.department_name(department) if department else body
    cells.write(row, table.columns["answer.department"], name)
    _printed, inputs = _columns(context)
    write_earlier_outcomes(context, cells, table, row, result, inputs)
    write_answers(context, cells, table, row, inputs, result.answers)
    write_sources(cells, table, row, inputs, result.answers)
