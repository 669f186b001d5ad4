"""A small workspace whose year is over: both departments have answered the last period."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from kexcel.generate import write_form
from kexcel.workspace import Workspace
from tests.builders import Answers
from tests.workspace.places import opened, put
from tests.workspace.small import small_workspace

STAB: Answers = {
    ("cover", "signing", "value"): "Slutlig",
    ("cover", "signed_by", "value"): "Avdelningschef (exempel)",
    ("cover", "signed_on", "value"): date(2024, 9, 8),
    ("followup", "3.1-1", "status"): "Pågående",
    ("followup", "3.1-1", "comment"): "Fyra enheter av fem.",
    ("followup", "3.1-2", "status"): "Genomförd",
    ("followup", "3.1-2", "completed"): date(2024, 3, 15),
    ("followup", "3.1-3", "status"): "Försenad",
    ("followup", "3.1-3", "comment"): "Remissen dröjer.",
    ("followup", "3.1-3", "action"): "Ny tidplan är satt.",
    ("followup", "3.1-3", "new_end"): date(2025, 2, 28),
    ("followup", "4-1", "comment"): "Vi bidrar med mallar.",
    ("measures", "4/stab", "outcome"): Decimal("5.8"),
    ("budget", "stab", "actual"): Decimal("33.6"),
    ("budget", "stab", "forecast"): Decimal("50.4"),
}
EKONOMI: Answers = {
    ("cover", "signing", "value"): "Slutlig",
    ("cover", "signed_by", "value"): "Ekonomichef (exempel)",
    ("cover", "signed_on", "value"): date(2024, 9, 8),
    ("followup", "4-1", "status"): "Genomförd",
    ("followup", "4-1", "completed"): date(2024, 8, 20),
    ("budget", "ekonomi", "actual"): Decimal("6.0"),
    ("budget", "ekonomi", "forecast"): Decimal("9.0"),
}


def answered(workspace: Workspace, department: str, period: str, answers: Answers) -> bytes:
    """The form that a department was issued for a period, with its answers."""
    issued = workspace.archive.issued(period)
    code = next(entry.form for entry in issued if entry.department == department)
    form = workspace.archive.forms([code])[code]
    book = workspace.rules(workspace.period(period), form.language)
    values = dict(answers)
    return write_form(form, workspace.template, book, workspace.settings, values=values)


def ended_year(root: Path, *, without: str = "") -> Workspace:
    """The workspace at the end of its year; one department may be ``without`` an answer."""
    workspace = small_workspace(root)
    workspace.generate("T2")
    for department, answers in (("stab", STAB), ("ekonomi", EKONOMI)):
        if department != without:
            data = answered(workspace, department, "T2", answers)
            put(workspace, f"{department}.xlsx", data, "T2")
    workspace.collect("T2")
    return opened(root)
