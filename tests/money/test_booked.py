"""What is booked on a code finds its unit, else its department's row, else nobody's."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from kexcel.model.consolidation import LedgerAmount, Source
from kexcel.model.plan import Plan
from kexcel.money.booked import by_row, nobody, with_departments
from tests.money.amounts import plan_with, unit

PLAN = plan_with(
    Decimal("50.4"), unit("1100", "30"), unit("1200", "20"), unit("7", "9", department="ekonomi")
)


def amount(code: str, amount: str, cell: str = "A2") -> LedgerAmount:
    return LedgerAmount(code, Decimal(amount), Source("huvudbok.csv", "", "", cell))


def of_stab(code: str) -> str | None:
    return "stab" if code.startswith("1") else None


def rows(
    *ledger: LedgerAmount, plan: Plan = PLAN, whole: Collection[str] = ()
) -> dict[str, tuple[str, str, int]]:
    placed = with_departments(ledger, plan, {"stab", "ekonomi"}, of_stab)
    found = by_row(placed, plan, whole)
    return {row: (e.responsibility, str(e.amount), e.parts) for row, e in found.items()}


def test_a_code_is_its_units() -> None:
    assert rows(amount("1100", "9.5"), amount("7 ", "3")) == {
        "stab/1100": ("1100", "9.5", 1),
        "ekonomi/7": ("7 ", "3", 1),
    }


def test_a_code_of_the_department_that_no_unit_has_is_beside_its_units() -> None:
    assert rows(amount("1900", "1"), amount("1901", "0.5")) == {"stab/": ("1900, 1901", "1.5", 2)}


def test_a_department_without_units_has_all_its_codes_on_its_row() -> None:
    plan = plan_with(Decimal("50.4"))
    assert rows(amount("1100", "9.5"), amount("1200", "-0.5"), plan=plan) == {
        "stab": ("1100, 1200", "9.0", 2)
    }


def test_a_department_asked_for_as_a_whole_has_its_units_codes_on_its_row() -> None:
    assert rows(amount("1100", "9.5"), amount("1900", "1"), whole={"stab"}) == {
        "stab": ("1100, 1900", "10.5", 2)
    }


def test_a_code_that_nobody_has_is_on_no_row() -> None:
    (placed,) = with_departments([amount("9999", "1")], PLAN, {"stab"}, of_stab)
    assert placed.department is None
    assert by_row([placed], PLAN, ()) == {}


def test_a_code_of_units_in_two_departments_is_nobodys_for_certain() -> None:
    plan = plan_with(Decimal(9), unit("7", "9"), unit("7", "9", department="ekonomi"))
    (placed,) = with_departments([amount("7", "1")], plan, {"stab", "ekonomi"}, nobody)
    assert placed.department is None


def test_a_department_without_a_frame_has_no_row_for_it() -> None:
    (placed,) = with_departments([amount("7", "1")], PLAN, {"stab"}, nobody)
    assert placed.department is None
