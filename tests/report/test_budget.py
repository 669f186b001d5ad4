from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

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
    "Frame versions",
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
