"""Which goals go on, which are closed, and which someone must decide on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kexcel.model.plan import Activity, Goal, Measure, Plan
from kexcel.roll.days import moved


@dataclass(frozen=True, slots=True)
class FollowedGoal:
    """A goal with what is carried under it. ``goes_on`` says that it is in the new plan."""

    goal: Goal
    activities: int
    measures: int
    goes_on: bool
    has_expired: bool


def follow_goals(
    plan: Plan, activities: tuple[Activity, ...], measures: tuple[Measure, ...], first_day: date
) -> tuple[FollowedGoal, ...]:
    """Every goal of the plan, seen from the first day of the new year.

    A goal is kept while it is valid, or while something that is carried stands under it.
    """
    used = {each.goal for each in activities} | {each.goal for each in measures}
    valid = {goal.number for goal in plan.goals if not _expired(goal, first_day)}
    kept = used | valid
    kept |= {goal.parent for goal in plan.goals if goal.number in kept and goal.parent}
    return tuple(
        FollowedGoal(
            goal,
            sum(goal.number in _goals_of(plan, each.goal) for each in activities),
            sum(goal.number in _goals_of(plan, each.goal) for each in measures),
            goes_on=goal.number in kept,
            has_expired=_expired(goal, first_day),
        )
        for goal in plan.goals
    )


def rolled_goals(goals: tuple[FollowedGoal, ...], year: int, *, extend: bool) -> Iterator[Goal]:
    """The goals of the new plan; ``extend`` moves the last day of those that have expired."""
    for each in goals:
        if each.goes_on:
            yield extended(each.goal, year) if extend and each.has_expired else each.goal


def extended(goal: Goal, year: int) -> Goal:
    """The goal valid until the same day of another year."""
    until = goal.valid_until
    if until is None:
        return goal
    return replace(goal, valid_until=moved(until, year - until.year, last_of_month=True))


def _expired(goal: Goal, first_day: date) -> bool:
    return goal.valid_until is not None and goal.valid_until < first_day


def _goals_of(plan: Plan, number: str) -> set[str]:
    """A goal and the council goal above it."""
    return {number, plan.council_goal_of(number).number}
