"""The next year's plan, made from how the year before ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kexcel.merge.verdict import date_state
from kexcel.model.consolidation import ActivityResult, Consolidation
from kexcel.model.plan import Activity, Measure, Plan
from kexcel.roll.activities import Followed, follow
from kexcel.roll.frames import rolled_frames
from kexcel.roll.goals import FollowedGoal, follow_goals, rolled_goals
from kexcel.roll.history import PastYear, outcome_of, past_year
from kexcel.roll.questions import Asking, all_questions
from kexcel.roll.to_decide import ToDecide
from kexcel.settings import Settings

_NOT_DECIDED = "Förslag: ramarna är överförda från {column} och inte beslutade för {year}."
"""What the sheet Plan says as the decision that the frames rest on."""


@dataclass(frozen=True, slots=True)
class YearEnd:
    """How a year ended. ``periods`` are the rounds of follow-up that anyone answered in, in their
    order, or else the last one; the last of them is the one that everything is judged by.

    ``plan`` is the plan as it stood on the year's last day, with the frames in force at the close
    of the last period, ``before`` and ``after`` the settings of the two years. ``extend_goals``
    says that goals that have expired are valid on.
    """

    plan: Plan
    before: Settings
    after: Settings
    periods: tuple[Consolidation, ...]
    extend_goals: bool = False

    @property
    def last(self) -> Consolidation:
        """The period that everything is judged by."""
        return self.periods[-1]

    @property
    def first_day(self) -> date:
        """The first day of the new year."""
        return date(self.after.year, 1, 1)


@dataclass(frozen=True, slots=True)
class RolledPlan:
    """The next year's plan, the year's history, and what there is to decide."""

    plan: Plan
    history: PastYear
    activities: tuple[Followed, ...]
    goals: tuple[FollowedGoal, ...]
    to_decide: tuple[ToDecide, ...]


def roll_plan(end: YearEnd) -> RolledPlan:
    """Carry over what goes on, with its numbers, and list what needs a decision."""
    plan, first_day = end.plan, end.first_day
    followed = tuple(follow(each, first_day) for each in _results(end))
    carried = tuple(_as_printed(each.activity) for each in followed if each.goes_on)
    measures = tuple(_measure(each, end) for each in plan.measures)
    goals = follow_goals(plan, carried, measures, first_day)
    old, new = plan.frame_column or end.before.money.frame, end.after.money.frame
    frames = rolled_frames(plan, end.before.money.frame, new)
    rolled = replace(
        plan,
        year=end.after.year,
        decision=_NOT_DECIDED.format(column=old, year=end.after.year),
        goals=tuple(rolled_goals(goals, end.after.year, extend=end.extend_goals)),
        activities=carried,
        measures=measures,
        frames=frames,
        frame_columns=(old, new),
        frame_versions=(),
        frame_column="",
        units=(),
        amendments=(),
        reorganisations=(),
        other_departments=(),
    )
    history = past_year(end.periods, frozenset(each.number for each in carried))
    asking = Asking(
        last=end.last,
        is_final=end.last.period.is_last,
        plan=rolled,
        activities=followed,
        goals=goals,
        history=history,
        extends=end.extend_goals,
    )
    return RolledPlan(rolled, history, followed, goals, tuple(all_questions(asking)))


def _results(end: YearEnd) -> Iterator[ActivityResult]:
    """The activities of the year's last day, with what the last period said of them.

    One that was added after that period closed has no answer.
    """
    said = {each.activity.number: each for each in end.last.activities}
    for activity in end.plan.activities:
        state = date_state(activity, end.last.period)
        result = said.get(activity.number, ActivityResult(activity, state, "", {}))
        yield replace(result, activity=activity, date_state=state)


def _as_printed(activity: Activity) -> Activity:
    """An activity as the new year's plan has it: its decisions stay in the old year."""
    return replace(activity, amendments=(), before=None)


def _measure(measure: Measure, end: YearEnd) -> Measure:
    """The measure with the last outcome that was reported, and when that was."""
    for whole in reversed(end.periods):
        for result in whole.measures:
            if result.measure.identity == measure.identity:
                outcome = outcome_of(result)
                if outcome is not None:
                    return replace(measure, outcome=outcome, as_of=whole.period.closes)
    return measure
