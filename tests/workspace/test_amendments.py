"""Decisions between T1 and T2, in the example: each period has the plan of its close."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kexcel.errors import ConfigurationError
from kexcel.model.consolidation import ActivityResult
from kexcel.workspace import Workspace
from tests.workspace.amended import (
    CLOSE,
    CLOSED,
    HANDED,
    LATER,
    MOVED,
    NEW,
    OF_AUGUST,
    OF_JUNE,
    OF_MAY,
    TROUBLED,
    after_first_period,
    answer_by_timetable,
    decide,
    everyone_answers,
    form_of,
    row_values,
)
from tests.workspace.places import opened, put, tree, workbook


@pytest.fixture(scope="module")
def amended_once(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """T1 is answered, decisions are taken, T2 goes out and is answered; nothing more."""
    workspace = decide(after_first_period(tmp_path_factory.mktemp("amended") / "ange-2024"))
    workspace.generate("T2")
    everyone_answers(workspace)
    return workspace


@pytest.fixture
def amended(amended_once: Workspace, tmp_path: Path) -> Workspace:
    shutil.copytree(amended_once.layout.root, tmp_path / "ange-2024")
    return opened(tmp_path / "ange-2024")


@pytest.fixture
def overtaken(tmp_path: Path) -> Workspace:
    """T2 goes out and Staben answers before anyone writes the decisions into the plan."""
    workspace = after_first_period(tmp_path / "ange-2024")
    workspace.generate("T2")
    put(workspace, "T2 stab.xlsx", answer_by_timetable(workspace, "stab"), "T2")
    workspace.collect("T2")
    return decide(workspace)


def result_of(workspace: Workspace, number: str) -> ActivityResult:
    merged = workspace.merge("T2").consolidation
    return next(each for each in merged.activities if each.activity.number == number)


def test_the_period_before_is_made_again_to_the_same_bytes(tmp_path: Path) -> None:
    workspace = after_first_period(tmp_path / "ange-2024")
    root = workspace.layout.root
    before = tree(root)
    again = decide(workspace)
    shutil.rmtree(root / "resultat")
    shutil.rmtree(root / "utskick")
    again.generate("T1")
    again.collect("T1")
    again.merge("T1")
    after = tree(root)
    assert {name for name in after if after[name] != before.get(name)} == {"plan.xlsx"}
    assert set(after) == set(before)


def test_a_form_has_what_stood_when_its_period_closed(amended_once: Workspace) -> None:
    stab, ekonomi = (row_values(amended_once, key) for key in ("stab", "ekonomi"))
    assert {NEW, MOVED, HANDED, LATER} <= stab.keys()
    assert {TROUBLED, CLOSED}.isdisjoint({*stab, *ekonomi})
    assert CLOSED not in row_values(amended_once, "samhallsbyggnad")
    assert NEW in ekonomi
    assert NEW not in row_values(amended_once, "stab", "T1")


def test_a_form_tells_what_was_changed_and_by_which_decision(amended_once: Workspace) -> None:
    stab = row_values(amended_once, "stab")
    assert {number: row["amended"] for number, row in stab.items() if "amended" in row} == {
        NEW: f"Ny, {OF_MAY}",
        MOVED: f"Slut 2024-10-31 → 2024-11-30, {OF_JUNE}",
        HANDED: f"Ansvarig Staben → Samhällsbyggnadsavdelningen, Medverkande – → Staben, {OF_JUNE}",
    }
    assert stab[MOVED]["end"].isoformat() == "2024-11-30"


def test_what_was_changed_is_not_told_again_in_the_period_after(amended: Workspace) -> None:
    amended.generate("T3")
    stab = row_values(amended, "stab", "T3")
    assert MOVED in stab
    assert LATER not in stab
    assert [number for number, row in stab.items() if "amended" in row] == []


def test_the_column_is_hidden_where_nothing_was_changed(amended_once: Workspace) -> None:
    issued = amended_once.layout.issued("T2")
    hidden = {}
    for name in ("Staben", "Utbildningsavdelningen"):
        sheet = workbook((issued / f"T2 2024 {name}.xlsx").read_bytes())["Uppföljning"]
        head = next(c for row in sheet.iter_rows() for c in row if c.value == "Ändrat")
        spans = [each for each in sheet.column_dimensions.values() if each.hidden]
        hidden[name] = any(each.min <= head.column <= each.max for each in spans)
    assert hidden == {"Staben": False, "Utbildningsavdelningen": True}


def test_a_new_lead_sees_what_the_earlier_one_answered(amended_once: Workspace) -> None:
    new = row_values(amended_once, "samhallsbyggnad")[HANDED]
    assert (new["part"], new["previous"]) == ("Ansvarig", "Pågående")
    old = row_values(amended_once, "stab")[HANDED]
    assert (old["part"], old["previous"]) == ("Medverkande", "Pågående")


def test_an_added_activity_is_answered_and_counted_as_any_other(amended: Workspace) -> None:
    merged = amended.merge("T2").consolidation
    assert (len(merged.activities), len(merged.asked), merged.answered) == (80, 78, 78)
    assert (merged.added, merged.cancelled) == (1, 2)
    assert result_of(amended, NEW).role == "ongoing"
    assert [f.code for f in merged.findings if f.place.row in {NEW, TROUBLED, CLOSED}] == []
    assert not merged.is_preliminary


def test_a_cancelled_activity_is_asked_of_nobody(amended: Workspace) -> None:
    everyone = amended.status("T2").departments
    asked = {each.department: each.activities for each in everyone}
    assert sum(asked.values()) == 78
    assert [row for each in everyone for row in each.remaining.left] == []
    assert not result_of(amended, CLOSED).is_asked


def test_answers_that_a_decision_has_overtaken_are_told_with_their_cells(
    overtaken: Workspace,
) -> None:
    merged = overtaken.merge("T2").consolidation
    told = [f for f in merged.findings if f.code == "answer-overtaken"]
    assert {(f.place.row, f.place.column, f.value, dict(f.details)["decision"]) for f in told} == {
        (TROUBLED, "status", "Pågående", OF_AUGUST),
        (HANDED, "status", "Pågående", OF_JUNE),
    }
    assert {f.place.file for f in told} == {"T2 stab.xlsx"}
    assert all(f.place.cell and f.place.cell.startswith("J") for f in told)
    assert [f.code for f in merged.findings if f.code == "row-unknown"] == []


def test_new_forms_hold_the_answers_and_tell_those_that_have_no_place(
    overtaken: Workspace,
) -> None:
    before = form_of(overtaken, "stab")
    forms = {form.department: form for form in overtaken.generate("T2").forms}
    stab = forms["stab"]
    assert stab.replaces == before.code
    assert stab.new_rows == (NEW,)
    assert len(stab.lost) == 2
    assert all(each.startswith("T2 stab.xlsx, Uppföljning!J") for each in stab.lost)
    rows = row_values(overtaken, "stab")
    assert (rows[MOVED]["status"], "status" in rows[NEW]) == ("Pågående", False)
    assert TROUBLED not in rows
    assert forms["utbildning"].replaces is None


def test_an_answer_by_the_new_lead_counts_and_the_earlier_leads_is_still_told(
    overtaken: Workspace,
) -> None:
    overtaken.generate("T2")
    everyone_answers(overtaken)
    merged = overtaken.merge("T2").consolidation
    result = next(each for each in merged.activities if each.activity.number == HANDED)
    assert (result.activity.lead, result.role) == ("samhallsbyggnad", "ongoing")
    assert result.answers["status"].source.file == "T2 samhallsbyggnad.xlsx"
    assert merged.answered == 78
    assert merged.errors == 0


def test_running_anything_twice_changes_nothing(amended: Workspace) -> None:
    amended.merge("T2")
    before = tree(amended.layout.root)
    again = opened(amended.layout.root)
    again.generate("T2")
    again.collect("T2")
    again.merge("T2")
    assert tree(again.layout.root) == before


def test_a_goal_with_nothing_but_cancelled_activities_cannot_be_judged(tmp_path: Path) -> None:
    rows = tuple((CLOSE, "§ 110", "Upphävd", f"3.1.2-{place}") for place in (1, 2))
    workspace = decide(after_first_period(tmp_path / "ange-2024"), rows)
    workspace.generate("T2")
    everyone_answers(workspace)
    merged = workspace.merge("T2").consolidation
    goal = next(each for each in merged.goals if each.goal.number == "3.1.2")
    assert (goal.proposed.value, goal.counts) == ("cannot_judge", {})
    above = next(each for each in merged.goals if each.goal.number == "3.1")
    assert sum(above.counts.values()) == 6


def test_a_decision_that_makes_no_sense_stops_the_forms(tmp_path: Path) -> None:
    rows = ((CLOSE, "§ 110", "Upphävd", "9.9-9"),)
    workspace = decide(after_first_period(tmp_path / "ange-2024"), rows)
    with pytest.raises(ConfigurationError, match=r"Ändringsbeslut!D2 .*9\.9-9.*2024-08-31"):
        workspace.generate("T2")
