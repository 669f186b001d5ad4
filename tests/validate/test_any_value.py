"""However it is written, a value is read as what was meant or not at all: never as another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kexcel.model.cell import CellValue, FormulaText, Percentage
from kexcel.rules.serial import serial
from kexcel.template.schema import Choice, Column, Text, Word
from kexcel.validate import Reckoning, as_written, interpret
from kexcel.validate.written import exact

LABEL = Text(sv="Svar", en="Answer")
COLUMNS = {
    "date": Column(key="a", label=LABEL, type="date"),
    "before_close": Column(key="a", label=LABEL, type="date", without_year="before_close"),
    "after_close": Column(key="a", label=LABEL, type="date", without_year="after_close"),
    "after_opening": Column(key="a", label=LABEL, type="date", without_year="after_opening"),
    "money": Column(key="a", label=LABEL, type="money"),
    "number": Column(key="a", label=LABEL, type="number"),
    "text": Column(key="a", label=LABEL),
    "choice": Column(key="a", label=LABEL, type="choice", choice="status"),
}
WORDS = Choice(key="status", words=(Word(role="ongoing", sv="Pågående", en="Ongoing"),))
OPENS, CLOSES, ENDS = date(2024, 5, 1), date(2024, 8, 31), date(2024, 10, 31)
SWEDISH = Reckoning(2024, "mnkr", "sv", opens=OPENS, closes=CLOSES, ends=ENDS)
HERE = {"sv": SWEDISH, "en": replace(SWEDISH, language="en")}
LANGUAGES = st.sampled_from(["sv", "en"])
NEAR = st.dates(date(2014, 1, 1), date(2034, 12, 31))

SV_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december"
EN_MONTHS = "January February March April May June July August September October November December"
SV_DAYS = "måndag tisdag onsdag torsdag fredag lördag söndag"


def name(day: date, names: str = SV_MONTHS) -> str:
    return names.split()[day.month - 1]


CERTAIN: dict[str, Callable[[date], CellValue]] = {
    "iso": lambda d: d.isoformat(),
    "without zeros": lambda d: f"{d.year}-{d.month}-{d.day}",
    "dots": lambda d: f"{d:%Y.%m.%d}",
    "slashes": lambda d: f"{d:%Y/%m/%d}",
    "eight figures": lambda d: f"{d:%Y%m%d}",
    "eight figures as a number": lambda d: int(f"{d:%Y%m%d}"),
    "with a time": lambda d: f"{d} 23:59:59",
    "dashes of print": lambda d: f"{d:%Y\u2013%m\u2013%d}",
    "day first with dots": lambda d: f"{d.day}.{d.month}.{d.year}",
    "Swedish month": lambda d: f"{d.day} {name(d)} {d.year}",
    "in capitals": lambda d: f"{d.day} {name(d).upper()} {d.year}",
    "three letters": lambda d: f"den {d.day}:e {name(d)[:3]}. {d.year}",
    "two figures for the year": lambda d: f"{d.day} {name(d)[:3]} -{d:%y}",
    "hard spaces": lambda d: f"{d.day}\u00a0{name(d)}\u202f{d.year}",
    "weekday": lambda d: f"{SV_DAYS.split()[d.weekday()]} {d.day} {name(d)} {d.year}",
    "weekday in short": lambda d: f"{SV_DAYS.split()[d.weekday()][:3]} {d.day} {name(d)} {d.year}",
    "English": lambda d: f"{name(d, EN_MONTHS)} {d.day}, {d.year}",
    "day number": serial,
    "day number as text": lambda d: str(serial(d)),
}
UNCERTAIN: dict[str, Callable[[date], CellValue]] = {
    "Swedish slash": lambda d: f"{d.day}/{d.month} {d.year}",
    "American": lambda d: f"{d.month}/{d.day}/{d.year}",
    "British": lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
    "hyphens, day first": lambda d: f"{d:%d-%m-%Y}",
    "six figures": lambda d: f"{d:%y%m%d}",
    "six figures, day first": lambda d: f"{d:%d%m%y}",
    "short iso": lambda d: f"{d:%y-%m-%d}",
    "short American": lambda d: f"{d:%m/%d/%y}",
    "short British": lambda d: f"{d:%d/%m/%y}",
    "short dots": lambda d: f"{d:%d.%m.%y}",
    "American, two ways": lambda d: f"{d.month}-{d.day}-{d.year}",
    "month and year": lambda d: f"{name(d)} {d.year}",
    "English month and short year": lambda d: f"{name(d, EN_MONTHS)} {d:%y}",
}

WAYS = {**CERTAIN, **UNCERTAIN}
MANY = settings(max_examples=400)


@given(way=st.sampled_from(sorted(CERTAIN)), day=NEAR, language=LANGUAGES)
@MANY
def test_a_day_written_in_a_certain_way_is_that_day(way: str, day: date, language: str) -> None:
    assert interpret(CERTAIN[way](day), COLUMNS["date"], HERE[language]).value == day


@given(day=NEAR)
def test_a_swedish_day_and_month_are_read_in_that_order(day: date) -> None:
    written = f"{day.day}/{day.month} {day.year}"
    assert interpret(written, COLUMNS["date"], HERE["sv"]).value == day


DATES = ["date", "before_close", "after_close", "after_opening"]


@pytest.mark.parametrize("column", DATES)
@given(way=st.sampled_from(sorted(WAYS)), day=NEAR, language=LANGUAGES)
@MANY
def test_a_day_is_read_as_itself_or_not_at_all(
    column: str, way: str, day: date, language: str
) -> None:
    assert interpret(WAYS[way](day), COLUMNS[column], HERE[language]).value in (day, None)


@pytest.mark.parametrize(
    "column, first, last",
    [
        ("before_close", date(2024, 1, 1), CLOSES),
        ("after_close", ENDS + timedelta(days=1), date(2024, 12, 31)),
        ("after_opening", OPENS, OPENS + timedelta(days=364)),
    ],
)
@given(day=NEAR)
def test_a_day_without_its_year_is_read_only_where_one_year_is_possible(
    column: str, first: date, last: date, day: date
) -> None:
    read = {
        interpret(written, COLUMNS[column], HERE["sv"]).value
        for written in (f"{day.day} {name(day)}", f"{day.day}/{day.month}")
    }
    possible = [same for year in range(2014, 2035) if first <= (same := in_year(day, year)) <= last]
    assert read == {possible[0] if possible else None}


def in_year(day: date, year: int) -> date:
    """The same day of another year; where there is none, a day far away."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date.min


@given(day=NEAR, wrong=st.integers(1, 6))
def test_a_day_with_another_weekday_is_not_read(day: date, wrong: int) -> None:
    weekday = SV_DAYS.split()[(day.weekday() + wrong) % 7]
    written = f"{weekday} {day.day} {name(day)} {day.year}"
    assert not interpret(written, COLUMNS["date"], HERE["sv"]).sound


AMOUNTS = st.decimals(
    allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12
)
SEPARATORS = st.sampled_from(["", " ", "\u00a0", "\u202f", "\u2009", "'", "\u2019"])
MINUS = st.sampled_from(["-", "\u2212", "\u2013", "- "])
UNITS = {"": 0, " mnkr": 0, " tkr": -3, "kr": -6, ":-": -6, " MSEK": 0, " miljarder kronor": 3}


@given(number=AMOUNTS, thousands=SEPARATORS, minus=MINUS, sign=st.sampled_from(",."),
       unit=st.sampled_from(sorted(UNITS)), language=LANGUAGES)  # fmt: skip
def test_an_amount_is_exact_whatever_parts_its_thousands_and_whatever_its_unit(
    number: Decimal, thousands: str, minus: str, sign: str, unit: str, language: str
) -> None:
    digits = f"{abs(number):,.2f}".replace(".", "#").replace(",", thousands).replace("#", sign)
    written = f"{minus if number < 0 else ''}{digits}{unit}"
    read = interpret(written, COLUMNS["money"], HERE[language]).value
    assert read == number.scaleb(UNITS[unit])


SIGNS = st.sampled_from([(",", "."), (".", ","), (" ", ","), ("", "."), ("", ",")])


@given(number=AMOUNTS, language=LANGUAGES, places=st.integers(0, 4), signs=SIGNS)
def test_a_number_is_read_as_itself_or_not_at_all(
    number: Decimal, language: str, places: int, signs: tuple[str, str]
) -> None:
    meant = round(number, places)
    thousands, sign = signs
    written = f"{meant:,.{places}f}".replace(".", "#").replace(",", thousands).replace("#", sign)
    if language == "sv" and thousands == ",":
        return  # a comma parts decimals in Swedish
    assert interpret(written, COLUMNS["money"], HERE[language]).value in (meant, None)


@given(number=st.floats(-1e12, 1e12, allow_subnormal=False).map(lambda each: float(f"{each:.15g}")))
def test_fifteen_figures_are_kept_as_they_were_typed(number: float) -> None:
    assert exact(number) == Decimal(f"{number:.15g}")
    assert float(exact(number)) == number


@given(number=st.decimals(-100, 100, places=4), times=st.integers(1, 9))
def test_the_noise_of_binary_sums_is_never_shown(number: Decimal, times: int) -> None:
    total = sum([float(number)] * times)
    assert exact(total) == pytest.approx(number * times, abs=Decimal("1e-10"))
    assert len(exact(total).as_tuple().digits) <= 15


@given(number=st.decimals(0, 100, places=2))
def test_a_share_is_what_its_cell_shows(number: Decimal) -> None:
    held = Percentage(float(number) / 100)
    assert interpret(held, COLUMNS["number"], Reckoning(2024, "%")).value == number
    assert as_written(held).endswith(" %")


TYPED = st.text(alphabet="0123456789 ./,-+:'()%½²eEkrmtnapils\u00a0\u2212\u2013\u200b\u202e=å")


@pytest.mark.parametrize("column", COLUMNS)
@given(text=st.one_of(st.text(max_size=60), TYPED), language=LANGUAGES)
def test_no_text_breaks_the_reading(column: str, text: str, language: str) -> None:
    for held in (text, FormulaText(f"={text}")):
        reading = interpret(held, COLUMNS[column], HERE[language], WORDS)
        assert reading.sound or reading.fault


@given(text=st.text())
def test_a_comment_is_kept_sign_by_sign_but_for_what_no_workbook_holds(text: str) -> None:
    reading = interpret(text, COLUMNS["text"], HERE["sv"])
    kept = str(reading.value or "")
    assert len(kept) == (len(text) if text.strip() else 0)
    assert all(new == old or not is_valid_in_xml(old) for new, old in zip(kept, text, strict=False))
    assert all(is_valid_in_xml(sign) for sign in kept)


def is_valid_in_xml(sign: str) -> bool:
    return sign in "\t\n\r" or "\x20" <= sign <= "\ud7ff" or "\ue000" <= sign <= "\ufffd" or (
        sign >= "\U00010000"
    )  # fmt: skip


def test_a_comment_may_be_as_long_as_a_cell() -> None:
    words = "Långt. " * 4681
    assert interpret(words, COLUMNS["text"], HERE["sv"]).value == words
