"""A return on a form from before a move: what it is told of its rows, and of its forecast."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kexcel.model.finding import Finding, Severity
from kexcel.model.plan import Reorganisation
from kexcel.workspace import Workspace
from tests.workspace.places import opened, put
from tests.workspace.small import OTHER, returned, small_workspace
from tests.workspace.test_reorganisation import JULY, STAB, reorganised

PART = Reorganisation(
    "stab", "digital", JULY, activities=("3.1-3", "3.1-1"), measures=("4/stab",),
    frame=Decimal("10.4"),
)  # fmt: skip
MONEY = Reorganisation("stab", "ekonomi", JULY, frame=Decimal("5.4"))
CODES = ("outdated-form", "answers-moved", "forecast-before-move")


@pytest.fixture
def out(tmp_path: Path) -> Workspace:
    """The forms of T2 have gone out, and nothing is reorganised yet."""
    workspace = small_workspace(tmp_path / "ws")
    workspace.generate("T2")
    return opened(workspace.layout.root)


def late(
    out: Workspace, *moves: Reorganisation, is_reissued: bool = False, department: str = "stab"
) -> Workspace:
    """What a department answered before the move, laid in inkommet/ after it."""
    data = returned(out, STAB if department == "stab" else OTHER, department, "T2")
    workspace = reorganised(out, *moves)
    if is_reissued:
        workspace.generate("T2")
        workspace = opened(workspace.layout.root)
    put(workspace, "sen.xlsx", data, "T2")
    return workspace


def said(findings: tuple[Finding, ...]) -> dict[str, Finding]:
    return {each.code: each for each in findings if each.code in CODES}


@pytest.mark.parametrize("is_reissued", [False, True])
def test_answers_on_rows_that_moved_are_told_with_who_has_them_now(
    out: Workspace, *, is_reissued: bool
) -> None:
    workspace = late(out, PART, is_reissued=is_reissued)
    (file,) = workspace.collect("T2").received
    told = said(file.returned.findings)
    assert ("outdated-form" in told) is is_reissued
    assert (told["answers-moved"].value, dict(told["answers-moved"].details)) == (
        "Staben",
        {"moved": "Digitalisering: 4 (Uppföljning!J5, Uppföljning!M5, Uppföljning!J7 …)"},
    )
    merged = opened(workspace.layout.root).merge("T2").consolidation
    led = {each.activity.number: each for each in merged.activities}
    assert (led["3.1-1"].activity.lead, led["3.1-1"].answers["status"].source.file) == (
        "digital", "sen.xlsx",
    )  # fmt: skip


def test_what_counts_for_another_department_is_not_told_to_have_no_place(out: Workspace) -> None:
    workspace = late(out, PART, is_reissued=True)
    (file,) = workspace.collect("T2").received
    outdated = said(file.returned.findings)["outdated-form"]
    assert (outdated.severity, dict(outdated.details)["lost"]) == (Severity.NOTE, "0")


@pytest.mark.parametrize(
    "department, frames", [("stab", ("50.4", "45.0")), ("ekonomi", ("9.0", "14.4"))]
)
def test_a_forecast_of_the_old_frame_is_told_on_both_sides(
    out: Workspace, department: str, frames: tuple[str, str]
) -> None:
    (file,) = late(out, MONEY, department=department).collect("T2").received
    found = said(file.returned.findings)["forecast-before-move"]
    details = dict(found.details)
    assert (found.severity, found.place.sheet, found.place.cell, found.place.row) == (
        Severity.WARNING, "Budget", "G5", department,
    )  # fmt: skip
    assert (details["issued"], details["now"], details["day"]) == (*frames, "2024-07-01")


def test_validate_and_merge_say_what_collect_says(out: Workspace) -> None:
    workspace = late(out, PART, is_reissued=True)
    alone = workspace.validate([workspace.layout.inbox("T2") / "sen.xlsx"])
    (file,) = workspace.collect("T2").received
    assert said(alone) == said(file.returned.findings)
    merged = opened(workspace.layout.root).merge("T2").consolidation
    assert said(merged.findings) == said(file.returned.findings)


def test_a_forecast_on_the_new_form_is_not_told(out: Workspace) -> None:
    workspace = late(out, PART)
    workspace.collect("T2")
    workspace = opened(workspace.layout.root)
    workspace.generate("T2")
    workspace = opened(workspace.layout.root)
    anew = {
        key: value
        for key, value in STAB.items()
        if key[0] in {"cover", "budget"} or key[1] == "3.1-2"
    }
    anew["budget", "stab", "forecast"] = Decimal(40)
    put(workspace, "ny.xlsx", returned(workspace, anew, period="T2"), "T2")
    received = {x.returned.file: x.returned for x in workspace.collect("T2").received}
    assert said(received["ny.xlsx"].findings) == {}
    assert "forecast-before-move" not in said(received["sen.xlsx"].findings)
    merged = opened(workspace.layout.root).merge("T2").consolidation
    assert {x.identity: x.forecast for x in merged.budget}["stab"] == Decimal(40)
    assert "forecast-before-move" not in said(merged.findings)


def test_activities_alone_leave_the_forecast_as_it_is(out: Workspace) -> None:
    alone = Reorganisation("stab", "ekonomi", JULY, activities=("3.1-3",))
    (file,) = late(out, alone).collect("T2").received
    assert list(said(file.returned.findings)) == ["answers-moved"]


def test_a_move_after_the_close_is_not_told(out: Workspace) -> None:
    after = Reorganisation("stab", "ekonomi", JULY.replace(month=10), frame=Decimal("5.4"))
    (file,) = late(out, after).collect("T2").received
    assert said(file.returned.findings) == {}
