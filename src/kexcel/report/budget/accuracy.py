"""How near forecasts come: last year's against its budget, this year's against frame and actual.

The year's outcome is not known until it has ended, so a forecast is held against what is known:
the budget it departs from, and how much of it has been used by the close of the period.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

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

_FIGURE_WIDTH = 17
_FEWEST_EARLIER = 2
"""A budget and a forecast of an earlier year."""

_FRAME, _ACTUAL, _FORECAST = "frame", "actual", "forecast"


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Two columns of amounts with their difference and its share, by the columns' keys."""

    base: str
    later: str

    @property
    def difference(self) -> str:
        return f"{self.base}-{self.later}"

    @property
    def share(self) -> str:
        return f"{self.base}-{self.later}.share"


_THIS_YEAR = _Comparison(_FRAME, _FORECAST)
_USED = "used"


def write_accuracy(context: ReportContext) -> PlacedTable:
    """Add the sheet."""
    _ = context.translate
    name = _("Forecast accuracy")
    worksheet = new_sheet(context, name)
    row = write_banner(context, worksheet, name)
    cells = Cells(worksheet, context.book.styles)
    for line in _explanation(context):
        worksheet.write_string(row, 0, line, cells.styles.remark())
        row += 1
    headings = _headings(context)
    results = context.consolidation.budget
    empty = _("There are no frames.")
    table = place_table(cells, "Accuracy", headings, len(results), row=row + 1, empty=empty)
    set_widths(worksheet, headings)
    keep_headings(worksheet, row + 1, columns=1)
    fit_width(worksheet)
    amounts = [_amounts(context, result) for result in results]
    for place, result, known in zip(table.rows, results, amounts, strict=True):
        cells.write(place, 0, result.name)
        _write_amounts(context, Money(context, cells), table, place, known)
    if results:
        _write_totals(context, Money(context, cells), table, amounts)
    fit_heights(cells, headings)
    return table


def _earlier(context: ReportContext) -> _Comparison | None:
    """The printed columns before the frame: the first is the budget, the last its forecast."""
    columns, frame = context.consolidation.plan.frame_columns, context.settings.money.frame
    before = columns[: columns.index(frame)] if frame in columns else ()
    return _Comparison(before[0], before[-1]) if len(before) >= _FEWEST_EARLIER else None


def _explanation(context: ReportContext) -> list[str]:
    _ = context.translate
    elapsed = _share_of_year(context)
    lines = [
        _(
            "The difference is budget or frame less forecast: "
            "plus means that less was expected to be used."
        ),
        _("By the close of the period {percent} % of the year has passed.").format(
            percent=round(elapsed * 100)
        ),
    ]
    if _earlier(context) is None:
        lines.append(
            _("The plan prints no budget and forecast of an earlier year to compare with.")
        )
    return lines


def _share_of_year(context: ReportContext) -> Decimal:
    closes, year = context.consolidation.period.closes, context.consolidation.plan.year
    first, days = date(year, 1, 1), (date(year + 1, 1, 1) - date(year, 1, 1)).days
    passed = min(max((closes - first).days + 1, 0), days)
    return Decimal(passed) / days


def _comparisons(context: ReportContext) -> list[_Comparison]:
    earlier = _earlier(context)
    return [earlier, _THIS_YEAR] if earlier else [_THIS_YEAR]


def _headings(context: ReportContext) -> list[Heading]:
    _ = context.translate
    frame = context.settings.money.frame

    def label(key: str) -> str:
        if key == _FRAME:
            return frame
        return context.column_label("budget", key)

    difference_label, share_label = _("Difference, {column}"), _("Difference %, {column}")
    headings = [Heading("name", context.column_label("budget", "name"), 30)]
    for each in _comparisons(context):
        headings += [
            Heading(each.base, label(each.base), _FIGURE_WIDTH, "right"),
            Heading(each.later, label(each.later), _FIGURE_WIDTH, "right"),
            Heading(each.difference, difference_label.format(column=label(each.base)), 14, "right"),
            Heading(each.share, share_label.format(column=label(each.base)), 14, "right"),
        ]
    return [
        *headings,
        Heading(_ACTUAL, label(_ACTUAL), 13, "right"),
        Heading(_USED, _("Part of the forecast used"), 14, "right"),
    ]


def _amounts(context: ReportContext, result: BudgetResult) -> dict[str, Decimal | None]:
    plan, earlier = context.consolidation.plan, _earlier(context)
    printed = (earlier.base, earlier.later) if earlier else ()
    known: dict[str, Decimal | None] = {
        column: plan.frame_of(result.department, column) for column in printed
    }
    return known | {
        _FRAME: result.frame,
        _FORECAST: result.forecast,
        _ACTUAL: result.actual,
    }


def _write_amounts(
    context: ReportContext,
    money: Money,
    table: PlacedTable,
    row: int,
    known: Mapping[str, Decimal | None],
) -> None:
    for key, amount in known.items():
        money.amount(row, table.columns[key], amount)
    for each in _comparisons(context):
        base, later = (Figure(table.cell(key, row), known[key]) for key in (each.base, each.later))
        amount = money.difference(row, table.columns[each.difference], base, later)
        _write_share(
            money, table, row, each.share, Figure(table.cell(each.difference, row), amount), base
        )
    actual, forecast = (Figure(table.cell(key, row), known[key]) for key in (_ACTUAL, _FORECAST))
    _write_share(money, table, row, _USED, actual, forecast)


def _write_share(
    money: Money, table: PlacedTable, row: int, key: str, part: Figure, whole: Figure
) -> None:
    formula = share_formula(part.cell, whole.cell)
    stored = share(part.amount, whole.amount)
    money.formula(row, table.columns[key], formula, stored, number_format=PERCENT)


def _write_totals(
    context: ReportContext,
    money: Money,
    table: PlacedTable,
    amounts: list[dict[str, Decimal | None]],
) -> None:
    """Sums of the amounts, and of the differences; a sum over a part has no share."""
    row = table.last_row + 1
    money.cells.write(row, 0, context.translate("Total"), bold=True)
    sums = {key: total(each[key] for each in amounts) for key in amounts[0]}
    for each in _comparisons(context):
        pairs = ((known[each.base], known[each.later]) for known in amounts)
        sums[each.difference] = total(difference(*pair) for pair in pairs)
    for key, column in table.columns.items():
        if key in sums:
            formula = f"=ROUND(SUM({table.local_range(key)}),{EXACT})"
            money.formula(row, column, formula, sums[key], bold=True)
        elif column:
            money.cells.write(row, column, None)
    if 0 < sum(each[_THIS_YEAR.later] is not None for each in amounts) < len(amounts):
        _write_forecast_part(context, money, table, row + 1, amounts)


def _write_forecast_part(
    context: ReportContext,
    money: Money,
    table: PlacedTable,
    row: int,
    amounts: list[dict[str, Decimal | None]],
) -> None:
    """The part of this year's total with a forecast, where frame less forecast holds."""
    for column in table.columns.values():
        money.cells.write(row, column, None)
    money.cells.write(row, 0, context.translate("Of which departments with a forecast"))
    compared = _THIS_YEAR
    pairs = [(each[compared.base], each[compared.later]) for each in amounts]
    part = [pair for pair in pairs if None not in pair]
    condition = table.local_range(compared.difference)
    sums = [total(side) for side in zip(*part, strict=True)] or [Decimal(0), Decimal(0)]
    figures = [
        Figure(table.cell(key, row), amount)
        for key, amount in zip((compared.base, compared.later), sums, strict=True)
    ]
    for key, figure in zip((compared.base, compared.later), figures, strict=True):
        formula = part_formula(condition, table.local_range(key))
        money.formula(row, table.columns[key], formula, figure.amount)
    amount = money.difference(row, table.columns[compared.difference], *figures)
    stated = Figure(table.cell(compared.difference, row), amount)
    _write_share(money, table, row, compared.share, stated, figures[0])
