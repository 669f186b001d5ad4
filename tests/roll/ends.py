"""A year that ends: the small plan, with the answers of its last period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from kexcel.merge.verdict import date_state, propose_verdict
from kexcel.model.consolidation import (
    ActivityResult,
    BudgetResult,
    Consolidation,
    ContributorComment,
    GoalResult,
    MeasureResult,
    MergedAnswer,
    Source,
)
from kexcel.model.period import Period
from kexcel.model.plan import Plan
from kexcel.roll import RolledPlan, YearEnd, roll_plan, rolled_settings
from tests.builders import plan, settings, template

Said = Mapping[str, Mapping[str, Any]]
"""Activity → column → answer."""

SOURCE = Source("Svar T2.xlsx", "arkiv/inkommet/ab.xlsx", "Uppföljning", "J5", "ab")

LAST: Said = {
    "3.1-1": {"status": "Pågående", "comment": "Tre enheter av fem."},
    "3.1-2": {"status": "Genomförd", "completed": date(2024, 3, 15)},
    "3.1-3": {"status": "Försenad", "new_end": date(2025, 2, 28), "action": "Ny tidplan."},
    "4-1": {"status": "Avbruten"},
}


def answer(value: Any, *, sound: bool = True) -> MergedAnswer:
    return MergedAnswer(value if sound else None, str(value), SOURCE, sound=sound)


def consolidated(
    said: Said = LAST,
    *,
    of: Plan | None = None,
    period: str = "T2",
    outcome: Decimal | None = Decimal("5.8"),
) -> Consolidation:
    """A period as it was merged when these were the answers."""
    content, when = of or plan(), settings().period(period)
    activities = tuple(_result(content, each.number, said, when) for each in content.activities)
    return Consolidation(
        plan=content,
        period=when,
        departments=content.departments,
        activities=activities,
        goals=tuple(
            GoalResult(goal, {}, propose_verdict(activities, when)) for goal in content.goals
        ),
        measures=tuple(
            MeasureResult(each, {"outcome": answer(outcome)} if outcome and each.department else {})
            for each in content.measures
        ),
        budget=(
            BudgetResult("stab", "stab", "Staben", Decimal("50.4"), Decimal("33.1"),
                         Decimal("50.9"), Decimal("-0.5")),
        ),
        tables=(),
        returns=(),
        missing=(),
        findings=(),
    )  # fmt: skip


def _result(content: Plan, number: str, said: Said, period: Period) -> ActivityResult:
    activity = next(each for each in content.activities if each.number == number)
    answers = {key: answer(value) for key, value in said.get(number, {}).items()}
    status = answers.get("status")
    role = template().role("status", str(status.value)) if status else ""
    comments: tuple[ContributorComment, ...] = ()
    if number == "4-1":
        comments = (ContributorComment("stab", "Vi bidrar med mallar.", SOURCE),)
    return ActivityResult(activity, date_state(activity, period), role, answers, comments)


def rolled(
    *periods: Consolidation, of: Plan | None = None, year: int = 2025, extend: bool = False
) -> RolledPlan:
    """The plan of the next year."""
    found = periods or (consolidated(of=of),)
    content = replace(of or plan(), frame_column="Budget 2024")
    after = rolled_settings(settings(), year)
    return roll_plan(YearEnd(content, settings(), after, found, extend))


def asked(plan_rolled: RolledPlan) -> list[tuple[str, str]]:
    """What there is to decide: question and number, or title where there is none."""
    return [(each.question.value, each.number or each.title) for each in plan_rolled.to_decide]
