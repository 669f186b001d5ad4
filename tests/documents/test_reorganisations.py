"""The sheet Omorganisation: what its rows say, each fault at its cell, and written back alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from kexcel.documents.plan.reader import read_plan
from kexcel.documents.plan.reorganisations import REORGANISATIONS_SHEET
from kexcel.documents.plan.writer import write_plan
from kexcel.findings import render
from kexcel.model.finding import Finding
from kexcel.model.plan import Department, Plan, Reorganisation
from tests.documents.conftest import Edit

SHEET = "Omorganisation"
LABELS = [column.label for column in REORGANISATIONS_SHEET.columns]
JULY = date(2024, 7, 1)
SICK_LEAVE = "Sjukfrånvaro, procentandel (%) (Stab)"

Row = list[Any]
Reorganise = Callable[[list[Row]], bytes]


@pytest.fixture
def reorganise(edited: Callable[[Edit], bytes]) -> Reorganise:
    """The example with a new department and rows of reorganisation."""

    def with_rows(rows: list[Row]) -> bytes:
        def edit(workbook: Workbook) -> None:
            workbook["Avdelningar"].append(["stod", "Verksamhetsstöd"])
            sheet = workbook[SHEET]
            for place, row in enumerate(rows, start=2):
                for column, value in enumerate(row, start=1):
                    sheet.cell(place, column, value)

        return edited(edit)

    return with_rows


def said(data: bytes) -> tuple[Plan, list[Finding]]:
    plan, findings = read_plan(data)
    return plan, [each for each in findings if each.place.sheet == SHEET]


RENAMED: Row = ["Staben", "Verksamhetsstöd", JULY]

FAULTS: dict[str, tuple[list[Row], list[tuple[str, str]], int]] = {
    "a rename": ([RENAMED], [], 1),
    "by keys and aliases": ([["stab", "stod", JULY]], [], 1),
    "a part by everything": (
        [["Staben", "Ekonomi", JULY, "", "3.1.1-2; 3.1.1-4", SICK_LEAVE, "1100; 1110-1119", 1.5]],
        [],
        1,
    ),
    "an unknown source": ([["Kultur", "Staben", JULY]], [("A2", "unknown-department")], 0),
    "an unknown receiver": ([["Staben", "Kultur", JULY]], [("B2", "unknown-department")], 0),
    "no source": ([[None, "Staben", JULY]], [("A2", "missing-value")], 0),
    "no day": ([["Staben", "Verksamhetsstöd"]], [("C2", "missing-value")], 0),
    "a day that is none": ([["Staben", "stod", "i juli"]], [("C2", "not-a-date")], 0),
    "another year": (
        [["Staben", "stod", date(2025, 1, 1)]],
        [("C2", "reorganisation-unclear")],
        0,
    ),
    "to itself": ([["Staben", "Stab", JULY]], [("B2", "reorganisation-unclear")], 0),
    "an unknown activity": (
        [["Staben", "stod", JULY, "", "9.9.9-1"]],
        [("E2", "reorganisation-unclear")],
        0,
    ),
    "another's activity": (
        [["Staben", "stod", JULY, "", "3.1.1-1"]],
        [("E2", "reorganisation-unclear")],
        0,
    ),
    "an unknown measure": (
        [["Staben", "stod", JULY, "", "", "Trivsel"]],
        [("F2", "reorganisation-unclear")],
        0,
    ),
    "a range that is none": (
        [["Staben", "stod", JULY, "", "", "", "1199-1100"]],
        [("G2", "unknown-word")],
        0,
    ),
    "an amount in words": (
        [["Staben", "stod", JULY, "", "", "", "", "halva"]],
        [("H2", "not-a-number")],
        0,
    ),
    "two that take the rest": (
        [RENAMED, ["Staben", "Ekonomi", JULY]],
        [("A3", "reorganisation-unclear")],
        1,
    ),
    "a cycle": (
        [["Staben", "Ekonomi", JULY], ["Ekonomi", "Staben", JULY]],
        [("B2", "reorganisation-unclear"), ("B3", "reorganisation-unclear")],
        0,
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_told_at_its_cell_and_its_row_left_out(
    reorganise: Reorganise, name: str
) -> None:
    rows, expected, kept = FAULTS[name]
    plan, findings = said(reorganise(rows))
    assert [(each.place.cell, each.code) for each in findings] == expected
    assert len(plan.reorganisations) == kept


def test_what_a_row_says_is_read_and_written_back_alike(reorganise: Reorganise) -> None:
    rows: list[Row] = [
        ["Staben", "Ekonomi", JULY, "KS § 87", "3.1.1-2", SICK_LEAVE, "1100", 1.5, "flyttas"],
        RENAMED,
    ]
    plan, _ = said(reorganise(rows))
    part, rest = plan.reorganisations
    assert part == Reorganisation(
        "stab",
        "ekonomi",
        JULY,
        "KS § 87",
        ("3.1.1-2",),
        ("4.1/stab",),
        ("1100",),
        Decimal("1.5"),
        "flyttas",
        "A2",
    )
    assert (rest.target, rest.takes_the_rest, rest.cell) == ("stod", True, "A3")
    again, findings = said(write_plan(plan))
    assert (again.reorganisations, findings) == (plan.reorganisations, [])


def test_a_measure_that_followed_before_is_known_by_its_name(reorganise: Reorganise) -> None:
    later = date(2024, 10, 1)
    plan, findings = said(reorganise([RENAMED, ["stod", "Ekonomi", later, "", "", SICK_LEAVE]]))
    assert (findings, plan.reorganisations[1].measures) == ([], ("4.1/stab",))


def test_amounts_have_the_sign_of_the_plan(reorganise: Reorganise) -> None:
    plan, _ = said(reorganise([["Staben", "Ekonomi", JULY, "", "", "", "", 1.5]]))
    turned = write_plan(replace(plan, sign="nettokostnad anges med minus"))
    assert load_workbook(BytesIO(turned))[SHEET]["H2"].value == -1.5
    assert read_plan(turned)[0].reorganisations == plan.reorganisations


def test_a_plan_without_the_sheet_has_no_reorganisations(edited: Callable[[Edit], bytes]) -> None:
    plan, findings = said(edited(lambda workbook: workbook.remove(workbook[SHEET])))
    assert (plan.reorganisations, findings) == ((), [])


def test_the_sheet_helps_with_lists_and_days(example: bytes) -> None:
    sheet = load_workbook(BytesIO(example))[SHEET]
    assert [cell.value for cell in sheet[1]] == LABELS
    checks = sheet.data_validations.dataValidation
    kinds = {str(each.sqref)[:1]: each.type for each in checks}
    assert kinds == {"A": "list", "B": "list", "C": "date", "H": "decimal"}
    assert all(cell.comment for cell in sheet[1])


def test_the_reason_is_told_in_swedish(reorganise: Reorganise) -> None:
    _, findings = said(reorganise([["Staben", "stod", JULY, "", "3.1.1-1"]]))
    assert render(findings[0], "sv").message == (
        'Omorganisation!E2: Raden med "3.1.1-1" på bladet Omorganisation går inte att följa: '
        "det är inte avdelningens den dagen."
    )


def test_departments_need_not_stand_in_any_order(reorganise: Reorganise) -> None:
    plan, _ = said(reorganise([RENAMED]))
    moved = replace(plan, departments=(Department("ny", "Ny"), *plan.departments))
    assert read_plan(write_plan(moved))[0].reorganisations == plan.reorganisations
