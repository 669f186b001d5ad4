"""How exactly the figures of the sheet Ramar are printed, and with which sign."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from openpyxl.workbook import Workbook

from kexcel.documents.plan.number_formats import shown_decimals
from kexcel.documents.plan.reader import read_plan
from kexcel.model.plan import Perspective
from tests.documents.conftest import Edit


@pytest.mark.parametrize(
    "number_format, decimals",
    [
        ("0", 0),
        ("#,##0.0", 1),
        ("# ##0.00", 2),
        ("0.000;[Red]-0.0", 3),
        ('#,##0.0" mnkr"', 1),
        ("_-* #,##0.00\\ _k_r_-;-* #,##0.00\\ _k_r_-", 2),
        ("General", None),
        ("@", None),
        ("0.0##", None),
        ("#,##0.0,", None),
        ("0.0%", None),
        ("yyyy-mm-dd", None),
        ("0.00E+00", None),
    ],
)
def test_a_number_format_says_how_many_decimals_are_shown(
    number_format: str, decimals: int | None
) -> None:
    assert shown_decimals(number_format) == decimals


def test_printed_figures_keep_the_decimals_they_are_printed_with(
    edited: Callable[[Edit], bytes],
) -> None:
    def untidy(workbook: Workbook) -> None:
        sheet = workbook["Ramar"]
        for row in range(3, 18):
            sheet.cell(row, 6).number_format = "General"
        sheet["E14"].number_format = "0"
        sheet["E15"] = "-249,70"
        sheet["F11"] = 3
        sheet["F12"] = 81.75

    plan, _ = read_plan(edited(untidy))
    lines = [x for x in plan.frames if x.perspective is Perspective.DEPARTMENT]
    assert [str(x.amounts["Prognos 23-08-31"]) for x in lines] == [
        "3.2",
        "73.5",
        "12.9",
        "59",
        "249.70",
        "284.3",
        "682.6",
    ]
    assert [str(x.amounts["Budget 2024"]) for x in lines[:3]] == ["3.00", "81.75", "14.20"]
    assert Decimal("58.0") == lines[3].amounts["Budget 2023"]
    assert str(lines[3].amounts["Budget 2023"]) == "58.0"


def test_the_sign_of_each_printed_column_is_kept(example: bytes) -> None:
    plan, _ = read_plan(example)
    citizen, department = Perspective.CITIZEN, Perspective.DEPARTMENT
    assert plan.printed_signs == {
        (citizen, "Budget 2023"): "-",
        (citizen, "Prognos 23-08-31"): "-",
        (citizen, "Budget 2024"): "+",
        (department, "Budget 2023"): "+",
        (department, "Prognos 23-08-31"): "-",
        (department, "Budget 2024"): "+",
    }
