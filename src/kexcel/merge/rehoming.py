"""Answers on a form of a department that has been reorganised, with who answers for them now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kexcel.collect.changes import answered_by
from kexcel.merge.late_forms import LateForms
from kexcel.model.finding import Finding
from kexcel.model.form import Form, FormRow, FormSheet
from kexcel.model.period import FOLLOWUP
from kexcel.model.plan import Plan, undistributed
from kexcel.model.returned import Return, ReturnedRow
from kexcel.timeline.frame_rows import is_renamed
from kexcel.timeline.holders import (
    holder_of_activity,
    holder_of_code,
    holder_of_measure,
    holder_of_rest,
)

_BUDGET, _MEASURES = "budget", "measures"
_LED_BY = "status"
"""The column that only the lead of an activity fills in."""

Home = tuple[str, str]
"""The department that answers for a row now, and the row's identity there."""


@dataclass(frozen=True, slots=True)
class Rehomed:
    """A return as one for each department that answers for some of it now; the first has the rest.

    Each has the file's own sha256 and state. ``rows`` tells where each of its rows went.
    """

    returned: Return
    parts: tuple[Return, ...]
    rows: Mapping[tuple[str, str], Home]

    def back(self, said: Finding) -> Finding:
        """A finding about one of the parts, as it is told of the file itself."""
        keys = {row.sheet: key for key, own in self.returned.rows.items() for row in own.values()}
        sheet = keys.get(said.place.sheet or "")
        place = replace(said.place, department=self.returned.department)
        for (key, identity), home in self.rows.items():
            if key == sheet and home == (said.place.department, said.place.row):
                return replace(said, place=replace(place, row=identity))
        return replace(said, place=place)


def rehome(returned: Return, forms: Mapping[str, Form], plan: Plan) -> Rehomed:
    """The return with its rows where they belong in the plan, by the reorganisations in it.

    Its form is asked for only where something of its department has moved: it has to be read.
    """
    department = returned.department
    if department is None or not _is_touched(department, plan):
        return Rehomed(returned, (returned,), {})
    rest = holder_of_rest(department, plan.reorganisations)
    homes = dict(_homes(returned, forms.get(returned.form or ""), plan, rest))
    others = dict.fromkeys(now for now, _ in homes.values() if now != rest)
    parts = (rest, *others)
    return Rehomed(returned, tuple(_part(returned, homes, each, rest) for each in parts), homes)


def rehome_all(
    returns: Iterable[Return], forms: Mapping[str, Form], plan: Plan
) -> tuple[Return, ...]:
    """The parts of every return, in the order of the returns."""
    return tuple(part for each in returns for part in rehome(each, forms, plan).parts)


def handed_in_for(
    returns: Iterable[Return], forms: Mapping[str, Form], plan: Plan
) -> frozenset[str]:
    """The departments that have answered, or whose predecessor has: who has the rest of it now."""
    answered = answered_by(returns, forms)
    return frozenset(holder_of_rest(each, plan.reorganisations) for each in answered)


def rehome_forms(forms: Mapping[str, Form], plan: Plan) -> Mapping[str, Form]:
    """The forms with their rows under the identities that those have now."""
    return LateForms(forms, lambda form: _form(form, plan)) if plan.reorganisations else forms


def home_of_decision(department: str, sheet: str, row: str, plan: Plan) -> Home:
    """Who answers now for a row that something was decided of, and the row's identity there."""
    rest = holder_of_rest(department, plan.reorganisations)
    if not _is_touched(department, plan):
        return department, row
    if sheet == FOLLOWUP:
        now = holder_of_activity(department, row, plan.reorganisations)
        return (now, row) if (now, row) in _leads(plan) else (rest, row)
    return _home(sheet, None, row, department, plan) or (rest, row)


def _is_touched(department: str, plan: Plan) -> bool:
    return any(each.source == department for each in plan.reorganisations)


def _homes(
    returned: Return, form: Form | None, plan: Plan, rest: str
) -> Iterator[tuple[tuple[str, str], Home]]:
    for key, rows in returned.rows.items():
        sheet = form.sheet(key) if form else None
        issued = {row.identity: row for row in sheet.rows} if sheet else {}
        for identity in rows:
            home = _home(key, issued.get(identity), identity, returned.department or "", plan)
            yield (key, identity), home or (rest, identity)


def _home(
    sheet: str, row: FormRow | None, identity: str, department: str, plan: Plan
) -> Home | None:
    """Where a row belongs now; None where it goes with the rest of its department."""
    if sheet == FOLLOWUP and row is not None and _LED_BY in row.inputs:
        now = holder_of_activity(department, identity, plan.reorganisations)
        return (now, identity) if (now, identity) in _leads(plan) else None
    if sheet == _MEASURES:
        now = holder_of_measure(department, identity, plan.reorganisations)
        return now, identity
    return _frame_row(identity, department, plan) if sheet == _BUDGET else None


def _leads(plan: Plan) -> set[tuple[str, str]]:
    return {(each.lead, each.number) for each in plan.activities}


def _frame_row(identity: str, department: str, plan: Plan) -> Home | None:
    """A unit's row by its code; what was the department's own, where all of it was renamed."""
    rest = undistributed(department)
    if any(unit.identity == identity for unit in plan.units):
        return department, identity
    if identity.startswith(rest) and identity != rest:
        code = identity.removeprefix(rest)
        now = holder_of_code(department, code, plan.reorganisations)
        return now, f"{undistributed(now)}{code}"
    if is_renamed(plan, department):
        now = holder_of_rest(department, plan.reorganisations)
        return now, undistributed(now) if identity == rest else now
    return None


def _part(returned: Return, homes: Mapping[tuple[str, str], Home], now: str, rest: str) -> Return:
    """What a department answers for of a return."""
    rows: dict[str, dict[str, ReturnedRow]] = {}
    for key, own in returned.rows.items():
        mine = {
            homes[key, identity][1]: replace(row, identity=homes[key, identity][1])
            for identity, row in own.items()
            if homes[key, identity][0] == now
        }
        if mine or now == rest:
            rows[key] = mine
    findings = tuple(
        moved
        for each in returned.findings
        if (moved := _follow(each, returned, homes, rest)).place.department == now
    )
    return replace(returned, department=now, rows=rows, findings=findings)


def _follow(
    said: Finding, returned: Return, homes: Mapping[tuple[str, str], Home], rest: str
) -> Finding:
    """A finding with who answers for its row now."""
    keys = {row.sheet: key for key, own in returned.rows.items() for row in own.values()}
    key, row = keys.get(said.place.sheet or "", ""), said.place.row
    now, identity = homes.get((key, row or ""), (rest, row))
    return replace(said, place=replace(said.place, department=now, row=identity))


def _form(form: Form, plan: Plan) -> Form:
    sheet = form.sheet(_BUDGET)
    if sheet is None or not _is_touched(form.department, plan):
        return form
    moved = _sheet(sheet, form.department, plan)
    return replace(form, sheets=tuple(moved if each is sheet else each for each in form.sheets))


def _sheet(sheet: FormSheet, department: str, plan: Plan) -> FormSheet:
    rows = []
    for row in sheet.rows:
        home = _frame_row(row.identity, department, plan)
        rows.append(replace(row, identity=home[1]) if home else row)
    return replace(sheet, rows=tuple(rows))
