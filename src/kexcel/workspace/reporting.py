"""Tell who has answered, what is left and when it is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kexcel.errors import UsageError
from kexcel.locale import mark
from kexcel.merge import answered_by
from kexcel.model.period import FOLLOWUP, Period
from kexcel.model.returned import Return
from kexcel.workspace.intake import issued_forms, received_returns
from kexcel.workspace.results import DepartmentStatus, StatusResult

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace


def status(workspace: Workspace, key: str | None) -> StatusResult:
    """The standing of one period.

    Raises:
        UsageError: no period is named and no forms have been issued.
    """
    period = workspace.period(key) if key else _current(workspace)
    returns = received_returns(workspace, period)
    issued = {e.department: e.time for e in workspace.archive.issued(period.key)}
    said = answered_by(returns, issued_forms(workspace))
    returns = tuple(each for each in returns if each.department in said)
    departments = tuple(
        _standing(workspace, period, each.key, each.name, issued.get(each.key), returns)
        for each in workspace.plan.departments
        if not issued or each.key in issued
    )
    return StatusResult(period.key, period.name, period.due, departments)


def _current(workspace: Workspace) -> Period:
    issued = {entry.period for entry in workspace.archive.journal() if entry.event == "issued"}
    periods = [workspace.period(p.key) for p in workspace.settings.periods if p.key in issued]
    if not periods:
        raise UsageError(mark("No forms have been issued yet: kexcel generate PERIOD."))
    return max(periods, key=lambda period: period.closes)


def _standing(
    workspace: Workspace,
    period: Period,
    key: str,
    name: str,
    sent: str | None,
    returns: tuple[Return, ...],
) -> DepartmentStatus:
    own = [each for each in returns if each.department == key and each.is_usable]
    latest = own[-1] if own else None
    asked = workspace.plan.activities if FOLLOWUP in period.sheets else ()
    led = [activity.number for activity in asked if activity.lead == key]
    late = (workspace.clock().date() - period.due).days
    return DepartmentStatus(
        department=key,
        name=name,
        sent=sent,
        received=latest.received if latest else None,
        state=latest.state.value if latest else None,
        errors=latest.errors if latest else 0,
        warnings=latest.warnings if latest else 0,
        answered=_answered(latest, led) if latest else 0,
        activities=len(led),
        days_late=max(0, late) if latest is None else 0,
    )


def _answered(returned: Return, numbers: list[str]) -> int:
    rows = returned.rows.get("followup", {})
    answers = [rows[n].answers.get("status") for n in numbers if n in rows]
    return sum(bool(a and a.sound and a.value is not None) for a in answers)
