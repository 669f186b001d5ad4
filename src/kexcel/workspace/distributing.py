"""How departments distributed their frames in the rounds before a period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kexcel.merge.budget import SHEET
from kexcel.merge.files import Files
from kexcel.merge.free_rows import free_rows
from kexcel.model.consolidation import TableRow
from kexcel.model.form import Form
from kexcel.model.period import Period
from kexcel.model.plan import Plan, UnitFrame
from kexcel.money.distribution import DISTRIBUTION, Changes, unit_frames
from kexcel.money.versions import responsibility_changes

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace


def with_units(workspace: Workspace, period: Period, plan: Plan) -> Plan:
    """The plan with each department's units, as it distributed its frame last before the period.

    A round of distribution itself has none: there the frame is what is to be distributed.
    """
    if DISTRIBUTION in period.sheets:
        return plan
    found: dict[str, tuple[UnitFrame, ...]] = {}
    for earlier in _rounds_before(workspace, period):
        changes = responsibility_changes(plan, earlier.closes, period.closes)
        rows = workspace.memory.keep(
            (DISTRIBUTION, earlier.key),
            workspace.archive.journal(),
            partial(_handed_in, workspace, earlier),
        )
        found = _by_department(rows, changes) | found
    return replace(plan, units=tuple(u for d in plan.departments for u in found.get(d.key, ())))


def asked_as_whole(
    workspace: Workspace, period: Period, forms: Mapping[str, Form]
) -> frozenset[str]:
    """The departments whose newest form of the period has one row for all of their frame."""
    newest = {entry.department: entry.form for entry in workspace.archive.issued(period.key)}
    return frozenset(
        department
        for department, code in newest.items()
        if code in forms and _is_whole(forms[code], department)
    )


def _is_whole(form: Form, department: str) -> bool:
    sheet = form.sheet(SHEET)
    return sheet is not None and [row.identity for row in sheet.rows] == [department]


def _rounds_before(workspace: Workspace, period: Period) -> Iterator[Period]:
    """The rounds of distribution that something came back in, the latest first."""
    rounds = [
        workspace.settings.period(each.key)
        for each in workspace.settings.periods
        if DISTRIBUTION in each.sheets and each.closes < period.opens
    ]
    for each in sorted(rounds, key=lambda each: each.closes, reverse=True):
        if workspace.archive.received(each.key):
            yield each


def _handed_in(workspace: Workspace, earlier: Period) -> tuple[TableRow, ...]:
    """The rows of Fördelning over all usable returns of a round, put together as a merge does."""
    from kexcel.workspace.intake import issued_forms, received_returns  # noqa: PLC0415 - a circle

    forms, returns = issued_forms(workspace), received_returns(workspace, earlier)
    rows: list[TableRow] = []
    for department in dict.fromkeys(each.department for each in returns if each.department):
        own = [each for each in returns if each.department == department]
        files = Files(own, forms, workspace.template)
        rows += free_rows(files, department, DISTRIBUTION, {}).rows
    return tuple(rows)


def _by_department(
    rows: tuple[TableRow, ...], changes: Changes
) -> dict[str, tuple[UnitFrame, ...]]:
    units = unit_frames(rows, changes)
    return {
        department: tuple(unit for unit in units if unit.department == department)
        for department in dict.fromkeys(unit.department for unit in units)
    }
