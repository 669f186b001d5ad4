"""What expressions mean, cell by cell; that spreadsheets agree is proved in tests/office."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexcel.model.cell import CellValue, ErrorValue, FormulaText
from kexcel.rules.evaluate import holds, result
from kexcel.rules.expression import parse
from tests.builders import template
from tests.rules.expressions import CELLS, COLUMNS, NAMES, PHRASES, condition, value

ERROR = ErrorValue("#N/A")
KNOWN = frozenset({"a", "b", "status"})


def role_of(_column: str, word: str) -> str:
    return template().role("status", word)


def holds_for(source: str, **cells: CellValue) -> bool:
    return holds(parse(source, KNOWN, phrases=PHRASES), cells, role_of)


def shown(source: str, **cells: CellValue) -> object:
    return result(parse(source, KNOWN), cells, role_of)


@pytest.mark.parametrize(
    "source, yes, no",
    [
        ("blank(a)", [None, "", " ", "\u00a0", " \n "], ["x", 0, False, date(2024, 1, 1), "\t"]),
        ("number(a)", [0, -2.5, Decimal("1.2"), date(2024, 1, 1)], [None, "", "12", True, " "]),
        ("text(a)", ["x", " "], [None, "", 12, True, date(2024, 1, 1)]),
        ("date(a)", [date(2024, 1, 1), 1, 45412.5], [0, 0.5, -1, "2024-01-01", None, True]),
        ("error(a)", [ERROR, ErrorValue("#DIV/0!")], [None, "#N/A", 0]),
        ("listed(status)", ["pågår ", "\u00a0FÖRSENAD", "Ongoing"], ["Klart typ", None]),
        ("same(a, 'två  ORD')", ["två ord", " Två\u00a0ord ", "två\nord"], ["tvåord", None, 2]),
        ("same(a, b)", [None, "", " "], ["x", 0]),
        ("hollow(a)", [None, "", " - –", "...", "\u00a0:\n", "Se ovan.", "SE – OVAN!", "s.e,ovan",
                       "Ok"],
         ["x", 0, "se ovan?", "Se ovan: vakans", "\t", True, date(2024, 1, 1), "oks"]),
        ("role(status) == 'done'", ["Genomförd", "done ", "KLAR"], ["Klarare", None, 1, "Pågår"]),
        ("role(status) != 'done'", ["Klarare", None, 1, "Pågår"], ["Genomförd", "done "]),
        ("role(status) in ['done', 'delayed']", ["Genomförd", "Försenad"], ["Avbruten", "", None]),
        ("not blank(a)", ["x", 0], [None, " "]),
        ("blank(a) or number(a)", [None, 3], ["x"]),
        ("number(a) and a > 1", [2], [1, "2", None, True]),
    ],
)  # fmt: skip
def test_a_condition_holds(source: str, yes: list[CellValue], no: list[CellValue]) -> None:
    cells = [*yes, *no]
    found = [cell for cell in cells if holds_for(source, a=cell, status=cell)]
    assert found == yes


@pytest.mark.parametrize(
    "source, a, b, expected",
    [
        ("a < b", 1, 2, True),
        ("a < b", 2, 2, False),
        ("a <= b", 2, 2, True),
        ("a > b", date(2024, 5, 1), date(2024, 4, 30), True),
        ("a >= b", Decimal("82.4"), 82.4, True),
        ("a < b", None, 2, False),
        ("a < b", 1, None, False),
        ("a > b", "3", 2, False),
        ("a > b", True, 0, False),
        ("a > b", 3, FormulaText("=1"), False),
        # Spreadsheets hold numbers that differ in the fifteenth figure equal.
        ("a - b < 41.2", 82.4, 41.2, False),
        ("0.1 + 0.2 > a", 0.3, None, False),
    ],
)
def test_only_numbers_and_dates_are_compared(
    source: str, a: CellValue, b: CellValue, *, expected: bool
) -> None:
    assert holds_for(source, a=a, b=b) is expected


@pytest.mark.parametrize(
    "source, a, expected",
    [
        ("a + 1", 2, 3.0),
        ("a + 1", None, 1.0),
        ("a + 1", "2", 1.0),
        ("a + 1", True, 1.0),
        ("-a", 2, -2.0),
        ("abs(a)", -2.5, 2.5),
        ("a * 2 / 4", 3, 1.5),
        ("round(a, 0)", 2.5, 3.0),
        ("round(a, 0)", -2.5, -3.0),
        ("round(a, 2)", 1.005, 1.01),
        ("round(a, 6)", 1e25, 1e25),
        ("round(a, 6)", -1e300, -1e300),
        ("a if number(a) else 'x'", 4, 4.0),
        ("a if number(a) else 'x'", None, "x"),
        ("a", None, ""),
        ("1 / a", 0, ""),
        ("1 / a", None, ""),
        ("a * 10", 1e308, ""),
        ("a", ERROR, ""),
    ],
)
def test_a_formula_shows(source: str, a: CellValue, expected: object) -> None:
    assert shown(source, a=a) == expected


@pytest.mark.parametrize(
    "source",
    [
        "blank(a)", "not blank(a)", "number(a)", "not number(a)", "same(a, b)", "a < 1", "a >= 1",
        "a + 1 > 0", "blank(b) or blank(a)", "blank(b) or a > 1", "role(status) != 'done'",
        "not (blank(a) and blank(b))", "listed(status)", "1 / b > 0 or blank(b)",
    ],
)  # fmt: skip
def test_a_condition_never_holds_where_it_looks_at_an_error(source: str) -> None:
    assert not holds_for(source, a=ERROR, status=ERROR)


def test_only_the_branch_that_is_taken_is_looked_at() -> None:
    assert shown("a if blank(b) else b", a=ERROR, b=3) == 3.0


cells = st.one_of(
    st.sampled_from(CELLS), st.floats(), st.integers(), st.text(), st.booleans(), st.dates(),
    st.decimals(allow_nan=False),
)  # fmt: skip


@given(seed=st.integers(), row=st.fixed_dictionaries(dict.fromkeys(COLUMNS, cells)))
def test_any_expression_has_a_meaning_for_any_row(seed: int, row: dict[str, CellValue]) -> None:
    random = Random(seed)  # noqa: S311 - expressions, not secrets
    asked, told = parse(condition(random, 3), NAMES), parse(value(random, 3), NAMES)
    assert isinstance(holds(asked, row, role_of), bool)
    assert isinstance(result(told, row, role_of), str | float | bool)
