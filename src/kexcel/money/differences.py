"""Two versions of the frames held against each other, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kexcel.model.plan import Perspective, Plan

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class LineDifference:
    """A line's net cost in two columns; None where the line has none in it."""

    perspective: Perspective
    name: str
    department: str | None
    first: Decimal | None
    second: Decimal | None

    @property
    def difference(self) -> Decimal:
        """The second less the first, exactly; a line that is not there counts as nothing."""
        return (self.second or NOTHING) - (self.first or NOTHING)


def differences(plan: Plan, first: str, second: str) -> tuple[LineDifference, ...]:
    """Every line that has an amount in one of two columns, in the plan's order, without totals.

    The plan is one ``with_versions``. The differences of a perspective add up to the difference of
    its two totals (``total_of``).
    """
    return tuple(
        LineDifference(
            line.perspective,
            line.name,
            line.department,
            line.amounts.get(first),
            line.amounts.get(second),
        )
        for line in plan.frames
        if not line.is_total and (first in line.amounts or second in line.amounts)
    )


def total_of(plan: Plan, column: str, perspective: Perspective = Perspective.DEPARTMENT) -> Decimal:
    """The sum of a perspective's lines in a column, printed totals apart."""
    lines = (each for each in plan.frames if each.perspective is perspective)
    return sum((x.amounts.get(column, NOTHING) for x in lines if not x.is_total), NOTHING)
