"""The plan as it stood on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kexcel.model.plan import Plan
from kexcel.timeline.amendments import amended
from kexcel.timeline.departments import departments_without
from kexcel.timeline.reorganisations import reorganised


def plan_on(plan: Plan, day: date) -> Plan:
    """The printed plan with every decision that had been taken by the end of a day.

    Decisions count in the order of their days; on one day amendments come before
    reorganisations, so that an amendment may name a department that ends that day or begins.
    """
    absent = departments_without(plan, day)
    taken = tuple(each for each in plan.amendments if each.decided <= day)
    moved = tuple(each for each in plan.reorganisations if each.day <= day)
    for when in sorted({each.decided for each in taken} | {each.day for each in moved}):
        for amendment in taken:
            if amendment.decided == when:
                plan = amended(plan, amendment)
        plan = reorganised(plan, tuple(each for each in moved if each.day == when))
    return replace(
        plan,
        departments=tuple(each for each in plan.departments if each.key not in absent),
        other_departments=tuple(each for each in plan.departments if each.key in absent),
        amendments=taken,
        reorganisations=moved,
    )
