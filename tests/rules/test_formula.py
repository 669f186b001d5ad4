"""Formulas within what Excel takes; that they mean what Python means is proved in tests/office."""

from __future__ import annotations

import re
from datetime import date

import pytest

from kexcel.rules.expression import parse
from kexcel.rules.formula import formula_of, quoted
from tests.builders import issued

LITERAL = re.compile(r'"((?:[^"]|"")*)"')
NAMES = frozenset({"a", "b", "status", "closes"})
REFERENCES: dict[str, str | date | float] = {
    "a": "A5",
    "b": "B5",
    "status": "J5",
    "closes": date(2024, 4, 30),
}


def written(source: str) -> str:
    return formula_of(parse(source, NAMES), REFERENCES, lambda _column, role: (role.upper(), "X"))


def test_a_formula_refers_to_cells_and_holds_constants() -> None:
    assert written("abs(-1.5) >= 2 or 1 < 3") == "OR((ABS((-1.5))>=2),(1<3))"
    assert "A5<=DATE(2024,4,30)" in written("a <= closes")


def test_a_list_names_its_cell_once() -> None:
    formula = written("role(status) in ['done', 'delayed']")
    assert formula.count("J5") == 1
    assert '={"DONE","X","DELAYED","X"}' in formula


@pytest.mark.parametrize(
    "text, literal",
    [
        ("", '""'),
        ("Välj status.", '"Välj status."'),
        ('Skriv "ja"', '"Skriv ""ja"""'),
        ("x" * 201, f'("{"x" * 200}"&"x")'),
    ],
)
def test_a_text_is_quoted(text: str, literal: str) -> None:
    assert quoted(text) == literal


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_literal_is_longer_than_excel_takes(language: str) -> None:
    for rules in issued(language=language).book.sheets.values():
        references = {column.key: "A1" for column in rules.sheet.columns}
        literals = LITERAL.findall(rules.check_formula(references))
        assert max(map(len, literals)) <= 255
