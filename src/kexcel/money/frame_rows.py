"""The rows that a department's frame is followed up by: its units, or itself as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from kexcel.locale import mark, translator
from kexcel.model.plan import Plan, undistributed
from kexcel.money.sums import add_up, less

_NOT_DISTRIBUTED = mark("Not distributed")


@dataclass(frozen=True, slots=True)
class FrameRow:
    """A part of a department's frame, net cost with cost positive, in the plan's unit.

    ``name`` is the unit's, or the department's where the row is no unit; ``responsibility`` is
    the unit's code, "" where it has none.
    """

    identity: str
    department: str
    name: str
    responsibility: str
    frame: Decimal

    @property
    def is_undistributed(self) -> bool:
        """Whether the row is what is left of the frame beside the units."""
        return self.identity == undistributed(self.department)


class Named(Protocol):
    """A row of a frame, as planned or as merged."""

    @property
    def name(self) -> str:
        """The unit's or the department's name."""

    @property
    def responsibility(self) -> str:
        """The unit's code, "" where it has none."""

    @property
    def is_undistributed(self) -> bool:
        """Whether the row is what is left of the frame beside the units."""


def frame_rows(
    plan: Plan,
    department: str,
    *,
    column: str = "",
    is_whole: bool = False,
    has_booked_beside: bool = False,
) -> tuple[FrameRow, ...]:
    """The rows of a department's frame; none where it has no frame. They always add up to it.

    Its units in the plan's order, and what is not distributed, left out at exactly 0 unless
    something is booked on it. One row for all of it where no unit is known, or where ``is_whole``
    says that the department was asked for as one. ``column`` is the frames' column where it is
    not the plan's own.
    """
    frame = plan.frame_of(department, column or plan.frame_column)
    if frame is None:
        return ()
    name = plan.department(department).name
    units = [] if is_whole else [each for each in plan.units if each.department == department]
    if not units:
        return (FrameRow(department, department, name, "", frame),)
    rows = [FrameRow(u.identity, department, u.unit, u.responsibility, u.frame) for u in units]
    rest = less(frame, add_up(row.frame for row in rows))
    if rest or has_booked_beside:
        rows.append(FrameRow(undistributed(department), department, name, "", rest))
    return tuple(rows)


def row_name(row: Named, language: str) -> str:
    """What a row is called in a workbook: its own name, or that it is not distributed."""
    return translator(language)(_NOT_DISTRIBUTED) if row.is_undistributed else row.name


def row_label(row: Named, language: str) -> str:
    """How a row is told by itself: its code and its name, "1100 Kansliet"."""
    name = row_name(row, language)
    return name if row.responsibility in {"", name} else f"{row.responsibility} {name}"
