from __future__ import annotations

from decimal import Decimal

import pytest

from kexcel.documents.plan.cell_values import parse_number
from kexcel.documents.plan.cell_words import alike, exact, written


@pytest.mark.parametrize(
    "text, number",
    [
        ("306,3", "306.3"),
        ("306.3", "306.3"),
        ("-59", "-59"),
        ("\u221259,0", "-59.0"),
        ("+3", "3"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234\u00a0567", "1234567"),
        ("1,234", "1.234"),
    ],
)
def test_a_number_is_read_as_swedes_write_it(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "1.234", "1.234,5", "12 34", "ca 3", "9,11 %", "3,", "--1", "1e5", "½", "٣"]
)
def test_what_could_be_read_in_two_ways_is_not_read(text: str) -> None:
    assert parse_number(text) is None


def test_the_noise_of_binary_fractions_is_not_part_of_a_figure() -> None:
    assert exact(0.1 + 0.2) == Decimal("0.3")
    assert written(1e21) == "1000000000000000000000"


def test_figures_side_by_side_have_as_many_decimals() -> None:
    assert alike(Decimal(681), Decimal("682.6")) == ("681.0", "682.6")
    assert alike(Decimal(100), Decimal("7.5")) == ("100.0", "7.5")
