from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from kexcel.model.consolidation import Consolidation
from kexcel.model.finding import Severity
from kexcel.report.budget.history import PeriodFigures
from kexcel.report.budget.workbook import write_budget
from kexcel.template.load import load_template
from tests.report.budget_samples import consolidation, missing_one, settings

SHEETS = [
    "Compilation",
    "Frames",
    "Distribution",
    "Approvers",
    "Forecast accuracy",
    "Findings",
    "Sources",
]
LAST = {"stab": Decimal("81.5"), "ekonomi": Decimal("14.2")}


def budget(
    whole: Consolidation | None = None,
    *,
    language: str = "en",
    last: dict[str, Decimal] | None = None,
) -> bytes:
    return write_budget(
        whole or consolidation(),
        load_template(),
        settings(),
        language=language,
        history=(PeriodFigures("T0", date(2024, 1, 31), forecasts=last),) if last else (),
    )


def values(data: bytes) -> Any:
    return load_workbook(BytesIO(data), data_only=True)


def formulas(data: bytes) -> Any:
    return load_workbook(BytesIO(data))


def row_of(sheet: Any, label: str, *, column: int = 1) -> Any:
    """The first row where a column says the label."""
    rows = sheet.iter_rows(min_col=column, max_col=column)
    return next(cell.row for (cell,) in rows if str(cell.value).startswith(label))


def line(sheet: Any, label: str, first: int = 2, last: int = 8, *, column: int = 1) -> list[Any]:
    row = row_of(sheet, label, column=column)
    return [sheet.cell(row, place).value for place in range(first, last + 1)]


def test_the_sheets_stand_in_the_contracts_order() -> None:
    assert formulas(budget()).sheetnames == SHEETS


def test_a_department_has_frame_actual_forecast_deviation_and_change() -> None:
    sheet = values(budget(last=LAST))["Compilation"]
    assert line(sheet, "Staben") == [
        81.7,
        27.3,
        82.9,
        -1.2,
        pytest.approx(-1.2 / 81.7),
        81.5,
        1.4,
    ]
    assert line(sheet, "Utbildningsavdelningen", 7) == ["none", None]


def test_the_change_is_empty_where_there_is_no_earlier_forecast() -> None:
    sheet = values(budget())["Compilation"]
    assert line(sheet, "Staben", 7) == ["none", None]
    assert line(sheet, "Total", 8) == [None]


def test_totals_are_live_sums_with_exact_results() -> None:
    data = budget(last=LAST)
    row = row_of(formulas(data)["Compilation"], "Total")
    rows = f"$B${row - 6}:$B${row - 1}"
    assert formulas(data)["Compilation"].cell(row, 2).value == (
        f'=IF(COUNT({rows})=0,"",ROUND(SUM({rows}),6))'
    )
    assert line(values(data)["Compilation"], "Total") == [
        707.7,
        141.5,
        423.4,
        -2.2,
        None,
        None,
        0.9,
    ]


def test_a_total_share_is_said_when_every_forecast_is_in() -> None:
    whole = consolidation()
    sound = tuple(
        each if each.forecast is not None else replace(each, forecast=Decimal("286.5"), answers={})
        for each in whole.budget
    )
    sheet = values(budget(replace(whole, budget=sound)))["Compilation"]
    assert line(sheet, "Total", 5, 6) == [-2.2, pytest.approx(-2.2 / 707.7)]


def test_what_could_not_be_read_is_shown_as_written_and_in_no_sum() -> None:
    sheet = values(budget())["Compilation"]
    assert line(sheet, "Socialavdelningen", 2, 6) == [286.5, None, "ca 290", None, None]
    assert sheet.cell(row_of(sheet, "Total") + 2, 1).value == (
        "Forecasts in the total: 5 of 6. The deviation counts only those."
    )


def test_frame_less_forecast_is_the_deviation_where_there_are_forecasts() -> None:
    part = "Of which departments with a forecast"
    data = budget()
    assert line(values(data)["Compilation"], part, 2, 6) == [
        421.2,
        141.5,
        423.4,
        -2.2,
        pytest.approx(-2.2 / 421.2),
    ]
    assert line(values(data)["Forecast accuracy"], part, 6, 8) == [421.2, 423.4, -2.2]
    live = line(formulas(data)["Compilation"], part, 2, 6)
    assert [str(formula)[:1] for formula in live] == ["="] * 5


def test_with_every_forecast_in_the_total_needs_no_part() -> None:
    whole = consolidation()
    known = tuple(each for each in whole.budget if each.forecast is not None)
    sheet = values(budget(replace(whole, budget=known)))["Compilation"]
    labels = [row[0] for row in sheet.iter_rows(values_only=True)]
    assert [label for label in labels if str(label).startswith("Of which")] == []


def test_each_figure_names_the_file_and_the_cell_it_came_from() -> None:
    sheet = values(budget())["Compilation"]
    assert line(sheet, "Staben", 11, 12) == ["T1 2024 stab.xlsx", "Budget!D5"]


def test_figures_stand_clear_of_the_next_column_without_an_indent() -> None:
    sheet = formulas(budget())["Compilation"]
    row = row_of(sheet, "Staben")
    looks = {
        (cell.alignment.horizontal, cell.alignment.indent, "_0" in cell.number_format)
        for cell in sheet[row][1:8]
    }
    assert looks == {("right", 0, True)}


def test_the_frames_are_held_against_the_plans_printed_total() -> None:
    data = budget()
    sheet = formulas(data)["Compilation"]
    row = row_of(sheet, "The plan's printed total")
    assert sheet.cell(row, 1).value == "The plan's printed total, Budget 2024"
    assert re.fullmatch(r"='Frames'!J\d+", sheet.cell(row, 2).value)
    shown = values(data)["Compilation"]
    assert [shown.cell(row + n, 2).value for n in range(3)] == [707.7, 0, "agrees"]


def test_the_printed_frames_are_shown_with_sums_and_differences() -> None:
    sheet = values(budget())["Frames"]
    assert line(sheet, "Barn och unga", 1, 5) == [
        "Barn och unga",
        288,
        295.3,
        306.3,
        "Förslag november 2023",
    ]
    assert line(sheet, "Printed total", 2, 4) == [675.6, 681, 707.7]
    assert line(sheet, "Sum of the rows", 2, 4) == [675.6, 681, 707.8]
    assert line(sheet, "Difference", 2, 4) == [0, 0, -0.1]
    assert line(sheet, "Judgement", 2, 4) == ["agrees", "agrees", "rounding"]
    assert line(sheet, "Difference", 8, 10, column=7) == [0.1, 0, 0]


def test_the_perspectives_are_reconciled_in_words() -> None:
    sheet = values(budget())["Frames"]
    assert line(sheet, "Prognos 23-08-31: printed total", 2, 5) == [
        681,
        682.6,
        1.6,
        "does not agree",
    ]
    assert line(sheet, "Budget 2023: sum of the rows", 2, 5) == [675.6, 675.5, -0.1, "rounding"]
    assert line(sheet, "Budget 2024: printed total", 2, 5) == [707.7, 707.7, 0, "agrees"]


def test_a_plan_without_frames_has_a_sentence() -> None:
    whole = consolidation()
    bare = replace(whole, plan=replace(whole.plan, frames=(), frame_columns=()), budget=())
    book = values(budget(bare))
    assert row_of(book["Frames"], "There are no frames.") > 2
    assert row_of(book["Compilation"], "There are no frames.") > 2


def test_without_distribution_and_approvers_the_sheets_say_so() -> None:
    book = values(budget())
    asked = "It is asked for in the round Internbudget 2024, not in Tertial 1 2024."
    for name, none in (
        ("Distribution", "No department has handed in a distribution of its frame."),
        ("Approvers", "No department has handed in a list of approvers."),
    ):
        sheet = book[name]
        assert sheet.cell(row_of(sheet, none), 1).value == f"{none} {asked}"


def test_a_distribution_is_held_against_the_frames() -> None:
    sheet = values(budget(consolidation(tables=True)))["Distribution"]
    assert line(sheet, "Staben", 2, 4) == ["Kansli", "1010", 60.2]
    assert line(sheet, "Total", 4, 4) == [81.7]
    start = row_of(sheet, "Against the frames")
    below = {
        sheet.cell(row, 1).value: [sheet.cell(row, place).value for place in (2, 3, 4, 5)]
        for row in range(start + 2, sheet.max_row + 1)
    }
    assert below["Staben"] == [81.7, 81.7, 0, "agrees"]
    assert below["Ekonomiavdelningen"] == [14.2, 0, 14.2, "not handed in"]


def test_approvers_are_listed_with_their_limits_unsummed() -> None:
    sheet = values(budget(consolidation(tables=True)))["Approvers"]
    assert line(sheet, "Ekonomiavdelningen", 2, 5) == ["2010", "Ekonomichef (exempel)", None, 0.5]
    assert sheet.max_row == row_of(sheet, "Ekonomiavdelningen")


def test_forecasts_are_held_against_last_years_budget_and_this_years_frame() -> None:
    sheet = values(budget())["Forecast accuracy"]
    assert line(sheet, "Staben", 2, 11) == [
        71.7,
        73.5,
        -1.8,
        pytest.approx(-1.8 / 71.7),
        81.7,
        82.9,
        -1.2,
        pytest.approx(-1.2 / 81.7),
        27.3,
        pytest.approx(27.3 / 82.9),
    ]
    assert line(sheet, "Total", 2, 4) == [675.5, 682.6, -7.1]
    assert row_of(sheet, "By the close of the period 33 % of the year has passed.") > 2


def test_a_plan_with_the_frame_alone_compares_with_no_earlier_year() -> None:
    whole = consolidation()
    bare = replace(whole, plan=replace(whole.plan, frame_columns=("Budget 2024",)))
    sheet = values(budget(bare))["Forecast accuracy"]
    assert line(sheet, "Staben", 2, 4) == [81.7, 82.9, -1.2]
    assert row_of(sheet, "The plan prints no budget and forecast of an earlier year") > 2


def test_only_findings_of_money_and_of_the_plans_frames_are_listed() -> None:
    sheet = values(budget())["Findings"]
    start = row_of(sheet, "Severity")
    listed = [(row[3], row[4]) for row in sheet.iter_rows(min_row=start + 1, values_only=True)]
    assert listed == [
        ("Budget", "D5"),
        ("Budget", "F5"),
        ("Ramar", "F9"),
        ("Ramar", "D17"),
        ("Ramar", "E17"),
        ("Ramar", "D2"),
        ("Ramar", "E2"),
        ("Ramar", "E10"),
    ]


def test_every_sheet_says_preliminary_while_a_return_is_missing() -> None:
    sound = tuple(each for each in consolidation().findings if each.severity is not Severity.ERROR)
    preliminary = values(budget(missing_one()))
    final = values(budget(replace(consolidation(), findings=sound)))
    assert [sheet["A3"].value for sheet in preliminary] == ["PRELIMINARY"] * len(SHEETS)
    assert [sheet["A3"].value for sheet in final] == [None] * len(SHEETS)


def test_it_says_how_many_of_the_errors_concern_the_budget() -> None:
    sheet = values(budget())["Compilation"]
    assert row_of(sheet, "Errors left to mend: 3, of which 2 concern the budget") == 4


def test_the_findings_say_that_they_are_those_of_the_budget_only() -> None:
    sheet = values(budget())["Findings"]
    assert row_of(sheet, "Only what concerns the budget;") < row_of(sheet, "Severity")


def test_every_sheet_says_unit_and_sign_once() -> None:
    subtitles = [sheet["A2"].value for sheet in values(budget())]
    assert [line.count("mnkr, net cost as positive") for line in subtitles] == [1] * len(SHEETS)


def test_what_a_department_wrote_is_never_a_formula() -> None:
    sheet = formulas(budget())["Compilation"]
    cell = sheet.cell(row_of(sheet, "Ekonomiavdelningen"), 9)
    assert (cell.value, cell.data_type) == ("=SUM(A1:A9)", "s")


def test_the_chart_has_a_title_and_says_its_figures_in_words() -> None:
    with ZipFile(BytesIO(budget())) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert "Deviation by department, mnkr (plus is surplus)" in chart
    assert "Staben -1.2; Ekonomiavdelningen 0.5" in drawing
    last = row_of(values(budget())["Compilation"], "Total") - 1
    assert f"$E${last - 5}:$E${last}" in chart


def test_every_sheet_prints_one_page_wide_on_a4_landscape() -> None:
    pages = {
        (
            sheet.page_setup.orientation,
            sheet.page_setup.paperSize,
            sheet.sheet_properties.pageSetUpPr.fitToPage,
            sheet.page_setup.fitToHeight,
        )
        for sheet in formulas(budget())
    }
    assert pages == {("landscape", 9, True, 0)}


def test_the_same_consolidation_gives_the_same_bytes() -> None:
    assert budget(last=LAST) == budget(last=LAST)
