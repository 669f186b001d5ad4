"""The follow-up's sheet Budget: units beneath their department, and each figure counted once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kexcel.files import write_whole
from kexcel.model.consolidation import BudgetResult, Consolidation, LedgerAmount, Source
from tests.office.comparison import stored_values_differing_after_recalculation
from tests.office.driver import Office
from tests.report.builders import answer, consolidation, opened, unanswered, written

LEDGER = Source("huvudbok.csv", "arkiv/ef/efgh.csv", "", "")


def unit(code: str, name: str, frame: str, forecast: str | None = None) -> BudgetResult:
    said = Decimal(forecast) if forecast else None
    amount = Decimal(frame)
    return BudgetResult(
        identity=f"social/{code}",
        department="social",
        name=name,
        frame=amount,
        actual=None,
        forecast=said,
        deviation=None if said is None else amount - said,
        answers={"forecast": answer(said, "G6", sheet="Budget")} if forecast else {},
        responsibility=code,
        period_budget=round(amount / 3, 6),
    )


def divided() -> Consolidation:
    """Staben as a whole, Social by unit, and Utbildning without an answer."""
    whole = consolidation()
    staff = replace(whole.budget[0], identity="stab", period_budget=Decimal("4.1"))
    booked = LedgerAmount("7100", Decimal("39.75"), LEDGER, "social", parts=3)
    homes = replace(
        unit("7100", "Äldreboenden", "120.25", "121.5"),
        actual=booked.amount,
        ledger=booked,
        last_forecast=Decimal("120.5"),
    )
    unsound = {"actual": answer("ca tre", "F7", sheet="Budget", sound=False)}
    rest = replace(unanswered("social", "Socialtjänsten", Decimal("0.25")), identity="social/")
    lines = (
        staff,
        homes,
        replace(unit("7200", "Hemtjänst", "80"), answers=unsound),
        rest,
        replace(whole.budget[2], identity="utbildning"),
    )
    return replace(whole, budget=lines)


@pytest.fixture(scope="module")
def formulas() -> Any:
    return opened(written(divided()))["Budget"]


@pytest.fixture(scope="module")
def values() -> Any:
    return opened(written(divided()), values=True)["Budget"]


def lines(sheet: Any, *labels: str) -> list[list[Any]]:
    places = {cell.value: cell.column for cell in sheet[5]}
    return [[sheet.cell(row, places[label]).value for label in labels] for row in range(6, 13)]


def test_units_stand_beneath_their_department_and_nothing_is_counted_twice(values: Any) -> None:
    assert lines(values, "Avdelning, enhet", "Ansvarskod", "Ram", "Prognos helår", "Avvikelse") == [
        ["Staben", None, 12.3, 12.6, -0.3],
        ["Socialtjänsten", None, 200.5, 121.5, -1.25],
        ["Äldreboenden", "7100", 120.25, 121.5, -1.25],
        ["Hemtjänst", "7200", 80, None, None],
        ["Ej fördelat", None, 0.25, None, None],
        ["Utbildningsavdelningen", None, 90, None, None],
        ["Totalt", None, 302.8, 134.1, -1.55],
    ]


def test_what_is_booked_is_the_actual_where_none_was_written(formulas: Any, values: Any) -> None:
    assert lines(values, "Bokfört", "Utfall ack.")[1:5] == [
        [39.75, 39.75], [39.75, 39.75], [None, "ca tre"], [None, None],
    ]  # fmt: skip
    places = {cell.value: cell.column for cell in formulas[5]}
    link = formulas.cell(8, places["Bokfört"]).hyperlink
    assert link.target == "..\\..\\arkiv\\ef\\efgh.csv"


def test_the_change_since_the_last_forecast_is_live(formulas: Any, values: Any) -> None:
    assert lines(values, "Förra prognosen", "Ändrad prognos")[1:4] == [
        [120.5, 1.0], [120.5, 1.0], [None, None],
    ]  # fmt: skip
    places = {cell.value: cell.column for cell in formulas[5]}
    formula = formulas.cell(8, places["Ändrad prognos"]).value
    assert formula == '=IF(AND(ISNUMBER(G8),ISNUMBER(I8)),ROUND(G8-I8,6),"")'


def test_the_part_with_a_forecast_is_told(values: Any) -> None:
    places = {cell.value: cell.column for cell in values[5]}
    labels = ("Avdelning, enhet", "Ram", "Utfall ack.", "Prognos helår", "Avvikelse")
    assert [values.cell(13, places[label]).value for label in labels] == [
        "Därav med prognos", 132.55, 43.75, 134.1, -1.55,
    ]  # fmt: skip


def test_units_can_be_folded_and_the_helping_column_is_hidden(formulas: Any) -> None:
    levels = [formulas.row_dimensions[row].outlineLevel for row in range(6, 13)]
    assert levels == [0, 0, 1, 1, 1, 0, 0]
    counted = next(cell for cell in formulas[5] if cell.value == "Räknas")
    assert formulas.column_dimensions[counted.column_letter].hidden


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_formula_keeps_its_stored_value(
    office: Office, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "Uppföljning T1 2024.xlsx"
    write_whole(path, written(divided(), language=language))
    assert stored_values_differing_after_recalculation(path, office) == []
