"""Which findings still stand when all returns are put together, and what the merge itself finds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kexcel.findings import CATALOGUE, Group, finding
from kexcel.merge.combine import Combined
from kexcel.model.consolidation import MergedAnswer
from kexcel.model.decision import Decisions
from kexcel.model.finding import Finding, Place, Severity
from kexcel.model.period import FOLLOWUP, Period
from kexcel.model.plan import Plan
from kexcel.model.returned import Return, ReturnState
from kexcel.template.schema import Template

Rows = Mapping[str, Mapping[tuple[str, str], Mapping[str, MergedAnswer]]]
"""Department → (sheet, row identity) → column → the answer that counts."""

DECISIONS = "Beslut.xlsx"


def still_standing(returns: Sequence[Return], answers: Rows) -> Iterator[Finding]:
    """The returns' findings, but for those of superseded files and those another file has met.

    What one file left blank is met when the cell's answer that counts, or the whole row, comes
    from another file; what it wrote is met only by a file that came later.
    """
    order = {returned.sha256: place for place, returned in enumerate(returns)}
    for returned in returns:
        if returned.state is ReturnState.SUPERSEDED:
            continue
        rows = answers.get(returned.department or "", {})
        names = {
            row.sheet: key for key, of_sheet in returned.rows.items() for row in of_sheet.values()
        }
        for each in returned.findings:
            place = (names.get(each.place.sheet or "", ""), each.place.row or "")
            if not _is_met(each, returned, rows.get(place, {}), order):
                yield each


def _is_met(
    each: Finding, returned: Return, row: Mapping[str, MergedAnswer], order: Mapping[str, int]
) -> bool:
    if CATALOGUE[each.code].group not in {Group.ANSWERS, Group.MONEY}:
        return False

    def meets(answer: MergedAnswer) -> bool:
        other = answer.source.sha256
        is_later = order.get(other, -1) > order.get(returned.sha256, -1)
        return answer.sound and other != returned.sha256 and (is_later or not each.value)

    cell = row.get(each.place.column or "")
    if cell is not None:
        return meets(cell)
    return bool(row) and all(meets(answer) for answer in row.values())


def unused_answers(
    plan: Plan, template: Template, frame_column: str, answers: Rows
) -> Iterator[Finding]:
    """An error for each answer that nothing in the plan, as it stands now, has a place for."""
    used = _Places(plan, template, frame_column)
    for department, rows in answers.items():
        for (sheet, identity), row in rows.items():
            for column, answer in row.items():
                if answer.written and not used.has(department, sheet, identity, column):
                    source = answer.source
                    place = Place(
                        file=source.file,
                        department=department,
                        sheet=source.sheet,
                        cell=source.cell,
                        row=identity,
                        column=column,
                    )
                    yield finding(
                        "row-unknown", place, value=answer.written, severity=Severity.ERROR
                    )


class _Places:
    """What the plan and the template ask each department for."""

    def __init__(self, plan: Plan, template: Template, frame_column: str) -> None:
        self._template = template
        self._activities = {each.number: each for each in plan.activities}
        self._measures = {(each.identity, each.department) for each in plan.measures}
        self._framed = {
            each.key
            for each in plan.departments
            if plan.frame_of(each.key, frame_column) is not None
        }

    def has(self, department: str, sheet: str, identity: str, column: str) -> bool:
        """Whether the department's answer in the cell is one that the results show."""
        layout = self._template.sheet(sheet)
        if layout is None:
            return False
        if layout.source == "fields":
            return True
        asked = layout.column(column)
        if asked is None or not asked.input:
            return False
        match layout.source:
            case "activities":
                activity = self._activities.get(identity)
                leads = activity is not None and activity.lead == department
                helps = activity is not None and department in activity.contributing
                return leads or (helps and asked.input == "all")
            case "measures":
                return (identity, department) in self._measures
        return identity == department and department in self._framed


def decision_findings(
    decisions: Decisions,
    period: Period,
    plan: Plan,
    template: Template,
    combined: Mapping[str, Combined],
) -> Iterator[Finding]:
    """What is wrong in Beslut.xlsx: words not on the list, and choices of no candidate."""
    numbers = {goal.number for goal in plan.goals}
    allowed = ", ".join(word.sv for word in template.choice("verdict").words)
    for decision in decisions.goals if FOLLOWUP in period.sheets else ():
        if decision.period != period.key or not decision.verdict:
            continue
        place = Place(file=DECISIONS, sheet="Mål", cell=decision.cell, row=decision.goal)
        if decision.goal not in numbers:
            yield finding("unknown-goal", place, value=decision.goal)
        elif not template.role("verdict", decision.verdict):
            yield finding("unknown-word", place, value=decision.verdict, allowed=allowed)
    made = {
        (d.department, d.sheet, d.row, d.column): d
        for d in decisions.conflicts
        if d.period == period.key
    }
    for conflict in (each for c in combined.values() for each in c.conflicts):
        key = (conflict.department, conflict.sheet, conflict.row, conflict.column)
        choice = made.get(key)
        if choice is not None and choice.chosen and not conflict.chosen:
            place = Place(file=DECISIONS, sheet="Konflikter", cell=choice.cell, row=conflict.row)
            candidates = "; ".join(conflict.candidates)
            yield finding("unknown-word", place, value=choice.chosen, allowed=candidates)
