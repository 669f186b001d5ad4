"""Which department and which row of its frame each amount of the ledger belongs to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from kexcel.model.consolidation import LedgerAmount
from kexcel.model.plan import Plan, UnitFrame, undistributed
from kexcel.money.codes import plain_code
from kexcel.money.sums import add_up

DepartmentOf = Callable[[str], str | None]
"""A responsibility code to the key of the department that has it, besides those of units."""


def nobody(_code: str) -> str | None:
    """No department has codes besides those of its units."""
    return None


def with_departments(
    ledger: Iterable[LedgerAmount], plan: Plan, framed: Collection[str], department_of: DepartmentOf
) -> tuple[LedgerAmount, ...]:
    """The amounts with the departments that have their codes, None where no one department has.

    A unit's code is its department's before ``department_of`` is asked. ``framed`` are the
    departments that have a frame: others have no row for the amount.
    """
    owners = _owners(plan)
    placed = []
    for each in ledger:
        units = owners.get(plain_code(each.responsibility), [])
        is_theirs = len({unit.department for unit in units}) == 1
        found = units[0].department if is_theirs else department_of(each.responsibility)
        name = units[0].unit if is_theirs else each.name
        placed.append(replace(each, department=found if found in framed else None, name=name))
    return tuple(placed)


def by_row(
    placed: Iterable[LedgerAmount], plan: Plan, whole: Collection[str]
) -> Mapping[str, LedgerAmount]:
    """Row identity → what is booked on the row. ``whole`` are departments asked for as one.

    Several amounts on a row are added, with the source of the first.
    """
    owners = _owners(plan)
    divided = {unit.department for unit in plan.units} - set(whole)
    found: dict[str, list[LedgerAmount]] = {}
    for each in placed:
        if each.department is not None:
            units = owners.get(plain_code(each.responsibility), ())
            own = next((u.identity for u in units if u.department == each.department), "")
            row = own or undistributed(each.department)
            place = row if each.department in divided else each.department
            found.setdefault(place, []).append(each)
    return {row: _together(amounts) for row, amounts in found.items()}


def _owners(plan: Plan) -> dict[str, list[UnitFrame]]:
    owners: dict[str, list[UnitFrame]] = {}
    for unit in plan.units:
        if unit.responsibility:
            owners.setdefault(plain_code(unit.responsibility), []).append(unit)
    return owners


def _together(amounts: list[LedgerAmount]) -> LedgerAmount:
    if len(amounts) == 1:
        return amounts[0]
    first = amounts[0]
    codes = ", ".join(dict.fromkeys(each.responsibility for each in amounts))
    return replace(
        first,
        responsibility=codes,
        amount=add_up(each.amount for each in amounts),
        name="",
        parts=sum(each.parts for each in amounts),
    )
