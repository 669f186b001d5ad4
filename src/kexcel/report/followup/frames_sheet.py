"""The follow-up's sheet of money: each frame with what is reported of it, and live sums.

Where departments have units, these stand beneath their department's subtotal. A hidden column says
which lines count, so that no figure is in the total twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from kexcel.excel.styles import money_format
from kexcel.model.consolidation import BudgetResult
from kexcel.money.frame_rows import row_name
from kexcel.report.budget.figures import part_formula, total
from kexcel.report.followup.activity_columns import form_heading
from kexcel.report.followup.frame_lines import DIFFERENCES, FIGURES, Line, lines_of
from kexcel.report.parts.answer_cells import write_answers
from kexcel.report.parts.answer_sources import source_headings, write_sources
from kexcel.report.parts.banner import write_banner
from kexcel.report.parts.cells import FIGURE, Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.page import fit_width, new_sheet
from kexcel.report.parts.tables import (
    Heading,
    PlacedTable,
    fit_heights,
    keep_headings,
    place_table,
    set_widths,
    unique_labels,
)
from kexcel.template.schema import Column

SHEET = "budget"
_NAME, _CODE, _COUNTED = "name", "responsibility", "line.counted"
_ALWAYS = {_NAME, "frame", "deviation"}
_EXACT = 6
"""Decimals that a deviation is rounded to, far beyond any amount's own."""


@dataclass(frozen=True)
class _Sheet:
    """The sheet being written."""

    context: ReportContext
    cells: Cells
    table: PlacedTable
    lines: list[Line]
    inputs: list[Column]

    @property
    def money(self) -> str:
        return money_format(self.context.settings.money.decimals)

    @cached_property
    def is_divided(self) -> bool:
        return _is_divided(self.lines)

    def formula(
        self, row: int, key: str, formula: str, amount: Decimal | None, **looks: Any
    ) -> None:
        stored = "" if amount is None else amount
        looks = FIGURE | looks
        place = self.table.columns[key]
        self.cells.write_formula(row, place, formula, stored, number_format=self.money, **looks)


def write_frames_sheet(context: ReportContext) -> PlacedTable:
    """Add the sheet. What could not be read is text, and so is in no sum."""
    name = context.translate("Budget")
    worksheet = new_sheet(context, name)
    first = write_banner(context, worksheet, name)
    lines = lines_of(context.consolidation.budget)
    headings = _headings(context, lines)
    cells = Cells(worksheet, context.book.styles)
    table = _place(context, cells, headings, lines, first)
    sheet = _Sheet(context, cells, table, lines, _inputs(context))
    set_widths(worksheet, headings)
    keep_headings(worksheet, first, columns=1)
    fit_width(worksheet)
    for row, line in zip(table.rows, lines, strict=True):
        _write(sheet, row, line)
    if lines:
        _write_totals(sheet)
    fit_heights(cells, headings)
    if sheet.is_divided:
        _fold(sheet, headings)
    return sheet.table


def _is_divided(lines: list[Line]) -> bool:
    return any(line.is_subtotal for line in lines)


def _columns(context: ReportContext) -> list[Column]:
    """What is filled in, and what is printed that anything stands in."""
    sheet = context.template.sheet(SHEET)
    columns = sheet.columns if sheet else ()
    results = context.consolidation.budget
    known = {key for key, of in FIGURES.items() if any(of(each) is not None for each in results)}
    known |= {_CODE} if any(each.responsibility for each in results) else set()
    keys = {column.key for column in columns}
    apart = {key for key, parts in DIFFERENCES.items() if not keys.issuperset(parts)}
    shown = (known | _ALWAYS) - apart
    return [column for column in columns if column.input or column.key in shown]


def _inputs(context: ReportContext) -> list[Column]:
    return [column for column in _columns(context) if column.input]


def _headings(context: ReportContext, lines: list[Line]) -> list[Heading]:
    _ = context.translate
    divided = _is_divided(lines)
    named = Heading(_NAME, _("Department, unit") if divided else _("Department"), 34)
    columns = [column for column in _columns(context) if column.key != _NAME]
    return [
        named,
        *(form_heading(context, column) for column in columns),
        *source_headings(context, _inputs(context)),
        *([Heading(_COUNTED, _("Counted"), 8, "right")] if divided else []),
    ]


def _place(
    context: ReportContext, cells: Cells, headings: list[Heading], lines: list[Line], row: int
) -> PlacedTable:
    """An Excel table; a plain list where subtotals stand among the lines, so not to be sorted."""
    if not _is_divided(lines):
        empty = context.translate("There are no frames.")
        return place_table(cells, "Budget", headings, len(lines), row=row, empty=empty)
    labels = unique_labels([heading.label for heading in headings])
    for column, (heading, label) in enumerate(zip(headings, labels, strict=True)):
        cells.write_header(row, column, label, heading.align)
    places = {heading.key: column for column, heading in enumerate(headings)}
    return PlacedTable(cells.worksheet.get_name(), row, row + 1, row + len(lines), places)


def _write(sheet: _Sheet, row: int, line: Line) -> None:
    if line.result is None:
        _write_subtotal(sheet, row, line)
    else:
        _write_line(sheet, row, line.result, _name_looks(sheet, line))
    if sheet.is_divided:
        place = sheet.table.columns[_COUNTED]
        sheet.cells.write(row, place, 0 if line.is_subtotal else 1)


def _name_looks(sheet: _Sheet, line: Line) -> dict[str, Any]:
    """A unit's name stands in a little; a department's is bold where there are units."""
    if line.is_beneath:
        return {"align": "left", "indent": 1}
    return {"bold": True} if sheet.is_divided else {}


def _write_line(sheet: _Sheet, row: int, result: BudgetResult, looks: dict[str, Any]) -> None:
    context, cells, table, inputs = sheet.context, sheet.cells, sheet.table, sheet.inputs
    cells.write(row, table.columns[_NAME], row_name(result, context.language), **looks)
    if _CODE in table.columns:
        cells.write(row, table.columns[_CODE], result.responsibility or None)
    for key, amount_of in FIGURES.items():
        if key in DIFFERENCES and key in table.columns:
            first, second = (table.cell(each, row) for each in DIFFERENCES[key])
            both = f"AND(ISNUMBER({first}),ISNUMBER({second}))"
            formula = f'=IF({both},ROUND({first}-{second},{_EXACT}),"")'
            sheet.formula(row, key, formula, amount_of(result))
        elif key in table.columns and key not in {column.key for column in inputs}:
            cells.write(row, table.columns[key], amount_of(result), number_format=sheet.money)
    write_answers(context, cells, table, row, inputs, result.answers)
    _write_booked(sheet, row, result)
    write_sources(cells, table, row, inputs, result.answers)


def _write_booked(sheet: _Sheet, row: int, result: BudgetResult) -> None:
    """What is booked, with a link to its cell; it is the actual too where none was written."""
    written = result.answers.get("actual")
    if result.ledger is None:
        return
    blank = written is None or not written.written
    for key in ("ledger", "actual") if blank else ("ledger",):
        if key in sheet.table.columns:
            sheet.cells.write_linked(
                row,
                sheet.table.columns[key],
                result.ledger.amount,
                result.ledger.source if result.ledger.source.path else None,
                number_format=sheet.money,
            )


def _write_subtotal(sheet: _Sheet, row: int, line: Line) -> None:
    """A department's sums over the lines beneath it."""
    table, last = sheet.table, row + len(line.beneath)
    looks: dict[str, Any] = {"bold": True, "bg_color": sheet.context.template.looks.locked}
    for key, place in table.columns.items():
        if key in FIGURES:
            amounts = f"{table.cell(key, row + 1)}:{table.cell(key, last)}"
            formula = f'=IF(COUNT({amounts})=0,"",ROUND(SUM({amounts}),{_EXACT}))'
            known = [a for each in line.beneath if (a := FIGURES[key](each)) is not None]
            sheet.formula(row, key, formula, total(known) if known else None, **looks)
        elif key == _NAME:
            name = sheet.context.department_name(line.department)
            sheet.cells.write(row, place, name, **looks)
        else:
            sheet.cells.write(row, place, None, **looks)


def _write_totals(sheet: _Sheet) -> None:
    _ = sheet.context.translate
    row, results = sheet.table.last_row + 1, sheet.context.consolidation.budget
    _write_label(sheet, row, _("Total"), bold=True)
    for key, figure in FIGURES.items():
        if key in sheet.table.columns:
            stored = total(figure(each) for each in results)
            sheet.formula(row, key, _total_formula(sheet, key), stored, bold=True)
    forecasts = sum(each.forecast is not None for each in results)
    if 0 < forecasts < len(results):
        row += 1
        _write_forecast_part(sheet, row)
    words = _("Forecasts in the total: {count} of {all}. The deviation counts only those.")
    line = words.format(count=forecasts, all=len(results))
    sheet.cells.worksheet.write_string(row + 1, 0, line, sheet.context.book.styles.remark())


def _write_label(sheet: _Sheet, row: int, label: str, **looks: Any) -> None:
    """What a row of sums is, with its frame unbroken up to the last figure."""
    places = sheet.table.columns
    last = max(place for key, place in places.items() if key in FIGURES)
    for place in range(1, last + 1):
        sheet.cells.write(row, place, None)
    sheet.cells.write(row, 0, label, **looks)


def _total_formula(sheet: _Sheet, key: str) -> str:
    amounts = sheet.table.local_range(key)
    if not sheet.is_divided:
        return f"=ROUND(SUM({amounts}),{_EXACT})"
    return f"=ROUND(SUMPRODUCT({sheet.table.local_range(_COUNTED)},{amounts}),{_EXACT})"


def _write_forecast_part(sheet: _Sheet, row: int) -> None:
    """The part of the total with a forecast, where frame less forecast is the deviation."""
    _, table = sheet.context.translate, sheet.table
    words = (
        _("Of which with a forecast")
        if sheet.is_divided
        else _("Of which departments with a forecast")
    )
    _write_label(sheet, row, words)
    part = [each for each in sheet.context.consolidation.budget if each.deviation is not None]
    for key in ("frame", "actual", "forecast", "deviation"):
        counted = table.local_range(_COUNTED) if sheet.is_divided else ""
        formula = part_formula(
            table.local_range("deviation"), table.local_range(key), counted=counted
        )
        sheet.formula(row, key, formula, total(FIGURES[key](each) for each in part))


def _fold(sheet: _Sheet, headings: list[Heading]) -> None:
    """Let units be folded away under their department, and hide which lines count."""
    worksheet, widths = sheet.cells.worksheet, [heading.width for heading in headings]
    worksheet.outline_settings(symbols_below=False)
    for row, line in zip(sheet.table.rows, sheet.lines, strict=True):
        if line.is_beneath:
            worksheet.set_row(row, sheet.cells.height_of([row], widths), None, {"level": 1})
    place = sheet.table.columns[_COUNTED]
    worksheet.set_column(place, place, widths[place], None, {"hidden": True})
