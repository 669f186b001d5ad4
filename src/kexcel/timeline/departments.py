"""Which departments there are on a day of the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kexcel.model.plan import Plan


def departments_without(plan: Plan, day: date) -> frozenset[str]:
    """The departments of the printed plan that are not there on a day.

    A department has ended when what was left of it was taken, unless it has been given something
    since. It has not begun while all it will have is still to come by a reorganisation.
    """
    absent = set(_to_begin(plan))
    for move in sorted(plan.reorganisations, key=lambda each: each.day):
        if move.day <= day:
            absent.discard(move.target)
    for move in plan.reorganisations:
        later = [x.day for x in plan.reorganisations if x.target == move.source]
        if move.takes_the_rest and move.day <= day and not _is_given(later, move.day, day):
            absent.add(move.source)
    return frozenset(absent)


def _is_given(days: list[date], after: date, until: date) -> bool:
    return any(after < each <= until for each in days)


def _to_begin(plan: Plan) -> Iterator[str]:
    """Who has nothing in the printed plan: those that a reorganisation begins."""
    has = {each.lead for each in plan.activities}
    has |= {key for each in plan.activities for key in each.contributing}
    has |= {each.department or "" for each in plan.measures}
    has |= {each.department or "" for each in plan.frames}
    for move in plan.reorganisations:
        if move.target not in has:
            yield move.target
