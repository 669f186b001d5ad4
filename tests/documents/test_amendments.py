"""The sheet Ändringsbeslut: what its rows say, and each fault at its cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from kexcel.documents.plan.amendment_sheet import AMENDMENTS_SHEET
from kexcel.documents.plan.reader import read_plan
from kexcel.documents.plan.writer import write_plan
from kexcel.findings import render
from kexcel.model.finding import Finding, Severity
from kexcel.model.plan import Amendment, AmendmentKind, Plan
from kexcel.timeline import plan_on
from tests.documents.conftest import Edit

SHEET = "Ändringsbeslut"
LABELS = [column.label for column in AMENDMENTS_SHEET.columns]
MAY, JUNE, AUGUST = date(2024, 5, 14), date(2024, 6, 11), date(2024, 8, 31)
OF_MAY, OF_JUNE = "KS 2024-05-14 § 52", "KS 2024-06-11 § 87"
FIRST, LAST = date(2024, 6, 1), date(2024, 11, 30)

Row = list[Any]
Reading = tuple[Plan, list[Finding]]
Amend = Callable[[list[Row]], Reading]

NEW: Row = [
    *(MAY, OF_MAY, "Ny", "3.1.2-3", "3.1.2", "Kartlägg lokaler", "Alla hus.", FIRST, LAST),
    *("Staben", "Ekonomi; Sociala avdelningen", "Tillkom i maj"),
]
MOVED: Row = [JUNE, OF_JUNE, "Ändrad", "3.1.1-2", *[None] * 4, LAST]
REVOKED: Row = [JUNE, OF_JUNE, "Upphävd", "3.4.6-2"]


def with_cell(row: Row, label: str, value: object) -> Row:
    """A row with another value under a heading."""
    filled = [*row, *[None] * (len(LABELS) - len(row))]
    filled[LABELS.index(label)] = value
    return filled


@pytest.fixture
def amend(edited: Callable[[Edit], bytes]) -> Amend:
    """The example with rows of amendments, read; only what is said of them is told."""

    def read(rows: list[Row]) -> Reading:
        def edit(workbook: Workbook) -> None:
            sheet = workbook[SHEET]
            for index, row in enumerate(rows, start=2):
                for column, value in enumerate(row, start=1):
                    sheet.cell(index, column, value)

        plan, findings = read_plan(edited(edit))
        return plan, [each for each in findings if each.place.sheet == SHEET]

    return read


def test_the_rows_are_decisions_by_day(amend: Amend) -> None:
    plan, said = amend([MOVED, NEW, REVOKED])
    assert said == []
    assert plan.amendments == (
        Amendment(
            kind=AmendmentKind.ADDED,
            number="3.1.2-3",
            decided=MAY,
            decision=OF_MAY,
            goal="3.1.2",
            title="Kartlägg lokaler",
            description="Alla hus.",
            start=FIRST,
            end=LAST,
            lead="stab",
            contributing=("ekonomi", "social"),
            comment="Tillkom i maj",
            cell="A3",
        ),
        Amendment(AmendmentKind.CHANGED, "3.1.1-2", JUNE, OF_JUNE, end=LAST, cell="A2"),
        Amendment(AmendmentKind.CANCELLED, "3.4.6-2", JUNE, OF_JUNE, cell="A4"),
    )
    assert len(plan.activities) == 79


def test_a_plan_without_the_sheet_has_no_amendments_and_nothing_is_said(
    edited: Callable[[Edit], bytes],
) -> None:
    plan, findings = read_plan(edited(lambda workbook: workbook.remove(workbook[SHEET])))
    assert plan.amendments == ()
    assert [each for each in findings if each.severity is Severity.ERROR] == []


@pytest.mark.parametrize("sign", ["–", "-", "—"])
def test_a_dash_empties_description_and_contributors(amend: Amend, sign: str) -> None:
    row = [JUNE, OF_JUNE, "Ändrad", "3.1.1-1", None, None, sign, *[None] * 3, sign]
    plan, said = amend([row])
    assert said == []
    stood = next(x for x in plan.activities if x.number == "3.1.1-1")
    assert (bool(stood.description), stood.contributing) == (True, ("stab",))
    changed = next(x for x in plan_on(plan, JUNE).activities if x.number == "3.1.1-1")
    assert (changed.description, changed.contributing) == ("", ())


def test_a_new_lead_contributes_no_more(amend: Amend) -> None:
    plan, _ = amend([[AUGUST, "KS § 99", "Ändrad", "3.1.1-1", *[None] * 5, "Staben"]])
    changed = next(x for x in plan_on(plan, AUGUST).activities if x.number == "3.1.1-1")
    assert (changed.lead, changed.contributing) == ("stab", ())


FAULTS: dict[str, tuple[list[Row], list[tuple[str, str]]]] = {
    "nothing": ([NEW, MOVED, REVOKED], []),
    "no day": ([with_cell(MOVED, "Datum", None)], [("A2", "missing-value")]),
    "a day that is none": ([with_cell(MOVED, "Datum", "i juni")], [("A2", "not-a-date")]),
    "no paragraph": ([with_cell(MOVED, "Paragraf", None)], [("B2", "missing-value")]),
    "no kind": ([with_cell(MOVED, "Slag", None)], [("C2", "missing-value")]),
    "an unknown kind": ([with_cell(MOVED, "Slag", "Flyttad")], [("C2", "unknown-word")]),
    "before the year": (
        [with_cell(MOVED, "Datum", date(2023, 12, 12))],
        [("A2", "amendment-outside-year")],
    ),
    "after the year": (
        [with_cell(REVOKED, "Datum", date(2025, 1, 14))],
        [("A2", "amendment-outside-year")],
    ),
    "a change without a number": ([with_cell(MOVED, "Nr", None)], [("D2", "missing-value")]),
    "a change of what there is not": (
        [with_cell(MOVED, "Nr", "3.1.1-44")],
        [("D2", "unknown-activity")],
    ),
    "a cancellation of what there is not": (
        [with_cell(REVOKED, "Nr", "9")],
        [("D2", "unknown-activity")],
    ),
    "a change before the activity was added": (
        [NEW, with_cell(with_cell(MOVED, "Nr", "3.1.2-3"), "Datum", date(2024, 5, 13))],
        [("D3", "unknown-activity")],
    ),
    "a change of what was added the same day": (
        [NEW, with_cell(with_cell(MOVED, "Datum", MAY), "Nr", "3.1.2-3"), REVOKED],
        [("D3", "amendment-changes-nothing")],
    ),
    "a new one without a number": (
        [with_cell(NEW, "Nr", None)],
        [("D2", "number-needed")],
    ),
    "a new one with a printed number": (
        [with_cell(NEW, "Nr", "3.1.2-2")],
        [("D2", "number-duplicated")],
    ),
    "a new one with the number of a new one": (
        [NEW, with_cell(NEW, "Datum", JUNE)],
        [("D3", "number-duplicated")],
    ),
    "a new one with the number of a cancelled one": (
        [REVOKED, with_cell(with_cell(NEW, "Nr", "3.4.6-2"), "Datum", AUGUST)],
        [("D3", "number-duplicated")],
    ),
    "a new one that lacks all": (
        [[*NEW[:4]]],
        [(f"{letter}2", "missing-value") for letter in "EFHIJ"],
    ),
    "an unknown goal": ([with_cell(NEW, "Mål", "9.9")], [("E2", "unknown-goal")]),
    "an unknown lead": (
        [with_cell(MOVED, "Ansvarig", "Kulturen")],
        [("J2", "unknown-department")],
    ),
    "an unknown contributor": (
        [with_cell(MOVED, "Medverkande", "Staben; Kulturen")],
        [("K2", "unknown-department")],
    ),
    "no title": ([with_cell(MOVED, "Aktivitet", "–")], [("F2", "missing-value")]),
    "no end": ([with_cell(MOVED, "Slut", "–")], [("I2", "missing-value")]),
    "an end before the start": (
        [with_cell(NEW, "Slut", date(2024, 5, 31))],
        [("I2", "end-before-start")],
    ),
    "a start after the end that stands": (
        [with_cell(with_cell(MOVED, "Slut", None), "Start", date(2024, 12, 1))],
        [("H2", "end-before-start")],
    ),
    "an end before the decision": (
        [with_cell(MOVED, "Slut", date(2024, 4, 30))],
        [("I2", "end-before-decision")],
    ),
    "an end in another year": (
        [with_cell(MOVED, "Slut", date(2025, 3, 31))],
        [("I2", "outside-year")],
    ),
    "a change of nothing": (
        [with_cell(MOVED, "Slut", None)],
        [("D2", "amendment-changes-nothing")],
    ),
    "a change to what stands": (
        [with_cell(MOVED, "Slut", date(2024, 10, 31))],
        [("D2", "amendment-changes-nothing")],
    ),
    "a cancellation that repeats what stands": (
        [with_cell(REVOKED, "Aktivitet", "Avyttra mark för etableringar")],
        [],
    ),
    "a cancellation that changes": (
        [with_cell(with_cell(REVOKED, "Slut", LAST), "Ansvarig", "Staben")],
        [("I2", "amendment-contradicts"), ("J2", "amendment-contradicts")],
    ),
    "a change of what is cancelled": (
        [REVOKED, with_cell(with_cell(MOVED, "Nr", "3.4.6-2"), "Datum", AUGUST)],
        [("D3", "activity-cancelled")],
    ),
    "cancelled twice": ([REVOKED, REVOKED], [("D3", "activity-cancelled")]),
}
LEFT_IN = {"end-before-decision", "outside-year"}


@pytest.mark.parametrize("case", FAULTS)
def test_each_fault_is_told_at_its_cell_and_its_row_left_out(amend: Amend, case: str) -> None:
    rows, expected = FAULTS[case]
    plan, said = amend(rows)
    assert [(each.place.cell, each.code) for each in said] == expected
    faulty = {cell[1:] for cell, code in expected if code not in LEFT_IN}
    kept = {amendment.cell[1:] for amendment in plan.amendments}
    assert kept == {str(index) for index in range(2, len(rows) + 2)} - faulty


def test_the_next_free_number_is_past_the_cancelled_and_the_added(amend: Amend) -> None:
    _, said = amend([NEW, with_cell(NEW, "Nr", None)])
    assert dict(said[0].details)["proposed"] == "3.1.2-4"
    assert render(said[0], "sv").message == (
        'Ändringsbeslut!D3: Den nya aktiviteten "Kartlägg lokaler" saknar nummer. '
        "Nästa lediga under målet är 3.1.2-4."
    )


def test_a_number_that_is_taken_is_told_with_both_places(amend: Amend) -> None:
    _, said = amend([with_cell(NEW, "Nr", "3.1.2-2")])
    assert dict(said[0].details)["cells"] == "Aktiviteter!A9, D2"


def test_a_goal_whose_first_activity_is_added_has_activities(
    edited: Callable[[Edit], bytes],
) -> None:
    def edit(workbook: Workbook) -> None:
        workbook["Mål"].append(["3.9.9", "KS", "3.1", "Ett nytt mål"])
        for column, value in enumerate(with_cell(NEW, "Mål", "3.9.9"), start=1):
            workbook[SHEET].cell(2, column, value)

    _, findings = read_plan(edited(edit))
    assert "no-activities" not in {each.code for each in findings}


def test_a_plan_with_amendments_is_written_back_whole(amend: Amend) -> None:
    emptied = [AUGUST, "KS § 99", "Ändrad", "3.1.2-3", None, None, "–", *[None] * 3, "–"]
    plan, _ = amend([NEW, MOVED, REVOKED, emptied])
    again, said = read_plan(write_plan(plan))
    assert again == plan
    assert [each for each in said if each.place.sheet == SHEET] == []
    assert replace(plan, amendments=()) == read_plan(write_plan(replace(plan, amendments=())))[0]


def test_the_sheet_helps_with_kinds_goals_days_and_departments(example: bytes) -> None:
    sheet = load_workbook(BytesIO(example))[SHEET]
    kinds = {
        str(each.sqref)[0]: (each.type, each.formula1)
        for each in sheet.data_validations.dataValidation
    }
    assert kinds["C"] == ("list", '"Ny,Ändrad,Upphävd"')
    assert {key: kind for key, (kind, _) in kinds.items()} == {
        **dict.fromkeys("AHI", "date"),
        **dict.fromkeys("CEJ", "list"),
    }
    assert [cell.value for cell in sheet[1]] == LABELS
    assert all(cell.comment for cell in sheet[1])
