"""Which department and unit a responsibility code belongs to, and what belongs to none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from kexcel.findings import finding
from kexcel.ledger.codes import fits
from kexcel.model.consolidation import LedgerAmount
from kexcel.model.finding import Finding, Place
from kexcel.model.plan import Plan, UnitFrame
from kexcel.settings import CodeSettings
from kexcel.validate.written import plain_number

DepartmentOf = Callable[[str], str | None]
"""A responsibility code to the key of the department that has it, besides those of units."""


def placed(
    amounts: Iterable[LedgerAmount], plan: Plan, department_of: DepartmentOf
) -> tuple[LedgerAmount, ...]:
    """The amounts with the departments that have their codes, and the names of their units.

    A unit's code is its department's. One that units of several departments have is nobody's,
    unless ``department_of`` knows better.
    """
    units: dict[str, list[UnitFrame]] = {}
    for unit in plan.units:
        units.setdefault(_plain(unit.responsibility), []).append(unit)
    return tuple(
        _placed(each, units.get(_plain(each.responsibility), []), department_of)
        if each.responsibility
        else each
        for each in amounts
    )


def _plain(code: str) -> str:
    return " ".join(code.split()).casefold()


def _placed(
    amount: LedgerAmount, units: list[UnitFrame], department_of: DepartmentOf
) -> LedgerAmount:
    if len({each.department for each in units}) == 1:
        return replace(amount, department=units[0].department, name=units[0].unit)
    return replace(amount, department=department_of(amount.responsibility))


def unplaced(
    amounts: Iterable[LedgerAmount], unit: str, codes: CodeSettings
) -> tuple[Finding, ...]:
    """What is booked on codes that nobody has, save those that can be no codes and are told so."""
    return tuple(
        finding(
            "ledger-unplaced",
            Place(each.source.file, sheet=each.source.sheet or None, cell=each.source.cell),
            value=each.responsibility or None,
            amount=plain_number(each.amount),
            unit=unit,
        )
        for each in amounts
        if each.department is None and each.amount and _can_be(each.responsibility, codes)
    )


def _can_be(code: str, codes: CodeSettings) -> bool:
    return not code or fits(code, codes)
