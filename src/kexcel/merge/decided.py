"""What is wrong in Beslut.xlsx, and which decisions wait without anything to decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kexcel.collect.changes import Change
from kexcel.findings import finding
from kexcel.merge.choosing import NOTHING, is_named
from kexcel.merge.combine import Combined
from kexcel.model.decision import ConflictDecision, Decisions, StrayEntry
from kexcel.model.finding import Finding, Place, Severity
from kexcel.model.period import FOLLOWUP, Period
from kexcel.model.plan import Plan
from kexcel.template.schema import Template

DECISIONS = "Beslut.xlsx"


def decision_findings(
    decisions: Decisions,
    period: Period,
    plan: Plan,
    template: Template,
    combined: Mapping[str, Combined],
) -> Iterator[Finding]:
    """What is wrong in Beslut.xlsx: words not on the list, and choices of no candidate."""
    if FOLLOWUP in period.sheets:
        yield from _wrong_verdicts(decisions, period, plan, template)
        yield from _missing_verdicts(decisions, period, plan)
        yield from (_stray(each) for each in decisions.strays)
    made = [each for each in decisions.conflicts if each.period == period.key and each.chosen]
    for decision in made:
        department = combined.get(decision.department)
        if department is not None:
            yield from _idle(decision, made, department)


def _wrong_verdicts(
    decisions: Decisions, period: Period, plan: Plan, template: Template
) -> Iterator[Finding]:
    numbers = {goal.number for goal in plan.goals}
    allowed = ", ".join(word.sv for word in template.choice("verdict").words)
    for decision in decisions.goals:
        if decision.period != period.key or not decision.verdict:
            continue
        place = Place(file=DECISIONS, sheet="Mål", cell=decision.cell, row=decision.goal)
        if decision.goal not in numbers:
            yield finding("unknown-goal", place, value=decision.goal)
        elif not template.role("verdict", decision.verdict):
            yield finding("unknown-word", place, value=decision.verdict, allowed=allowed)


def _missing_verdicts(decisions: Decisions, period: Period, plan: Plan) -> Iterator[Finding]:
    """The goals without a final verdict, in the year's last period.

    No cell is told: the rows are there only once the period has been merged.
    """
    decided = {each.goal for each in decisions.goals if each.period == period.key and each.verdict}
    for goal in plan.goals if period.is_last else ():
        if goal.number not in decided:
            place = Place(file=DECISIONS, sheet="Mål", row=goal.number)
            yield finding("verdict-missing", place, goal=goal.number)


def _stray(entry: StrayEntry) -> Finding:
    """Something was chosen in a row that is not one of kexcel's."""
    place = Place(file=DECISIONS, sheet=entry.sheet, cell=entry.cell)
    return finding("row-unknown", place, value=entry.text)


def _idle(
    decision: ConflictDecision, made: list[ConflictDecision], combined: Combined
) -> Iterator[Finding]:
    """A choice that settles nothing: it names no candidate, or another row chose before it.

    Where the files agree by now, it is told only if they agree on something else.
    """
    key = Change(decision.sheet, decision.row, decision.column)
    conflict = combined.conflict(key)
    place = Place(file=DECISIONS, sheet="Konflikter", cell=decision.cell, row=decision.row)
    first = next(each for each in made if _about(each) == _about(decision))
    if conflict is None:
        answer = combined.answers.get(key)
        words = answer.written if answer else ""
        if answer is None or not is_named(decision.chosen, answer):
            allowed, severity = words or NOTHING, Severity.NOTE
            yield finding(
                "unknown-word", place, value=decision.chosen, severity=severity, allowed=allowed
            )
    elif not conflict.chosen or (first is not decision and first.chosen != decision.chosen):
        candidates = "; ".join(conflict.candidates)
        yield finding("unknown-word", place, value=decision.chosen, allowed=candidates)


def _about(decision: ConflictDecision) -> tuple[str, str, str, str]:
    return decision.department, decision.sheet, decision.row, decision.column
