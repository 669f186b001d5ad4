from __future__ import annotations

from decimal import Decimal

import pytest

from kexcel.documents.prose.figures import figure_row, value_of


@pytest.mark.parametrize(
    "line, count, name, figures",
    [
        ("Barn och unga -288,0 -295,3 306,3", 3, "Barn och unga", ["-288.0", "-295.3", "306.3"]),
        ("Äldre +65 -215,9 -213,9 211,3", 3, "Äldre +65", ["-215.9", "-213.9", "211.3"]),
        ("Staben 58,0 -59 63,4", 3, "Staben", ["58.0", "-59", "63.4"]),
        ("Skola 288 000 295 300 306 300", 3, "Skola", ["288000", "295300", "306300"]),
        ("Skola \u2212288,0 –295,3", 2, "Skola", ["-288.0", "-295.3"]),
    ],
)
def test_a_name_and_its_figures(line: str, count: int, name: str, figures: list[str]) -> None:
    row = figure_row(line, count)
    assert row is not None
    assert (row.name, row.is_ambiguous) == (name, False)
    assert list(row.figures) == [Decimal(figure) for figure in figures]


def test_a_figure_that_is_missing_is_none() -> None:
    row = figure_row("Nytt 1,5 - 2,0", 3)
    assert row is not None
    assert row.figures == (Decimal("1.5"), None, Decimal("2.0"))


@pytest.mark.parametrize("line", ["Barn och unga", "Barn 1,0", "i juni 2024 om ramfördelning"])
def test_a_line_with_fewer_figures_is_no_row(line: str) -> None:
    assert figure_row(line, 2) is None


def test_blanks_that_can_part_thousands_or_columns_are_told() -> None:
    row = figure_row("Skola 1 200 300 400", 2)
    assert row is not None
    assert (row.name, row.is_ambiguous) == ("Skola", False)
    assert row.figures == (Decimal(1200), Decimal(300400))
    row = figure_row("Skola 1 200 300", 2)
    assert row is not None
    assert row.is_ambiguous


@pytest.mark.parametrize(
    "text, value, unit", [("9,11 %", "9.11", "%"), ("1 204", "1204", ""), ("85 st", "85", "st")]
)
def test_a_value_has_its_unit_right_after_it(text: str, value: str, unit: str) -> None:
    assert value_of(text) == (Decimal(value), unit)
