"""Ledgers as tables, CSV and Excel: which columns, which rows, which amounts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kexcel.errors import UnreadableInputError, UsageError
from kexcel.ledger import LedgerReading, Terms, read_ledger
from kexcel.settings import CodeSettings, LedgerSettings
from tests.ledger.workbooks import Rows, sheets, workbook

TERMS = Terms("utfall.csv", date(2024, 4, 30), "mnkr", unit="kr", sign="cost-positive")
FOUR = CodeSettings(length=4, pattern="[0-9]+")


def read(text: str, terms: Terms = TERMS, encoding: str = "utf-8") -> LedgerReading:
    return read_ledger(text.encode(encoding), terms)


def booked(reading: LedgerReading) -> dict[str, Decimal]:
    return {each.code: each.amount for each in reading.booked}


def kronor(reading: LedgerReading) -> dict[str, Decimal]:
    return {code: amount * 1_000_000 for code, amount in booked(reading).items()}


def said(reading: LedgerReading) -> list[tuple[str, str | None, str | None]]:
    return [(each.code, each.place.cell, each.value) for each in reading.findings]


def test_codes_have_their_sums_and_the_line_of_the_first() -> None:
    reading = read("Ansvar;Konto;Utfall\n1100;5010;1000,50\n1200;5010;7\n1100;6110;0,25\n")
    assert booked(reading) == {"1100": Decimal("0.00100075"), "1200": Decimal("0.000007")}
    assert [(each.cell, each.parts) for each in reading.booked] == [("rad 2", 2), ("rad 3", 1)]
    assert reading.findings == ()


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "cp437"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_delimiter_encoding_and_line_ends_are_told_by_the_file(
    delimiter: str, encoding: str, end: str
) -> None:
    lines = ("Kostnadsställe;Namn;Ackumulerat utfall", "1100;Kök å städ;12.50", '"12Å0";"a";-3')
    text = end.join(lines).replace(";", delimiter)
    assert kronor(read(text, encoding=encoding)) == {"1100": Decimal("12.5"), "12Å0": Decimal(-3)}


def test_headings_may_stand_beneath_what_the_export_is() -> None:
    top = "Utfall per ansvar\nPeriod: 202401-202404\n" + "\n" * 27
    assert kronor(read(top + "Ansvar;Utfall\n1100;5\n")) == {"1100": Decimal(5)}
    with pytest.raises(UnreadableInputError, match=r"first 30 .*\(Ansvar, Ansvarskod"):
        read("\n" + top + "Ansvar;Utfall\n1100;5\n")


@pytest.mark.parametrize(
    "heading, key",
    [("Ansvar;Kostnadsställe;Belopp", "responsibility"), ("Ansvar;Utfall;Utfall ack.", "amount"),
     ("Ansvar;Belopp;Belopp", "amount")],
)  # fmt: skip
def test_two_headings_that_would_do_are_asked_about(heading: str, key: str) -> None:
    with pytest.raises(UsageError, match=rf"\[ledger\]: {key} = "):
        read(f"{heading}\n1100;1;2\n")


def test_headings_are_configured() -> None:
    headings = LedgerSettings(responsibility=("Org.",), amount=("Jan-apr",))
    terms = replace(TERMS, headings=headings)
    assert kronor(read("org.;Utfall;JAN-APR \n1100;1;2\n", terms)) == {"1100": Decimal(2)}


@pytest.mark.parametrize(
    "unit, sign, lines",
    [("", "", 'unit = "kr"\nsign = "cost-positive"'), ("tkr", "", 'sign = "cost-positive"'),
     ("", "cost-negative", 'unit = "kr"')],
)  # fmt: skip
def test_unit_and_sign_are_never_guessed(unit: str, sign: str, lines: str) -> None:
    with pytest.raises(UsageError) as raised:
        read("Ansvar;Utfall\n1100;5\n", replace(TERMS, unit=unit, sign=sign))
    assert f"[ledger]\n{lines}\n\n" in str(raised.value)


def test_a_unit_that_is_none_of_money_is_refused() -> None:
    with pytest.raises(UsageError, match="st cannot be converted to mnkr"):
        read("Ansvar;Utfall\n1100;5\n", replace(TERMS, unit="st"))


@pytest.mark.parametrize(
    "unit, own, amount",
    [("kr", "mnkr", "0.0000125"), ("tkr", "mnkr", "0.0125"), ("mnkr", "kr", "12500000"),
     ("mnkr", "mnkr", "12.5"), ("Tkr", "tkr", "12.5")],
)  # fmt: skip
def test_amounts_are_in_the_workspaces_unit_exactly(unit: str, own: str, amount: str) -> None:
    reading = read("Ansvar;Utfall\n1100;12,5\n", replace(TERMS, unit=unit, own_unit=own))
    assert booked(reading) == {"1100": Decimal(amount)}


def test_where_costs_are_negative_they_become_positive() -> None:
    reading = read("Ansvar;Utfall\n1100;-5\n1200;3\n", replace(TERMS, sign="cost-negative"))
    assert kronor(reading) == {"1100": Decimal(5), "1200": Decimal(-3)}


@pytest.mark.parametrize(
    "written, amount",
    [
        ("1 234,50", "1234.5"),
        ("1\u00a0234\u00a0567", "1234567"),
        ("1\u202f234,5", "1234.5"),
        ("1.234.567,89", "1234567.89"),
        ("-12", "-12"),
        ("\u221212", "-12"),
        ("12-", "-12"),
        ("1 234,50 -", "-1234.5"),
        ("(12,5)", "-12.5"),
        ("( 1 234 )", "-1234"),
        ("12 kr", "12"),
        ("2 tkr", "2000"),
        ("0", "0"),
    ],
)
def test_amounts_are_read_as_ledgers_print_them(written: str, amount: str) -> None:
    assert kronor(read(f"Ansvar;Utfall\n1100;{written}\n")) == {"1100": Decimal(amount)}


@pytest.mark.parametrize(
    "written", ["okänt", "1.234", "12 %", "1e5", "((5))", "-(5)", "--5", "12\u00b2", "5 st"]
)
def test_an_amount_that_can_mean_more_than_one_thing_is_told_and_the_rest_kept(
    written: str,
) -> None:
    reading = read(f"Ansvar;Utfall\n1100;{written}\n1200;5\nSumma;17\n")
    assert said(reading) == [("not-a-number", "rad 2", written)]
    assert kronor(reading) == {"1200": Decimal(5)}


TOTALS = """Ansvar;Text;Utfall
1100;Kansli;10
1110;Arkiv;20
;Summa stab;30
1200;It;5
1210;Växel;6
Summa 12;;11
Totalt;;41
;;41
"""


def test_totals_are_held_against_their_rows_and_never_counted() -> None:
    reading = read(TOTALS)
    assert kronor(reading) == {
        "1100": Decimal(10), "1110": Decimal(20), "1200": Decimal(5), "1210": Decimal(6),
    }  # fmt: skip
    assert reading.findings == ()


@pytest.mark.parametrize(
    "row, wrong, cell, details",
    [
        (";Summa stab;30", ";Summa stab;31", "rad 4", ("31", "30", "1")),
        ("Totalt;;41", "Totalt;;40,5", "rad 8", ("40.5", "41", "-0.5")),
        ("\n;;41\n", "\n;;42\n", "rad 9", ("42", "41", "1")),
    ],
)
def test_a_total_that_differs_is_told_with_the_difference(
    row: str, wrong: str, cell: str, details: tuple[str, ...]
) -> None:
    reading = read(TOTALS.replace(row, wrong))
    (finding,) = reading.findings
    assert (finding.code, finding.place.cell) == ("total-mismatch", cell)
    assert tuple(text for _, text in finding.details) == details
    assert sum(kronor(reading).values()) == 41


def test_a_row_without_a_code_that_is_no_total_is_an_amount_without_a_code() -> None:
    reading = read("Ansvar;Konto;Utfall\n1100;5010;10\n;5020;10\n1200;5010;7\n;;27\n")
    assert kronor(reading) == {"1100": Decimal(10), "": Decimal(10), "1200": Decimal(7)}
    assert [each.cell for each in reading.booked] == ["rad 2", "rad 3", "rad 4"]
    assert reading.findings == ()


def test_repeated_headings_blank_rows_and_rows_without_an_amount_say_nothing() -> None:
    reading = read("Ansvar;Utfall\n1 Stab;\n1100;1\n\nAnsvar;Utfall\n;\n1200;2\n")
    assert (kronor(reading), reading.findings) == ({"1100": Decimal(1), "1200": Decimal(2)}, ())


def test_a_row_with_more_columns_than_headings_has_moved() -> None:
    reading = read("Ansvar,Text,Belopp\n1100,Kansli,1234,50\n1200,It,7\n")
    assert said(reading) == [("not-a-number", "rad 2", "1234")]
    assert kronor(reading) == {"1200": Decimal(7)}


def test_codes_are_held_against_the_chart_of_accounts() -> None:
    text = "Ansvar;Utfall\n1100;1\n11O0;2\n1100 Kansliet;3\n110;4\n11O0;5\n"
    reading = read(text, replace(TERMS, codes=FOUR))
    assert kronor(reading) == {"1100": Decimal(4), "11O0": Decimal(7), "110": Decimal(4)}
    assert said(reading) == [("unknown-code", "rad 3", "11O0"), ("unknown-code", "rad 5", "110")]
    assert dict(reading.findings[0].details)["allowed"] == "4 siffror"


def test_a_list_of_codes_is_told_as_it_is() -> None:
    codes = CodeSettings(values=("1100", "1200"))
    reading = read("Ansvar;Utfall\n1300;1\n", replace(TERMS, codes=codes))
    assert dict(reading.findings[0].details) == {"allowed": "någon av 1100, 1200"}


def test_a_workbook_is_read_by_its_cells() -> None:
    rows: Rows = [
        ["Utfall januari-april"],
        ["Ansvar", "Ansvar (T)", "Utfall ack."],
        [1100, "Kansli", 1234.5],
        ["1200", "It", "-7,25"],
        [None, "Summa", 1227.25],
    ]
    reading = read_ledger(workbook(rows), replace(TERMS, file="utfall.xlsx"))
    assert kronor(reading) == {"1100": Decimal("1234.5"), "1200": Decimal("-7.25")}
    assert [(each.sheet, each.cell, each.code_cell) for each in reading.booked] == [
        ("Blad1", "C3", "A3"), ("Blad1", "C4", "A4"),
    ]  # fmt: skip
    assert reading.findings == ()


def test_cells_of_a_workbook_that_cannot_be_read_are_told() -> None:
    rows: Rows = [
        ["Ansvar", "Utfall"], [1100, "=B9"], [1200, "#N/A"], [1300, date(2024, 1, 1)], [1400, 5],
    ]  # fmt: skip
    reading = read_ledger(workbook(rows), replace(TERMS, file="utfall.xlsx"))
    assert [(code, cell) for code, cell, _ in said(reading)] == [
        ("not-a-number", "B2"), ("error-value", "B3"), ("not-a-number", "B4"),
    ]  # fmt: skip
    assert kronor(reading) == {"1400": Decimal(5)}


def test_a_total_that_is_a_formula_is_held_against_the_rows_as_it_was_saved() -> None:
    data = sheets({"Blad1": [["Ansvar", "Utfall"], [1100, 5], [1200, 6], ["Summa", "=SUM(B2:B3)"]]})
    reading = read_ledger(data, replace(TERMS, file="utfall.xlsx"))
    (finding,) = reading.findings  # the writer stores 0 for what it has not worked out
    assert (finding.code, finding.place.sheet, finding.place.cell) == (
        "total-mismatch", "Blad1", "B4",
    )  # fmt: skip
    assert sum(kronor(reading).values()) == 11


def test_zeros_that_a_spreadsheet_took_away_come_back_where_the_length_is_known() -> None:
    data = workbook([["Ansvar", "Utfall"], [110, 5]])
    terms = replace(TERMS, file="utfall.xlsx")
    assert set(booked(read_ledger(data, replace(terms, codes=FOUR)))) == {"0110"}
    assert set(booked(read_ledger(data, terms))) == {"110"}


def test_the_sheet_is_the_one_with_the_headings() -> None:
    rows: Rows = [["Ansvar", "Utfall"], [1100, 5]]
    terms = replace(TERMS, file="utfall.xlsx")
    reading = read_ledger(sheets({"Info": [["Hej"]], "Data": rows}), terms)
    assert [each.sheet for each in reading.booked] == ["Data"]
    with pytest.raises(UnreadableInputError, match="several sheets have the headings: A, B"):
        read_ledger(sheets({"A": rows, "B": rows}), terms)


def test_the_same_bytes_give_the_same_reading() -> None:
    assert read(TOTALS) == read(TOTALS)
