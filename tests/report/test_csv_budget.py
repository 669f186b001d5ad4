from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal

import pytest

from kexcel.report.budget.csv import plain_amount, safe_text, write_budget_csv
from tests.report.budget_samples import answer, consolidation, settings
from tests.report.distributed_samples import distributed


def lines(data: bytes) -> list[list[str]]:
    return list(csv.reader(data.decode("utf-8-sig").splitlines(), delimiter=";"))


def test_it_is_utf_8_with_a_byte_order_mark_and_windows_line_ends() -> None:
    data = write_budget_csv(consolidation(), settings(), language="en")
    assert data.startswith(b"\xef\xbb\xbfYear;Period;Key;Department;Unit name;Responsibility code;")
    assert data.count(b"\r\n") == data.count(b"\n") == 7


def test_its_columns_have_swedish_headings_for_the_accounting_system() -> None:
    heading, *_ = lines(write_budget_csv(consolidation(), settings(), language="sv"))
    assert heading == [
        "År", "Period", "Nyckel", "Avdelning", "Enhet", "Ansvarskod", "Ram", "Periodbudget",
        "Utfall ack.", "Bokfört", "Prognos helår", "Avvikelse", "Förra prognosen",
        "Enhet för belopp", "Version", "Kommentar", "Orsak och åtgärd", "Källa",
    ]  # fmt: skip


def test_a_department_is_a_line_with_decimal_commas() -> None:
    line = lines(write_budget_csv(consolidation(), settings(), language="en"))[2]
    assert line[:6] == ["2024", "T1", "stab", "Staben", "", ""]
    assert line[6:13] == ["81,7", "", "27,3", "", "82,9", "-1,2", ""]
    assert line[13:] == [
        "mnkr",
        "Förslag november 2023",
        "Vakanser hålls tomma.",
        "Högre licenskostnader; upphandling pågår.",
        "T1 2024 stab.xlsx, Budget!D5",
    ]


def test_a_unit_is_a_line_with_its_code_and_all_that_is_known_of_it() -> None:
    rows = lines(write_budget_csv(distributed(), settings(), language="sv"))
    assert rows[1] == [
        "2024", "T1", "stab", "Staben", "Kansli", "1100", "60,25", "20,0", "21,5", "21,500001",
        "61,0", "-0,75", "60,0", "mnkr", "Budget november KF § 12", "", "",
        "T1 2024 stab.xlsx, Budget!C5",
    ]  # fmt: skip
    assert [row[4:7] for row in rows[2:4]] == [["It", "1200", "21,4"], ["", "", "0,05"]]


def test_where_only_the_ledger_knows_it_is_the_source() -> None:
    line = lines(write_budget_csv(distributed(), settings(), language="sv"))[2]
    assert (line[9], line[17]) == ("7,0", "utfall.csv, rad 3")


def test_what_could_not_be_read_is_left_empty() -> None:
    line = lines(write_budget_csv(consolidation(), settings(), language="en"))[6]
    assert line[2:13] == ["social", "Socialavdelningen", "", "", "286,5", "", "", "", "", "", ""]


def test_a_text_that_looks_like_a_formula_gets_an_apostrophe_and_an_amount_does_not() -> None:
    line = lines(write_budget_csv(consolidation(), settings(), language="en"))[3]
    assert (line[11], line[15]) == ("0,5", "'=SUM(A1:A9)")


def test_names_and_codes_of_units_are_text_too() -> None:
    whole = distributed()
    odd = replace(whole.budget[0], name="=1+1", responsibility="-1100")
    line = lines(write_budget_csv(replace(whole, budget=(odd,)), settings(), language="sv"))[1]
    assert line[4:6] == ["'=1+1", "'-1100"]


def test_a_comment_of_several_lines_is_one_line() -> None:
    whole = consolidation()
    first = replace(whole.budget[0], answers={"comment": answer("x", "comment", "Ett\r\nTvå\nTre")})
    data = write_budget_csv(replace(whole, budget=(first,)), settings(), language="en")
    assert lines(data)[1][15] == "Ett Två Tre"


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
