"""Everything that needs a decision, or a look, when a year is rolled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kexcel.model.consolidation import Consolidation
from kexcel.model.plan import Department, Perspective, Plan
from kexcel.roll.activities import Fate, Followed
from kexcel.roll.goals import FollowedGoal, extended
from kexcel.roll.history import PastYear
from kexcel.roll.to_decide import Question, ToDecide
from kexcel.timeline.wording import decision_text

_OF_ACTIVITIES = {
    Fate.UNFINISHED: Question.ACTIVITY_UNFINISHED,
    Fate.UNANSWERED: Question.ACTIVITY_UNANSWERED,
    Fate.CANCELLED_UNDECIDED: Question.ACTIVITY_CANCELLED,
    Fate.ANOTHER_END: Question.ACTIVITY_ANOTHER_END,
    Fate.REVOKED: Question.ACTIVITY_REVOKED,
}


@dataclass(frozen=True, slots=True)
class Asking:
    """What the questions are asked of: the last period, and the plan that was made from it.

    ``is_final`` says that the last period is the year's last.
    """

    last: Consolidation
    is_final: bool
    plan: Plan
    activities: tuple[Followed, ...]
    goals: tuple[FollowedGoal, ...]
    history: PastYear
    extends: bool


def all_questions(asking: Asking) -> Iterator[ToDecide]:
    """The questions in the order that a coordinator takes them."""
    yield from _year(asking)
    yield from _goals(asking)
    yield from _activities(asking)
    yield from _frames(asking)
    yield from _owners(asking)
    yield from _measures(asking)


def _year(asking: Asking) -> Iterator[ToDecide]:
    """That the year is not over, or not all answers are in: everything else rests on that."""
    whole = asking.last
    if asking.is_final and not whole.is_preliminary:
        return
    names = {each.key: each.name for each in whole.departments}
    details = {
        "period": whole.period.name,
        "missing": ", ".join(names.get(key, key) for key in whole.missing),
        "unanswered": str(len(whole.asked) - whole.answered),
        "errors": str(whole.errors),
        "conflicts": str(whole.open_conflicts),
        "final": "yes" if asking.is_final else "",
    }
    yield ToDecide(Question.YEAR_UNFINISHED, "", whole.period.name, details)


def _goals(asking: Asking) -> Iterator[ToDecide]:
    decided = {each.goal.number: each.decided for each in asking.last.goals}
    for each in asking.goals:
        if not each.has_expired:
            continue
        goal = each.goal
        if not each.goes_on:
            question = Question.GOAL_CLOSED
        else:
            question = Question.GOAL_EXTENDED if asking.extends else Question.GOAL_EXPIRED
        until, on = goal.valid_until, extended(goal, asking.plan.year).valid_until
        details = {
            "until": until.isoformat() if until else "",
            "on": on.isoformat() if on else "",
            "activities": str(each.activities),
            "measures": str(each.measures),
            "verdict": decided.get(goal.number, ""),
        }
        yield ToDecide(question, goal.number, goal.text, details)


def _activities(asking: Asking) -> Iterator[ToDecide]:
    """The activities that need a decision, those that need the same one together."""
    names = {each.key: each.name for each in asking.plan.departments}
    for fate, question in _OF_ACTIVITIES.items():
        for each in asking.activities:
            if each.fate is fate:
                yield _activity(each, question, names)


def _activity(each: Followed, question: Question, names: Mapping[str, str]) -> ToDecide:
    activity, expected = each.activity, each.result.expected_end
    status = each.result.answers.get("status")
    details = {
        "start": activity.start.isoformat(),
        "end": activity.end.isoformat(),
        "status": status.written if status else "",
        "expected": expected.isoformat() if expected else "",
        "lead": names.get(activity.lead, activity.lead),
    }
    if activity.cancelled_by is not None:
        details["decision"] = decision_text(activity.cancelled_by)
    return ToDecide(question, activity.number, activity.title, details)


def _frames(asking: Asking) -> Iterator[ToDecide]:
    """Each department's frame; those by group of citizens are the same money once more."""
    old, new = asking.plan.frame_columns
    for line in asking.plan.frames:
        amount = line.amounts.get(new)
        if line.perspective is Perspective.DEPARTMENT and not line.is_total and amount is not None:
            details = {"amount": f"{amount:f}", "unit": asking.plan.unit, "old": old, "new": new}
            yield ToDecide(Question.FRAME_CARRIED, "", line.name, details)


def _owners(asking: Asking) -> Iterator[ToDecide]:
    plan = asking.plan
    framed = {line.department for line in plan.frames if line.department}
    owning = framed | {each.lead for each in plan.activities}
    for department in plan.departments:
        if department.key not in owning:
            continue
        if not (department.head and department.email):
            yield ToDecide(Question.OWNER_UNKNOWN, "", department.name, {"head": department.head})
        elif signed := _signed_by_another(asking, department):
            details = {"head": department.head, "signed": signed}
            yield ToDecide(Question.OWNER_CHANGED, "", department.name, details)


def _signed_by_another(asking: Asking, department: Department) -> str:
    """Who signed the department's last return, if the plan names someone else; else ""."""
    fields = [
        each.field("signed_by")
        for each in asking.last.returns
        if each.is_usable and each.department == department.key
    ]
    signed = next((field.written for field in reversed(fields) if field and field.written), "")
    named, written = _words(department.head), _words(signed)
    return "" if not written or named <= written or written <= named else signed


def _words(text: str) -> set[str]:
    letters = "".join(sign if sign.isalpha() else " " for sign in text.casefold())
    return set(letters.split())


def _measures(asking: Asking) -> Iterator[ToDecide]:
    """Measures that a department answers for and that no one has reported this year."""
    reported = {each.identity for each in asking.history.measures if each.outcomes}
    for measure in asking.plan.measures:
        if measure.department and measure.identity not in reported:
            as_of = measure.as_of.isoformat() if measure.as_of else ""
            yield ToDecide(
                Question.MEASURE_WITHOUT_OUTCOME, measure.goal, measure.name, {"as_of": as_of}
            )
