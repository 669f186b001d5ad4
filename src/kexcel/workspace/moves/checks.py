"""What there is to say of reorganisations besides what the sheet itself shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from kexcel.documents.plan.cell_words import plain
from kexcel.documents.plan.layout import FRAME_DECISIONS_SHEET, PLAN_FILE
from kexcel.documents.plan.reorganisations import REORGANISATIONS_SHEET
from kexcel.findings import finding
from kexcel.locale import mark
from kexcel.model.finding import Finding, Place
from kexcel.model.plan import Plan, Reorganisation
from kexcel.money.responsibility import overlap
from kexcel.money.sums import add_up
from kexcel.timeline import plan_on
from kexcel.timeline.departments import departments_without
from kexcel.timeline.faults import NOT_THE_SOURCES
from kexcel.timeline.frames import (
    Before,
    amount_of,
    before_day,
    is_older_than_printed,
    with_moved_frames,
    without_frames,
)
from kexcel.timeline.holders import Moves, by_day, names_code
from kexcel.workspace.distributing import units_before

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace

FRAME_UNKNOWN = mark("say how much of the frame follows, in the column Ram")
MORE_THAN_THERE_IS = mark("it is more than the department has of its frame that day")
NO_FRAME = mark("the department has no frame that day")
OLDER_THAN_PRINTED = mark("the printed frames were decided after that day")


def reorganisation_findings(workspace: Workspace) -> tuple[Finding, ...]:
    """Money that cannot follow, decisions that miss their department, and what is to be done."""
    if not workspace.plan.reorganisations:
        return ()
    days = (_Day(workspace, day, moves) for day, moves in by_day(workspace.plan.reorganisations))
    return (
        *(found for each in days for found in each.findings()),
        *_missed(workspace.plan),
        *_to_do(workspace),
    )


@dataclass(frozen=True)
class _Day:
    """One day's moves, judged by how everything stood just before."""

    workspace: Workspace
    day: date
    moves: Moves

    def findings(self) -> Iterator[Finding]:
        base, whole = self.workspace.settings.money.frame, self.workspace.plan
        units = partial(units_before, self.workspace, plan=whole)
        earlier = tuple(each for each in whole.reorganisations if each.day < self.day)
        plan = with_moved_frames(replace(whole, reorganisations=earlier), base, units)
        before = before_day(plan, base, self.day, self.moves, units)
        then = plan_on(plan, self.day)
        for move in self.moves:
            if is_older_than_printed(whole, base, self.day):
                yield _unclear(move, self.day.isoformat(), OLDER_THAN_PRINTED)
            yield from self._of_codes(move, before, then)
            yield from self._of_frame(move, before)

    def _of_codes(self, move: Reorganisation, before: Before, then: Plan) -> Iterator[Finding]:
        """Codes that are not the source's, and those whose frame nobody knows."""
        listed = then.department(move.source).codes
        others = [x for d in then.departments if d.key != move.source for x in d.codes]
        units = [u for u in before.units if u.department == move.source]
        unknown = without_frames(move, before)
        for code in move.codes:
            named = replace(move, codes=(code,))
            is_units = any(names_code(named, u.responsibility or u.unit) for u in units)
            is_listed = any(overlap(code, each) for each in listed)
            is_others = any(overlap(code, each) for each in others)
            if is_others or ((listed or units) and not (is_units or is_listed)):
                yield _unclear(move, code, NOT_THE_SOURCES)
            elif code in unknown:
                yield _unclear(move, code, FRAME_UNKNOWN)

    def _of_frame(self, move: Reorganisation, before: Before) -> Iterator[Finding]:
        """More of a frame than there is, with what the rows above have taken."""
        frame, written = before.frame(move.source), move.frame
        if written is None:
            return
        own = [x for x in self.moves if x.source == move.source and not x.takes_the_rest]
        taken = own[: own.index(move) + 1]
        gone = add_up(amount_of(x, self.moves, before) or Decimal(0) for x in taken)
        if frame is None:
            yield _unclear(move, plain(written), NO_FRAME)
        elif not min(frame, Decimal(0)) <= gone <= max(frame, Decimal(0)):
            yield _unclear(move, plain(written), MORE_THAN_THERE_IS)


def _missed(plan: Plan) -> Iterator[Finding]:
    """Decisions on frames and activities that name a department which is not there that day."""
    for version in plan.frame_versions:
        for change in version.changes if version.decided else ():
            if change.department and not _is_there(plan, change.department, version.decided):
                sheet = FRAME_DECISIONS_SHEET.name
                yield _not_there(plan, sheet, change.cell, change.department, version.decided)
    for amendment in plan.amendments:
        for key in (amendment.lead, *(amendment.contributing or ())):
            if key and not _is_there(plan, key, amendment.decided):
                yield _not_there(plan, "Ändringsbeslut", amendment.cell, key, amendment.decided)


def _is_there(plan: Plan, department: str, day: date | None) -> bool:
    """Whether a department is there on a day, or has its last day the day before."""
    if day is None or department not in departments_without(plan, day):
        return True
    ends = (each for each in plan.reorganisations if each.source == department)
    return any(each.takes_the_rest and each.day == day for each in ends)


def _not_there(plan: Plan, sheet: str, cell: str, key: str, day: date | None) -> Finding:
    place = Place(file=PLAN_FILE, sheet=sheet, cell=cell or None, row=key)
    shown = day.isoformat() if day else ""
    return finding("department-not-there", place, value=plan.department(key).name, day=shown)


def _to_do(workspace: Workspace) -> Iterator[Finding]:
    """From which period each reorganisation holds."""
    plan = workspace.plan
    periods = sorted(workspace.settings.periods, key=lambda each: each.closes)
    for move in plan.reorganisations:
        holds = [each.key for each in periods if each.closes >= move.day]
        if holds:
            yield finding(
                "reorganisation-to-do",
                _place(move),
                value=plan.department(move.source).name,
                target=plan.department(move.target).name,
                day=move.day.isoformat(),
                period=holds[0],
            )


def _unclear(move: Reorganisation, value: str, reason: str) -> Finding:
    return finding("reorganisation-unclear", _place(move), value=value, reason=reason)


def _place(move: Reorganisation) -> Place:
    """Where the row begins."""
    return Place(file=PLAN_FILE, sheet=REORGANISATIONS_SHEET.name, cell=move.cell or None)
