"""Sums of amounts in öre: rounded once, whatever they are sums of."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kexcel.money.rounding import half_unit_of
from kexcel.report.budget.figures import EXACT, difference, rounded
from kexcel.report.budget.layout import PlacedSummary, place_groups
from kexcel.report.budget.lines import FORECAST, LEDGER, groups_of
from kexcel.report.parts.tables import PlacedTable
from tests.report import budget_rich as rich
from tests.report.budget_tables import compilation, controls, formulas, table_at, values, written

ENDS = some.lists(some.integers(0, 99), min_size=len(rich.ROWS), max_size=len(rich.ROWS))


def summary(ends: list[int]) -> PlacedSummary:
    groups = groups_of(rich.in_ore(*ends))
    return PlacedSummary(PlacedTable("", 0, 1, len(rich.ROWS), {}), place_groups(groups, 1))


@given(ENDS)
@settings(deadline=None, max_examples=40)
def test_a_total_is_the_exact_sum_of_its_rows_rounded_once(ends: list[int]) -> None:
    placed = summary(ends)
    for key in (LEDGER, FORECAST):
        amounts = [each.line.amounts[key] or Decimal(0) for each in placed.lines]
        assert placed.sum_of(key) == rounded(sum(amounts, Decimal(0)))


@given(ENDS)
@settings(deadline=None, max_examples=40)
def test_departments_differ_from_the_total_by_no_more_than_they_are_rounded(
    ends: list[int],
) -> None:
    placed = summary(ends)
    apart = difference(placed.sum_of(LEDGER), placed.sum_of_departments(LEDGER))
    assert apart is not None
    assert abs(apart) <= placed.roundings(LEDGER) * half_unit_of(EXACT)


@given(some.integers(-100, 100))
def test_a_difference_of_nothing_has_no_sign(millionths_of_an_ore: int) -> None:
    found = difference(Decimal(millionths_of_an_ore).scaleb(-9), Decimal("0.0"))
    assert found is not None
    assert not (found.is_signed() and found == 0)


def test_amounts_without_ore_leave_nothing_to_rounding() -> None:
    groups = groups_of(rich.rich())
    placed = PlacedSummary(PlacedTable("", 0, 1, len(rich.ROWS), {}), place_groups(groups, 1))
    assert placed.roundings(LEDGER) == 0


@pytest.mark.parametrize("ends", [(45,), (50,), (4, 51, 50), (99, 50, 1), (49, 49, 2)])
def test_what_is_booked_in_ore_agrees_with_the_ledger(ends: tuple[int, ...]) -> None:
    found = controls(values(written(rich.in_ore(*ends))))
    assert [line[3] for line in found if line[0] == "Booked"] == ["agrees"]
    assert {line[3] for line in found} <= {"agrees", "rounding", "missing"}


def test_the_control_of_what_is_booked_adds_the_rows_and_not_their_sums() -> None:
    book = formulas(written(rich.in_ore()))
    rows, table = compilation(book), table_at(book.worksheets[0], "What is compared")
    first, last = rows.rows[0], rows.row("Total") - 1
    booked = table_at(book.worksheets[0], "Name in the ledger").rows[0]
    assert table.value(table.row("Booked"), "One figure") == (
        f'=ROUND(SUMIF($B${first}:$B${last},"<>Sum",$G${first}:$G${last})'
        f"+SUM($D${booked}:$D${booked}),6)"
    )


def test_forecast_accuracy_has_the_totals_of_the_rows_and_not_of_rounded_sums() -> None:
    whole = rich.in_ore()
    book = values(written(whole))
    accuracy, rows = table_at(book["Forecast accuracy"], "Department"), compilation(book)
    labels = ("Budget 2024", "Actual to date", "Full-year forecast")
    exact = [
        sum((getattr(row, key) or Decimal(0) for row in whole.budget), Decimal(0))
        for key in ("frame", "actual", "forecast")
    ]
    assert [accuracy.value("Total", each) for each in labels] == [
        float(rounded(each)) for each in exact
    ]
    assert accuracy.value("Total", labels[2]) == rows.value("Total", labels[2])


def test_a_difference_too_small_for_the_decimals_is_shown_with_more() -> None:
    whole = rich.in_order()[0]
    book = formulas(written(rich.without_a_krona(whole)))
    table = table_at(book.worksheets[0], "What is compared")
    formats = {
        name: table.cell(table.row(name), "Difference").number_format.partition("_")[0]
        for name in ("Booked", "Frame")
    }
    assert formats == {"Booked": "#,##0.000000", "Frame": "#,##0.0"}
