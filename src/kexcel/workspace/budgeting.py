"""The plan as it is for one period: what is decided by then, and frames with their units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kexcel.model.period import Period
from kexcel.model.plan import FrameVersion, Plan, Reorganisation
from kexcel.money.sums import add_up, less
from kexcel.money.versions import version_at, versions_of, with_versions
from kexcel.timeline import plan_on
from kexcel.timeline.code_changes import code_changes
from kexcel.timeline.departments import departments_without
from kexcel.timeline.frames import with_moved_frames
from kexcel.timeline.holders import Moves, names_code
from kexcel.workspace.distributing import units_before, with_units

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace


def standing_plan(workspace: Workspace, period: Period) -> Plan:
    """The plan as it stood at the close of a period, without the frames of its units."""
    return plan_on(versioned_on(workspace, period.closes), period.closes)


def plan_of(workspace: Workspace, period: Period) -> Plan:
    """The plan as it stood at the close of a period, with the versions of its frames by then."""
    plan, base = standing_plan(workspace, period), workspace.settings.money.frame
    known = tuple(_taken_by(plan, base, period.closes))
    in_force = version_at(plan, base, period.closes)
    return with_units(workspace, period, replace(plan, frame_column=in_force, frame_versions=known))


def _taken_by(plan: Plan, base: str, day: date) -> Iterator[FrameVersion]:
    """The versions that had been taken by a day, and the printed one whenever it was.

    Whatever is decided afterwards, a period's workbooks are the same when they are made again.
    """
    printed = {each.version.name for each in versions_of(plan, base) if each.is_base}
    for version in plan.frame_versions:
        if version.decided is None or version.decided <= day or version.name in printed:
            yield version


def versioned_on(workspace: Workspace, day: date) -> Plan:
    """The plan with every version of its frames as amounts of its lines, as far as a day knows.

    What is reorganised later is unknown, and so are later decisions that rest on it.
    """
    moves = workspace.plan.reorganisations
    past = tuple(each for each in moves if each.day <= day)
    knows_all = len(past) == len(moves)
    state = workspace.archive.journal() if past else ()
    return workspace.memory.keep(
        ("versions", None if knows_all else day),
        state,
        lambda: _versioned(workspace, past, day),
    )


def organised_frames(workspace: Workspace, then: Plan, closed: Period, period: Period) -> Plan:
    """The plan of a round that has closed, its frames as if all since had been reorganisations.

    What was decided of frames after the round is left out, so that the difference to what holds
    now is just that.
    """
    moves = tuple(x for x in workspace.plan.reorganisations if x.day <= period.closes)
    if not any(each.day > closed.closes for each in moves):
        return then
    base = workspace.settings.money.frame
    known = replace(
        workspace.plan,
        reorganisations=tuple(_as_distributed(workspace.plan, moves, closed.closes)),
        frame_versions=tuple(
            x for x in workspace.plan.frame_versions if not x.decided or x.decided <= closed.closes
        ),
    )
    moved = with_moved_frames(known, base, lambda day: units_before(workspace, day, known))
    moved = with_versions(moved, base)
    column = version_at(moved, base, period.closes)
    return replace(then, frames=moved.frames, frame_column=column)


def _as_distributed(plan: Plan, moves: Moves, since: date) -> Iterator[Reorganisation]:
    """The moves with what followed of the frames as they were distributed.

    ``Ram`` beside codes holds what was decided of them between the round and the move too, which
    stands as decided with whoever has the codes.
    """
    for move in moves:
        earlier = tuple(each for each in moves if each.day < move.day)
        before = replace(plan, reorganisations=earlier)
        changes = code_changes(before, since, move.day) if move.day > since else {}
        decided = add_up(
            amount
            for (department, code), amount in changes.items()
            if department == move.source and names_code(move, code)
        )
        yield move if move.frame is None else replace(move, frame=less(move.frame, decided))


def _versioned(workspace: Workspace, past: Moves, day: date) -> Plan:
    plan, base = workspace.plan, workspace.settings.money.frame
    later = tuple(each for each in plan.reorganisations if each.day > day)
    if later:
        plan = replace(plan, frame_versions=tuple(_understood(plan, day)))
    if past:
        known = replace(plan, reorganisations=past)
        plan = with_moved_frames(known, base, lambda day: units_before(workspace, day, known))
        plan = replace(plan, reorganisations=(*plan.reorganisations, *later))
    return with_versions(plan, base)


def _understood(plan: Plan, day: date) -> Iterator[FrameVersion]:
    """The versions up to the first that gives something to a department that is still to come."""
    absent = departments_without(plan, day)
    for version in plan.frame_versions:
        is_later = version.decided is not None and version.decided > day
        if is_later and any(each.department in absent for each in version.changes):
            return
        yield version
