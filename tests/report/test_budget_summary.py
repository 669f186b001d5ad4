from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest

from kexcel.model.consolidation import BudgetResult, Consolidation
from tests.report import budget_rich as rich
from tests.report.budget_tables import (
    as_number,
    compilation,
    formulas,
    row_of,
    table_at,
    values,
    written,
)

SUMMED: dict[str, Callable[[BudgetResult], Decimal | None]] = {
    "Frame": lambda result: result.frame,
    "Period budget": lambda result: result.period_budget,
    "Actual to date": lambda result: result.actual,
    "Booked": lambda result: result.ledger.amount if result.ledger else None,
    "Full-year forecast": lambda result: result.forecast,
    "Deviation": lambda result: result.deviation,
}
ALL = ("rich", "year_end", "unanswered", "one_department", "without_frame")


def sample(name: str) -> Consolidation:
    samples: dict[str, Callable[[], Consolidation]] = {
        "rich": rich.rich,
        "year_end": rich.year_end,
        "unanswered": rich.unanswered,
        "one_department": lambda: rich.rich(rows=rich.ROWS[1:4]),
        "without_frame": lambda: rich.rich(rows=rich.WITHOUT_FRAME),
    }
    return samples[name]()


def added(results: list[BudgetResult], column: str) -> float | None:
    """The sum by Decimal of what is known; None where nothing is."""
    known = [each for each in map(SUMMED[column], results) if each is not None]
    return as_number(sum(known, Decimal(0))) if known else None


def test_units_stand_beneath_their_department_and_can_be_folded_away() -> None:
    sheet = formulas(written(rich.rich())).worksheets[0]
    table = table_at(sheet, "Department and unit")
    levels = [
        (sheet.cell(row, 1).value, sheet.cell(row, 2).value, sheet.row_dimensions[row].outlineLevel)
        for row in table.rows[:5]
    ]
    assert levels == [
        ("Gemensamma resurser", "Department", 0),
        ("Staben", "Sum", 0),
        ("Kansli", "Unit", 1),
        ("Kommunikation och it", "Unit", 1),
        ("Not distributed", "Not distributed", 1),
    ]
    assert sheet.sheet_properties.outlinePr.summaryBelow is False


def test_a_department_without_units_is_one_row() -> None:
    table = compilation(values(written(rich.rich())))
    assert table.names.count("Ekonomiavdelningen") == 1
    assert table.value("Ekonomiavdelningen", "Level") == "Department"


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("column", SUMMED)
def test_a_departments_row_is_the_sum_of_its_rows_by_decimal(name: str, column: str) -> None:
    whole = sample(name)
    table = compilation(values(written(whole)))
    if column not in table.labels:
        assert not whole.ledger
        return
    for department in {each.department for each in whole.budget}:
        own = [each for each in whole.budget if each.department == department]
        shown = table.value(whole.plan.department(department).name, column)
        expected = added(own, column)
        text = own[0].answers.get("forecast")
        is_text = len(own) == 1 and text is not None and not text.sound
        assert shown == (text.written if is_text and text else expected)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("column", SUMMED)
def test_the_total_counts_every_row_once_by_decimal(name: str, column: str) -> None:
    whole = sample(name)
    table = compilation(values(written(whole)))
    if column not in table.labels:
        assert not whole.ledger
        return
    assert table.value("Total", column) == added(list(whole.budget), column)


def test_totals_are_live_sums_over_the_rows_that_are_reported() -> None:
    table = compilation(formulas(written(rich.rich())))
    first, last = table.rows[0], table.row("Total") - 1
    levels, frames = f"$B${first}:$B${last}", f"$D${first}:$D${last}"
    assert table.value("Total", "Frame") == (
        f'=IF(COUNT({frames})=0,"",ROUND(SUMIF({levels},"<>Sum",{frames}),6))'
    )
    staff = table.row("Staben")
    own = f"D{staff + 1}:D{staff + 3}"
    assert table.value("Staben", "Frame") == f'=IF(COUNT({own})=0,"",ROUND(SUM({own}),6))'


def test_a_missing_forecast_is_no_zero_and_the_part_with_one_adds_up() -> None:
    whole = rich.rich()
    table = compilation(values(written(whole)))
    known = [each for each in whole.budget if each.forecast is not None]
    part = "Of which rows with a forecast"
    for column in ("Frame", "Period budget", "Actual to date", "Full-year forecast", "Deviation"):
        assert table.value(part, column) == added(known, column)
    frame, forecast, deviation = (
        table.value(part, column) for column in ("Frame", "Full-year forecast", "Deviation")
    )
    assert frame - forecast == pytest.approx(deviation)
    assert row_of(table.sheet, "Forecasts in the total: 9 of 11.") == table.row(part) + 2


def test_a_department_that_lacks_a_forecast_has_no_share_of_its_frame() -> None:
    table = compilation(values(written(rich.rich())))
    assert table.value("Utbildningsavdelningen", "Deviation, %") is None
    assert table.value("Utbildningsavdelningen", "Judgement") == "forecast missing: 1 of 2"
    assert table.value("Samhällsbyggnadsavdelningen", "Deviation, %") == pytest.approx(-1.7 / 63.4)


def test_each_row_is_judged_in_words() -> None:
    table = compilation(values(written(rich.rich())))
    said = dict(zip(table.names, table.column("Judgement"), strict=True))
    assert said == {
        "Gemensamma resurser": "as the frame",
        "Staben": "deficit",
        "Kansli": "deficit beyond the limit",
        "Kommunikation och it": "surplus",
        "Not distributed": "as the frame",
        "Ekonomiavdelningen": "surplus",
        "Samhällsbyggnadsavdelningen": "deficit beyond the limit",
        "Gata och park": "deficit beyond the limit",
        "Bygglov och miljö": "surplus beyond the limit",
        "Skogsförvaltning": "surplus",
        "Utbildningsavdelningen": "forecast missing: 1 of 2",
        "Förskola": "forecast not readable",
        "Grundskola": "surplus",
        "Socialavdelningen": "forecast missing",
        "Total": "forecast missing: 2 of 11",
        "Of which rows with a forecast": None,
        "Actuals in the total: 11 of 11.": None,
        "Forecasts in the total: 9 of 11. The deviation counts only those.": None,
        "Amounts are shown to one decimal. The cells hold all of them, as do the sums.": None,
    }


@pytest.mark.parametrize(
    "frame, forecast, word",
    [
        ("10", "10.5", "deficit"),
        ("10", "10.500001", "deficit beyond the limit"),
        ("100", "100.9", "deficit"),
        ("100", "101.0", "deficit"),
        ("100", "101.000001", "deficit beyond the limit"),
        ("0", "0.6", "deficit beyond the limit"),
        ("-2", "-2.6", "surplus beyond the limit"),
        ("0.3", "0.300000", "as the frame"),
    ],
)
def test_a_deviation_is_beyond_the_limit_in_money_and_per_cent_alike(
    frame: str, forecast: str, word: str
) -> None:
    whole = rich.rich(rows=(("ekonomi", "", "", frame, "1", forecast, ""),))
    assert compilation(values(written(whole))).value("Ekonomiavdelningen", "Judgement") == word


def test_a_row_without_an_actual_says_so_beside_its_deviation() -> None:
    table = compilation(values(written(rich.year_end())))
    assert table.value("Grundskola", "Judgement") == "surplus; actual missing"
    assert table.value("Utbildningsavdelningen", "Judgement") == "as the frame; actual missing"


def test_a_round_that_asks_for_no_forecast_misses_none() -> None:
    whole = replace(rich.unanswered(), period=rich.handed_in().period)
    table = compilation(values(written(whole)))
    assert set(table.column("Judgement")[:15]) == {"not asked for"}


def test_every_word_of_trouble_has_a_colour() -> None:
    sheet = formulas(written(rich.rich())).worksheets[0]
    rules = [rule for each in sheet.conditional_formatting for rule in each.rules]
    coloured = {rule.formula[0].split('"')[1] for rule in rules if "LEFT(" in rule.formula[0]}
    assert coloured == {
        "deficit",
        "deficit beyond the limit",
        "surplus beyond the limit",
        "forecast not readable",
        "forecast missing",
        "forecast missing: ",
    }


def test_what_is_booked_stands_beside_what_was_written() -> None:
    table = compilation(values(written(rich.rich())))
    assert table.line("Kommunikation och it", "Actual to date", "Actual less booked") == [
        19.8,
        19.5,
        0.3,
    ]
    assert table.line("Not distributed", "Actual to date", "Actual less booked") == [
        6.4,
        None,
        None,
    ]


def test_an_actual_that_nobody_wrote_is_the_booked_one_and_says_so() -> None:
    table = compilation(formulas(written(rich.rich())))
    cell = table.cell("Socialavdelningen", "Actual to date")
    assert (cell.value, cell.comment.text) == (190.123456, "Booked.")
    assert cell.hyperlink.target.replace("\\", "/") == "../../arkiv/huvudbok.xlsx"


def test_without_a_ledger_there_are_no_columns_for_it() -> None:
    labels = compilation(values(written(rich.unanswered()))).labels
    assert {"Booked", "Actual less booked"} & set(labels) == set()


def test_an_unplaced_code_of_the_ledger_is_listed_with_its_sum() -> None:
    sheet = values(written(rich.rich())).worksheets[0]
    table = table_at(sheet, "Name in the ledger")
    assert [table.line(row, "Name in the ledger", "Booked") for row in table.rows] == [
        ["Observationskonto", "9999", "A40", 1.2],
        ["In all", None, None, 1.2],
        ["The whole ledger, as it was read", None, None, 468.123456],
    ]


def test_the_used_part_of_an_income_is_how_much_of_it_has_come() -> None:
    table = compilation(values(written(rich.rich())))
    assert table.value("Skogsförvaltning", "Part of period budget used") == pytest.approx(
        1.6 / 1.3333
    )


def test_a_frame_of_nothing_has_no_shares() -> None:
    table = compilation(values(written(rich.rich(rows=rich.WITHOUT_FRAME))))
    shares = [table.column("Deviation, %"), table.column("Part of period budget used")]
    assert {share for column in shares for share in column} == {None}


def test_what_only_the_department_forecast_is_its_own_not_its_units() -> None:
    table = compilation(values(written(rich.rich(), history=rich.HISTORY)))
    columns = ("Last forecast, T1", "Change since last forecast")
    assert table.line("Staben", *columns) == [82.9, -0.8]
    assert table.line("Kansli", *columns) == [None, None]
    assert table.line("Utbildningsavdelningen", *columns) == [258.4, None]
    assert table.line("Socialavdelningen", *columns) == ["none", None]
    assert table.line("Total", *columns) == [423.9, -1.1]


def test_a_rows_own_last_forecast_goes_before_the_history() -> None:
    whole = rich.rich()
    known = {"stab/1100": Decimal("41.5"), "ekonomi": Decimal("14.1")}
    told = tuple(replace(each, last_forecast=known.get(each.identity)) for each in whole.budget)
    table = compilation(values(written(replace(whole, budget=told), history=rich.HISTORY)))
    columns = ("Last forecast, T1", "Change since last forecast")
    assert table.line("Kansli", *columns) == [41.5, 0.4]
    assert table.line("Staben", *columns) == [41.5, 0.4]
    assert table.line("Ekonomiavdelningen", *columns) == [14.1, -0.4]


def test_each_row_names_the_file_and_the_cell_it_came_from() -> None:
    table = compilation(formulas(written(rich.rich())))
    assert table.line("Gata och park", "Source", "Source: cell") == [
        "T2 2024 samhallsbyggnad.xlsx",
        "Budget!D5",
    ]
    link = table.cell("Gata och park", "Source: cell").hyperlink
    assert (link.target.replace("\\", "/"), link.location) == (
        "../../arkiv/T2/samhallsbyggnad.xlsx",
        "'Budget'!D5",
    )


def test_what_a_department_wrote_is_never_a_formula() -> None:
    cell = compilation(formulas(written(rich.rich()))).cell("Skogsförvaltning", "Comment")
    assert (cell.value, cell.data_type) == ("=SUM(A1:A9)", "s")


def test_the_chart_shows_a_table_of_the_sheet_with_what_is_missing_in_words() -> None:
    data = written(rich.rich())
    sheet = values(data).worksheets[0]
    row = row_of(sheet, "Deviation by department") + 2
    shown = [[sheet.cell(row + line, column).value for column in range(1, 5)] for line in range(6)]
    assert shown == [
        ["Gemensamma resurser", "has answered", 0, 0],
        ["Staben", "has answered", 0, -0.4],
        ["Ekonomiavdelningen", "has answered", 0.5, 0],
        ["Samhällsbyggnadsavdelningen", "has answered", 0, -1.7],
        ["Utbildningsavdelningen – forecast missing: 1 of 2", "has answered", 0.5, 0],
        ["Socialavdelningen – forecast missing", "missing", None, None],
    ]
    with ZipFile(BytesIO(data)) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    for column in "ACD":
        assert f"${column}${row}:${column}${row + 5}" in chart
    assert "Deviation by department, mnkr (plus is surplus)" in chart
    assert "Staben -0.4; Ekonomiavdelningen 0.5" in drawing


@pytest.mark.parametrize(
    "whole",
    [
        rich.unanswered(),
        rich.rich(rows=(("ekonomi", "", "", "3", "1", "3", ""),)),
        replace(rich.rich(), budget=()),
    ],
)
def test_there_is_no_chart_when_there_is_no_deviation(whole: Consolidation) -> None:
    with ZipFile(BytesIO(written(whole))) as archive:
        assert [name for name in archive.namelist() if "/charts/" in name] == []


def test_a_plan_without_frames_has_a_sentence() -> None:
    sheet = values(written(replace(rich.rich(), budget=()))).worksheets[0]
    assert row_of(sheet, "There are no frames.") > 2


def test_figures_stand_clear_of_the_next_column_without_an_indent() -> None:
    table = compilation(formulas(written(rich.rich())))
    cells = [
        table.cell("Kansli", label)
        for label in table.labels[3 : table.labels.index("Change since last forecast") + 1]
        if table.value("Kansli", label) is not None
    ]
    looks = {
        (cell.alignment.horizontal, cell.alignment.indent, "_0" in cell.number_format)
        for cell in cells
    }
    assert looks == {("right", 0, True)}


def test_figures_and_texts_print_apart_each_on_its_width() -> None:
    sheet = formulas(written(rich.rich())).worksheets[0]
    header = row_of(sheet, "Department and unit")
    last = compilation(formulas(written(rich.rich()))).row("Total") - 1
    areas = sheet.print_area.replace("'Compilation'!", "").split(",")
    assert areas[-1] == f"$P${header}:$S${last}"
    assert [area.split(":")[0] for area in areas[:-1]] == ["$A$1", f"$A${last + 7}"]
    assert (sheet.print_title_cols, sheet.page_setup.fitToHeight) == ("$A:$A", 0)
