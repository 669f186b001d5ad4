"""All that is known of a period, put together from plan, returns and decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kexcel.merge.budget import Background, Frames, RowsOf
from kexcel.merge.combine import Combined, PathOf
from kexcel.merge.decided import decision_findings
from kexcel.merge.decided_rows import following
from kexcel.merge.free_rows import FreeRows, free_rows
from kexcel.merge.merged_rows import Books, Judge
from kexcel.merge.placement import place_forms, place_in_plan
from kexcel.merge.rehoming import handed_in_for, rehome_all, rehome_forms
from kexcel.merge.together import Together, put_together, standing_of
from kexcel.merge.unused import unused_answers
from kexcel.merge.verdict import activities_by_goal, count_roles, date_state, propose_verdict
from kexcel.model.consolidation import (
    ActivityResult,
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
from kexcel.model.returned import Return, ReturnState
from kexcel.template.schema import Template

_ANSWERED_BY_LEAD = "followup"


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a consolidation is made of. ``asked`` are the departments that were sent a form.

    ``books`` are the rule books that the forms were issued with, by the forms' codes;
    ``background`` is what frames are followed up against.
    """

    plan: Plan
    template: Template
    period: Period
    frame_column: str
    asked: tuple[Department, ...]
    forms: Mapping[str, Form]
    returns: tuple[Return, ...]
    books: Books
    decisions: Decisions = field(default_factory=Decisions)
    paths: PathOf = field(default_factory=dict)
    plan_findings: tuple[Finding, ...] = ()
    background: Background = field(default_factory=Background)


def consolidate(inputs: Inputs) -> Consolidation:
    """Put every department's answers together. The same inputs give an equal result."""
    inputs, homed, lost = _placed(inputs)
    together = _together(inputs, homed)
    combined = {key: each.combined for key, each in together.items()}
    answers = {key: _by_row(each) for key, each in combined.items()}
    activities = tuple(_activity(inputs, a, answers) for a in inputs.plan.activities)
    handed_in = handed_in_for(inputs.returns, inputs.forms, inputs.plan)
    frames = Frames(inputs.plan, inputs.frame_column, inputs.period, inputs.background)
    unused = unused_answers(inputs.plan, inputs.template, frames.places, answers)
    tables = _free_tables(inputs, together)
    return Consolidation(
        plan=inputs.plan,
        period=inputs.period,
        departments=inputs.asked,
        activities=activities,
        goals=_goals(inputs, activities),
        measures=tuple(
            MeasureResult(m, answers.get(m.department or "", {}).get(("measures", m.identity), {}))
            for m in inputs.plan.measures
        ),
        budget=frames.results(answers),
        tables=tuple(row for table in tables for row in table.rows),
        returns=inputs.returns,
        missing=tuple(d.key for d in inputs.asked if d.key not in handed_in),
        findings=(
            *_standing(inputs, together),
            *(finding for each in combined.values() for finding in each.findings),
            *lost,
            *unused,
            *decision_findings(
                inputs.decisions, inputs.period, inputs.plan, inputs.template, combined
            ),
            *inputs.plan_findings,
            *frames.findings(),
        ),
        conflicts=tuple(c for each in combined.values() for c in each.conflicts),
        set_aside=(
            *(aside for each in combined.values() for aside in each.set_aside),
            *(aside for table in tables for aside in table.set_aside),
        ),
        ledger=frames.ledger,
    )


def _together(inputs: Inputs, homed: tuple[Return, ...]) -> dict[str, Together]:
    """Every department's files put together, the plan's departments first."""
    theirs: dict[str, list[Return]] = {d.key: [] for d in inputs.plan.departments}
    for each in homed:
        if each.department:
            theirs.setdefault(each.department, []).append(each)
    judge = Judge(inputs.books, inputs.template, inputs.plan.unit)
    forms = rehome_forms(inputs.forms, inputs.plan)
    return put_together(theirs, forms, judge, inputs.decisions, inputs.paths)


def _free_tables(inputs: Inputs, together: Mapping[str, Together]) -> list[FreeRows]:
    """Every department's rows in each free table, table by table."""
    sheets = [sheet.key for sheet in inputs.template.sheets if sheet.source == "blank"]
    # One department after the other, so that its rows are fetched once.
    theirs = [
        [free_rows(each.files, key, sheet, inputs.paths) for sheet in sheets]
        for key, each in together.items()
    ]
    return [own[place] for place in range(len(sheets)) for own in theirs]


def _standing(inputs: Inputs, together: Mapping[str, Together]) -> Iterator[Finding]:
    """What still stands against each file, in the order they were received.

    Nothing is told again of files that a later one replaced or that were withdrawn.
    """
    standing = standing_of(together.values())
    for returned in inputs.returns:
        if returned.is_usable:
            yield from standing.get(returned.sha256, returned.findings)
        elif returned.state not in {ReturnState.SUPERSEDED, ReturnState.WITHDRAWN}:
            yield from returned.findings


def _placed(inputs: Inputs) -> tuple[Inputs, tuple[Return, ...], tuple[Finding, ...]]:
    """The inputs with answers and decisions where they belong in the plan as it stands now.

    Besides them the returns with the departments that answer for each row now, and the answers
    that have no place.
    """
    placed: list[Return] = []
    lost: list[Finding] = []
    for returned in inputs.returns:
        form = inputs.forms.get(returned.form or "")
        moved, findings = place_in_plan(returned, form, inputs.plan)
        placed.append(moved)
        lost += findings if returned.is_usable else ()
    decisions = following(inputs.decisions, inputs.plan)
    forms = place_forms(inputs.forms, inputs.plan)
    homed = rehome_all(placed, forms, inputs.plan)
    inputs = replace(inputs, returns=tuple(placed), forms=forms, decisions=decisions)
    return inputs, homed, tuple(lost)


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


def _goals(inputs: Inputs, activities: tuple[ActivityResult, ...]) -> tuple[GoalResult, ...]:
    below = activities_by_goal(inputs.plan, activities)
    own = [d for d in inputs.decisions.goals if d.period == inputs.period.key]
    decided = {each.goal: each for each in reversed(own)}
    return tuple(
        _goal(
            inputs,
            goal,
            below[goal.number],
            decided.get(goal.number, GoalDecision(inputs.period.key, goal.number)),
        )
        for goal in inputs.plan.goals
    )


def _goal(
    inputs: Inputs, goal: Goal, below: Sequence[ActivityResult], decision: GoalDecision
) -> GoalResult:
    role = inputs.template.role("verdict", decision.verdict)
    return GoalResult(
        goal,
        counts=count_roles(below),
        proposed=propose_verdict(below, inputs.period),
        decided=decision.verdict,
        motivation=decision.motivation,
        verdict=Verdict(role) if role in set(Verdict) else None,
        cell=decision.cell if decision.verdict else "",
    )
