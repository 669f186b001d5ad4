"""Versions of the frames: what each says of every line, and which is in force on a day.

The base is the printed column that the year's frames start from. It is known under the text that
is printed as ``Version`` of its lines, or else under the column's own label. Every other version
is a decision (``Plan.frame_versions``) that changes lines of what was in force when it was taken.
Whatever takes a ``column`` takes the base's printed column, as ``money.frame`` names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kexcel.model.plan import FrameChange, FrameKind, FrameLine, FrameVersion, Perspective, Plan
from kexcel.money.codes import plain_code

_PROPOSED = re.compile(rf"\s*{FrameKind.PROPOSED}\b", re.IGNORECASE)

_Key = tuple[Perspective, str]
"""What a line is told by: its department, or its name in the perspective without departments."""


@dataclass(frozen=True, slots=True)
class VersionColumn:
    """A version with the column that its amounts stand in: the key in ``FrameLine.amounts``.

    The base's is its printed column, every other's its name. ``before`` is the column that the
    version departs from: what was in force just before it. None for the first.
    """

    version: FrameVersion
    column: str
    before: str | None
    is_base: bool = False


def same_name(one: str, other: str) -> bool:
    """Whether two names differ by no more than case and blanks."""
    return plain_code(one) == plain_code(other)


def versions_of(plan: Plan, column: str) -> tuple[VersionColumn, ...]:
    """The base and the decisions in the order they were taken.

    The base without a day is the earliest, and decisions without one come right after the base. A
    decision that goes by a name printed in the plan only tells of that, and is no version of its
    own.
    """
    base = base_version(plan, column)
    printed = {plain_code(name) for name in (base.name, column, *plan.frame_columns)}
    printed |= {plain_code(line.version) for line in plan.frames if line.version}
    others = [each for each in plan.frame_versions if plain_code(each.name) not in printed]
    start = base.decided or date.min
    ordered = sorted([base, *others], key=lambda each: each.decided or start)
    decided: str | None = None
    proposed: str | None = None
    found = []
    for each in ordered:
        own = column if each is base else each.name
        found.append(VersionColumn(each, own, decided or proposed, is_base=each is base))
        if each.kind is not FrameKind.PROPOSED:
            decided = own
        else:
            proposed = own
    return tuple(found)


def base_version(plan: Plan, column: str) -> FrameVersion:
    """The printed column as a version, with what the decisions tell of it.

    One that they tell nothing of is a proposal where its printed words say so, and else decided:
    the plan is the adopted one.
    """
    name = _printed_name(plan, column)
    told = next((each for each in plan.frame_versions if same_name(each.name, name)), None)
    if told is not None:
        return replace(told, name=name, changes=())
    words = name if name != column else plan.decision
    is_proposed = _PROPOSED.match(words) is not None
    return FrameVersion(name, FrameKind.PROPOSED if is_proposed else FrameKind.DECIDED)


def with_versions(plan: Plan, column: str) -> Plan:
    """The plan with every version as amounts of its lines, under the version's name.

    Amounts of the base stand under its name too. A department or a group that first gets a frame
    by a version has a line of its own, before its perspective's total. Totals are printed figures,
    and have no amounts in versions.
    """
    frames = plan.frames
    for each in versions_of(plan, column):
        if each.is_base:
            frames = _under_name(frames, column, each.version.name)
        else:
            frames = _changed(frames, each, plan)
    return replace(plan, frames=frames)


def version_at(plan: Plan, column: str, day: date) -> str:
    """The column that was in force on a day: the newest decided, or else the newest proposal.

    The base's printed column where nothing had come by then.
    """
    return _in_force(versions_of(plan, column), day) or column


def version_named(plan: Plan, column: str, name: str) -> VersionColumn | None:
    """The version that goes by a name, the base by its printed column too; None if none does."""
    found = versions_of(plan, column)
    return next(
        (each for each in found if same_name(each.version.name, name)),
        next((each for each in found if same_name(each.column, name)), None),
    )


def version_behind(plan: Plan, column: str, shown: str, department: str) -> str:
    """The name of the version that a department's frame in the column ``shown`` comes from.

    It is the newest that says something of the department, or confirms the frames as a whole.
    """
    found = {each.column: each for each in versions_of(plan, column)}
    each = found.get(shown) or found[column]
    while not (each.is_base or _concerns(each.version, department)):
        if each.before is None:
            break
        each = found[each.before]
    return each.version.name


def responsibility_changes(
    plan: Plan, after: date | None, until: date
) -> Mapping[tuple[str, str], Decimal]:
    """What decisions add to responsibility codes, by department and code, where it is not zero.

    Counted are those decided after one day (None: from the first) and at latest on another, and no
    proposals.
    """
    found: dict[tuple[str, str], Decimal] = {}
    for version in plan.frame_versions:
        day = version.decided
        if version.kind is FrameKind.PROPOSED or day is None or day > until:
            continue
        for each in version.changes if after is None or day > after else ():
            if each.responsibility and each.department and each.change is not None:
                key = (each.department, each.responsibility)
                found[key] = found.get(key, Decimal(0)) + each.change
    return {key: amount for key, amount in found.items() if amount}


def groundless_changes(plan: Plan, column: str) -> tuple[tuple[FrameVersion, FrameChange], ...]:
    """The changes, in versions decided before the base, of lines that have no amount yet there."""
    lines = {_key_of(line): line for line in with_versions(plan, column).frames}
    found = []
    for each in versions_of(plan, column):
        if each.is_base:
            break
        for change in each.version.changes:
            line = lines.get(_key_of(change))
            stands = line is not None and each.before is not None and each.before in line.amounts
            if change.change is not None and not stands:
                found.append((each.version, change))
    return tuple(found)


def _printed_name(plan: Plan, column: str) -> str:
    """What is printed as the version of the column's lines, the departments' first."""
    texts = [
        line.version
        for perspective in (Perspective.DEPARTMENT, Perspective.CITIZEN)
        for line in plan.frames
        if line.perspective is perspective and line.version and column in line.amounts
    ]
    return next(iter(texts), column)


def _in_force(versions: Iterable[VersionColumn], day: date) -> str | None:
    decided: str | None = None
    proposed: str | None = None
    start = date.min
    for each in versions:
        start = (each.version.decided or start) if each.is_base else start
        if (each.version.decided or start) > day:
            continue
        if each.version.kind is FrameKind.PROPOSED:
            proposed = each.column
        else:
            decided = each.column
    return decided or proposed


def _under_name(frames: tuple[FrameLine, ...], column: str, name: str) -> tuple[FrameLine, ...]:
    return tuple(
        line
        if line.is_total or column not in line.amounts
        else replace(line, amounts={**line.amounts, name: line.amounts[column]})
        for line in frames
    )


def _changed(
    frames: tuple[FrameLine, ...], version: VersionColumn, plan: Plan
) -> tuple[FrameLine, ...]:
    """The lines with the version's amounts: as they stood before it, or as it says."""
    said: dict[_Key, list[FrameChange]] = {}
    for change in version.version.changes:
        said.setdefault(_key_of(change), []).append(change)
    lines = []
    for line in frames:
        stood = line.amounts.get(version.before or "")
        changes = [] if line.is_total else said.pop(_key_of(line), [])
        amount = None if line.is_total else _amount(stood, changes)
        known = line.amounts if amount is None else {**line.amounts, version.column: amount}
        lines.append(replace(line, amounts=known))
    return _with_new_lines(lines, version.column, said, plan)


def _amount(stood: Decimal | None, changes: list[FrameChange]) -> Decimal | None:
    """A line's amount: set anew, or what stood with what is added. None if nothing is said."""
    start = next((each.amount for each in changes if each.amount is not None), stood)
    added = [each.change for each in changes if each.change is not None]
    if start is None and not added:
        return None
    return sum(added, Decimal(0) if start is None else start)


def _with_new_lines(
    lines: list[FrameLine], column: str, said: Mapping[_Key, list[FrameChange]], plan: Plan
) -> tuple[FrameLine, ...]:
    """The lines with those that a version is the first to give an amount."""
    names = {each.key: each.name for each in (*plan.departments, *plan.other_departments)}
    for (perspective, _), changes in said.items():
        amount = _amount(None, changes)
        first = changes[0]
        name = names.get(first.department or "", first.name)
        if amount is not None:
            line = FrameLine(perspective, name, first.department, {column: amount})
            lines.insert(_end_of(lines, perspective), line)
    return tuple(lines)


def _end_of(lines: list[FrameLine], perspective: Perspective) -> int:
    """Where the perspective's next line stands: after its last one, before its total."""
    own = [place for place, line in enumerate(lines) if line.perspective is perspective]
    ordinary = [place for place in own if not lines[place].is_total]
    if ordinary:
        return ordinary[-1] + 1
    return own[0] if own else len(lines)


def _concerns(version: FrameVersion, department: str) -> bool:
    changes = version.changes
    return not changes or any(each.department == department for each in changes)


def _key_of(line: FrameLine | FrameChange) -> _Key:
    department = line.department if line.perspective is Perspective.DEPARTMENT else None
    return (line.perspective, department or f"/{plain_code(line.name)}")
