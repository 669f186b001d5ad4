"""A small workspace whose year has three periods, and what its departments answer in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from kexcel.documents.plan.writer import write_plan
from kexcel.model.consolidation import ActivityResult
from kexcel.model.form import FormRow
from kexcel.workspace import Workspace
from tests.builders import SETTINGS, Answers, plan
from tests.workspace.places import opened, put
from tests.workspace.small import form_of, returned

T3 = """
[[periods]]
key = "T3"
name = "Tertial 3 2024"
opens = 2024-09-01
closes = 2024-12-31
due = 2025-01-20
sheets = ["cover", "followup", "measures", "budget", "own"]
"""
SIGNED = {"stab": date(2024, 5, 8), "ekonomi": date(2024, 5, 9)}
FRAMES = {"stab": Decimal("50.4"), "ekonomi": Decimal("9.0")}
DONE = "3.1-2"
"""An activity that Staben leads and has done by the end of March."""

DAY = date(2024, 3, 15)
WAS_DONE: Answers = {
    ("followup", DONE, "status"): "Genomförd",
    ("followup", DONE, "completed"): DAY,
    ("followup", DONE, "comment"): "Arkivet är genomgånget.",
}
REST: Answers = {
    ("followup", "3.1-1", "status"): "Försenad",
    ("followup", "3.1-1", "comment"): "Tre enheter av fem.",
    ("followup", "3.1-1", "action"): "Vi har satt en ny tidplan.",
    ("followup", "3.1-1", "new_end"): date(2025, 2, 28),
    ("followup", "3.1-3", "status"): "Ej påbörjad",
    ("measures", "4/stab", "outcome"): Decimal("5.8"),
}
"""What Staben answers of all else, in any period."""


def year_workspace(root: Path) -> Workspace:
    """A workspace of three periods where nothing has been done yet."""
    root.mkdir(parents=True)
    (root / "kexcel.toml").write_text(SETTINGS + T3, encoding="utf-8")
    (root / "plan.xlsx").write_bytes(write_plan(plan()))
    return opened(root)


def signed(department: str) -> Answers:
    """The cover and the budget of a department, filled in."""
    return {
        ("cover", "signing", "value"): "Slutlig",
        ("cover", "signed_by", "value"): "Avdelningschef (exempel)",
        ("cover", "signed_on", "value"): SIGNED[department],
        ("budget", department, "actual"): Decimal("3.0"),
        ("budget", department, "forecast"): FRAMES[department],
    }


def answer(
    workspace: Workspace, period: str, answers: Answers, department: str = "stab", name: str = ""
) -> Workspace:
    """Let a department answer in the form it was last issued; opened anew."""
    typed = {**signed(department), **answers}
    name = name or f"{period} {department}.xlsx"
    put(workspace, name, returned(workspace, typed, department, period), period)
    workspace.collect(period)
    return opened(workspace.layout.root)


def after_t1(root: Path, answers: Answers = WAS_DONE) -> Workspace:
    """A workspace in which Staben has answered in T1, and the forms of T2 have gone out."""
    workspace = year_workspace(root)
    workspace.generate("T1")
    workspace = answer(workspace, "T1", {**REST, **answers})
    workspace.generate("T2")
    return opened(root)


def row(workspace: Workspace, number: str, department: str = "stab", period: str = "T2") -> FormRow:
    """An activity's row in the form that a department was last issued."""
    sheet = form_of(workspace, department, period).sheet("followup")
    assert sheet is not None
    return next(each for each in sheet.rows if each.identity == number)


def shown(workspace: Workspace, number: str, department: str = "stab", period: str = "T2") -> (
    Mapping[str, object]
):  # fmt: skip
    """What a form shows of the period before, by column."""
    columns = (
        "previous", "previous_comment", "previous_new_end", "previous_completed", "lead_comment",
        "stands",
    )  # fmt: skip
    values = row(workspace, number, department, period).values
    return {key: values[key] for key in columns if key in values}


def merged(workspace: Workspace, period: str) -> dict[str, ActivityResult]:
    """Each activity as it counts in a period."""
    whole = workspace.merge(period).consolidation
    return {each.activity.number: each for each in whole.activities}


def codes(workspace: Workspace, period: str) -> list[tuple[str, str | None]]:
    """What is said of rows and cells in a period, apart from the plan."""
    whole = workspace.merge(period).consolidation
    return [(each.code, each.place.row) for each in whole.findings if each.place.department]
