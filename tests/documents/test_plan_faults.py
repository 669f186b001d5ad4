from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from openpyxl.workbook import Workbook

from kexcel.documents.plan.reader import read_plan
from kexcel.errors import UnreadableInputError
from kexcel.model.finding import Finding, Severity
from kexcel.model.plan import Plan
from tests.documents.conftest import Changes, Edit, saved

Triple = tuple[str | None, str | None, str]

BLANK = None
GOALS, ACTIVITIES, MEASURES, FRAMES = "Mål", "Aktiviteter", "Mått", "Ramar"

FAULTS: dict[str, tuple[Changes, list[Triple]]] = {
    "an unknown goal": (
        {(ACTIVITIES, "B2"): "9.9"},
        [(ACTIVITIES, "B2", "unknown-goal")],
    ),
    "an unknown goal above": (
        {(GOALS, "C3"): "9"},
        [(GOALS, "C3", "unknown-goal")],
    ),
    "a committee goal above": (
        {(GOALS, "C4"): "3.1.1"},
        [(GOALS, "C4", "unknown-goal")],
    ),
    "a committee goal with nothing above": (
        {(GOALS, "C4"): BLANK},
        [(GOALS, "C4", "missing-value")],
    ),
    "a council goal with a goal above": (
        {(GOALS, "B3"): "KF"},
        [(GOALS, "B3", "unknown-word")],
    ),
    "an unknown level": (
        {(GOALS, "B3"): "KX"},
        [(GOALS, "B3", "unknown-word")],
    ),
    "an unknown lead": (
        {(ACTIVITIES, "G2"): "Kulturavdelningen"},
        [(ACTIVITIES, "G2", "unknown-department")],
    ),
    "an unknown contributor": (
        {(ACTIVITIES, "H2"): "Staben; Kulturavdelningen"},
        [(ACTIVITIES, "H2", "unknown-department")],
    ),
    "an unknown department of a frame": (
        {(FRAMES, "C11"): "Kultur"},
        [(FRAMES, "C11", "unknown-department")],
    ),
    "no department of a frame": (
        {(FRAMES, "C11"): BLANK},
        [(FRAMES, "C11", "missing-value")],
    ),
    "a frame given twice": (
        {(FRAMES, "C11"): "Stab"},
        [(FRAMES, "C12", "number-duplicated")],
    ),
    "an end before the start": (
        {(ACTIVITIES, "F2"): date(2024, 1, 1), (ACTIVITIES, "E2"): date(2024, 1, 2)},
        [(ACTIVITIES, "F2", "end-before-start")],
    ),
    "no end": (
        {(ACTIVITIES, "F2"): BLANK},
        [(ACTIVITIES, "F2", "missing-value")],
    ),
    "no lead": (
        {(ACTIVITIES, "G2"): BLANK},
        [(ACTIVITIES, "G2", "missing-value")],
    ),
    "an activity's number used twice": (
        {(ACTIVITIES, "A3"): "3.1.1-1"},
        [(ACTIVITIES, "A3", "number-duplicated")],
    ),
    "a goal's number used twice": (
        {(GOALS, "A4"): "3.1.1", (ACTIVITIES, "B8"): "3.1.1", (ACTIVITIES, "B9"): "3.1.1"},
        [(GOALS, "A4", "number-duplicated")],
    ),
    "another department's name as an alias": (
        {("Avdelningar", "C4"): "Ekonomi; staben"},
        [("Avdelningar", "C4", "number-duplicated")],
    ),
    "text for a date": (
        {(ACTIVITIES, "E2"): "1 februari"},
        [(ACTIVITIES, "E2", "not-a-date")],
    ),
    "a date that doesn't exist": (
        {(ACTIVITIES, "E2"): "2024-02-30"},
        [(ACTIVITIES, "E2", "not-a-date")],
    ),
    "a date as text": (
        {(ACTIVITIES, "E2"): " 2024-01-01 "},
        [(ACTIVITIES, "E2", "interpreted")],
    ),
    "text for a figure": (
        {(FRAMES, "F4"): "ca 70"},
        [(FRAMES, "F4", "not-a-number")],
    ),
    "a figure as text": (
        {(FRAMES, "D3"): "\u2212288,0"},
        [(FRAMES, "D3", "interpreted")],
    ),
    "a sum that differs": (
        {(FRAMES, "E17"): -682.5},
        [(FRAMES, "E17", "total-mismatch")],
    ),
    "totals that differ": (
        {(FRAMES, "F17"): 707.8, (FRAMES, "F16"): 286.6},
        [(FRAMES, "F17", "perspectives-differ")],
    ),
    "a sum printed twice": (
        {(FRAMES, "A18"): "Avdelning", (FRAMES, "B18"): "summa"},
        [(FRAMES, "B18", "number-duplicated")],
    ),
    "a sign against all its figures": (
        {(FRAMES, "F2"): "-"},
        [(FRAMES, "F2", "interpreted"), (FRAMES, "F9", "suspected-sign-error")],
    ),
    "a sign that is none": (
        {(FRAMES, "F2"): "plus"},
        [(FRAMES, "F2", "unknown-word")],
    ),
    "an unknown perspective": (
        {(FRAMES, "A18"): "Enhet", (FRAMES, "B18"): "Köket"},
        [(FRAMES, "A18", "unknown-word")],
    ),
    "an unknown direction": (
        {(MEASURES, "D2"): "uppåt"},
        [(MEASURES, "D2", "unknown-word")],
    ),
    "an outcome as text": (
        {(MEASURES, "G3"): "4,27"},
        [(MEASURES, "G3", "interpreted")],
    ),
    "no description": (
        {(ACTIVITIES, "D2"): " "},
        [(ACTIVITIES, "D2", "no-description")],
    ),
    "a goal without activities": (
        {(GOALS, "A27"): "3.9", (GOALS, "B27"): "KF", (GOALS, "D27"): "Mer"},
        [(GOALS, "A27", "no-activities")],
    ),
    "a start the year before": (
        {(ACTIVITIES, "E2"): date(2023, 12, 31)},
        [(ACTIVITIES, "E2", "outside-year")],
    ),
    "an end on the last day": ({(ACTIVITIES, "F2"): date(2024, 12, 31)}, []),
    "an error value": (
        {(ACTIVITIES, "C2"): "#VALUE!"},
        [(ACTIVITIES, "C2", "error-value")],
    ),
    "a formula without a result": (
        {(FRAMES, "D3"): "=-280-8"},
        [(FRAMES, "D3", "missing-value")],
    ),
    "a number made into a date": (
        {(GOALS, "A27"): date(2024, 1, 4), (GOALS, "B27"): "KF", (GOALS, "D27"): "Mer"},
        [(GOALS, "A27", "interpreted"), (GOALS, "A27", "no-activities")],
    ),
    "no organisation": ({("Plan", "B2"): BLANK}, [("Plan", "B2", "missing-value")]),
    "a key that is gone": ({("Plan", "A3"): BLANK}, [("Plan", None, "missing-value")]),
    "a year in words": (
        {("Plan", "B4"): "tjugo"},
        [("Plan", "B4", "not-a-number")],
    ),
    "an unknown sign": ({("Plan", "B6"): "omvänt"}, [("Plan", "B6", "unknown-word")]),
    "a heading that is gone": (
        {(ACTIVITIES, "D1"): BLANK},
        [(ACTIVITIES, None, "column-missing")],
    ),
    "a heading given twice": (
        {(ACTIVITIES, "I1"): "start"},
        [(ACTIVITIES, "I1", "number-duplicated")],
    ),
}


def said(findings: tuple[Finding, ...]) -> Counter[Triple]:
    return Counter((each.place.sheet, each.place.cell, each.code) for each in findings)


@pytest.fixture(scope="module")
def usual(example: bytes) -> Counter[Triple]:
    return said(read_plan(example)[1])


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_said_where_it_stands(
    fault: str, changed: Callable[[Changes], bytes], usual: Counter[Triple]
) -> None:
    changes, expected = FAULTS[fault]
    new = said(read_plan(changed(changes))[1]) - usual
    assert sorted(new.elements(), key=str) == sorted(expected, key=str)


def test_a_key_used_twice_leaves_out_the_second_department(
    changed: Callable[[Changes], bytes],
) -> None:
    plan, findings = read_plan(changed({("Avdelningar", "A7"): "stab"}))
    assert said(findings)["Avdelningar", "A7", "number-duplicated"] == 1
    assert [each.name for each in plan.departments][-1] == "Utbildningsavdelningen"
    assert said(findings)[ACTIVITIES, "G2", "unknown-department"] == 1


def test_an_activity_with_a_fault_is_left_out_and_its_neighbours_kept(
    changed: Callable[[Changes], bytes],
) -> None:
    plan, _ = read_plan(changed({(ACTIVITIES, "E2"): "vår"}))
    assert len(plan.activities) == 78
    assert plan.activities[0].number == "3.1.1-2"


def test_an_unknown_contributor_is_left_out_alone(changed: Callable[[Changes], bytes]) -> None:
    plan, _ = read_plan(changed({(ACTIVITIES, "H2"): "stab; Kultur; EKONOMI ; Socialavdelningen"}))
    assert plan.activities[0].contributing == ("stab", "ekonomi")


def test_a_finding_names_the_row_and_the_words_that_stand_there(
    changed: Callable[[Changes], bytes],
) -> None:
    _, findings = read_plan(changed({(ACTIVITIES, "B2"): "9.9"}), file="min plan.xlsx")
    found = next(each for each in findings if each.code == "unknown-goal")
    assert (found.place.file, found.place.row, found.place.column, found.value) == (
        "min plan.xlsx",
        "3.1.1-1",
        "goal",
        "9.9",
    )
    assert found.severity is Severity.ERROR


def test_a_sheet_that_is_gone_is_said_and_the_rest_is_read(
    edited: Callable[[Edit], bytes],
) -> None:
    plan, findings = read_plan(edited(lambda workbook: workbook.remove(workbook["Mått"])))
    assert ("Mått", None, "sheet-missing") in said(findings)
    assert (len(plan.measures), len(plan.activities)) == (0, 79)


def test_moved_columns_blank_rows_and_other_case_change_nothing(
    example: bytes, edited: Callable[[Edit], bytes]
) -> None:
    def untidy(workbook: Workbook) -> None:
        sheet = workbook["Aktiviteter"]
        sheet.insert_rows(1)
        sheet.insert_rows(40, 3)
        sheet.insert_cols(1)
        sheet["A2"] = "Min egen kolumn"
        sheet["C2"] = "  MÅL "
        sheet.title = "aktiviteter "
        for row in range(2, 90):
            sheet.cell(row, 30, sheet.cell(row, 7).value)
            sheet.cell(row, 7).value = None

    plan, findings = read_plan(edited(untidy))
    expected, expected_findings = read_plan(example)
    assert plan == expected
    assert [each.code for each in findings] == [each.code for each in expected_findings]


def test_a_plan_without_signs_follows_its_own_sign_and_never_guesses(
    edited: Callable[[Edit], bytes],
) -> None:
    def without_signs(workbook: Workbook) -> None:
        workbook["Ramar"].delete_rows(10)
        workbook["Ramar"].delete_rows(2)

    plan, findings = read_plan(edited(without_signs))
    suspected = [each for each in findings if each.code == "suspected-sign-error"]
    assert [(each.place.cell, each.place.column) for each in suspected] == [
        ("D8", "Budget 2023"),
        ("E8", "Prognos 23-08-31"),
        ("E15", "Prognos 23-08-31"),
    ]
    assert str(plan.frames[0].amounts["Budget 2023"]) == "-288.0"


def test_a_plan_whose_sign_is_minus_says_so_once_for_each_column(
    edited: Callable[[Edit], bytes],
) -> None:
    def minus_throughout(workbook: Workbook) -> None:
        workbook["Plan"]["B6"] = "Nettokostnad anges med minus"
        workbook["Ramar"].delete_rows(10)
        workbook["Ramar"].delete_rows(2)

    plan, findings = read_plan(edited(minus_throughout))
    ours = [(each.place.cell, each.code) for each in findings if each.place.sheet == "Ramar"]
    assert ours[:3] == [("D1", "interpreted"), ("E1", "interpreted"), ("F1", "interpreted")]
    assert str(plan.frames[0].amounts["Budget 2023"]) == "288.0"
    assert [cell for cell, code in ours if code == "suspected-sign-error"] == ["F8", "D15", "F15"]


def test_a_date_that_lost_its_format_is_read_from_its_day_number(
    edited: Callable[[Edit], bytes],
) -> None:
    def without_format(workbook: Workbook) -> None:
        cell = workbook["Aktiviteter"]["E2"]
        cell.value, cell.number_format = 45293, "General"

    plan, findings = read_plan(edited(without_format))
    assert plan.activities[0].start == date(2024, 1, 2)
    assert said(findings)["Aktiviteter", "E2", "interpreted"] == 1


def test_a_percentage_is_read_in_per_cent(edited: Callable[[Edit], bytes]) -> None:
    def as_percentage(workbook: Workbook) -> None:
        cell = workbook["Mått"]["G3"]
        cell.value, cell.number_format = 0.0427, "0.00%"

    plan, findings = read_plan(edited(as_percentage))
    assert str(plan.measures[1].outcome) == "4.2700"
    assert said(findings)["Mått", "G3", "interpreted"] == 1


def test_a_column_of_remarks_beside_the_figures_is_no_figure(
    changed: Callable[[Changes], bytes],
) -> None:
    plan, _ = read_plan(changed({(FRAMES, "H1"): "Att göra", (FRAMES, "H3"): "kolla"}))
    assert plan.frame_columns == ("Budget 2023", "Prognos 23-08-31", "Budget 2024")


def test_a_second_measure_of_the_same_goal_and_department_is_told_apart(
    changed: Callable[[Changes], bytes],
) -> None:
    plan, _ = read_plan(changed({(MEASURES, "F3"): "Kommunstyrelsen"}))
    assert [each.identity for each in plan.measures[:2]] == ["4.1/alla", "4.1/alla/2"]


@pytest.mark.parametrize("data", [b"", b"Nyckel;V\xe4rde", b"PK\x03\x04 trasig"])
def test_what_is_no_workbook_cannot_be_read(data: bytes) -> None:
    with pytest.raises(UnreadableInputError, match=r"min\.xlsx"):
        read_plan(data, file="min.xlsx")


def test_an_empty_workbook_is_a_plan_without_anything() -> None:
    plan, findings = read_plan(saved(Workbook()))
    assert plan == Plan("", "", 0, "", "", "")
    assert [each.code for each in findings] == ["sheet-missing"] * 6


def test_a_lone_cell_far_away_costs_nothing(changed: Callable[[Changes], bytes]) -> None:
    far: Any = {(ACTIVITIES, "XFD1048576"): "x"}
    plan, _ = read_plan(changed(far))
    assert len(plan.activities) == 79
