"""Check the plan and the template before anything goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kexcel.findings import finding
from kexcel.model.finding import Finding, Place
from kexcel.template.reminder import load_reminder_texts
from kexcel.workspace.check_result import CheckResult
from kexcel.workspace.frame_checks import frame_findings
from kexcel.workspace.layout import PLAN_FILE
from kexcel.workspace.moves.checks import reorganisation_findings
from kexcel.workspace.moves.rounds import moves_in_rounds

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace


def check(workspace: Workspace) -> CheckResult:
    """The plan's findings, and what disagrees between plan, settings, template and issued forms.

    Raises:
        ConfigurationError: settings or template are wrong.
    """
    plan, findings = workspace.read_plan
    settings = workspace.settings
    load_reminder_texts(settings.template, workspace.layout.root)
    for period in settings.periods:
        workspace.rules(workspace.period(period.key), workspace.language)
    agreements = {
        "organisation": (plan.organisation, settings.organisation),
        "body": (plan.body, settings.body),
        "year": (str(plan.year), str(settings.year)),
        "unit": (plan.unit, settings.money.unit),
    }
    mismatches = [
        finding("plan-mismatch", _place(key), value=found, expected=expected)
        for key, (found, expected) in agreements.items()
        if found != expected
    ]
    last = max(settings.periods, key=lambda period: period.closes)
    of_frames = frame_findings(workspace, workspace.period(last.key))
    of_frames = (*_frame_column(workspace), *of_frames, *reorganisation_findings(workspace))
    return CheckResult(plan, (*findings, *mismatches, *of_frames, *moves_in_rounds(workspace)))


def _place(key: str) -> Place:
    return Place(file=PLAN_FILE, sheet="Plan", row=key)


def _frame_column(workspace: Workspace) -> list[Finding]:
    wanted = workspace.settings.money.frame
    if wanted in workspace.plan.frame_columns:
        return []
    place = Place(file=PLAN_FILE, sheet="Ramar")
    return [finding("column-missing", place, label=wanted)]
