from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kexcel.report.budget.history import PeriodFigures, figures_of
from tests.report import budget_rich as rich
from tests.report.budget_samples import consolidation
from tests.report.budget_tables import Table, formulas, row_of, table_at, values, written


def accuracy(book: Any) -> Table:
    return table_at(book["Forecast accuracy"], "Department")


def at_year_end(*, read: Any = values) -> Table:
    return accuracy(read(written(rich.year_end(), history=rich.WHOLE_HISTORY)))


def test_an_earlier_forecast_is_held_against_that_of_now() -> None:
    table = accuracy(values(written(rich.rich(), history=rich.HISTORY)))
    assert table.line("Staben", "Full-year forecast, T1", "Part of the forecast used") == [
        82.9,
        27.3,
        0.8,
        pytest.approx(0.8 / 82.1),
        81.7,
        82.1,
        -0.4,
        pytest.approx(-0.4 / 81.7),
        54.1,
        pytest.approx(54.1 / 82.1),
    ]


def test_at_the_years_end_every_forecast_is_held_against_the_actual() -> None:
    table = at_year_end()
    actual = Decimal("42.05") + Decimal("30.1") + Decimal("9.9")
    errors = [Decimal(text) - actual for text in ("82.9", "82.1", "82.2")]
    assert [table.value("Staben", f"Error, {period}") for period in ("T1", "T2", "T3")] == [
        float(error) for error in errors
    ]
    mean = sum(map(abs, errors), Decimal(0)) / 3
    assert table.value("Staben", "Mean absolute error") == pytest.approx(float(mean), abs=5e-7)
    assert table.value("Staben", "Mean absolute error, %") == pytest.approx(
        float(round(mean, 6) / actual)
    )


def test_an_error_is_not_said_of_a_part_of_a_department() -> None:
    table = at_year_end()
    assert table.value("Utbildningsavdelningen", "Full-year forecast, T1") == 258.4
    columns = ("Error, T1", "Error, T3", "Mean absolute error")
    assert [table.value("Utbildningsavdelningen", each) for each in columns] == [None] * 3


def test_a_department_that_lacks_a_forecast_says_so_behind_its_name() -> None:
    table = accuracy(values(written(rich.rich(), history=rich.HISTORY)))
    row = "Utbildningsavdelningen – forecast missing: 1 of 2"
    assert table.line(row, "Full-year forecast, T1", "Error, T1") == [258.4, 88.1, None]
    assert table.value(row, "Part of the forecast used") is None


def test_totals_tell_how_many_departments_they_hold() -> None:
    table = at_year_end()
    forecasts = list(rich.WHOLE_HISTORY[1].forecasts.values())
    assert table.value("Total", "Full-year forecast, T2") == float(sum(forecasts))
    count = "Departments in the total"
    assert table.value(count, "Full-year forecast, T2") == len(forecasts)
    assert table.value("Total", "Error %, T2") is None


def test_a_total_has_a_share_when_every_department_is_in_it() -> None:
    history = (PeriodFigures("T1", date(2024, 4, 30), forecasts={"ekonomi": Decimal(14)}),)
    whole = rich.rich(rows=(("ekonomi", "", "", "14.2", "9.1", "13.7", ""),))
    table = accuracy(values(written(whole, history=history)))
    assert table.line("Total", "Error, T1", "Error %, T1") == [0.3, pytest.approx(0.3 / 13.7)]


def test_this_years_figures_are_the_compilations_by_reference() -> None:
    book = formulas(written(rich.rich()))
    row = table_at(book["Compilation"], "Department and unit").row("Gemensamma resurser")
    table = accuracy(book)
    far = f"'Compilation'!J{row}"
    assert table.value(table.rows[0], "Full-year forecast") == f'=IF(ISNUMBER({far}),{far},"")'


def test_the_part_with_a_forecast_is_the_compilations() -> None:
    table = accuracy(values(written(consolidation())))
    part = "Of which departments with a forecast"
    assert table.line(part, "Budget 2024", "Difference, Budget 2024") == [421.2, 423.4, -2.2]


def test_the_sheet_says_how_much_of_the_year_has_passed() -> None:
    sheet = values(written(rich.rich()))["Forecast accuracy"]
    assert row_of(sheet, "By the close of the period 67 % of the year has passed.") > 2


def test_without_an_earlier_period_there_is_nothing_to_compare_with() -> None:
    sheet = values(written(consolidation()))["Forecast accuracy"]
    assert row_of(sheet, "There is no earlier forecast of the year to compare with.") > 2


def test_last_years_budget_and_forecast_stand_beneath_as_printed() -> None:
    sheet = values(written(consolidation()))["Forecast accuracy"]
    table = Table(sheet, row_of(sheet, "The year before, as the plan prints it") + 1)
    assert table.labels == [
        "Department",
        "Budget 2023",
        "Prognos 23-08-31",
        "Difference",
        "Difference, %",
    ]
    assert table.line("Staben", "Budget 2023", "Difference, %") == [
        71.7, 73.5, -1.8, pytest.approx(-1.8 / 71.7),
    ]  # fmt: skip
    assert table.line("Total", "Budget 2023", "Difference") == [675.5, 682.6, -7.1]


def test_a_plan_with_the_frame_alone_compares_with_no_earlier_year() -> None:
    whole = consolidation()
    bare = replace(whole, plan=replace(whole.plan, frame_columns=("Budget 2024",)))
    sheet = values(written(bare))["Forecast accuracy"]
    assert row_of(sheet, "The plan prints no budget and forecast of an earlier year") > 2


def test_what_a_period_said_is_summed_by_department_and_whole_or_not_at_all() -> None:
    figures = figures_of(rich.rich())
    assert (figures.period, figures.closes) == ("T2", date(2024, 8, 31))
    assert figures.forecasts == {
        "gemensamt": Decimal("3.5"),
        "stab": Decimal("82.1"),
        "ekonomi": Decimal("13.7"),
        "samhallsbyggnad": Decimal("65.1"),
    }
    assert figures.actuals["social"] == Decimal("190.123456")
    assert figures.actuals["utbildning"] == Decimal("173.3")
