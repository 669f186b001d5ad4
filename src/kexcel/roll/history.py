"""What became of a year: every activity, measure, frame and goal, period by period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kexcel.model.consolidation import (
    ActivityResult,
    BudgetResult,
    Consolidation,
    GoalResult,
    MeasureResult,
    MergedAnswer,
)


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """What the lead answered in a period. ``status`` is its word and ``role`` what that means.

    ``comments`` are each department's own, by its key. ``source`` says where the status was read:
    "Svar.xlsx, Uppföljning!J7", in the file whose sha256 is ``sha256``.
    """

    status: str = ""
    role: str = ""
    completed: date | None = None
    new_end: date | None = None
    action: str = ""
    decision: str = ""
    comments: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class PastActivity:
    """An activity as it was decided, with its answers by period. ``carried`` says that it goes on
    in the year after, under the same number.
    """

    number: str
    title: str
    goal: str
    start: date
    end: date
    lead: str
    carried: bool = False
    answers: Mapping[str, PastAnswer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PastMeasure:
    """A measure with its outcome by period; ``department`` is "" for the whole body."""

    identity: str
    name: str
    unit: str
    department: str
    outcomes: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PastFigures:
    """What was reported of a frame in a period: net cost, cost positive, in the year's unit."""

    frame: Decimal | None = None
    actual: Decimal | None = None
    forecast: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PastBudget:
    """A department's or unit's frame, with its figures by period."""

    identity: str
    name: str
    figures: Mapping[str, PastFigures] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PastVerdict:
    """A goal's verdict in a period: the role proposed, the word and role decided, and why."""

    proposed: str
    decided: str = ""
    verdict: str = ""
    motivation: str = ""


@dataclass(frozen=True, slots=True)
class PastGoal:
    """A goal with its verdicts by period."""

    number: str
    text: str
    valid_until: date | None = None
    verdicts: Mapping[str, PastVerdict] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PastYear:
    """A year that is over. ``periods`` are those that anyone answered in, in order, with the day
    each closed.
    """

    year: int
    organisation: str
    body: str
    unit: str
    periods: Mapping[str, date] = field(default_factory=dict)
    goals: tuple[PastGoal, ...] = ()
    activities: tuple[PastActivity, ...] = ()
    measures: tuple[PastMeasure, ...] = ()
    budget: tuple[PastBudget, ...] = ()

    @property
    def last(self) -> str:
        """The last period that anyone answered in; "" where no one has."""
        return next(reversed([*self.periods]), "")


def past_year(periods: tuple[Consolidation, ...], carried: frozenset[str]) -> PastYear:
    """The year that some consolidated periods belong to, of which there is at least one.

    ``carried`` are the numbers of the activities that go on in the year after.
    """
    latest = periods[-1]
    plan = latest.plan
    return PastYear(
        year=plan.year,
        organisation=plan.organisation,
        body=plan.body,
        unit=plan.unit,
        periods={each.period.key: each.period.closes for each in periods},
        goals=tuple(
            PastGoal(g.number, g.text, g.valid_until, _verdicts(periods, g.number))
            for g in plan.goals
        ),
        activities=tuple(
            PastActivity(
                a.number,
                a.title,
                a.goal,
                a.start,
                a.end,
                a.lead,
                a.number in carried,
                _answers(periods, a.number),
            )
            for a in plan.activities
        ),
        measures=tuple(
            PastMeasure(
                m.identity, m.name, m.unit, m.department or "", _outcomes(periods, m.identity)
            )
            for m in plan.measures
        ),
        budget=tuple(
            PastBudget(each.identity, each.name, _figures(periods, each.identity))
            for each in latest.budget
        ),
    )


def _verdicts(periods: tuple[Consolidation, ...], number: str) -> dict[str, PastVerdict]:
    return {
        each.period.key: _verdict(result)
        for each in periods
        for result in each.goals
        if result.goal.number == number
    }


def _verdict(result: GoalResult) -> PastVerdict:
    verdict = result.verdict.value if result.verdict else ""
    return PastVerdict(result.proposed.value, result.decided, verdict, result.motivation)


def _answers(periods: tuple[Consolidation, ...], number: str) -> dict[str, PastAnswer]:
    return {
        each.period.key: said
        for each in periods
        for result in each.activities
        if result.activity.number == number and (said := _answer(result)) != PastAnswer()
    }


def _answer(result: ActivityResult) -> PastAnswer:
    answers = result.answers
    comments = {each.department: each.text for each in result.comments}
    if own := _words(answers.get("comment")):
        comments[result.activity.lead] = own
    status = answers.get("status")
    source = status.source if status else None
    return PastAnswer(
        status=_words(status),
        role=result.role,
        completed=_day(answers.get("completed")),
        new_end=_day(answers.get("new_end")),
        action=_words(answers.get("action")),
        decision=_words(answers.get("decision")),
        comments=comments,
        source=f"{source.file}, {source.sheet}!{source.cell}" if source else "",
        sha256=source.sha256 if source else "",
    )


def _outcomes(periods: tuple[Consolidation, ...], identity: str) -> dict[str, Decimal]:
    return {
        each.period.key: outcome
        for each in periods
        for result in each.measures
        if result.measure.identity == identity and (outcome := outcome_of(result)) is not None
    }


def outcome_of(result: MeasureResult) -> Decimal | None:
    """A measure's outcome in a period; None where none was reported that could be read."""
    answer = result.answers.get("outcome")
    value = answer.value if answer and answer.sound else None
    return value if isinstance(value, Decimal) else None


def _figures(periods: tuple[Consolidation, ...], identity: str) -> dict[str, PastFigures]:
    return {
        each.period.key: _reported(line)
        for each in periods
        for line in each.budget
        if line.identity == identity
    }


def _reported(line: BudgetResult) -> PastFigures:
    return PastFigures(line.frame, line.actual, line.forecast)


def _words(answer: MergedAnswer | None) -> str:
    """What was answered; what could not be read is no history of its own."""
    return str(answer.value) if answer and answer.sound and answer.value is not None else ""


def _day(answer: MergedAnswer | None) -> date | None:
    value = answer.value if answer and answer.sound else None
    return value if isinstance(value, date) else None
