"""The frames that the next year starts from: the last version in force, carried and not decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kexcel.model.plan import FrameLine, Plan

CARRIED = "Förslag: överförd från {column}, ej beslutad"
"""What the sheet Ramar says as the version of a frame that is only carried.

A version that begins with the word for a proposal is one.
"""


@dataclass(frozen=True, slots=True)
class LastFrame:
    """A line with its amount in the last version in force; None where it has none."""

    line: FrameLine
    amount: Decimal | None


def last_frames(plan: Plan, printed: str) -> tuple[LastFrame, ...]:
    """Every line with its amount in force: in ``Plan.frame_column``, else as ``printed``."""
    column = plan.frame_column or printed
    return tuple(LastFrame(line, line.amounts.get(column)) for line in plan.frames)


def rolled_frames(plan: Plan, printed: str, new: str) -> tuple[FrameLine, ...]:
    """The lines of the new year: what was in force, and the same again in the column ``new``.

    Lines of departments that have ended are left out; what they had is with who took it over.
    """
    old, gone = plan.frame_column or printed, {each.key for each in plan.other_departments}
    lines = (each for each in last_frames(plan, printed) if each.line.department not in gone)
    return tuple(_line(each, old, new) for each in lines)


def _line(last: LastFrame, old: str, new: str) -> FrameLine:
    line = last.line
    amounts = dict(_amounts(last, old, new))
    version = CARRIED.format(column=old) if amounts else ""
    return FrameLine(
        line.perspective,
        line.name,
        line.department,
        amounts,
        version=version,
        is_total=line.is_total,
    )


def _amounts(last: LastFrame, old: str, new: str) -> Iterator[tuple[str, Decimal]]:
    if last.amount is not None:
        yield old, last.amount
        yield new, last.amount
