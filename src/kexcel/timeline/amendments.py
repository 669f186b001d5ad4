"""What a decision during the year makes of the activities."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar

from kexcel.model.plan import Activity, Amendment, AmendmentKind, Plan

Value = TypeVar("Value")


Activities = tuple[Activity, ...]


def amended(plan: Plan, amendment: Amendment) -> Plan:
    """The plan with one amendment."""
    return replace(plan, activities=amended_activities(plan.activities, amendment))


def amended_activities(activities: Activities, amendment: Amendment) -> Activities:
    """The activities with one amendment.

    An amendment that there is no place for changes nothing: an activity added a second time, and
    one changed or cancelled that there is not.
    """
    if amendment.kind is AmendmentKind.ADDED:
        is_known = any(each.number == amendment.number for each in activities)
        return activities if is_known else _with_added(activities, amendment)
    return tuple(
        _changed(each, amendment) if each.number == amendment.number else each
        for each in activities
    )


def _with_added(activities: Activities, amendment: Amendment) -> Activities:
    """The activities with the new one, after the last of its goal."""
    added = Activity(
        number=amendment.number,
        goal=amendment.goal or "",
        title=amendment.title or "",
        description=amendment.description or "",
        start=amendment.start or date.min,
        end=amendment.end or date.max,
        lead=amendment.lead or "",
        contributing=without_lead(amendment.contributing or (), amendment.lead or ""),
        amendments=(amendment,),
    )
    own = [place for place, each in enumerate(activities) if each.goal == added.goal]
    place = own[-1] + 1 if own else len(activities)
    return (*activities[:place], added, *activities[place:])


def _changed(activity: Activity, amendment: Amendment) -> Activity:
    """An activity with what the amendment says, and for the rest as it stood."""
    lead = _said(amendment.lead, activity.lead)
    contributing = _said(amendment.contributing, activity.contributing)
    return replace(
        activity,
        goal=_said(amendment.goal, activity.goal),
        title=_said(amendment.title, activity.title),
        description=_said(amendment.description, activity.description),
        start=_said(amendment.start, activity.start),
        end=_said(amendment.end, activity.end),
        lead=lead,
        contributing=without_lead(contributing, lead),
        amendments=(*activity.amendments, amendment),
        before=activity,
    )


def without_lead(contributing: tuple[str, ...], lead: str) -> tuple[str, ...]:
    """Those who contribute; a lead does so no more."""
    return tuple(key for key in contributing if key != lead)


def _said(new: Value | None, stood: Value) -> Value:
    return stood if new is None else new
