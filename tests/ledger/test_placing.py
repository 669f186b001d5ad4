from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kexcel.ledger.placing import unplaced
from kexcel.model.consolidation import LedgerAmount, Source
from kexcel.model.plan import Plan, UnitFrame
from kexcel.money.booked import DepartmentOf, nobody, with_departments
from kexcel.settings import CodeSettings
from tests.builders import plan

SOURCE = Source("utfall.csv", "arkiv/huvudbok/a.csv", "", "rad 2")
UNITS = (
    UnitFrame("stab", "Kansli", "1100", Decimal(1)),
    UnitFrame("stab", "Arkiv", "Ab 1", Decimal(1)),
    UnitFrame("stab", "Bilar", "9000", Decimal(1)),
    UnitFrame("ekonomi", "Bilar", "9000", Decimal(1)),
    UnitFrame("ekonomi", "Utan kod", "", Decimal(1)),
)


def units_plan() -> Plan:
    return replace(plan(), units=UNITS)


def amount(code: str, booked: str = "1") -> LedgerAmount:
    return LedgerAmount(code, Decimal(booked), SOURCE, name="ur filen")


def placed(
    amounts: list[LedgerAmount], plan: Plan, department_of: DepartmentOf
) -> tuple[LedgerAmount, ...]:
    return with_departments(amounts, plan, {"stab", "ekonomi"}, department_of)


def test_a_units_code_is_its_departments_and_goes_by_the_units_name() -> None:
    found = placed([amount("1100"), amount("AB  1")], units_plan(), nobody)
    assert [(each.department, each.name) for each in found] == [
        ("stab", "Kansli"), ("stab", "Arkiv"),
    ]  # fmt: skip


def test_a_code_that_no_unit_has_may_be_a_departments() -> None:
    (found,) = placed([amount("2000")], units_plan(), {"2000": "ekonomi"}.get)
    assert (found.department, found.name) == ("ekonomi", "ur filen")


def test_a_code_of_two_departments_or_of_none_and_no_code_at_all_are_nobodys() -> None:
    found = placed([amount("9000"), amount("8000"), amount("")], units_plan(), nobody)
    assert [each.department for each in found] == [None, None, None]


def test_what_nobody_has_is_told_with_its_amount_and_place() -> None:
    amounts = [amount("8000", "1.25"), amount("", "-3"), amount("7000", "0"), amount("70")]
    told = unplaced(amounts, "mnkr", CodeSettings(length=4))
    assert [(each.value, dict(each.details), each.place.cell) for each in told] == [
        ("8000", {"amount": "1.25", "unit": "mnkr"}, "rad 2"),
        (None, {"amount": "-3", "unit": "mnkr"}, "rad 2"),
    ]
