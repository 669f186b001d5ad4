"""How a goal fares, proposed from the timetable of its activities.

Source: the operational plan's own words, chapter 3: whether a committee goal is judged fulfilled
follows from its activities' timetable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kexcel.model.consolidation import ActivityResult, DateState
from kexcel.model.decision import Verdict
from kexcel.model.period import Period
from kexcel.model.plan import Activity, Plan


def date_state(activity: Activity, period: Period) -> DateState:
    """What the decided dates say on the day the period closes."""
    if activity.start > period.closes:
        return DateState.NOT_DUE_TO_START
    return DateState.DUE if activity.end <= period.closes else DateState.UNDER_WAY


def propose_verdict(results: Sequence[ActivityResult], period: Period) -> Verdict:
    """The verdict that the activities of one goal call for."""
    if not results or not all(result.is_answered for result in results):
        return Verdict.CANNOT_JUDGE
    if all(result.role == "done" for result in results):
        return Verdict.FULFILLED
    if period.is_last and any(map(_is_left_undone, results)):
        return Verdict.NOT_FULFILLED
    return Verdict.DEVIATES if any(map(is_off_plan, results)) else Verdict.ON_PLAN


def is_off_plan(result: ActivityResult) -> bool:
    """Whether an activity is overdue, cancelled, delayed or moved to a later end."""
    if result.role == "done":
        return False
    moved = result.expected_end is not None and result.expected_end > result.activity.end
    overdue = result.date_state is DateState.DUE
    return moved or overdue or result.role in {"cancelled", "delayed"}


def _is_left_undone(result: ActivityResult) -> bool:
    """Whether an activity that the plan wanted done by now is not."""
    return result.role != "done" and result.date_state is DateState.DUE


def activities_by_goal(
    plan: Plan, results: Iterable[ActivityResult]
) -> Mapping[str, list[ActivityResult]]:
    """Each goal's activities, with those of the goals beneath it; not what is cancelled."""
    found: dict[str, list[ActivityResult]] = {goal.number: [] for goal in plan.goals}
    for each in results:
        if each.is_asked:
            own = each.activity.goal
            for number in {own, plan.council_goal_of(own).number}:
                found[number].append(each)
    return found


def count_roles(results: Sequence[ActivityResult]) -> dict[str, int]:
    """How many activities have each status role; "" counts those without an answer."""
    return dict(Counter(result.role for result in results))
