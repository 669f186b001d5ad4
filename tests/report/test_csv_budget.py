from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal

import pytest

from kexcel.report.budget.csv import plain_amount, safe_text, write_budget_csv
from tests.report.budget_samples import answer, consolidation, settings


def lines(data: bytes) -> list[list[str]]:
    return list(csv.reader(data.decode("utf-8-sig").splitlines(), delimiter=";"))


def test_it_is_utf_8_with_a_byte_order_mark_and_windows_line_ends() -> None:
    data = write_budget_csv(consolidation(), settings(), language="en")
    assert data.startswith(b"\xef\xbb\xbfYear;Period;Key;Department;Frame;Actual to date;")
    assert data.count(b"\r\n") == data.count(b"\n") == 7


def test_a_department_is_a_line_with_decimal_commas() -> None:
    line = lines(write_budget_csv(consolidation(), settings(), language="en"))[2]
    assert line[:9] == ["2024", "T1", "stab", "Staben", "81,7", "27,3", "82,9", "-1,2", "mnkr"]
    assert line[9:] == [
        "Förslag november 2023",
        "Vakanser hålls tomma.",
        "Högre licenskostnader; upphandling pågår.",
        "T1 2024 stab.xlsx, Budget!D5",
    ]


def test_what_could_not_be_read_is_left_empty() -> None:
    line = lines(write_budget_csv(consolidation(), settings(), language="en"))[6]
    assert line[2:8] == ["social", "Socialavdelningen", "286,5", "", "", ""]


def test_a_text_that_looks_like_a_formula_gets_an_apostrophe_and_an_amount_does_not() -> None:
    line = lines(write_budget_csv(consolidation(), settings(), language="en"))[3]
    assert (line[7], line[10]) == ("0,5", "'=SUM(A1:A9)")


def test_a_comment_of_several_lines_is_one_line() -> None:
    whole = consolidation()
    first = replace(whole.budget[0], answers={"comment": answer("x", "comment", "Ett\r\nTvå\nTre")})
    data = write_budget_csv(replace(whole, budget=(first,)), settings(), language="en")
    assert lines(data)[1][10] == "Ett Två Tre"


@pytest.mark.parametrize(
    "text, safe",
    [
        ("=1+1", "'=1+1"),
        ("+46 690", "'+46 690"),
        ("-1,2", "'-1,2"),
        ("@namn", "'@namn"),
        ("\t=1", "'\t=1"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_text_is_neutralised_by_its_first_sign(text: str, safe: str) -> None:
    assert safe_text(text) == safe


@pytest.mark.parametrize(
    "amount, decimals, text",
    [
        (Decimal(288), 1, "288,0"),
        (Decimal("-1.25"), 1, "-1,25"),
        (Decimal("3E+2"), 0, "300"),
        (Decimal("1234567.5"), 1, "1234567,5"),
        (None, 1, ""),
    ],
)
def test_an_amount_is_plain(amount: Decimal | None, decimals: int, text: str) -> None:
    assert plain_amount(amount, decimals) == text
