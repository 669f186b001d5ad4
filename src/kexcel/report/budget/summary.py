"""The first sheet for finance: per department frame, actual, forecast, deviation and change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kexcel.locale import format_number
from kexcel.model.cell import CellValue, cell_reference
from kexcel.model.consolidation import BudgetResult
from kexcel.report.budget.figures import (
    EXACT,
    PERCENT,
    Figure,
    Money,
    difference,
    part_formula,
    share,
    share_formula,
    total,
)
from kexcel.report.budget.findings import money_errors
from kexcel.report.budget.frames import FramesPlaced
from kexcel.report.parts.answer_cells import write_answer
from kexcel.report.parts.answer_sources import FILE, FIRST, file_headings, write_source
from kexcel.report.parts.banner import preliminary_reasons, write_banner
from kexcel.report.parts.cells import FIGURE, Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.page import fit_width
from kexcel.report.parts.tables import (
    Heading,
    PlacedTable,
    fit_heights,
    keep_headings,
    place_table,
    set_widths,
)
from kexcel.template.schema import Column

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SHEET = "budget"
_NAME, _FRAME, _ACTUAL, _FORECAST, _DEVIATION = "name", "frame", "actual", "forecast", "deviation"
_SHARE, _LAST, _CHANGE = "deviation.share", "last.forecast", "change"
_SUMMED = (_FRAME, _ACTUAL, _FORECAST, _DEVIATION, _CHANGE)
_CHART_WIDTH = 960
_FIGURE_WIDTH = 13.0


@dataclass(frozen=True, slots=True)
class _Line:
    """A department's figures, those of a total being the sums."""

    result: BudgetResult
    last: Decimal | None

    @property
    def amounts(self) -> dict[str, Decimal | None]:
        result = self.result
        return {
            _FRAME: result.frame,
            _ACTUAL: result.actual,
            _FORECAST: result.forecast,
            _DEVIATION: difference(result.frame, result.forecast),
            _LAST: self.last,
            _CHANGE: difference(result.forecast, self.last),
        }


def write_summary(
    context: ReportContext,
    worksheet: Worksheet,
    frames: FramesPlaced,
    last_forecasts: Mapping[str, Decimal],
) -> PlacedTable:
    """Write the sheet, which is there already so that it stands first."""
    _ = context.translate
    of_budget = money_errors(context.consolidation, context.template)
    reasons = preliminary_reasons(context, of_budget=of_budget)
    first = write_banner(context, worksheet, worksheet.get_name(), reasons=reasons)
    cells = Cells(worksheet, context.book.styles)
    money = Money(context, cells)
    headings = _headings(context)
    lines = [
        _Line(each, last_forecasts.get(each.department)) for each in context.consolidation.budget
    ]
    empty = _("There are no frames.")
    table = place_table(cells, "Compilation", headings, len(lines), row=first, empty=empty)
    set_widths(worksheet, headings)
    keep_headings(worksheet, first, columns=1)
    fit_width(worksheet)
    for row, line in zip(table.rows, lines, strict=True):
        _write_line(context, money, table, row, line)
    if lines:
        row = _write_totals(context, money, table, lines)
        row = _write_control(context, money, table, lines, frames, row + 2)
        _insert_chart(context, table, row + 1)
    fit_heights(cells, headings)
    return table


def _headings(context: ReportContext) -> list[Heading]:
    _ = context.translate

    def figure(key: str, label: str = "") -> Heading:
        return Heading(key, label or context.column_label(SHEET, key), _FIGURE_WIDTH, "right")

    return [
        Heading(_NAME, context.column_label(SHEET, _NAME), 28),
        *(figure(key) for key in (_FRAME, _ACTUAL, _FORECAST, _DEVIATION)),
        figure(_SHARE, _("Deviation, %")),
        figure(_LAST, _("Last forecast")),
        figure(_CHANGE, _("Change since last forecast")),
        *(Heading(each.key, each.label.get(context.language), 32) for each in _texts(context)),
        *file_headings(context),
    ]


def _texts(context: ReportContext) -> list[Column]:
    """What the department writes beside its figures, in the template's order."""
    sheet = context.template.sheet(SHEET)
    inputs = sheet.inputs if sheet else ()
    return [column for column in inputs if column.key not in {_ACTUAL, _FORECAST}]


def _write_line(
    context: ReportContext, money: Money, table: PlacedTable, row: int, line: _Line
) -> None:
    cells, place, result = money.cells, table.columns, line.result
    cells.write(row, place[_NAME], result.name)
    money.amount(row, place[_FRAME], result.frame)
    _write_reported(context, money, table, row, line)
    _write_deviation(money, table, row, line)
    _write_change(context, money, table, row, line)
    for column in _texts(context):
        # Without a link of its own, for LibreOffice does not wrap a linked text.
        cells.write(row, place[column.key], _text(context, column, result))
    answers = result.answers
    write_source(cells, table, row, answers.get(_FORECAST) or next(iter(answers.values()), None))


def _text(context: ReportContext, column: Column, result: BudgetResult) -> CellValue:
    answer = result.answers.get(column.key)
    return context.shown(column, answer) if answer else None


def _write_reported(
    context: ReportContext, money: Money, table: PlacedTable, row: int, line: _Line
) -> None:
    sheet = context.template.sheet(SHEET)
    for key in (_ACTUAL, _FORECAST):
        answer = line.result.answers.get(key)
        column = sheet.column(key) if sheet else None
        if answer and column:
            write_answer(context, money.cells, row, table.columns[key], column, answer)
        else:
            money.amount(row, table.columns[key], line.amounts[key])


def _figure(table: PlacedTable, row: int, key: str, line: _Line) -> Figure:
    return Figure(table.cell(key, row), line.amounts[key])


def _write_deviation(money: Money, table: PlacedTable, row: int, line: _Line) -> None:
    frame, forecast = (_figure(table, row, key, line) for key in (_FRAME, _FORECAST))
    money.difference(row, table.columns[_DEVIATION], frame, forecast)
    formula = share_formula(table.cell(_DEVIATION, row), frame.cell)
    part = share(line.amounts[_DEVIATION], frame.amount)
    money.formula(row, table.columns[_SHARE], formula, part, number_format=PERCENT)


def _write_change(
    context: ReportContext, money: Money, table: PlacedTable, row: int, line: _Line
) -> None:
    if line.last is None:
        looks = context.template.looks
        none = context.translate("none")
        money.cells.write(row, table.columns[_LAST], none, **FIGURE, font_color=looks.muted)
    else:
        money.amount(row, table.columns[_LAST], line.last)
    last, forecast = (_figure(table, row, key, line) for key in (_LAST, _FORECAST))
    money.difference(row, table.columns[_CHANGE], forecast, last)


def _write_totals(
    context: ReportContext, money: Money, table: PlacedTable, lines: list[_Line]
) -> int:
    _ = context.translate
    row = table.last_row + 1
    money.cells.write(row, 0, _("Total"), bold=True)
    for key in _SUMMED:
        known = [line.amounts[key] for line in lines if line.amounts[key] is not None]
        cells = table.local_range(key)
        formula = f'=IF(COUNT({cells})=0,"",ROUND(SUM({cells}),{EXACT}))'
        money.formula(row, table.columns[key], formula, total(known) if known else None, bold=True)
    _write_empty(context, money, table, row)
    _write_total_share(money, table, row, lines)
    forecasts = sum(line.result.forecast is not None for line in lines)
    if 0 < forecasts < len(lines):
        row += 1
        _write_forecast_part(context, money, table, row, lines)
    words = _("Forecasts in the total: {count} of {all}. The deviation counts only those.")
    remark = words.format(count=forecasts, all=len(lines))
    money.cells.worksheet.write_string(row + 1, 0, remark, money.cells.styles.remark())
    return row + 1


def _write_empty(context: ReportContext, money: Money, table: PlacedTable, row: int) -> None:
    for key in (_LAST, *(column.key for column in _texts(context)), FILE, FIRST):
        money.cells.write(row, table.columns[key], None)


def _write_forecast_part(
    context: ReportContext, money: Money, table: PlacedTable, row: int, lines: list[_Line]
) -> None:
    """The part of the total with a forecast, where frame less forecast is the deviation."""
    _ = context.translate
    money.cells.write(row, 0, _("Of which departments with a forecast"))
    part = [line.amounts for line in lines if line.amounts[_DEVIATION] is not None]
    for key in (_FRAME, _ACTUAL, _FORECAST):
        formula = part_formula(table.local_range(_DEVIATION), table.local_range(key))
        money.formula(row, table.columns[key], formula, total(each[key] for each in part))
    frame, forecast = (
        Figure(table.cell(key, row), total(each[key] for each in part))
        for key in (_FRAME, _FORECAST)
    )
    amount = money.difference(row, table.columns[_DEVIATION], frame, forecast)
    formula = share_formula(table.cell(_DEVIATION, row), frame.cell)
    money.formula(
        row, table.columns[_SHARE], formula, share(amount, frame.amount), number_format=PERCENT
    )
    _write_empty(context, money, table, row)
    money.cells.write(row, table.columns[_CHANGE], None)


def _write_total_share(money: Money, table: PlacedTable, row: int, lines: list[_Line]) -> None:
    """The share of the whole frame, said only when every forecast is in."""
    frame, deviation = table.cell(_FRAME, row), table.cell(_DEVIATION, row)
    counted = f"COUNT({table.local_range(_DEVIATION)})<{len(lines)}"
    formula = f'=IF(OR({counted},{frame}=0),"",{deviation}/ABS({frame}))'
    amounts = [line.amounts for line in lines]
    known = all(each[_DEVIATION] is not None for each in amounts)
    part = share(total(a[_DEVIATION] for a in amounts), total(a[_FRAME] for a in amounts))
    stored = part if known else None
    money.formula(row, table.columns[_SHARE], formula, stored, number_format=PERCENT, bold=True)


def _write_control(
    context: ReportContext,
    money: Money,
    table: PlacedTable,
    lines: list[_Line],
    frames: FramesPlaced,
    row: int,
) -> int:
    """Hold the sum of the frames against the plan's own printed total, from ``row`` on."""
    _ = context.translate
    frame = context.settings.money.frame
    printed, column = frames.totals.get(frame), table.columns[_FRAME]
    if printed is None:
        return row
    total_cell = table.cell(_FRAME, table.last_row + 1)
    computed = Figure(total_cell, total(line.amounts[_FRAME] for line in lines))
    money.cells.write(row, 0, _("The plan's printed total, {column}").format(column=frame))
    money.formula(row, column, f"={printed.cell}", printed.amount)
    money.cells.write(row + 1, 0, _("Difference: printed total less the sum above"))
    stated = Figure(cell_reference(row, column), printed.amount)
    amount = money.difference(row + 1, column, stated, computed)
    money.cells.write(row + 2, 0, _("Judgement"))
    of = Figure(cell_reference(row + 1, column), amount)
    money.judgement(row + 2, column, of, terms=len(lines))
    return row + 3


def _insert_chart(context: ReportContext, table: PlacedTable, row: int) -> None:
    _, looks = context.translate, context.template.looks
    unit = context.settings.money.unit
    title = _("Deviation by department, {unit} (plus is surplus)").format(unit=unit)
    chart = context.book.workbook.add_chart({"type": "bar"})
    font = {"name": looks.font, "size": looks.size}
    chart.add_series(
        {
            "name": context.column_label(SHEET, _DEVIATION),
            "categories": f"={table.range(_NAME)}",
            "values": f"={table.range(_DEVIATION)}",
            "fill": {"color": looks.ongoing_text},
            "invert_if_negative": True,
            "invert_if_negative_color": looks.bad_text,
            "data_labels": {"value": True, "font": font, "num_format": "+#,##0.0;-#,##0.0;0"},
            "gap": 60,
        }
    )
    chart.set_title(
        {"name": title, "name_font": {**font, "size": looks.size + 2}, "overlay": False}
    )
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "label_position": "low", "num_font": font})
    chart.set_x_axis(
        {"num_font": font, "major_gridlines": {"visible": True, "line": {"color": looks.line}}}
    )
    chart.set_size({"width": _CHART_WIDTH, "height": 110 + 34 * len(table.rows)})
    alternative = f"{title}: {_deviations_in_words(context)}"
    options = {"description": alternative, "object_position": 2}
    context.book.workbook.get_worksheet_by_name(table.sheet).insert_chart(row, 0, chart, options)


def _deviations_in_words(context: ReportContext) -> str:
    decimals = context.settings.money.decimals
    return "; ".join(
        f"{each.name} {format_number(each.deviation, context.language, decimals)}"
        for each in context.consolidation.budget
        if each.deviation is not None
    )
