"""The units' frames on a day: as distributed, changed by decisions, and reorganised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from kexcel.model.consolidation import TableRow
from kexcel.model.plan import Plan, Reorganisation, UnitFrame
from kexcel.money.codes import plain_code
from kexcel.money.distribution import unit_frames, with_changes
from kexcel.money.sums import add_up
from kexcel.money.versions import responsibility_changes
from kexcel.timeline.holders import holder_of_code

Rounds = Mapping[date, tuple[TableRow, ...]]
"""The day a round of distribution closed → the rows that were handed in."""

_BETWEEN = ", "


def units_on(
    plan: Plan, rounds: Rounds, day: date, moves: Iterable[Reorganisation]
) -> tuple[UnitFrame, ...]:
    """Each department's units on a day after the moves, by department in the plan's order.

    A department's units are those that it handed in last, and those that it has taken over since
    then. On one day decisions on codes come first, then moves, then what is handed in.
    """
    given = tuple(moves)
    units: tuple[UnitFrame, ...] = ()
    since: date | None = None
    for when in sorted({*rounds, *(each.day for each in given)}):
        if since is not None:
            units = with_changes(units, responsibility_changes(plan, since, when))
        units = moved_units(units, tuple(each for each in given if each.day == when))
        units = _with_handed_in(units, rounds.get(when, ()))
        since = when
    if since is not None:
        units = with_changes(units, responsibility_changes(plan, since, day))
    keys = [each.key for each in (*plan.departments, *plan.other_departments)]
    return tuple(unit for key in keys for unit in units if unit.department == key)


def moved_units(
    units: tuple[UnitFrame, ...], moves: tuple[Reorganisation, ...]
) -> tuple[UnitFrame, ...]:
    """The units under the departments that have their codes after one day's moves.

    A code that two departments had, and that one of them takes over, is one unit.
    """
    found: dict[tuple[str, str], UnitFrame] = {}
    stay = [u for u in units if _department(u, moves) == u.department]
    go = [_moved(u, moves) for u in units if _department(u, moves) != u.department]
    for unit in (*stay, *go):
        key = (unit.department, plain_code(unit.responsibility or unit.unit))
        found[key] = _together(found[key], unit) if key in found else unit
    return tuple(found.values())


def _department(unit: UnitFrame, moves: tuple[Reorganisation, ...]) -> str:
    return holder_of_code(unit.department, unit.responsibility or unit.unit, moves)


def _moved(unit: UnitFrame, moves: tuple[Reorganisation, ...]) -> UnitFrame:
    now = _department(unit, moves)
    return replace(unit, department=now, origin=unit.origin or unit.department)


def _together(one: UnitFrame, other: UnitFrame) -> UnitFrame:
    names = dict.fromkeys((one.unit, other.unit))
    return replace(
        one,
        unit=_BETWEEN.join(names),
        frame=add_up((one.frame, other.frame)),
        activities=(*one.activities, *other.activities),
    )


def _with_handed_in(
    units: tuple[UnitFrame, ...], rows: tuple[TableRow, ...]
) -> tuple[UnitFrame, ...]:
    new = unit_frames(rows)
    handed_in = {each.department for each in new}
    return (*(each for each in units if each.department not in handed_in), *new)
