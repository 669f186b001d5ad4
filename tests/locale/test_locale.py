from __future__ import annotations

from decimal import Decimal

import pytest

from kexcel.errors import ConfigurationError
from kexcel.locale import LANGUAGES, format_number, mark, translator

NBSP = "\N{NO-BREAK SPACE}"


def test_a_phrase_is_translated_to_swedish_and_stays_as_it_is_in_english() -> None:
    assert translator("sv")("(empty)") == "(tomt)"
    assert translator("en")("(empty)") == "(empty)"


def test_an_unknown_phrase_comes_back_as_it_was() -> None:
    assert translator("sv")("No one has said this") == "No one has said this"


def test_swedish_is_the_first_language() -> None:
    assert LANGUAGES == ("sv", "en")


@pytest.mark.parametrize("language", ["", "SV", "no", "../sv"])
def test_an_unknown_language_is_a_fault_in_the_configuration(language: str) -> None:
    with pytest.raises(ConfigurationError, match="sv, en"):
        translator(language)
    with pytest.raises(ConfigurationError, match="sv, en"):
        format_number(Decimal(1), language)


@pytest.mark.parametrize(
    "value, decimals, swedish, english",
    [
        ("-0.1", None, "-0,1", "-0.1"),
        ("1234567.50", None, f"1{NBSP}234{NBSP}567,50", "1,234,567.50"),
        ("1000", None, f"1{NBSP}000", "1,000"),
        ("1E+3", None, f"1{NBSP}000", "1,000"),
        ("1234.5", 0, f"1{NBSP}235", "1,235"),
        ("0.05", 1, "0,1", "0.1"),
        ("-0.25", 1, "-0,3", "-0.3"),
        ("50.4", 2, "50,40", "50.40"),
        ("12345678901234567890123456789012345.6", 1, None, None),
    ],
)
def test_numbers_are_written_as_in_the_language(
    value: str, decimals: int | None, swedish: str | None, english: str | None
) -> None:
    written = [format_number(Decimal(value), language, decimals) for language in LANGUAGES]
    if swedish is None:
        assert written[0].replace(NBSP, "").replace(",", ".") == value
        assert written[1].replace(",", "") == value
    else:
        assert written == [swedish, english]


def test_what_is_no_number_cannot_be_written_as_one() -> None:
    with pytest.raises(ValueError, match="NaN"):
        format_number(Decimal("NaN"), "sv")


def test_a_marked_phrase_is_the_phrase_itself() -> None:
    assert mark("the file is truncated") == "the file is truncated"
