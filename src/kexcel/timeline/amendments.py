"""What a decision during the year makes of the activities."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar

from kexcel.model.plan import Activity, Amendment, AmendmentKind, Plan

Value = TypeVar("Value")


def amended(plan: Plan, amendment: Amendment) -> Plan:
    """The plan with one amendment.

    An amendment that there is no place for changes nothing: an activity added a second time, and
    one changed or cancelled that there is not.
    """
    known = any(each.number == amendment.number for each in plan.activities)
    if amendment.kind is AmendmentKind.ADDED:
        return plan if known else replace(plan, activities=_with_added(plan.activities, amendment))
    activities = (
        _changed(each, amendment) if each.number == amendment.number else each
        for each in plan.activities
    )
    return replace(plan, activities=tuple(activities))


def _with_added(activities: tuple[Activity, ...], amendment: Amendment) -> tuple[Activity, ...]:
    """The activities with the new one, after the last of its goal."""
    added = Activity(
        number=amendment.number,
        goal=amendment.goal or "",
        title=amendment.title or "",
        description=amendment.description or "",
        start=amendment.start or date.min,
        end=amendment.end or date.max,
        lead=amendment.lead or "",
        contributing=amendment.contributing or (),
        amendments=(amendment,),
    )
    own = [place for place, each in enumerate(activities) if each.goal == added.goal]
    place = own[-1] + 1 if own else len(activities)
    return (*activities[:place], added, *activities[place:])


def _changed(activity: Activity, amendment: Amendment) -> Activity:
    """An activity with what the amendment says, and for the rest as it stood."""
    return replace(
        activity,
        goal=_said(amendment.goal, activity.goal),
        title=_said(amendment.title, activity.title),
        description=_said(amendment.description, activity.description),
        start=_said(amendment.start, activity.start),
        end=_said(amendment.end, activity.end),
        lead=_said(amendment.lead, activity.lead),
        contributing=_said(amendment.contributing, activity.contributing),
        amendments=(*activity.amendments, amendment),
    )


def _said(new: Value | None, stood: Value) -> Value:
    return stood if new is None else new
