"""Where each department stands, judged by all its returns together."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kexcel.errors import UsageError
from kexcel.model.remaining import Standing
from kexcel.workspace import DepartmentStatus, Workspace, create_workspace, open_workspace
from tests.workspace.places import (
    Answers,
    filled,
    issued_workspace,
    opened,
    put,
    sheet_of,
    sound_answers,
    typed,
)

FAULTY: Answers = {("followup", "3.1.1-2", "status"): "Klart typ"}
BLANK_STATUS: Answers = {("followup", "3.1.1-2", "status"): None}
DRAFT: Answers = {("cover", "signing", "value"): "Utkast"}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return issued_workspace(tmp_path / "ws")


def of(workspace: Workspace, department: str, period: str = "T1") -> DepartmentStatus:
    departments = workspace.status(period).departments
    return next(each for each in departments if each.department == department)


def on(workspace: Workspace, day: int) -> Workspace:
    """The same workspace on a day of May 2024; T1 is due on the 15th."""
    return open_workspace(
        workspace.layout.root, clock=lambda: datetime(2024, 5, day, 9, tzinfo=UTC)
    )


def blank_measure() -> Answers:
    measure = next(row.identity for row in sheet_of("stab", "measures").rows if row.inputs)
    return {("measures", measure, "outcome"): None}


@pytest.mark.parametrize(
    "changes, standing",
    [
        ({}, Standing.DONE),
        (DRAFT, Standing.DRAFT),
        (blank_measure(), Standing.UNFINISHED),
        ({**blank_measure(), **DRAFT}, Standing.UNFINISHED),
        (BLANK_STATUS, Standing.TO_CORRECT),
        (FAULTY, Standing.TO_CORRECT),
        ({**FAULTY, **DRAFT}, Standing.TO_CORRECT),
    ],
)
def test_a_return_stands_where_the_gravest_of_its_lacks_puts_it(
    changes: Answers, standing: Standing, workspace: Workspace
) -> None:
    put(workspace, "svar.xlsx", filled("stab", changes))
    workspace.collect("T1")
    assert of(workspace, "stab").standing == standing


def test_rows_of_every_sheet_that_must_be_filled_in_are_counted(workspace: Workspace) -> None:
    put(workspace, "svar.xlsx", filled("stab", {**FAULTY, **blank_measure()}))
    workspace.collect("T1")
    found = of(workspace, "stab")
    assert (found.answered, found.activities) == (13, 14)
    assert (found.remaining.answered, found.remaining.asked) == (14, 16)
    assert [(row.sheet, row.number, row.is_blank) for row in found.remaining.left] == [
        ("followup", "3.1.1-2", False),
        ("measures", "", True),
    ]


def test_a_department_without_an_answer_has_every_row_left(workspace: Workspace) -> None:
    found = of(workspace, "ekonomi")
    assert (found.standing, found.received, found.state) == (Standing.MISSING, None, None)
    assert (found.remaining.answered, len(found.remaining.left)) == (0, found.remaining.asked)


def test_two_halves_in_two_files_are_one_whole(workspace: Workspace) -> None:
    answers = sound_answers("stab")
    statuses = [key for key in answers if key[2] == "status"]
    rest = {key: value for key, value in answers.items() if key[0] != "followup"}
    for name, kept in (("a.xlsx", statuses[:7]), ("b.xlsx", statuses[7:])):
        put(workspace, name, typed("stab", rest | {key: answers[key] for key in kept}))
    workspace.collect("T1")
    found = of(workspace, "stab")
    assert (found.standing, found.state, found.errors) == (Standing.DONE, "accepted", 0)
    assert found.files == ("a.xlsx", "b.xlsx")


def test_a_conflict_waits_for_the_coordinator_and_not_for_the_department(
    workspace: Workspace,
) -> None:
    for name, words in (("a.xlsx", "Tre av fem."), ("b.xlsx", "Fyra av fem.")):
        put(workspace, name, filled("stab", {("followup", "3.1.1-2", "comment"): words}))
    workspace.collect("T1")
    found = of(on(workspace, 20), "stab")
    assert (found.standing, found.remaining.conflicts) == (Standing.TO_DECIDE, 1)
    assert (found.must_act, found.days_late) == (False, 0)
    assert workspace.status("T1").needs_mending


@pytest.mark.parametrize(
    "changes, late",
    [({}, 0), (FAULTY, 5), (DRAFT, 5), (blank_measure(), 5)],
)
def test_a_department_is_late_while_anything_waits_for_it(
    changes: Answers, late: int, workspace: Workspace
) -> None:
    put(workspace, "svar.xlsx", filled("stab", changes))
    workspace.collect("T1")
    assert of(on(workspace, 20), "stab").days_late == late
    assert of(on(workspace, 15), "stab").days_late == 0


def test_an_unusable_file_is_no_answer(workspace: Workspace) -> None:
    put(workspace, "svar.xlsx", b"inget kalkylark")
    workspace.collect("T1")
    assert {each.standing for each in workspace.status("T1").departments} == {Standing.MISSING}


def test_without_forms_no_period_can_be_chosen(tmp_path: Path) -> None:
    create_workspace(tmp_path / "ny", example="ange-2024")
    with pytest.raises(UsageError, match="No forms have been issued yet"):
        opened(tmp_path / "ny").status()


def test_a_period_whose_forms_have_not_gone_out_is_told_as_that(workspace: Workspace) -> None:
    result = workspace.status("T3")
    assert {each.standing for each in result.departments} == {Standing.UNSENT}
    assert (result.is_issued, str(result.opens)) == (False, "2024-09-01")


def test_a_round_of_distribution_asks_for_its_tables(tmp_path: Path) -> None:
    create_workspace(tmp_path / "ws", example="ange-2024")
    workspace = opened(tmp_path / "ws")
    workspace.generate("internbudget")
    found = of(workspace, "stab", "internbudget")
    assert (found.activities, found.remaining.asked) == (0, 2)
    assert [row.sheet for row in found.remaining.left] == ["distribution", "attest"]
