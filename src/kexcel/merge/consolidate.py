"""All that is known of a period, put together from plan, returns and decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from kexcel.merge.changes import answered_by
from kexcel.merge.combine import Combined, PathOf, combine
from kexcel.merge.decided_rows import following
from kexcel.merge.free_rows import free_rows
from kexcel.merge.placement import place_in_plan
from kexcel.merge.standing import decision_findings, still_standing, unused_answers
from kexcel.merge.verdict import count_roles, date_state, propose_verdict
from kexcel.model.consolidation import (
    ActivityResult,
    BudgetResult,
    Consolidation,
    ContributorComment,
    GoalResult,
    MeasureResult,
    MergedAnswer,
)
from kexcel.model.decision import Decisions, GoalDecision, Verdict
from kexcel.model.finding import Finding
from kexcel.model.form import Form
from kexcel.model.period import Period
from kexcel.model.plan import Activity, Department, Goal, Plan
from kexcel.model.returned import Return
from kexcel.template.schema import Template

_ANSWERED_BY_LEAD = "followup"


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a consolidation is made of. ``asked`` are the departments that were sent a form."""

    plan: Plan
    template: Template
    period: Period
    frame_column: str
    asked: tuple[Department, ...]
    forms: Mapping[str, Form]
    returns: tuple[Return, ...]
    decisions: Decisions = field(default_factory=Decisions)
    paths: PathOf = field(default_factory=dict)
    plan_findings: tuple[Finding, ...] = ()


def consolidate(inputs: Inputs) -> Consolidation:
    """Put every department's answers together. The same inputs give an equal result."""
    inputs, lost = _placed(inputs)
    free = frozenset(sheet.key for sheet in inputs.template.sheets if sheet.source == "blank")
    senders = dict.fromkeys(d.key for d in inputs.plan.departments)
    senders |= dict.fromkeys(r.department for r in inputs.returns if r.department)
    combined = {
        key: combine(_of(inputs, key), inputs.forms, inputs.decisions, inputs.paths, apart=free)
        for key in senders
    }
    answers = {key: _by_row(each) for key, each in combined.items()}
    activities = tuple(_activity(inputs, a, answers) for a in inputs.plan.activities)
    handed_in = answered_by(inputs.returns, inputs.forms)
    unused = unused_answers(inputs.plan, inputs.template, inputs.frame_column, answers)
    return Consolidation(
        plan=inputs.plan,
        period=inputs.period,
        departments=inputs.asked,
        activities=activities,
        goals=tuple(_goal(inputs, goal, activities) for goal in inputs.plan.goals),
        measures=tuple(
            MeasureResult(m, answers.get(m.department or "", {}).get(("measures", m.identity), {}))
            for m in inputs.plan.measures
        ),
        budget=_budget(inputs, answers),
        tables=tuple(
            row
            for sheet in inputs.template.sheets
            if sheet.key in free
            for key in senders
            for row in free_rows(_of(inputs, key), key, sheet.key, inputs.paths)
        ),
        returns=inputs.returns,
        missing=tuple(d.key for d in inputs.asked if d.key not in handed_in),
        findings=(
            *still_standing(inputs.returns, answers),
            *(finding for each in combined.values() for finding in each.findings),
            *lost,
            *unused,
            *decision_findings(
                inputs.decisions, inputs.period, inputs.plan, inputs.template, combined
            ),
            *inputs.plan_findings,
        ),
        conflicts=tuple(c for each in combined.values() for c in each.conflicts),
    )


def _of(inputs: Inputs, department: str) -> list[Return]:
    return [each for each in inputs.returns if each.department == department]


def _placed(inputs: Inputs) -> tuple[Inputs, tuple[Finding, ...]]:
    """The inputs with answers and decisions where they belong in the plan as it stands now."""
    placed: list[Return] = []
    lost: list[Finding] = []
    for returned in inputs.returns:
        form = inputs.forms.get(returned.form or "")
        moved, findings = place_in_plan(returned, form, inputs.plan)
        placed.append(moved)
        lost += findings if returned.is_usable else ()
    decisions = following(inputs.decisions, inputs.plan)
    return replace(inputs, returns=tuple(placed), decisions=decisions), tuple(lost)


Row = Mapping[str, MergedAnswer]
RowsOf = Mapping[str, Mapping[tuple[str, str], Row]]
"""Department → (sheet, row identity) → column → answer."""


def _by_row(combined: Combined) -> dict[tuple[str, str], dict[str, MergedAnswer]]:
    rows: dict[tuple[str, str], dict[str, MergedAnswer]] = {}
    for key, answer in combined.answers.items():
        rows.setdefault((key.sheet, key.row), {})[key.column] = answer
    return rows


def _activity(inputs: Inputs, activity: Activity, answers: RowsOf) -> ActivityResult:
    place = (_ANSWERED_BY_LEAD, activity.number)
    row = answers.get(activity.lead, {}).get(place, {})
    status = row.get("status")
    role = inputs.template.role("status", str(status.value)) if status and status.sound else ""
    comments = []
    for department in activity.contributing:
        comment = answers.get(department, {}).get(place, {}).get("comment")
        if comment and comment.written:
            comments.append(ContributorComment(department, comment.written, comment.source))
    return ActivityResult(activity, date_state(activity, inputs.period), role, row, tuple(comments))


def _goal(inputs: Inputs, goal: Goal, activities: tuple[ActivityResult, ...]) -> GoalResult:
    plan = inputs.plan
    below = [
        each
        for each in activities
        if goal.number in {each.activity.goal, plan.council_goal_of(each.activity.goal).number}
    ]
    wanted = (inputs.period.key, goal.number)
    decision = next(
        (d for d in inputs.decisions.goals if (d.period, d.goal) == wanted), GoalDecision(*wanted)
    )
    role = inputs.template.role("verdict", decision.verdict)
    return GoalResult(
        goal,
        counts=count_roles(below),
        proposed=propose_verdict(below, inputs.period),
        decided=decision.verdict,
        motivation=decision.motivation,
        verdict=Verdict(role) if role in set(Verdict) else None,
    )


def _budget(inputs: Inputs, answers: RowsOf) -> tuple[BudgetResult, ...]:
    return tuple(
        _budget_line(
            inputs, department, answers.get(department.key, {}).get(("budget", department.key), {})
        )
        for department in inputs.plan.departments
        if inputs.plan.frame_of(department.key, inputs.frame_column) is not None
    )


def _budget_line(inputs: Inputs, department: Department, row: Row) -> BudgetResult:
    frame = inputs.plan.frame_of(department.key, inputs.frame_column)
    forecast = _amount(row.get("forecast"))
    deviation = frame - forecast if frame is not None and forecast is not None else None
    return BudgetResult(
        identity=department.key,
        department=department.key,
        name=department.name,
        frame=frame,
        actual=_amount(row.get("actual")),
        forecast=forecast,
        deviation=deviation,
        answers=row,
    )


def _amount(answer: MergedAnswer | None) -> Decimal | None:
    if answer is None or not answer.sound:
        return None
    return answer.value if isinstance(answer.value, Decimal) else None
