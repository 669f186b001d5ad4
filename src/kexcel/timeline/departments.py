"""Which departments there are on a day of the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kexcel.model.plan import Plan


def departments_without(plan: Plan, day: date) -> frozenset[str]:
    """The departments of the printed plan that are not there on a day.

    A department has ended when what was left of it was taken, unless it has been given something
    since. One that has nothing in the printed plan, and is given something by a reorganisation,
    begins when it is first given anything: by that, by an amendment or by a decision on frames.
    """
    targets = {each.target for each in plan.reorganisations}
    to_begin = targets - frozenset(_printed(plan))
    absent = {key for key in to_begin if min(_given(plan, key)) > day}
    for move in plan.reorganisations:
        again = [each.day for each in plan.reorganisations if each.target == move.source]
        is_back = any(move.day < each <= day for each in again)
        if move.takes_the_rest and move.day <= day and not is_back:
            absent.add(move.source)
    return frozenset(absent)


def _printed(plan: Plan) -> Iterator[str]:
    """Who has something in the printed plan."""
    for activity in plan.activities:
        yield activity.lead
        yield from activity.contributing
    yield from (each.department or "" for each in plan.measures)
    yield from (each.department or "" for each in plan.frames)


def _given(plan: Plan, department: str) -> Iterator[date]:
    """The days on which a department is given something."""
    yield from (each.day for each in plan.reorganisations if each.target == department)
    for amendment in plan.amendments:
        if department == amendment.lead or department in (amendment.contributing or ()):
            yield amendment.decided
    for version in plan.frame_versions:
        if version.decided and any(each.department == department for each in version.changes):
            yield version.decided
