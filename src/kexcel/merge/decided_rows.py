"""Decisions follow their activity by its title, as answers do, when the plan is renumbered."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from kexcel.merge.rehoming import home_of_decision
from kexcel.model.decision import Decisions
from kexcel.model.identity import row_checksum
from kexcel.model.period import FOLLOWUP
from kexcel.model.plan import Plan
from kexcel.model.remembered import remember_last
from kexcel.timeline.changes import earlier_titles

_SIGN = "#"


def decided_row(plan: Plan, sheet: str, row: str) -> str:
    """What a decision tells a row by: an activity's title in short, any other row's identity.

    Activities that share a title are told by their number.
    """
    if sheet != FOLLOWUP:
        return row
    return next((mark for mark, number in _marks(plan).items() if number == row), row)


def following(decisions: Decisions, plan: Plan) -> Decisions:
    """The decisions with their rows under the numbers and the departments that the plan has now."""
    if not decisions.conflicts:
        return decisions
    numbers = _marks(plan)
    conflicts = []
    for each in decisions.conflicts:
        row = numbers.get(each.row, each.row)
        now, identity = home_of_decision(each.department, each.sheet, row, plan)
        conflicts.append(replace(each, department=now, row=identity))
    return replace(decisions, conflicts=tuple(conflicts))


@remember_last
def _marks(plan: Plan) -> dict[str, str]:
    """What tells an activity and no other → its number; titles that were amended come last."""
    titles = [(each.number, each.title) for each in plan.activities]
    titles += [(each.number, title) for each in plan.activities for title in earlier_titles(each)]
    marks = [(number, _SIGN + row_checksum("", title)) for number, title in titles]
    common = Counter(mark for _, mark in dict.fromkeys(marks))
    return {mark: number for number, mark in marks if common[mark] == 1}
