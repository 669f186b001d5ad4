"""How departments distributed their frames in the rounds before a period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from kexcel.merge.budget import SHEET
from kexcel.merge.files import Files
from kexcel.merge.free_rows import free_rows
from kexcel.merge.rehoming import rehome_all
from kexcel.model.consolidation import TableRow
from kexcel.model.form import Form
from kexcel.model.period import Period
from kexcel.model.plan import Plan, UnitFrame
from kexcel.money.distribution import DISTRIBUTION
from kexcel.timeline import plan_on
from kexcel.timeline.units import Rounds, units_on
from kexcel.workspace.issued.here import issued_forms

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace


def with_units(workspace: Workspace, period: Period, plan: Plan) -> Plan:
    """The plan with each department's units, as it distributed its frame last before the close.

    What has been reorganised since then has moved. A round of distribution itself has no units:
    there the frame is what is to be distributed.
    """
    if DISTRIBUTION in period.sheets:
        return plan
    rounds = _rounds_before(workspace, period.closes)
    return replace(plan, units=units_on(plan, rounds, period.closes, plan.reorganisations))


def units_before(workspace: Workspace, day: date, plan: Plan) -> tuple[UnitFrame, ...]:
    """The units just before what is reorganised on a day, decisions of that day included.

    ``plan`` is the printed one, with the decisions that are to be known.
    """
    earlier = (each for each in plan.reorganisations if each.day < day)
    return units_on(plan, _rounds_before(workspace, day), day, earlier)


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


def _rounds_before(workspace: Workspace, day: date) -> Rounds:
    """What was handed in in the rounds of distribution that had closed before a day."""
    rounds = [
        workspace.settings.period(each.key)
        for each in workspace.settings.periods
        if DISTRIBUTION in each.sheets and each.closes < day
    ]
    return {
        each.closes: workspace.memory.keep(
            (DISTRIBUTION, each.key),
            workspace.archive.journal(),
            partial(_handed_in, workspace, each),
        )
        for each in rounds
        if workspace.archive.received(each.key)
    }


def _handed_in(workspace: Workspace, earlier: Period) -> tuple[TableRow, ...]:
    """The rows of Fördelning over all usable returns of a round, put together as a merge does.

    They are under the departments that answer for them at the round's close.
    """
    from kexcel.workspace.intake import received_returns  # noqa: PLC0415 - a circle

    forms, plan = issued_forms(workspace), plan_on(workspace.plan, earlier.closes)
    returns = rehome_all(received_returns(workspace, earlier), forms, plan)
    rows: list[TableRow] = []
    for department in dict.fromkeys(each.department for each in returns if each.department):
        own = [each for each in returns if each.department == department]
        files = Files(own, forms, workspace.template)
        rows += free_rows(files, department, DISTRIBUTION, {}).rows
    return tuple(rows)
