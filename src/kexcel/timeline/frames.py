"""What a reorganisation makes of the frames: a transfer between departments, by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kexcel.model.plan import (
    FrameChange,
    FrameKind,
    FrameVersion,
    Perspective,
    Plan,
    Reorganisation,
    UnitFrame,
)
from kexcel.money.codes import plain_code
from kexcel.money.sums import add_up, less
from kexcel.money.versions import base_version, version_at, version_named, with_versions
from kexcel.timeline.holders import Moves, by_day, names_unit

NAME = "Omorganisation {day}"
"""What the version of a day's reorganisation is called in every language: it is a name."""

_BETWEEN = "; "

UnitsBefore = Callable[[date], Iterable[UnitFrame]]
"""The units' frames on a day, just before what is moved that day."""


@dataclass(frozen=True, slots=True)
class Before:
    """What a day's moves move from: each source's frame in force, and its units."""

    plan: Plan
    column: str
    units: tuple[UnitFrame, ...]

    def frame(self, department: str) -> Decimal | None:
        """A department's frame just before; None where it has none."""
        return self.plan.frame_of(department, self.column)


def with_moved_frames(plan: Plan, column: str, units_before: UnitsBefore) -> Plan:
    """The plan with a version of the frames for each day on which something is moved.

    Each builds on what was in force that day, decisions of the same day included. ``column`` is
    the printed column that the year's frames start from. ``units_before`` is asked only where a
    move names codes. The moves tell what followed, as far as that is known.
    """
    for day, moves in by_day(plan.reorganisations):
        before = before_day(plan, column, day, moves, units_before)
        told = tuple(replace(each, moved=amount_of(each, moves, before)) for each in moves)
        kept = tuple(each for each in plan.reorganisations if each.day != day)
        plan = replace(plan, reorganisations=(*kept, *told))
        changes = tuple(change for each in told for change in _changes(each, plan))
        if changes and not is_older_than_printed(plan, column, day):
            version = _version(plan, day, told, changes)
            plan = _with_version(plan, replace(version, kind=_kind(before, column)))
    return plan


def _kind(before: Before, column: str) -> FrameKind:
    """What a day's moves are: a proposal where they move what is only proposed."""
    found = version_named(before.plan, column, before.column)
    is_proposed = found is not None and found.version.kind is FrameKind.PROPOSED
    return FrameKind.PROPOSED if is_proposed else FrameKind.TRANSFER


def before_day(
    plan: Plan, column: str, day: date, moves: Moves, units_before: UnitsBefore
) -> Before:
    """What was in force just before a day's moves, what was decided that day included."""
    versioned = with_versions(plan, column)
    units = tuple(units_before(day)) if any(each.codes for each in moves) else ()
    return Before(versioned, version_at(versioned, column, day), units)


def is_older_than_printed(plan: Plan, column: str, day: date) -> bool:
    """Whether the printed frames were decided after a day, so that they know of it already."""
    decided = base_version(plan, column).decided
    return decided is not None and decided > day


def version_rests_on(plan: Plan, column: str, version: str, move: Reorganisation) -> bool:
    """Whether a version of the frames, by its name, was taken with a move known.

    Decisions of the move's own day come before it.
    """
    found = version_named(plan, column, version)
    if found is None or found.version.decided is None:
        return False
    day = found.version.decided
    return day > move.day or (day == move.day and found.version.reorganises)


def amount_of(move: Reorganisation, moves: Moves, before: Before) -> Decimal | None:
    """What of the source's frame follows; None where that is not known, or there is no frame.

    What a row says, else what its codes were distributed; for the row that takes the rest,
    what the others of that day leave.
    """
    frame = before.frame(move.source)
    if frame is None:
        return None
    if move.takes_the_rest:
        others = (x for x in moves if x.source == move.source and not x.takes_the_rest)
        return less(frame, add_up(amount_of(x, moves, before) or Decimal(0) for x in others))
    if move.frame is not None:
        return move.frame
    if without_frames(move, before):
        return None
    return add_up(unit.frame for unit in before.units if names_unit(move, unit))


def without_frames(move: Reorganisation, before: Before) -> tuple[str, ...]:
    """The codes that a move names and that no unit of the source has, where that must be known."""
    if move.frame is not None or before.frame(move.source) is None:
        return ()
    named = (replace(move, codes=(code,)) for code in move.codes)
    return tuple(
        each.codes[0] for each in named if not any(names_unit(each, unit) for unit in before.units)
    )


def _changes(move: Reorganisation, plan: Plan) -> Iterator[FrameChange]:
    if not move.moved:
        return
    for key, amount in ((move.source, -move.moved), (move.target, move.moved)):
        name = plan.department(key).name
        yield FrameChange(Perspective.DEPARTMENT, name, key, change=amount)


def _version(plan: Plan, day: date, moves: Moves, changes: tuple[FrameChange, ...]) -> FrameVersion:
    paragraphs = dict.fromkeys(each.decision for each in moves if each.decision)
    return FrameVersion(
        name=_free_name(plan, NAME.format(day=day)),
        kind=FrameKind.TRANSFER,
        decided=day,
        decision=_BETWEEN.join(paragraphs),
        changes=changes,
        reorganises=True,
    )


def _free_name(plan: Plan, name: str) -> str:
    """The name, told apart from one that a person has given a version of the frames."""
    taken = {plain_code(each.name) for each in plan.frame_versions}
    taken |= {plain_code(each) for each in plan.frame_columns}
    taken |= {plain_code(each.version) for each in plan.frames}
    names = (name if place == 1 else f"{name} ({place})" for place in range(1, len(taken) + 2))
    return next(each for each in names if plain_code(each) not in taken)


def _with_version(plan: Plan, version: FrameVersion) -> Plan:
    """The plan with one more version, the last of its day."""
    versions = sorted((*plan.frame_versions, version), key=lambda each: each.decided or date.min)
    return replace(plan, frame_versions=tuple(versions))
