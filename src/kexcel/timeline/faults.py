"""Reorganisations that make no sense, and those that do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from kexcel.locale import mark
from kexcel.model.plan import Plan, Reorganisation
from kexcel.money.responsibility import overlap
from kexcel.timeline.departments import departments_without
from kexcel.timeline.holders import Moves, by_day
from kexcel.timeline.standing import plan_on

TO_ITSELF = mark("it goes to the department that it comes from")
OUTSIDE_YEAR = mark("the day lies outside the plan's year")
NOT_THERE = mark("the department that it comes from is not there that day")
HAS_ENDED = mark("the department that it goes to has ended before that day")
ENDS_ITSELF = mark("the department that it goes to ends that very day")
TWO_RESTS = mark("another row takes all that is left of the same department that day")
NOT_THE_SOURCES = mark("it is not the department's that day")
NAMED_TWICE = mark("another row of the day takes it too")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a reorganisation cannot be followed: its column, the words of it, and the reason."""

    move: Reorganisation
    column: str
    value: str
    reason: str


def told_apart(plan: Plan) -> tuple[Plan, tuple[Fault, ...]]:
    """The plan with the reorganisations that can be followed, and why the others cannot.

    Each day is judged by the plan as it stood then, with what could be followed before.
    """
    given, faults = plan.reorganisations, []
    plan = replace(plan, reorganisations=())
    for _, moves in by_day(given):
        found = [fault for each in moves for fault in _faults(each, moves, plan)]
        faulty = [fault.move for fault in found]
        faults += found
        kept = tuple(each for each in moves if each not in faulty)
        plan = replace(plan, reorganisations=(*plan.reorganisations, *kept))
    return plan, tuple(faults)


def _faults(move: Reorganisation, moves: Moves, plan: Plan) -> Iterator[Fault]:
    yield from _of_departments(move, moves, plan)
    then = plan_on(plan, move.day)
    led = {each.number for each in then.activities if each.lead == move.source}
    reported = {x.identity: x.name for x in then.measures if x.department == move.source}
    for number in move.activities:
        if number not in led:
            yield Fault(move, "activities", number, NOT_THE_SOURCES)
    for identity in move.measures:
        if identity not in reported:
            yield Fault(move, "measures", identity, NOT_THE_SOURCES)
    yield from _named_before(move, moves)


def _of_departments(move: Reorganisation, moves: Moves, plan: Plan) -> Iterator[Fault]:
    source, target = (plan.department(key).name for key in (move.source, move.target))
    gone = departments_without(plan, move.day - timedelta(days=1))
    ended = {each.source for each in plan.reorganisations if each.takes_the_rest}
    if plan.year and move.day.year != plan.year:
        yield Fault(move, "day", move.day.isoformat(), OUTSIDE_YEAR)
    if move.source == move.target:
        yield Fault(move, "receiver", target, TO_ITSELF)
        return
    if move.source in gone:
        yield Fault(move, "source", source, NOT_THERE)
    if move.target in gone & ended:
        yield Fault(move, "receiver", target, HAS_ENDED)
    if any(each.source == move.target and each.takes_the_rest for each in moves):
        yield Fault(move, "receiver", target, ENDS_ITSELF)
    if move.takes_the_rest and any(x.takes_the_rest for x in _earlier(move, moves)):
        yield Fault(move, "source", source, TWO_RESTS)


def _named_before(move: Reorganisation, moves: Moves) -> Iterator[Fault]:
    """What an earlier row of the same department and day names already."""
    for each in _earlier(move, moves):
        for number in move.activities:
            if number in each.activities:
                yield Fault(move, "activities", number, NAMED_TWICE)
        for identity in move.measures:
            if identity in each.measures:
                yield Fault(move, "measures", identity, NAMED_TWICE)
        for code in move.codes:
            if any(overlap(code, other) for other in each.codes):
                yield Fault(move, "codes", code, NAMED_TWICE)


def _earlier(move: Reorganisation, moves: Moves) -> Iterator[Reorganisation]:
    """The rows above of the same department and day."""
    for each in moves:
        if each is move:
            return
        if each.source == move.source:
            yield each
