"""What is booked by a SIE file of each type, and by those that are not quite the standard's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kexcel.errors import UnreadableInputError
from kexcel.ledger import LedgerReading, Terms, read_ledger
from kexcel.ledger.sie_posts import NOT_SO_FAR
from kexcel.settings import CodeSettings
from kexcel.sie.reading import CUT_SHORT

TERMS = Terms("bokfört.se", date(2024, 4, 30), "kr")

HEAD = """#FLAGGA 0
#PROGRAM "Ekonomi (exempel)" 1.0
#FORMAT PC8
#GEN 20240502
#SIETYP {kind}
#FNAMN "Ånge kommun"
#RAR 0 20240101 20241231
#RAR -1 20230101 20231231
#KONTO 1930 "Bank"
#KONTO 3011 "Avgifter"
#KONTO 5010 "Hyra"
#DIM 1 "Ansvar"
#DIM 6 "Projekt"
#OBJEKT 1 "1100" "Kansli"
#OBJEKT 1 "1200" "Kök & städ"
#OBJEKT 6 "P7" "Projekt sju"
"""

BALANCES = """#PSALDO 0 202401 5010 {} 300.00
#PSALDO 0 202401 5010 {1 "1100"} 100.00
#PSALDO 0 202401 5010 {1 "1200"} 200.00
#PSALDO 0 202401 5010 {6 "P7"} 300.00
#PSALDO 0 202404 3011 {} -50.00
#PSALDO 0 202404 3011 {1 "1100"} -50.00
#PSALDO 0 202405 5010 {1 "1100"} 999.00
#PSALDO -1 202304 5010 {1 "1100"} 888.00
#PSALDO 0 202404 1930 {1 "1100"} 777.00
"""

VERIFICATIONS = """#VER A 1 20240115 "Hyra"
{
#TRANS 1930 {} -300.00
#TRANS 5010 {1 "1100"} 100.00
#TRANS 5010 {1 "1200" 6 "P7"} 200.00
}
#VER A 2 20240430 "Avgift"
{
#TRANS 1930 {} 50.00
#TRANS 3011 {"1" "1100"} -50.00 20240430 "text" 1 sign
#RTRANS 3011 {1 "1100"} 5.00
#TRANS 3011 {1 "1100"} 5.00
#BTRANS 5010 {1 "1100"} 44.00
}
#VER A 3 20240430 "Senare"
{
#TRANS 5010 {1 "1100"} 999.00 20240501
}
#VER A 4 20240501 "Tidigare"
{
#TRANS 5010 {1 "1200"} 1.00 20240430
}
#VER Z 9 20231231 "Året innan"
{
#TRANS 5010 {1 "1100"} 888.00
}
"""

TYPE_3, TYPE_4 = HEAD.format(kind=3) + BALANCES, HEAD.format(kind=4) + VERIFICATIONS


def read(text: str, terms: Terms = TERMS, encoding: str = "cp437") -> LedgerReading:
    return read_ledger(text.encode(encoding), terms)


def booked(reading: LedgerReading) -> dict[str, str]:
    return {each.code: f"{each.amount:.2f}" for each in reading.booked}


def said(reading: LedgerReading) -> list[tuple[str, str | None, str | None]]:
    return [(each.code, each.place.cell, each.value) for each in reading.findings]


def test_period_balances_count_by_object_up_to_the_month_of_the_close() -> None:
    reading = read(TYPE_3)
    assert (reading.posts, booked(reading)) == ("#PSALDO", {"1100": "50.00", "1200": "200.00"})
    assert [(each.cell, each.name, each.parts) for each in reading.booked] == [
        ("rad 18", "Kansli", 2), ("rad 19", "Kök & städ", 1),
    ]  # fmt: skip
    assert reading.findings == ()


def test_transactions_count_by_their_own_day_and_withdrawn_ones_never() -> None:
    reading = read(TYPE_4)
    assert (reading.posts, booked(reading)) == ("#TRANS", {"1100": "55.00", "1200": "201.00"})
    assert reading.findings == ()


def test_the_year_is_the_one_that_holds_the_close() -> None:
    reading = read(TYPE_3, replace(TERMS, closes=date(2023, 4, 30)))
    assert booked(reading) == {"1100": "888.00"}
    with pytest.raises(UnreadableInputError, match=r"2024-01-01–2024-12-31.*closes 2025-04-30"):
        read(TYPE_3, replace(TERMS, closes=date(2025, 4, 30)))


def test_a_file_without_years_is_of_the_current_one() -> None:
    text = "\n".join(line for line in TYPE_3.splitlines() if not line.startswith("#RAR")) + "\n"
    assert booked(read(text)) == {"1100": "50.00", "1200": "200.00"}


def test_kronor_become_the_workspaces_unit_exactly() -> None:
    reading = read(TYPE_3, replace(TERMS, own_unit="mnkr"))
    assert {each.code: each.amount for each in reading.booked} == {
        "1100": Decimal("0.00005"), "1200": Decimal("0.0002"),
    }  # fmt: skip


def test_what_an_account_has_beyond_its_objects_is_without_a_code() -> None:
    reading = read(TYPE_3.replace("5010 {} 300.00", "5010 {} 307.50"))
    assert booked(reading) == {"": "7.50", "1100": "50.00", "1200": "200.00"}
    assert reading.booked[0].cell == "rad 17"


def test_a_transaction_without_an_object_of_the_dimension_is_without_a_code() -> None:
    reading = read(TYPE_4.replace('5010 {1 "1100"} 100.00', '5010 {6 "P7"} 100.00'))
    assert booked(reading) == {"": "100.00", "1100": "-45.00", "1200": "201.00"}


def test_balances_of_two_objects_at_once_count_only_where_there_are_none_of_one() -> None:
    both = '#PSALDO 0 202402 {account} {{1 "1100" 6 "P7"}} 60.00\n'
    reading = read(TYPE_3 + both.format(account=5010) + both.format(account=6110))
    assert booked(reading) == {"1100": "110.00", "1200": "200.00"}


def test_another_dimension_can_be_the_one() -> None:
    assert booked(read(TYPE_3, replace(TERMS, dimension=6))) == {"P7": "300.00", "": "-50.00"}
    with pytest.raises(UnreadableInputError, match=r"dimension 9\..*1 Ansvar, 6 Projekt"):
        read(TYPE_3, replace(TERMS, dimension=9))


def test_a_file_of_years_alone_has_nothing_by_object() -> None:
    with pytest.raises(UnreadableInputError, match="type 3 or 4"):
        read(HEAD.format(kind=1) + "#RES 0 5010 300.00\n")


def test_results_by_object_count_where_the_file_says_that_they_reach_no_further() -> None:
    results = '#RES 0 5010 {1 "1100"} 300.00\n#RES 0 5010 310.00\n'
    reading = read(HEAD.format(kind=1).replace("#KONTO 1930", "#OMFATTN 20240430\n#KONTO 1930")
                   + results)  # fmt: skip
    assert (reading.posts, booked(reading)) == ("#RES", {"": "10.00", "1100": "300.00"})
    with pytest.raises(UnreadableInputError):
        read(HEAD.format(kind=1) + results)


def test_an_account_that_says_it_is_of_the_balance_sheet_is() -> None:
    text = TYPE_3.replace("#DIM 1", "#KTYP 5010 T\n#DIM 1")
    assert booked(read(text)) == {"1100": "-50.00"}


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "utf-8", "utf-8-sig", "utf-16"])
def test_the_encoding_is_what_the_bytes_say_and_another_than_declared_is_told(
    encoding: str,
) -> None:
    reading = read(TYPE_3, encoding=encoding)
    assert [each.name for each in reading.booked] == ["Kansli", "Kök & städ"]
    expected = [] if encoding == "cp437" else [("interpreted", "rad 3", "#FORMAT PC8")]
    assert said(reading) == expected


def test_a_file_that_declares_what_it_is_is_not_remarked_on() -> None:
    assert read(TYPE_3.replace("PC8", "ANSI"), encoding="cp1252").findings == ()
    assert read(TYPE_3.replace("PC8", "UTF-8"), encoding="utf-8").findings == ()


@pytest.mark.parametrize(
    "before, after, finding",
    [
        ('{1 "1200"} 200.00', '{1 "1200"} 2OO', ("not-a-number", "rad 19", "2OO")),
        ("202404 3011 {1", "2024-04 3011 {1", ("not-a-date", "rad 22", "2024-04")),
        ('{1 "1100"} 999', '{1 "1100} 999', ("ledger-incomplete", "rad 23", "#PSALDO")),
    ],
)
def test_a_post_that_cannot_be_read_is_told_by_its_line_and_the_rest_kept(
    before: str, after: str, finding: tuple[str, str, str]
) -> None:
    reading = read(TYPE_3.replace(before, after))
    assert said(reading) == [finding]
    assert "1100" in booked(reading)


def test_a_day_that_is_none_is_told() -> None:
    reading = read(TYPE_4.replace("#VER A 1 20240115", "#VER A 1 20240199"))
    assert said(reading) == [
        ("not-a-date", "rad 20", "20240199"),
        ("not-a-date", "rad 21", "20240199"),
    ]
    assert booked(reading) == {"1100": "-45.00", "1200": "1.00"}


def test_amounts_with_a_comma_or_a_plus_are_no_doubt() -> None:
    text = TYPE_3.replace("} 100.00", "} 100,00").replace("} 200.00", "} +200")
    assert booked(read(text)) == {"1100": "50.00", "1200": "200.00"}


def test_a_file_that_is_cut_short_is_told_and_what_it_holds_is_kept() -> None:
    text = TYPE_4[: TYPE_4.index("#VER A 3")].rstrip().removesuffix("}")
    reading = read(text)
    assert [(each.code, dict(each.details)["reason"]) for each in reading.findings] == [
        ("ledger-incomplete", CUT_SHORT)
    ]
    assert booked(reading) == {"1100": "55.00", "1200": "200.00"}


@pytest.mark.parametrize(
    "day, told", [("20240331", True), ("20240430", False), ("20241231", False)]
)
def test_balances_that_stop_before_the_close_are_told(day: str, *, told: bool) -> None:
    reading = read(TYPE_3.replace("#KONTO 1930", f"#OMFATTN {day}\n#KONTO 1930"))
    assert [(each.code, each.place.cell, each.details) for each in reading.findings] == (
        [("ledger-incomplete", "rad 9", (("reason", NOT_SO_FAR),))] if told else []
    )


def test_another_currency_is_refused() -> None:
    with pytest.raises(UnreadableInputError, match="NOK"):
        read(TYPE_3.replace("#KONTO 1930", "#VALUTA NOK\n#KONTO 1930"))


def test_codes_are_held_against_the_chart_of_accounts() -> None:
    reading = read(TYPE_3, replace(TERMS, codes=CodeSettings(values=("1100",))))
    assert said(reading) == [("unknown-code", "rad 19", "1200")]
    assert booked(reading) == {"1100": "50.00", "1200": "200.00"}


def test_unknown_posts_are_passed_over() -> None:
    assert read(TYPE_3.replace("#DIM 1", "#NYTT 1 {\n#DIM 1")).findings == ()
