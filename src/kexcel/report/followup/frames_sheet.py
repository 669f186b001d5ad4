"""The follow-up's sheet of money: frame, actual, forecast, and a live deviation and total."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from kexcel.excel.styles import money_format
from kexcel.model.consolidation import BudgetResult
from kexcel.report.budget.figures import part_formula, total
from kexcel.report.followup.activity_columns import form_heading
from kexcel.report.parts.answer_cells import write_answers
from kexcel.report.parts.answer_sources import source_headings, write_sources
from kexcel.report.parts.banner import write_banner
from kexcel.report.parts.cells import FIGURE, Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.page import fit_width, new_sheet
from kexcel.report.parts.tables import (
    PlacedTable,
    fit_heights,
    keep_headings,
    place_table,
    set_widths,
)
from kexcel.template.schema import Column

SHEET = "budget"
_FIGURES: dict[str, Callable[[BudgetResult], Decimal | None]] = {
    "frame": lambda result: result.frame,
    "actual": lambda result: result.actual,
    "forecast": lambda result: result.forecast,
    "deviation": lambda result: result.deviation,
}
_PRINTED = ("name", "frame", "deviation")
_EXACT = 6
"""Decimals that a deviation is rounded to, far beyond any amount's own."""


def write_frames_sheet(context: ReportContext) -> PlacedTable:
    """Add the sheet. What could not be read is text, and so is in no sum."""
    _ = context.translate
    name = _("Budget")
    worksheet = new_sheet(context, name)
    first = write_banner(context, worksheet, name)
    columns = _columns(context)
    headings = [
        *(form_heading(context, column) for column in columns),
        *source_headings(context, [c for c in columns if c.input]),
    ]
    cells = Cells(worksheet, context.book.styles)
    results = context.consolidation.budget
    table = place_table(
        cells, "Budget", headings, len(results), row=first, empty=_("There are no frames.")
    )
    set_widths(worksheet, headings)
    keep_headings(worksheet, first)
    fit_width(worksheet)
    for row, result in zip(table.rows, results, strict=True):
        _write(context, cells, table, row, result)
    if results:
        _write_totals(context, cells, table)
    fit_heights(cells, headings)
    return table


def _columns(context: ReportContext) -> list[Column]:
    sheet = context.template.sheet(SHEET)
    columns = sheet.columns if sheet else ()
    return [column for column in columns if column.input or column.key in _PRINTED]


def _write(
    context: ReportContext, cells: Cells, table: PlacedTable, row: int, result: BudgetResult
) -> None:
    place = table.columns
    money = money_format(context.settings.money.decimals)
    cells.write(row, place["name"], result.name)
    cells.write(row, place["frame"], result.frame, number_format=money)
    inputs = [column for column in _columns(context) if column.input]
    write_answers(context, cells, table, row, inputs, result.answers)
    _write_deviation(cells, table, row, result, money)
    write_sources(cells, table, row, inputs, result.answers)


def _write_deviation(
    cells: Cells, table: PlacedTable, row: int, result: BudgetResult, money: str
) -> None:
    frame, forecast = table.cell("frame", row), table.cell("forecast", row)
    formula = (
        f'=IF(AND(ISNUMBER({frame}),ISNUMBER({forecast})),ROUND({frame}-{forecast},{_EXACT}),"")'
    )
    stored = "" if result.deviation is None else result.deviation
    place = table.columns["deviation"]
    cells.write_formula(row, place, formula, stored, number_format=money, **FIGURE)


def _write_totals(context: ReportContext, cells: Cells, table: PlacedTable) -> None:
    _ = context.translate
    row = table.last_row + 1
    money = money_format(context.settings.money.decimals)
    cells.write(row, 0, _("Total"), bold=True)
    for key, figure in _FIGURES.items():
        figures = (figure(each) for each in context.consolidation.budget)
        formula = f"=ROUND(SUM({table.local_range(key)}),{_EXACT})"
        stored = total(figures)
        place = table.columns[key]
        cells.write_formula(row, place, formula, stored, number_format=money, bold=True)
    forecasts = sum(each.forecast is not None for each in context.consolidation.budget)
    if 0 < forecasts < len(context.consolidation.budget):
        row += 1
        _write_forecast_part(context, cells, table, row)
    words = _("Forecasts in the total: {count} of {all}. The deviation counts only those.")
    line = words.format(count=forecasts, all=len(context.consolidation.budget))
    cells.worksheet.write_string(row + 1, 0, line, context.book.styles.remark())


def _write_forecast_part(
    context: ReportContext, cells: Cells, table: PlacedTable, row: int
) -> None:
    """The part of the total with a forecast, where frame less forecast is the deviation."""
    cells.write(row, 0, context.translate("Of which departments with a forecast"))
    money = money_format(context.settings.money.decimals)
    part = [each for each in context.consolidation.budget if each.deviation is not None]
    for key, figure in _FIGURES.items():
        formula = part_formula(table.local_range("deviation"), table.local_range(key))
        stored = total(figure(each) for each in part)
        cells.write_formula(row, table.columns[key], formula, stored, number_format=money)
