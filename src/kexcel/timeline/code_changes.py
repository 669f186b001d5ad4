"""What decisions have added to responsibility codes, under who has the codes now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise

from kexcel.model.plan import Plan
from kexcel.money.versions import responsibility_changes
from kexcel.timeline.holders import holder_of_code


def code_changes(plan: Plan, after: date, until: date) -> Mapping[tuple[str, str], Decimal]:
    """What is decided after one day and at latest on another, by department and code.

    On a day of reorganisation decisions come first, and follow what is moved.
    """
    moves = tuple(each for each in plan.reorganisations if after < each.day <= until)
    days = sorted({after, until, *(each.day for each in moves)})
    found: dict[tuple[str, str], Decimal] = {}
    for earlier, day in pairwise(days):
        later = tuple(each for each in moves if each.day >= day)
        for (department, code), amount in responsibility_changes(plan, earlier, day).items():
            key = holder_of_code(department, code, later), code
            found[key] = found.get(key, Decimal(0)) + amount
    return {key: amount for key, amount in found.items() if amount}
