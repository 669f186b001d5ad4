"""Which department and unit a responsibility code belongs to, and what belongs to none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kexcel.findings import finding
from kexcel.ledger.codes import fits
from kexcel.model.consolidation import LedgerAmount
from kexcel.model.finding import Finding, Place
from kexcel.model.plan import Department, Plan
from kexcel.settings import CodeSettings
from kexcel.validate.written import plain_number


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a code: a department, and the name of its unit, or its own where no unit has it."""

    department: str
    name: str


def holders(plan: Plan) -> dict[str, Holder]:
    """Code → who has it. A code that two departments have belongs to neither of them."""
    found: dict[str, Holder] = {}
    shared: set[str] = set()
    for code, holder in _held(plan):
        known = found.setdefault(code, holder)
        if known.department != holder.department:
            shared.add(code)
    return {code: holder for code, holder in found.items() if code not in shared}


def _held(plan: Plan) -> Iterator[tuple[str, Holder]]:
    """Units come first, since a department may list the codes of its units as well."""
    for unit in plan.units:
        if unit.responsibility:
            yield unit.responsibility, Holder(unit.department, unit.unit)
    for department in plan.departments:
        for code in codes_of(department):
            yield code, Holder(department.key, department.name)


def codes_of(department: Department) -> tuple[str, ...]:
    """The responsibility codes that the plan itself gives a department."""
    codes: tuple[str, ...] = getattr(department, "codes", ())
    return codes


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
