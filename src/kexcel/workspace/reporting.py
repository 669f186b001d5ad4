"""Tell who has answered, what is left and when it is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kexcel.errors import UsageError
from kexcel.locale import mark
from kexcel.model.consolidation import Consolidation
from kexcel.model.period import FOLLOWUP, Period
from kexcel.model.plan import Department
from kexcel.model.remaining import Remaining, Standing
from kexcel.model.returned import ReturnState
from kexcel.workspace.merging import consolidate_period
from kexcel.workspace.remaining import remaining, usable_returns
from kexcel.workspace.results import DepartmentStatus, StatusResult

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace

_WAITING = {Standing.MISSING, Standing.TO_CORRECT, Standing.UNFINISHED, Standing.DRAFT}


def status(workspace: Workspace, key: str | None) -> StatusResult:
    """The standing of one period.

    Raises:
        UsageError: no period is named and no forms have been issued.
    """
    period = workspace.period(key) if key else _current(workspace)
    return status_of(workspace, consolidate_period(workspace, period, has_history=False))


def status_of(workspace: Workspace, whole: Consolidation) -> StatusResult:
    """Where each department stands, judged by all its returns put together."""
    period = whole.period
    sent = {entry.department: entry.time for entry in workspace.archive.issued(period.key)}
    departments = tuple(
        _standing(workspace, whole, each, sent.get(each.key)) for each in whole.departments
    )
    return StatusResult(period.key, period.name, period.opens, period.due, departments)


def _current(workspace: Workspace) -> Period:
    issued = {entry.period for entry in workspace.archive.journal() if entry.event == "issued"}
    periods = [workspace.period(p.key) for p in workspace.settings.periods if p.key in issued]
    if not periods:
        raise UsageError(mark("No forms have been issued yet: kexcel generate PERIOD."))
    return max(periods, key=lambda period: period.closes)


def _standing(
    workspace: Workspace, whole: Consolidation, department: Department, sent: str | None
) -> DepartmentStatus:
    key, period = department.key, whole.period
    own = () if key in whole.missing else usable_returns(whole, key)
    left = remaining(whole, key, workspace.template, workspace.language)
    if not own:
        left = replace(left, is_signed_off=False)
    standing = _in_words(left, has_form=sent is not None, has_answered=bool(own))
    led = _led(whole, key)
    return DepartmentStatus(
        department=key,
        name=department.name,
        sent=sent,
        received=own[-1].received if own else None,
        state=_state(left).value if own else None,
        answered=sum(led),
        activities=len(led),
        days_late=_days_late(standing, period.due, workspace.clock().date()),
        standing=standing,
        remaining=left,
        files=tuple(each.file for each in own),
    )


def _in_words(left: Remaining, *, has_form: bool, has_answered: bool) -> Standing:
    if has_answered:
        return left.standing
    return Standing.MISSING if has_form else Standing.UNSENT


def _state(left: Remaining) -> ReturnState:
    """What the returns are when they are put together, in the words for one return."""
    return ReturnState.NEEDS_CORRECTION if left.errors else ReturnState.ACCEPTED


def _led(whole: Consolidation, department: str) -> list[bool]:
    """The activities that the department leads: whether each has a status that could be read."""
    asked = whole.asked if FOLLOWUP in whole.period.sheets else ()
    return [each.is_answered for each in asked if each.activity.lead == department]


def _days_late(standing: Standing, due: date, today: date) -> int:
    """Days after the due day while something waits for the department; the due day itself is 0."""
    return max(0, (today - due).days) if standing in _WAITING else 0
