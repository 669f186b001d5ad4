"""A reorganisation whose day lies within a round of distribution, with forms out or answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kexcel.model.finding import Finding, Severity
from kexcel.model.plan import FrameChange, FrameKind, FrameVersion, Perspective, Reorganisation
from kexcel.model.returned import ReturnState
from kexcel.workspace import Workspace
from tests.builders import SOUND, Answers, plan
from tests.workspace.places import opened, put
from tests.workspace.small import returned, small_workspace
from tests.workspace.test_reorganisation import reorganised

ROUND, CODE = "internbudget", "distribution-before-move"
WITHIN, AFTER, BEFORE = date(2024, 1, 20), date(2024, 3, 1), date(2024, 1, 5)
DATES = "opens = 2023-11-01\ncloses = 2023-12-31\ndue = 2023-12-15"
IN_THE_YEAR = "opens = 2024-01-10\ncloses = 2024-02-28\ndue = 2024-02-15"
STAB = {"1100": "30.2", "1200": "20.2"}
"""Code → what Staben distributes of its 50.4."""

COLUMNS = ("unit", "responsibility", "amount")
RENAME = Reorganisation("stab", "stod", WITHIN, "KS § 9")
PART = Reorganisation("stab", "digital", WITHIN, codes=("1200",), frame=Decimal("20.2"))
TO_OTHER = Reorganisation("stab", "ekonomi", WITHIN, frame=Decimal("5.4"))
MERGED = (RENAME, Reorganisation("ekonomi", "stod", WITHIN, "KS § 9"))


def distribution(units: dict[str, str]) -> Answers:
    answers: dict[tuple[str, str, str], object] = {
        key: value for key, value in SOUND.items() if key[0] == "cover"
    }
    for place, (code, amount) in enumerate(units.items(), start=1):
        row = f"distribution-{place:03}"
        answers["distribution", row, "unit"] = f"Enhet {code}"
        answers["distribution", row, "responsibility"] = code
        answers["distribution", row, "amount"] = Decimal(amount)
    return answers


def hand_in(workspace: Workspace, department: str, units: dict[str, str]) -> None:
    data = returned(workspace, distribution(units), department, ROUND)
    put(workspace, f"{department}.xlsx", data, ROUND)
    workspace.collect(ROUND)


def again(workspace: Workspace) -> Workspace:
    return opened(workspace.layout.root)


def told(workspace: Workspace) -> list[tuple[str | None, str | None, str, str]]:
    """The cell in plan.xlsx, the department, and its frames by the form and now."""
    found = [each for each in workspace.check().findings if each.code == CODE]
    assert all(x.severity is Severity.WARNING for x in found)
    return [(x.place.cell, x.value, *_frames(x)) for x in found]


def _frames(found: Finding) -> tuple[str, str]:
    details = dict(found.details)
    return details["issued"], details["now"]


@pytest.fixture
def quiet(tmp_path: Path) -> Workspace:
    """A round within the year, and no forms yet."""
    workspace = small_workspace(tmp_path / "ws")
    settings = workspace.layout.root / "kexcel.toml"
    text = settings.read_text(encoding="utf-8")
    assert DATES in text
    settings.write_text(text.replace(DATES, IN_THE_YEAR), encoding="utf-8")
    return again(workspace)


@pytest.fixture
def out(quiet: Workspace) -> Workspace:
    """The forms of the round have gone out."""
    quiet.generate(ROUND)
    return again(quiet)


@pytest.fixture
def answered(out: Workspace) -> Workspace:
    """Both departments have distributed their frames."""
    hand_in(out, "stab", STAB)
    hand_in(out, "ekonomi", {"2000": "9"})
    return again(out)


def test_a_part_that_left_a_department_whose_form_is_out_is_told_at_its_row(
    out: Workspace,
) -> None:
    workspace = reorganised(out, PART)
    (found,) = [each for each in workspace.check().findings if each.code == CODE]
    assert (found.place.file, found.place.sheet, found.place.cell) == (
        "plan.xlsx", "Omorganisation", "A2",
    )  # fmt: skip
    assert (found.value, found.place.department, dict(found.details)) == (
        "Staben",
        "stab",
        {"period": ROUND, "cells": "A2", "issued": "50.4", "now": "30.2"},
    )
    assert [x.code for x in workspace.generate(ROUND).findings if x.code == CODE] == [CODE]


def test_new_forms_are_enough_where_nothing_has_come_in(out: Workspace) -> None:
    workspace = reorganised(out, PART)
    workspace.generate(ROUND)
    assert told(again(workspace)) == []


def test_what_was_handed_in_before_the_move_is_told_until_it_is_handed_in_anew(
    answered: Workspace,
) -> None:
    workspace = reorganised(answered, PART)
    expected = [("A2", "Staben", "50.4", "30.2")]
    assert told(workspace) == expected
    workspace.generate(ROUND)
    assert told(again(workspace)) == expected
    merged = again(workspace).merge(ROUND).consolidation
    assert [x.value for x in merged.findings if x.code == CODE] == ["Staben"]
    later = again(workspace)
    later.generate("T1")
    merged = later.merge("T1").consolidation
    assert [x.value for x in merged.findings if x.code == CODE] == ["Staben"]
    cleared = {("distribution", "distribution-002", key): None for key in COLUMNS}
    anew = {**distribution({"1100": "30.2"}), **cleared}
    put(workspace, "ny.xlsx", returned(workspace, anew, "stab", ROUND), ROUND)
    workspace.collect(ROUND)
    assert told(again(workspace)) == []


def test_both_sides_are_told_where_the_receiver_has_a_form_too(answered: Workspace) -> None:
    assert told(reorganised(answered, TO_OTHER)) == [
        ("A2", "Staben", "50.4", "45.0"),
        ("A2", "Ekonomiavdelningen", "9.0", "14.4"),
    ]


def test_every_row_that_changed_the_frame_is_named(answered: Workspace) -> None:
    workspace = reorganised(answered, TO_OTHER, PART)
    found = [x for x in workspace.check().findings if x.code == CODE and x.value == "Staben"]
    assert [dict(x.details)["cells"] for x in found] == ["A2, A3"]
    assert [_frames(x) for x in found] == [("50.4", "24.8")]


def test_departments_that_become_one_are_told_of_the_sum_that_they_are_held_against(
    answered: Workspace,
) -> None:
    assert told(reorganised(answered, *MERGED)) == [("A2", "Verksamhetsstöd", "9.0", "59.4")]


def test_a_rename_changes_no_frame_and_is_not_told(answered: Workspace) -> None:
    assert told(reorganised(answered, RENAME)) == []


@pytest.mark.parametrize("moves", [(RENAME,), MERGED])
def test_what_was_distributed_is_the_successors_units_in_the_periods_after(
    answered: Workspace, moves: tuple[Reorganisation, ...]
) -> None:
    workspace = reorganised(answered, *moves)
    workspace.generate("T1")
    merged = again(workspace).merge("T1").consolidation
    frames = {each.identity: each.frame for each in merged.budget}
    assert frames["stod/1100"] == Decimal("30.2")
    assert frames["stod/1200"] == Decimal("20.2")
    assert "stod/" not in frames
    assert frames.get("stod/2000", frames.get("ekonomi/2000")) == Decimal(9)


@pytest.mark.parametrize("day", [BEFORE, WITHIN])
def test_forms_that_went_out_with_the_move_are_not_told_of(quiet: Workspace, day: date) -> None:
    workspace = reorganised(quiet, Reorganisation("stab", "ekonomi", day, frame=Decimal("5.4")))
    workspace.generate(ROUND)
    hand_in(again(workspace), "stab", {"1100": "45.0"})
    assert told(again(workspace)) == []


def test_a_move_before_the_round_that_was_written_down_late_is_told(answered: Workspace) -> None:
    late = Reorganisation("stab", "ekonomi", BEFORE, frame=Decimal("5.4"))
    assert [each[1] for each in told(reorganised(answered, late))] == [
        "Staben", "Ekonomiavdelningen",
    ]  # fmt: skip


def test_a_move_after_the_close_is_not_told(answered: Workspace) -> None:
    after = Reorganisation("stab", "ekonomi", AFTER, frame=Decimal("5.4"))
    assert told(reorganised(answered, after)) == []


def test_activities_alone_change_no_frame_and_are_not_told(answered: Workspace) -> None:
    alone = Reorganisation("stab", "ekonomi", WITHIN, activities=("3.1-3",))
    assert told(reorganised(answered, alone)) == []


def test_what_a_later_decision_changed_alone_is_not_told_of_the_move(quiet: Workspace) -> None:
    workspace = reorganised(quiet, TO_OTHER)
    workspace.generate(ROUND)
    change = FrameChange(Perspective.DEPARTMENT, "Staben", "stab", change=Decimal(1))
    revised = FrameVersion(
        "Revidering", FrameKind.REVISED, date(2024, 2, 1), "KF § 9", changes=(change,)
    )
    decided = replace(plan(), frame_versions=(revised,))
    assert told(reorganised(again(workspace), TO_OTHER, of=decided)) == []


def test_a_distribution_said_again_on_the_form_with_the_new_frame_is_held_against_that(
    answered: Workspace,
) -> None:
    workspace = reorganised(answered, PART)
    workspace.generate(ROUND)
    workspace = again(workspace)
    signed = {key: value for key, value in SOUND.items() if key[0] == "cover"}
    put(workspace, "ny.xlsx", returned(workspace, signed, "stab", ROUND), ROUND)
    received = {each.returned.file: each.returned for each in workspace.collect(ROUND).received}
    assert received["stab.xlsx"].state is ReturnState.SUPERSEDED
    found = [x for x in received["ny.xlsx"].findings if x.code == "frame-not-distributed"]
    assert [(x.place.cell, dict(x.details)["frame"]) for x in found] == [("D8", "30.2")]
    assert told(again(workspace)) == []


def test_an_unsigned_new_form_sent_back_untouched_takes_nothing_away(answered: Workspace) -> None:
    workspace = reorganised(answered, PART)
    workspace.generate(ROUND)
    workspace = again(workspace)
    put(workspace, "orörd.xlsx", returned(workspace, {}, "stab", ROUND), ROUND)
    received = {each.returned.file: each.returned for each in workspace.collect(ROUND).received}
    assert received["orörd.xlsx"].state is ReturnState.DUPLICATE
    merged = again(workspace).merge(ROUND).consolidation
    amounts = [x.answers["amount"].value for x in merged.tables if x.department == "stab"]
    assert amounts == [Decimal("30.2"), Decimal("20.2")]
    assert [each[1] for each in told(again(workspace))] == ["Staben"]
