"""A small workspace, two departments and four activities, so that every step of it is quick."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from kexcel.documents.plan.writer import write_plan
from kexcel.generate import write_form
from kexcel.model.form import Form
from kexcel.workspace import Workspace
from tests.builders import SETTINGS, SOUND, Answers, plan
from tests.workspace.places import opened

FAULTY: Answers = {**SOUND, ("followup", "3.1-1", "status"): "Klart typ"}
"""What Staben answers, with a status that nobody knows."""

OTHER: Answers = {
    ("cover", "signing", "value"): "Slutlig",
    ("cover", "signed_by", "value"): "Ekonomichef (exempel)",
    ("cover", "signed_on", "value"): date(2024, 5, 8),
    ("followup", "4-1", "status"): "Pågående",
    ("followup", "4-1", "comment"): "Hälften är klart.",
    ("budget", "ekonomi", "actual"): Decimal("3.0"),
    ("budget", "ekonomi", "forecast"): Decimal("9.0"),
}
"""What Ekonomi answers."""


def small_workspace(root: Path) -> Workspace:
    """A workspace where nothing has been done yet."""
    root.mkdir(parents=True)
    (root / "kexcel.toml").write_text(SETTINGS, encoding="utf-8")
    (root / "plan.xlsx").write_bytes(write_plan(plan()))
    return opened(root)


def issued_small_workspace(root: Path) -> Workspace:
    """A workspace whose forms for T1 have gone out."""
    workspace = small_workspace(root)
    workspace.generate("T1")
    return workspace


def form_of(workspace: Workspace, department: str = "stab", period: str = "T1") -> Form:
    """The form that a department was last issued for a period."""
    codes = [e.form for e in workspace.archive.issued(period) if e.department == department]
    return workspace.archive.forms(codes)[codes[-1]]


def returned(
    workspace: Workspace, answers: Answers, department: str = "stab", period: str = "T1"
) -> bytes:
    """The form that a department was last issued for a period, with its answers."""
    form = form_of(workspace, department, period)
    book = workspace.rules(workspace.period(period), form.language)
    values = dict(answers)
    return write_form(form, workspace.template, book, workspace.settings, values=values)
