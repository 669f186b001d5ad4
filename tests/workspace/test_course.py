"""What was said in one period is shown in the next, and what was done needs no new answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kexcel.workspace import Workspace
from tests.workspace.course import (
    DAY,
    DONE,
    REST,
    WAS_DONE,
    after_t1,
    answer,
    codes,
    merged,
    shown,
    year_workspace,
)
from tests.workspace.places import opened


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return after_t1(tmp_path / "ws")


def test_the_next_form_shows_what_was_said_to_all_who_take_part(workspace: Workspace) -> None:
    assert shown(workspace, "3.1-1") == {
        "previous": "Försenad",
        "previous_comment": "Tre enheter av fem.",
        "previous_new_end": date(2025, 2, 28),
    }
    assert shown(workspace, "3.1-1", "ekonomi") == {
        "previous": "Försenad",
        "lead_comment": "Tre enheter av fem.",
        "previous_new_end": date(2025, 2, 28),
    }
    assert shown(workspace, DONE) == {
        "previous": "Genomförd",
        "previous_comment": "Arkivet är genomgånget.",
        "previous_completed": DAY,
        "stands": "x",
    }
    assert shown(workspace, "4-1") == {}


def test_what_was_done_counts_where_its_row_is_left_blank(workspace: Workspace) -> None:
    workspace = answer(workspace, "T2", REST)
    result = merged(workspace, "T2")[DONE]
    status, completed = result.answers["status"], result.answers["completed"]
    assert (result.role, status.value, completed.value) == ("done", "Genomförd", DAY)
    assert (status.source.file, status.source.sheet, status.source.cell) == (
        "T1 stab.xlsx", "Uppföljning", "J6",
    )  # fmt: skip
    assert (workspace.layout.root / status.source.path).is_file()
    assert [each.carried_from.key for each in (status, completed) if each.carried_from] == [
        "T1", "T1",
    ]  # fmt: skip
    assert "comment" not in result.answers
    assert codes(workspace, "T2") == [("stale-comment", "3.1-1")]


def test_collect_and_status_do_not_ask_for_it(workspace: Workspace) -> None:
    workspace = answer(workspace, "T2", REST)
    received = workspace.collect("T2").received[0].returned
    assert (received.state.value, received.errors) == ("accepted", 0)
    stab = next(each for each in workspace.status("T2").departments if each.department == "stab")
    assert (stab.standing.value, stab.answered, stab.activities) == ("done", 3, 3)
    assert stab.remaining.left == ()


def test_what_was_done_in_t1_reaches_t3_from_t1(workspace: Workspace) -> None:
    workspace = answer(workspace, "T2", REST)
    workspace.generate("T3")
    assert shown(workspace, DONE, period="T3") == {
        "previous": "Genomförd", "previous_completed": DAY, "stands": "x",
    }  # fmt: skip
    workspace = answer(workspace, "T3", REST)
    status = merged(workspace, "T3")[DONE].answers["status"]
    assert (status.source.file, status.carried_from and status.carried_from.key) == (
        "T1 stab.xlsx", "T1",
    )  # fmt: skip
    assert ("missing-status", DONE) not in codes(workspace, "T3")


def test_a_period_without_returns_is_passed_over(workspace: Workspace) -> None:
    workspace.generate("T3")
    assert shown(workspace, DONE, period="T3") == {
        "previous": "Genomförd", "previous_completed": DAY, "stands": "x",
    }  # fmt: skip
    assert shown(workspace, "3.1-1", period="T3") == {}
    workspace = answer(workspace, "T3", REST)
    assert merged(workspace, "T3")[DONE].role == "done"


def test_it_counts_before_anything_has_come_back_but_its_department_is_still_missing(
    workspace: Workspace,
) -> None:
    whole = workspace.merge("T2").consolidation
    assert (whole.answered, whole.missing) == (1, ("stab", "ekonomi"))
    stab = next(each for each in workspace.status("T2").departments if each.department == "stab")
    assert (stab.standing.value, stab.answered) == ("missing", 1)


def test_a_comment_alone_does_not_reopen_it(workspace: Workspace) -> None:
    workspace = answer(workspace, "T2", {**REST, ("followup", DONE, "comment"): "Utvärderat."})
    result = merged(workspace, "T2")[DONE]
    assert (result.role, result.answers["comment"].source.file) == ("done", "T2 stab.xlsx")
    assert not result.answers["comment"].carried_from
    assert ("missing-status", DONE) not in codes(workspace, "T2")


@pytest.mark.parametrize(
    "column, value",
    [
        ("completed", date(2024, 4, 2)),
        ("new_end", date(2024, 12, 1)),
        ("action", "Vi gör om det."),
        ("decision", "KS 2024-05-02 § 9"),
    ],
)
def test_a_row_that_is_opened_again_without_a_status_is_asked_for_one(
    workspace: Workspace, column: str, value: object
) -> None:
    workspace = answer(workspace, "T2", {**REST, ("followup", DONE, column): value})
    assert ("missing-status", DONE) in codes(workspace, "T2")
    assert merged(workspace, "T2")[DONE].role == ""


def test_a_new_status_is_judged_as_ever_and_replaces_the_old_one(workspace: Workspace) -> None:
    workspace = answer(workspace, "T2", {**REST, ("followup", DONE, "status"): "Pågående"})
    assert ("status-regressed", DONE) in codes(workspace, "T2")
    workspace.generate("T3")
    assert shown(workspace, DONE, period="T3")["previous"] == "Pågående"
    assert "stands" not in shown(workspace, DONE, period="T3")
    workspace = answer(workspace, "T3", REST)
    assert merged(workspace, "T3")[DONE].role == ""
    assert ("missing-status", DONE) in codes(workspace, "T3")


def test_a_status_that_cannot_be_read_is_not_replaced_by_the_old_one(workspace: Workspace) -> None:
    workspace = answer(workspace, "T2", {**REST, ("followup", DONE, "status"): "Klart typ"})
    result = merged(workspace, "T2")[DONE]
    assert (result.role, result.answers["status"].written) == ("", "Klart typ")


def test_two_files_that_differ_wait_for_a_decision(workspace: Workspace) -> None:
    key = ("followup", DONE, "status")
    answer(workspace, "T2", {**REST, key: "Pågående"}, name="a.xlsx")
    workspace = answer(workspace, "T2", {**REST, key: "Avbruten"}, name="b.xlsx")
    assert merged(workspace, "T2")[DONE].role == ""


def test_an_answer_that_was_withdrawn_no_longer_counts_and_that_is_told(
    workspace: Workspace,
) -> None:
    workspace = answer(workspace, "T2", REST)
    workspace.withdraw("T1", "T1 stab.xlsx", "Fel fil")
    workspace = opened(workspace.layout.root)
    found = [f for f in workspace.merge("T2").consolidation.findings if f.code == "answer-lapsed"]
    assert [(f.place.file, f.place.sheet, f.place.cell, f.place.row, f.place.column)
            for f in found] == [("T2 stab.xlsx", "Uppföljning", "J6", DONE, "status")]  # fmt: skip
    assert merged(workspace, "T2")[DONE].role == ""
    stab = next(each for each in workspace.status("T2").departments if each.department == "stab")
    assert [each.number for each in stab.remaining.left] == [DONE]
    workspace.generate("T2")
    assert shown(workspace, DONE) == {}


def test_whoever_is_not_the_lead_is_asked_for_nothing_more(workspace: Workspace) -> None:
    done = {("followup", "4-1", "status"): "Genomförd", ("followup", "4-1", "completed"): DAY}
    workspace = answer(workspace, "T1", done, "ekonomi")
    workspace.generate("T2")
    assert shown(workspace, "4-1", "ekonomi")["stands"] == "x"
    assert shown(workspace, "4-1", "stab") == {"previous": "Genomförd", "previous_completed": DAY}


def test_nothing_new_is_shown_in_the_years_first_form(tmp_path: Path) -> None:
    workspace = year_workspace(tmp_path / "ny")
    workspace.generate("T1")
    assert shown(workspace, DONE, period="T1") == {}


def test_running_the_year_twice_changes_nothing(workspace: Workspace) -> None:
    workspace = answer(workspace, "T2", REST)
    first = workspace.merge("T2").consolidation
    again = opened(workspace.layout.root)
    assert [each.is_new for each in again.generate("T2").forms] == [False, False]
    assert again.merge("T2").consolidation == first


def test_a_return_in_t1_that_comes_late_is_shown_in_a_new_form(tmp_path: Path) -> None:
    workspace = year_workspace(tmp_path / "sen")
    workspace.generate("T1")
    workspace.generate("T2")
    workspace = answer(workspace, "T1", {**REST, **WAS_DONE})
    workspace.generate("T2")
    assert shown(workspace, DONE)["stands"] == "x"
