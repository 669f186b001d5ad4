from __future__ import annotations

from random import Random

import pytest

from kexcel.model.cell import CellValue, ErrorValue, FormulaText, Percentage, TimeOfDay
from kexcel.rules import CompiledRule, SheetRules
from kexcel.rules.around import Row, Tables
from kexcel.rules.evaluate import holds
from kexcel.rules.expression import parse
from kexcel.rules.quick import QuickRules
from kexcel.template import load_template
from tests.builders import issued
from tests.rules.expressions import CELLS, NAMES, condition, row

TEMPLATE = load_template()
EXPRESSIONS, ROWS = 400, 60
MORE: tuple[CellValue, ...] = (True, FormulaText("=1"), TimeOfDay(0.5), Percentage(0.058), -0.0)


def role_of(column: str, word: str) -> str:
    return TEMPLATE.role(column, word) if column == "status" else ""


@pytest.mark.parametrize("seed", range(8))
def test_any_conditions_hold_for_the_rows_that_the_long_way_says(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - for a test
    expressions = [parse(condition(random, 3), NAMES) for _ in range(EXPRESSIONS // 8)]
    quick = QuickRules(expressions)
    for _ in range(ROWS):
        values = {key: random.choice((*CELLS, *MORE)) for key in row(random)}

        def slow(place: int, values: dict[str, CellValue] = values) -> bool:
            return holds(expressions[place], values, role_of)

        expected = [place for place in range(len(expressions)) if slow(place)]
        assert list(quick.holding(values, role_of, slow)) == expected


@pytest.mark.parametrize("period", ["T1", "internbudget"])
@pytest.mark.parametrize("has_tables", [False, True])
def test_the_standard_template_s_rules_break_as_the_long_way_says(
    period: str, *, has_tables: bool
) -> None:
    random = Random(period)  # noqa: S311 - for a test
    sheets = issued("stab", period).book.sheets
    broken: set[str] = set()
    for rules in sheets.values():
        for _ in range(200):
            tables = {key: _rows(each, random) for key, each in sheets.items() if has_tables}
            row = tables[rules.sheet.key][0] if has_tables else _rows(rules, random)[0]
            expected = _the_long_way(rules, row, tables)
            assert list(rules.broken_by(row, tables)) == expected
            broken |= {rule.code for rule in expected if rule.looks_at}
    assert bool(broken) is has_tables


def _rows(rules: SheetRules, random: Random) -> list[Row]:
    keys = [column.key for column in rules.sheet.columns]
    return [{key: random.choice((*CELLS, *MORE)) for key in keys} for _ in range(3)]


def _the_long_way(rules: SheetRules, row: Row, tables: Tables) -> list[CompiledRule]:
    known = {**rules.constants, **rules.summary_values(tables), **rules.with_computed(row)}
    around = rules._around(tables, row)  # noqa: SLF001 - the long way needs it
    asked = [r for r in rules.rules if not r.is_of_sheet and r.looks_at <= tables.keys()]
    role = rules._role_of  # noqa: SLF001 - as above
    return [rule for rule in asked if holds(rule.condition, known, role, around)]


def test_a_row_with_an_error_cell_goes_the_long_way() -> None:
    asked: list[int] = []

    def slow(place: int) -> bool:
        asked.append(place)
        return place == 1

    quick = QuickRules([parse("blank(comment)", NAMES), parse("error(start)", NAMES)])
    assert list(quick.holding({"start": ErrorValue("#N/A")}, role_of, slow)) == [1]
    assert asked == [0, 1]
