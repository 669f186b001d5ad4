"""What a day's reorganisation makes of activities, measures and responsibility codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from kexcel.model.plan import Activity, Department, Measure, Plan
from kexcel.money.responsibility import without_codes
from kexcel.timeline.holders import Moves, successors, taker


def reorganised(plan: Plan, moves: Moves) -> Plan:
    """The plan after one day's moves between departments.

    What a row names goes where that row says, and what no row names goes with the row that takes
    the rest. Where a department that ends contributed, the one that took its rest contributes.
    """
    if not moves:
        return plan
    return replace(
        plan,
        departments=tuple(_with_codes(each, plan.departments, moves) for each in plan.departments),
        activities=tuple(_activity(each, moves) for each in plan.activities),
        measures=_measures(plan, moves),
    )


def _activity(activity: Activity, moves: Moves) -> Activity:
    lead = taker(activity.lead, moves, lambda move: activity.number in move.activities)
    rest = successors(moves)
    contributing = dict.fromkeys(rest.get(each, each) for each in activity.contributing)
    contributing.pop(lead, None)
    return replace(activity, lead=lead, contributing=tuple(contributing))


def _measures(plan: Plan, moves: Moves) -> tuple[Measure, ...]:
    """The measures with their departments; of those that then share a name, whose each was."""
    found = [_measure(each, moves) for each in plan.measures]
    names = {each.key: each.name for each in (*plan.departments, *plan.other_departments)}
    alike = Counter((each.goal, each.name, each.department) for each in found)
    return tuple(
        _told_apart(now, before, names)
        if now.department != before.department and alike[now.goal, now.name, now.department] > 1
        else now
        for before, now in zip(plan.measures, found, strict=True)
    )


def _measure(measure: Measure, moves: Moves) -> Measure:
    if measure.department is None:
        return measure
    to = taker(measure.department, moves, lambda move: measure.identity in move.measures)
    return replace(measure, department=to)


def _told_apart(now: Measure, before: Measure, names: Mapping[str, str]) -> Measure:
    was = names.get(before.department or "", before.department or "")
    return replace(now, name=f"{now.name} ({was})")


def _with_codes(
    department: Department, departments: tuple[Department, ...], moves: Moves
) -> Department:
    """A department with the codes that are its own after the moves."""
    left = [code for each in moves if each.source == department.key for code in each.codes]
    kept = () if department.key in successors(moves) else department.codes
    codes = dict.fromkeys(without_codes(kept, left))
    for move in moves:
        if move.target == department.key:
            codes |= dict.fromkeys(move.codes)
            if move.takes_the_rest:
                codes |= dict.fromkeys(_rest_of(move.source, departments, moves))
    return replace(department, codes=tuple(codes))


def _rest_of(source: str, departments: tuple[Department, ...], moves: Moves) -> tuple[str, ...]:
    """The codes of a department that no row of the day names."""
    named = [code for each in moves if each.source == source for code in each.codes]
    codes = next((each.codes for each in departments if each.key == source), ())
    return without_codes(codes, named)
