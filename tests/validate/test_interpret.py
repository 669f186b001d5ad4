"""What is typed, and what it certainly means."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexcel.model.cell import CellValue, ErrorValue, FormulaText
from kexcel.template.schema import Choice, Column, Text, Word
from kexcel.validate import Reckoning, interpret
from kexcel.validate.arithmetic import evaluate_constants
from kexcel.validate.reading import Reading

DATE = Column(key="day", label=Text(sv="Dag", en="Dag"), type="date")
MONEY = Column(key="amount", label=Text(sv="Belopp", en="Belopp"), type="money")
TEXT = Column(key="text", label=Text(sv="Text", en="Text"))
STATUS = Column(key="status", label=Text(sv="Status", en="Status"), type="choice", choice="status")
WORDS = Choice(key="status", words=(Word(role="ongoing", sv="Pågående", en="Ongoing"),))
HERE = Reckoning(2024, "mnkr")
THE_LAST_OF_APRIL = date(2024, 4, 30)


@pytest.mark.parametrize(
    "written",
    [
        "2024-04-30", "2024-4-30", "2024/04/30", "2024.04.30", "20240430", " 2024-04-30 ",
        "2024-04-30 00:00:00", "30/4 2024", "30/4-2024", "30/4/2024", "4/30/2024", "30-4-2024",
        "30.4.2024", "30. 4. 2024", "30 april 2024", "30 apr 2024", "30 apr. 2024", "30 APRIL 2024",
        "den 30 april 2024", "30:e april 2024", "April 30, 2024", "30 April 2024",
        20240430, 45412, 45412.0, 45412.75, "30\u00a0april\u00a02024",
    ],
)  # fmt: skip
def test_a_date_that_can_mean_one_day_is_read(written: CellValue) -> None:
    expected = Reading(THE_LAST_OF_APRIL, meaning="2024-04-30")
    assert interpret(written, DATE, HERE) == expected


def test_a_real_date_needs_no_interpretation() -> None:
    assert interpret(THE_LAST_OF_APRIL, DATE, HERE) == Reading(THE_LAST_OF_APRIL)


@pytest.mark.parametrize(
    "written",
    [
        "04/03/24", "4/3/2024", "4-3-2024", "24-04-30", "240430", "30 april", "april 2024",
        "Q2", "2024", "2024-02-30", "31/4 2024", "efter sommaren", "ca 2024-04-30", "30/4",
        "30 ma 2024", "30 foo 2024", 0, -1, 1e300, True, FormulaText("=TODAY()"),
        FormulaText("=30/4"), "2024-04-30 24:15", "٣٠/٤ ٢٠٢٤", "0000-01-01",
    ],
)  # fmt: skip
def test_a_date_that_may_mean_several_days_is_not_read(written: CellValue) -> None:
    reading = interpret(written, DATE, HERE)
    assert (reading.value, reading.sound, reading.fault) == (None, False, "not-a-date")
    assert reading.reason


def test_a_day_number_of_the_1904_system_is_counted_from_there() -> None:
    reckoning = Reckoning(2024, date1904=True)
    assert interpret(45412 - 1462, DATE, reckoning).value == THE_LAST_OF_APRIL


@pytest.mark.parametrize(
    "written, amount",
    [
        ("1 234,5", "1234.5"), ("1\u00a0234,5", "1234.5"), ("1\u2009234,5", "1234.5"),
        ("1\u202f234,5", "1234.5"), ("1 234 567", "1234567"), ("12,5 mnkr", "12.5"),
        ("12,5mnkr", "12.5"), ("12,5 MNKR", "12.5"), ("\u221212,5", "-12.5"), ("-12,5", "-12.5"),
        ("– 12,5", "-12.5"), ("+3", "3"), ("12.5", "12.5"), ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"), ("1,234", "1.234"), ("0.234", "0.234"), (",5", "0.5"),
        ("50", "50"), ("007", "7"), ("１２", "12"), ("1234.567", "1234.567"),
        (FormulaText("=12.5+3"), "15.5"), (FormulaText("=(1+2)*-3"), "-9"),
        (FormulaText("=10/4"), "2.5"), (FormulaText("=0.1+0.2"), "0.3"),
    ],
)  # fmt: skip
def test_a_number_that_can_mean_one_amount_is_read(written: CellValue, amount: str) -> None:
    assert interpret(written, MONEY, HERE) == Reading(Decimal(amount), meaning=amount)


@pytest.mark.parametrize("number, amount", [(12, "12"), (0.1, "0.1"), (-50.4, "-50.4"), (0, "0")])
def test_a_real_number_is_exact_and_needs_no_interpretation(number: float, amount: str) -> None:
    assert interpret(number, MONEY, HERE) == Reading(Decimal(amount))


@pytest.mark.parametrize(
    "written",
    [
        "1.234", "ca 3", "3-4", "12 5", "1 23", "1.23.4", "12,5 TUSK", "12,5 %", "(12)", "--3",
        "mnkr", ".", "-", "1e5", "⅓", "٣", True, THE_LAST_OF_APRIL, FormulaText("=B5+1"),
        FormulaText("=SUM(1,2)"), FormulaText("="), FormulaText("=2^9"),
        FormulaText("=" + "(" * 150), FormulaText("=1" * 150), "9" * 50,
    ],
)  # fmt: skip
def test_a_number_that_may_mean_several_amounts_is_not_read(written: CellValue) -> None:
    reading = interpret(written, MONEY, HERE)
    assert (reading.value, reading.sound, reading.fault) == (None, False, "not-a-number")
    assert reading.reason


def test_a_comma_is_ambiguous_in_an_english_form() -> None:
    assert interpret("1,234", MONEY, Reckoning(2024, "mnkr", "en")).fault == "not-a-number"


def test_a_percentage_is_read_where_the_unit_is_per_cent() -> None:
    assert interpret("5,8 %", MONEY, Reckoning(2024, "%")).value == Decimal("5.8")


@pytest.mark.parametrize(
    "written, meaning",
    [
        ("Pågående", ""), ("pågående ", "Pågående"), ("PÅGÅENDE", "Pågående"),
        ("Pa\u030aga\u030aende", "Pågående"), ("Ongoing", "Pågående"),
        ("Pågående\n", "Pågående"),
    ],
)  # fmt: skip
def test_a_word_is_known_in_any_guise(written: str, meaning: str) -> None:
    assert interpret(written, STATUS, HERE, WORDS) == Reading("Pågående", meaning=meaning)


@pytest.mark.parametrize("written", ["Pågår", "Pågående?", 1, True, FormulaText('="Pågående"')])
def test_another_word_is_not_read(written: CellValue) -> None:
    assert interpret(written, STATUS, HERE, WORDS).fault == "unknown-status"


@pytest.mark.parametrize(
    "value, text",
    [("Klart.", "Klart."), (2024, "2024"), (12.0, "12"), (THE_LAST_OF_APRIL, "2024-04-30"),
     (FormulaText("=A1"), "=A1"), (True, "TRUE"), (1e21, "1000000000000000000000")],
)  # fmt: skip
def test_a_text_is_whatever_is_written(value: CellValue, text: str) -> None:
    assert interpret(value, TEXT, HERE) == Reading(text)


@pytest.mark.parametrize("column", [DATE, MONEY, TEXT, STATUS])
@pytest.mark.parametrize(
    "held",
    [ErrorValue("#VALUE!"), FormulaText("=1/0"), FormulaText("=(3-3)/0*2"), FormulaText("=NA()"),
     FormulaText("=B5/B6", "#DIV/0!"), FormulaText("=B5/B6", "Err:502")],
)  # fmt: skip
def test_an_error_is_never_an_answer(column: Column, held: CellValue) -> None:
    reading = interpret(held, column, HERE, WORDS)
    assert reading == Reading(None, sound=False, fault="error-value")


@pytest.mark.parametrize("column", [DATE, MONEY, TEXT, STATUS])
@pytest.mark.parametrize("value", [None, "", "  ", "\u00a0\n"])
def test_nothing_but_space_is_blank(column: Column, value: CellValue) -> None:
    assert interpret(value, column, HERE, WORDS) == Reading(None)


@given(day=st.dates(date(1900, 3, 1), date(2199, 12, 31)))
def test_any_day_is_read_back_from_its_iso_form(day: date) -> None:
    assert interpret(day.isoformat(), DATE, HERE).value == day


@given(number=st.decimals(allow_nan=False, allow_infinity=False, places=2, max_value=10**9))
def test_any_amount_is_read_back_from_its_swedish_form(number: Decimal) -> None:
    written = f"{number:,.2f}".replace(",", "\u00a0").replace(".", ",")
    if len(written) <= 40:
        assert interpret(written, MONEY, HERE).value == number


def test_a_quotient_that_never_ends_is_cut_where_a_program_cuts_it() -> None:
    assert evaluate_constants("=10/3") == Decimal("3.33333333333333")
