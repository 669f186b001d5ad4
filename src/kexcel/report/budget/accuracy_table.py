"""Write what each period forecast for the year against what is known now, by department."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from kexcel.excel.styles import WHOLE
from kexcel.money.sums import add_up
from kexcel.report.budget.accuracy_columns import (
    MEAN,
    MEAN_SHARE,
    NAME,
    SHARE,
    USED,
    AccuracyColumns,
    Then,
)
from kexcel.report.budget.figures import (
    EXACT,
    PERCENT,
    Figure,
    Money,
    difference,
    rounded,
    share,
    share_formula,
    total,
    used,
)
from kexcel.report.budget.labels import label_of
from kexcel.report.budget.layout import SHARE as SUMMARY_SHARE
from kexcel.report.budget.layout import PlacedGroup, PlacedSummary
from kexcel.report.budget.lines import ACTUAL, DEVIATION, FORECAST, FRAME, Group, sum_of_known
from kexcel.report.budget.standing import standing_words
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.tables import PlacedTable

FROM_SUMMARY = {FRAME: FRAME, FORECAST: FORECAST, DEVIATION: DEVIATION, ACTUAL: ACTUAL}
"""The columns that are the compilation's own, from the rows that are reported there."""

_OF_ROWS = 9
"""Decimals of a sum of rows that is added up further: an öre has eight in millions."""


@dataclass(frozen=True, slots=True)
class PlacedAccuracy:
    """The table; its total stands in the row beneath it."""

    table: PlacedTable
    summary: PlacedSummary
    columns: AccuracyColumns

    def total(self, key: str) -> Figure:
        """A total, as other sheets refer to it."""
        cell = self.table.far_cell(key, self.table.last_row + 1)
        return Figure(cell, sum_of_known(_of_rows(each.group, key) for each in self.summary.groups))


def _of_rows(group: Group, key: str) -> Decimal | None:
    """A department's figure, with the decimals of its rows, so that totals are rounded once."""
    if not group.is_split:
        return group.sum_of(key)
    known = [each for line in group.lines if (each := line.amounts[key]) is not None]
    return add_up(known).quantize(Decimal(1).scaleb(-_OF_ROWS), ROUND_HALF_UP) if known else None


class AccuracyRow:
    """A department's figures by column: the stored results of its formulas."""

    def __init__(self, columns: AccuracyColumns, group: PlacedGroup) -> None:
        self.group = group
        whole, key = group.group, group.group.department
        self.amounts: dict[str, Decimal | None] = {
            each: _of_rows(whole, each) for each in FROM_SUMMARY
        }
        for period, then in zip(columns.history, columns.earlier, strict=True):
            self.amounts[then.forecast] = period.forecasts.get(key)
            self.amounts[then.actual] = period.actuals.get(key)
        basis = columns.basis
        self.basis = self.amounts[basis] if whole.has_all(basis) else None
        for then in columns.compared:
            known = not then.is_now or whole.has_all(FORECAST)
            forecast = self.amounts[then.forecast] if known else None
            self.amounts[then.error] = difference(forecast, self.basis)
        errors = [self.amounts[then.error] for then in columns.compared]
        found = [abs(each) for each in errors if each is not None]
        self.amounts[MEAN] = rounded(total(found) / len(found)) if found else None


@dataclass(frozen=True, slots=True)
class _Writing:
    """The table being written, and the compilation that it refers to."""

    placed: PlacedAccuracy
    cells: Cells
    money: Money

    def cell(self, key: str, row: int) -> str:
        return self.placed.table.cell(key, row)

    def column(self, key: str) -> int:
        return self.placed.table.columns[key]

    def far(self, key: str, row: int) -> str:
        return self.placed.summary.far(key, row)

    def is_whole(self, group: PlacedGroup, key: str) -> str:
        """The formula's part that says whether none of a department's rows lacks a figure."""
        own = self.placed.summary.far_own_range(group, key)
        return f"COUNT({own})={len(group.lines)}"


def write_accuracy_table(placed: PlacedAccuracy, cells: Cells, money: Money) -> None:
    """Fill the table and write its totals; there is a row for each department."""
    writing = _Writing(placed, cells, money)
    rows = [AccuracyRow(placed.columns, group) for group in placed.summary.groups]
    for place, row in zip(placed.table.rows, rows, strict=True):
        _write_row(writing, place, row)
    if rows:
        _write_totals(writing, rows)


def _write_row(writing: _Writing, place: int, row: AccuracyRow) -> None:
    columns = writing.placed.columns
    formula, label = label_of(writing.placed.summary, standing_words(columns.context), row.group)
    writing.cells.write_formula(place, writing.column(NAME), formula, label)
    for then in columns.earlier:
        for key in (then.forecast, then.actual):
            writing.money.amount(place, writing.column(key), row.amounts[key])
    for key in FROM_SUMMARY:
        _write_of_rows(writing, place, key, row)
    _write_shares(writing, place, row)
    for then in columns.compared:
        _write_error(writing, place, row, then)
    if columns.is_year_end:
        _write_mean(writing, place, row)


def _write_reference(
    writing: _Writing, row: int, key: str, far: str, amount: Decimal | None, **looks: Any
) -> None:
    formula = f'=IF(ISNUMBER({far}),{far},"")'
    writing.money.formula(row, writing.column(key), formula, amount, **looks)


def _write_of_rows(writing: _Writing, place: int, key: str, row: AccuracyRow) -> None:
    """A department's figure in the compilation: its only row's, or the sum of its rows."""
    if not row.group.group.is_split:
        far = writing.far(key, row.group.row)
        _write_reference(writing, place, key, far, row.amounts[key])
        return
    own = writing.placed.summary.far_own_range(row.group, key)
    formula = f'=IF(COUNT({own})=0,"",ROUND(SUM({own}),{_OF_ROWS}))'
    writing.money.formula(place, writing.column(key), formula, row.amounts[key])


def _write_shares(writing: _Writing, place: int, row: AccuracyRow) -> None:
    """The deviation's share is the compilation's; the used part needs every row's figures."""
    whole, group = row.group.group, row.group
    known = whole.has_all(DEVIATION, FRAME)
    part = share(row.amounts[DEVIATION], row.amounts[FRAME]) if known else None
    far = writing.far(SUMMARY_SHARE, group.row)
    _write_reference(writing, place, SHARE, far, part, number_format=PERCENT)
    complete = ",".join(writing.is_whole(group, key) for key in (ACTUAL, FORECAST))
    actual, forecast = (writing.cell(key, place) for key in (ACTUAL, FORECAST))
    part_used = f'IF({forecast}=0,"",{actual}/{forecast})'
    known = whole.has_all(ACTUAL, FORECAST)
    amount = used(row.amounts[ACTUAL], row.amounts[FORECAST]) if known else None
    formula = f'=IF(AND({complete}),{part_used},"")'
    writing.money.formula(place, writing.column(USED), formula, amount, number_format=PERCENT)


def _write_error(writing: _Writing, place: int, row: AccuracyRow, then: Then) -> None:
    basis, group = writing.placed.columns.basis, row.group
    forecast, known = (writing.cell(key, place) for key in (then.forecast, basis))
    conditions = [f"ISNUMBER({forecast})", writing.is_whole(group, basis)]
    if then.is_now:
        conditions.append(writing.is_whole(group, FORECAST))
    formula = f'=IF(AND({",".join(conditions)}),ROUND({forecast}-{known},{EXACT}),"")'
    amount = row.amounts[then.error]
    writing.money.formula(place, writing.column(then.error), formula, amount)
    _write_part(writing, place, (then.share, then.error, basis), (amount, row.basis))


def _write_part(
    writing: _Writing,
    row: int,
    keys: tuple[str, str, str],
    amounts: tuple[Decimal | None, Decimal | None],
) -> None:
    """A share: its column, the part's and the whole's, and the amounts of these."""
    column, part, whole = keys
    formula = share_formula(writing.cell(part, row), writing.cell(whole, row))
    stored = share(*amounts)
    writing.money.formula(row, writing.column(column), formula, stored, number_format=PERCENT)


def _write_mean(writing: _Writing, place: int, row: AccuracyRow) -> None:
    errors = [writing.cell(then.error, place) for then in writing.placed.columns.compared]
    count = f"COUNT({','.join(errors)})"
    sizes = "+".join(f"ABS(N({each}))" for each in errors)
    formula = f'=IF({count}=0,"",ROUND(({sizes})/{count},{EXACT}))'
    writing.money.formula(place, writing.column(MEAN), formula, row.amounts[MEAN])
    basis = writing.placed.columns.basis
    _write_part(writing, place, (MEAN_SHARE, MEAN, basis), (row.amounts[MEAN], row.basis))


def _write_totals(writing: _Writing, rows: list[AccuracyRow]) -> None:
    """Sums, each with the number of departments in it; a sum over a part has no share."""
    table, row = writing.placed.table, writing.placed.table.last_row + 1
    _ = writing.placed.columns.context.translate
    for place in table.columns.values():
        writing.cells.write(row, place, None)
        writing.cells.write(row + 1, place, None)
    looks: dict[str, Any] = {"bold": True, "top": 2}
    writing.cells.write(row, writing.column(NAME), _("Total"), **looks)
    label = _("Departments in the total")
    muted = {"font_color": writing.placed.columns.context.template.looks.muted}
    writing.cells.write(row + 1, writing.column(NAME), label, **muted)
    for key in (each for each in table.columns if each in rows[0].amounts and each != MEAN):
        amounts = [each.amounts[key] for each in rows]
        cells = table.local_range(key)
        formula = f'=IF(COUNT({cells})=0,"",ROUND(SUM({cells}),{EXACT}))'
        writing.money.formula(row, writing.column(key), formula, sum_of_known(amounts), **looks)
        known = Decimal(sum(each is not None for each in amounts))
        looks_of_count = {"number_format": WHOLE, **muted}
        writing.money.formula(
            row + 1, writing.column(key), f"=COUNT({cells})", known, **looks_of_count
        )
    _write_total_shares(writing, rows, row)
    _write_forecast_part(writing, row + 2)


def _write_total_shares(writing: _Writing, rows: list[AccuracyRow], row: int) -> None:
    columns, summary = writing.placed.columns, writing.placed.summary
    far = writing.far(SUMMARY_SHARE, summary.total_row)
    known = all(each.group.group.has_all(DEVIATION, FRAME) for each in rows)
    stored = share(summary.sum_of(DEVIATION), summary.sum_of(FRAME)) if known else None
    looks: dict[str, Any] = {"number_format": PERCENT, "bold": True}
    _write_reference(writing, row, SHARE, far, stored, **looks)
    for then in columns.compared:
        error, basis = writing.cell(then.error, row), writing.cell(columns.basis, row)
        every = f"COUNT({writing.placed.table.local_range(then.error)})={len(rows)}"
        formula = f'=IF({every},IF({basis}=0,"",{error}/ABS({basis})),"")'
        errors = [each.amounts[then.error] for each in rows]
        basis_amounts = [each.amounts[columns.basis] for each in rows]
        whole = None if None in errors else sum_of_known(basis_amounts)
        amount = share(sum_of_known(errors), whole)
        writing.money.formula(row, writing.column(then.share), formula, amount, **looks)


def _write_forecast_part(writing: _Writing, row: int) -> None:
    """The part of the total with a forecast, where frame less forecast holds, by reference."""
    summary = writing.placed.summary
    if not summary.has_forecast_part:
        return
    _ = writing.placed.columns.context.translate
    for place in writing.placed.table.columns.values():
        writing.cells.write(row, place, None)
    label = (
        _("Of which rows with a forecast")
        if summary.is_split
        else _("Of which departments with a forecast")
    )
    writing.cells.write(row, writing.column(NAME), label)
    sums = summary.part_with_forecast
    for key in (FRAME, FORECAST, DEVIATION):
        _write_reference(writing, row, key, writing.far(key, summary.total_row + 1), sums[key])
    part = share(sums[DEVIATION], sums[FRAME])
    far = writing.far(SUMMARY_SHARE, summary.total_row + 1)
    _write_reference(writing, row, SHARE, far, part, number_format=PERCENT)
