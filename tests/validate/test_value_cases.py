"""Every line of the table that docs/values.md shows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kexcel.findings import render
from tests.validate.value_cases import SPOTS, ValueCase, outcome_of, value_cases

CASES = list(value_cases())
READ = [case for case in CASES if "means" in case.given]
UNREAD = [case for case in CASES if "means" not in case.given]
DOUBTED = [case for case in CASES if "reason" in case.given]
CONVERTED = [case for case in CASES if "said" in case.given]


def name_of(case: ValueCase) -> str:
    return case.name


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_cell_gets_the_findings_of_the_table(case: ValueCase) -> None:
    assert outcome_of(case).codes == case.findings


@pytest.mark.parametrize("case", READ, ids=name_of)
def test_a_cell_means_what_the_table_says(case: ValueCase) -> None:
    answer = outcome_of(case).answer
    assert answer.sound
    assert shown(answer.value) == case.given["means"]


def shown(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value or "")


@pytest.mark.parametrize("case", UNREAD, ids=name_of)
def test_what_is_not_read_has_no_value_and_keeps_its_words(case: ValueCase) -> None:
    answer = outcome_of(case).answer
    assert (answer.value, answer.sound) == (None, False)
    assert answer.written
    if isinstance(case.held, str):
        assert answer.written == case.held


@pytest.mark.parametrize("case", DOUBTED, ids=name_of)
def test_the_finding_says_why_it_was_not_read(case: ValueCase) -> None:
    details = dict(outcome_of(case).findings[0].details)
    assert details["reason"] == case.given["reason"]


@pytest.mark.parametrize("case", CONVERTED, ids=name_of)
def test_a_converted_amount_is_said_with_its_unit(case: ValueCase) -> None:
    (finding,) = outcome_of(case).findings
    message = render(finding, "sv").message.replace("\u00a0", " ")
    assert message.endswith(f'A1: "{case.held}" lästes som {case.given["said"]}.')


def test_no_line_stands_twice_and_every_kind_of_column_is_there() -> None:
    names = [case.name for case in CASES]
    assert [name for name in names if names.count(name) > 1] == []
    assert {case.column for case in CASES} == set(SPOTS)
    assert len(CASES) >= 250
