"""What each decision changed of an activity: what was, and what is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kexcel.model.plan import Activity, Amendment, AmendmentKind, Plan
from kexcel.timeline.amendments import without_lead

FieldValue = str | date | tuple[str, ...]

FIELDS = ("goal", "title", "description", "start", "end", "lead", "contributing")
"""What a decision may say of an activity: attributes of an amendment and of an activity."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field with what it was and what it is."""

    key: str
    was: FieldValue
    now: FieldValue


@dataclass(frozen=True, slots=True)
class ActivityChange:
    """A decision on an activity, which is as it stood after it.

    ``fields`` are those that a change made another; a decision that adds or cancels has none.
    """

    amendment: Amendment
    activity: Activity
    fields: tuple[FieldChange, ...] = ()


def changes_of(activity: Activity, since: date = date.min) -> tuple[ActivityChange, ...]:
    """The decisions on an activity after a day, in the order they were taken."""
    return tuple(reversed([x for x in _back(activity) if x.amendment.decided > since]))


def changes_in(plan: Plan) -> tuple[ActivityChange, ...]:
    """Every decision on the activities of a plan as it stood on a day, in the order taken."""
    found = [change for each in plan.activities for change in changes_of(each)]
    places = {amendment: place for place, amendment in enumerate(plan.amendments)}
    return tuple(sorted(found, key=lambda change: places[change.amendment]))


def earlier_titles(activity: Activity) -> tuple[str, ...]:
    """What an activity was called before decisions of the year, the last first."""
    titles: dict[str, None] = {}
    stood = activity.before
    while stood is not None:
        titles[stood.title] = None
        stood = stood.before
    titles.pop(activity.title, None)
    return tuple(titles)


def differences(amendment: Amendment, stood: Activity) -> tuple[FieldChange, ...]:
    """What an amendment says that did not stand already."""
    return tuple(
        FieldChange(key, was, now)
        for key in FIELDS
        if (now := _says(amendment, key, stood)) is not None
        and _alike(was := getattr(stood, key)) != _alike(now)
    )


def _back(activity: Activity) -> Iterator[ActivityChange]:
    stood: Activity | None = activity
    while stood is not None and stood.amendments:
        amendment, before = stood.amendments[-1], stood.before
        is_change = amendment.kind is AmendmentKind.CHANGED and before is not None
        fields = differences(amendment, before) if is_change and before is not None else ()
        yield ActivityChange(amendment, stood, fields)
        stood = before


def _says(amendment: Amendment, key: str, stood: Activity) -> FieldValue | None:
    """What is in force of a field by an amendment; None where it leaves it as it stood.

    A new lead contributes no more, whether the decision says so or not.
    """
    said: FieldValue | None = getattr(amendment, key)
    if key != "contributing":
        return said
    keys = stood.contributing if amendment.contributing is None else amendment.contributing
    return without_lead(keys, amendment.lead or stood.lead)


def _alike(value: FieldValue) -> FieldValue | frozenset[str]:
    """What a value means: names in a list have no order."""
    return frozenset(value) if isinstance(value, tuple) else value
