"""What a day's reorganisation makes of activities, measures and responsibility codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from kexcel.model.plan import Activity, Department, Measure, Plan, Reorganisation

Moves = tuple[Reorganisation, ...]


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
        measures=tuple(_measure(each, moves) for each in plan.measures),
    )


def successors(moves: Iterable[Reorganisation]) -> Mapping[str, str]:
    """Each department that ends by the moves → the one that takes what is left of it."""
    return {each.source: each.target for each in moves if each.takes_the_rest}


def _activity(activity: Activity, moves: Moves) -> Activity:
    lead = _taker(activity.lead, moves, lambda move: activity.number in move.activities)
    rest = successors(moves)
    contributing = dict.fromkeys(rest.get(each, each) for each in activity.contributing)
    contributing.pop(lead, None)
    return replace(activity, lead=lead, contributing=tuple(contributing))


def _measure(measure: Measure, moves: Moves) -> Measure:
    if measure.department is None:
        return measure
    taker = _taker(measure.department, moves, lambda move: measure.identity in move.measures)
    return replace(measure, department=taker)


def _taker(department: str, moves: Moves, names: Callable[[Reorganisation], bool]) -> str:
    """Who has what was a department's: the one whose row names it, or who takes the rest."""
    own = [each for each in moves if each.source == department]
    named = [each.target for each in own if names(each)]
    return (*named, *successors(own).values(), department)[0]


def _with_codes(
    department: Department, departments: tuple[Department, ...], moves: Moves
) -> Department:
    """A department with the codes that are its own after the moves."""
    left = {code for each in moves if each.source == department.key for code in each.codes}
    kept = () if department.key in successors(moves) else department.codes
    codes = dict.fromkeys(code for code in kept if code not in left)
    for move in moves:
        if move.target == department.key:
            codes |= dict.fromkeys(move.codes)
            if move.takes_the_rest:
                codes |= dict.fromkeys(_rest_of(move.source, departments, moves))
    return replace(department, codes=tuple(codes))


def _rest_of(source: str, departments: tuple[Department, ...], moves: Moves) -> tuple[str, ...]:
    """The codes of a department that no row of the day names."""
    named = {code for each in moves if each.source == source for code in each.codes}
    codes = next((each.codes for each in departments if each.key == source), ())
    return tuple(code for code in codes if code not in named)
