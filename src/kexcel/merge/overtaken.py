"""Answers that a decision of the year has overtaken."""

from __future__ import annotations

from collections.abc import Iterator

from kexcel.findings import finding
from kexcel.locale import mark
from kexcel.model.finding import Finding, Place
from kexcel.model.plan import Activity, Amendment
from kexcel.timeline.wording import decision_text

CANCELLED = mark("the activity has been revoked")
ANOTHER_LEAD = mark("another department leads the activity now")
NO_PART = mark("the department has no part in the activity any more")


def overtaken(place: Place, written: str, reason: str, decision: Amendment) -> Finding:
    """The finding that an answer was given before a decision that leaves no place for it."""
    told = decision_text(decision)
    return finding("answer-overtaken", place, value=written, reason=reason, decision=told)


def parted(activity: Activity, department: str) -> tuple[str, Amendment] | None:
    """Why a department that took part in an activity does so no more, or less, and by what.

    None where no decision has changed its part.
    """
    for now, before in _steps(activity):
        if before.lead == department != now.lead:
            helps = department in now.contributing
            return ANOTHER_LEAD if helps else NO_PART, now.amendments[-1]
        if department in before.contributing and department not in (now.lead, *now.contributing):
            return NO_PART, now.amendments[-1]
    return None


def _steps(activity: Activity) -> Iterator[tuple[Activity, Activity]]:
    """The activity after and before each of its decisions, the last first."""
    now = activity
    while now.before is not None:
        yield now, now.before
        now = now.before
