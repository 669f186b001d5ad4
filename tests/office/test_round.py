"""The round internbudget through LibreOffice: what is typed arrives, and what is shown is right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kexcel.model.cell import ErrorValue
from kexcel.model.returned import ReturnState
from tests.builders import Answers, Issued, examined, issue, values
from tests.office.comparison import stored_values_differing_after_recalculation
from tests.office.driver import Job, Office
from tests.office.round_mixtures import CODES
from tests.office.values import Typed

SIGNED: Answers = {
    ("cover", "signing", "value"): "Slutlig",
    ("cover", "signed_by", "value"): "Avdelningschef (exempel)",
    ("cover", "signed_on", "value"): date(2023, 12, 1),
    ("budget", "stab", "actual"): Decimal(0),
    ("budget", "stab", "forecast"): Decimal("50.4"),
}


def distributed(number: int, **answers: object) -> Answers:
    return {("distribution", f"distribution-{number:03}", k): v for k, v in answers.items()}


def attested(number: int, code: str, **changes: object) -> Answers:
    row: dict[str, object] = {
        "responsibility": code,
        "position": "Enhetschef",
        "name": "Anna (exempel)",
        "limit": Decimal("0.5"),
        "substitute": "Bo (exempel)",
        "valid_from": date(2024, 1, 1),
        "valid_to": date(2024, 12, 31),
    }
    whole = {**row, **changes}
    return {("attest", f"attest-{number:03}", k): v for k, v in whole.items() if v is not None}


RIGHT: Answers = {
    **SIGNED,
    **distributed(1, unit="Kansli", responsibility="0110", activity="010", amount=Decimal("0.1")),
    **distributed(2, unit="Arkiv", responsibility="1100", amount=Decimal("0.2")),
    **distributed(3, unit="Arkiv", responsibility="1110", amount=Decimal("50.099999")),
    **distributed(7, unit="Nämnd", responsibility="1110", amount=Decimal("0.000001")),
    **attested(1, "0110"),
    **attested(2, "1100", valid_to=date(2024, 6, 30)),
    **attested(3, "1100", name="Cecilia (exempel)", valid_from=date(2024, 7, 1)),
    **attested(4, "1110", limit=None),
}
WRONG: Answers = {
    **RIGHT,
    **distributed(2, unit="Kansli", responsibility="0110", activity="010", amount=Decimal("7.7")),
    **distributed(4, responsibility="9999", amount="ca 3"),
    **attested(3, "1100", valid_from=date(2024, 7, 2), substitute="Anna (exempel)"),
    **attested(5, "1110", valid_from=None, limit=Decimal(-1)),
}
STATES: Mapping[str, Answers] = {"empty": {}, "right": RIGHT, "wrong": WRONG}


def round_form(language: str = "sv") -> Issued:
    return issue("stab", "internbudget", language, more=CODES)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("state", STATES)
def test_a_filled_form_keeps_its_stored_values(
    office: Office, tmp_path: Path, state: str, language: str
) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(round_form(language).workbook(STATES[state]))
    assert stored_values_differing_after_recalculation(path, office) == []


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_what_is_typed_in_the_round_comes_back(office: Office, tmp_path: Path, ending: str) -> None:
    form = round_form()
    source, target = tmp_path / "form.xlsx", tmp_path / f"svar.{ending}"
    source.write_bytes(form.workbook())
    names = {sheet.key: sheet.name for sheet in form.form.sheets}
    typed = {
        (names[sheet], form.cell(sheet, row, column)): value
        for (sheet, row, column), value in RIGHT.items()
    }
    office.fill_many([Job(source, target, typed)])  # type: ignore[arg-type]
    result = examined(target.read_bytes(), form, file=target.name, expected="internbudget")
    assert (values(result), result.findings) == (RIGHT, ())
    assert result.state is ReturnState.ACCEPTED


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_the_summary_lives_on_after_another_program_has_saved_it(
    office: Office, tmp_path: Path, ending: str
) -> None:
    form = round_form()
    source, target = tmp_path / "form.xlsx", tmp_path / f"svar.{ending}"
    source.write_bytes(form.workbook(RIGHT))
    amount = ("Fördelning", form.cell("distribution", "distribution-001", "amount"))
    office.fill_many([Job(source, target, {amount: Decimal("0.3")})])
    shown = office.read(target)["Fördelning"]
    assert [shown[cell] for cell in ("B4", "C4", "D4")] == [50.4, 50.6, -0.2]
    assert shown["F4"] == "Summan stämmer inte med ramen."


def test_an_error_among_the_amounts_leaves_the_sum_unsaid(office: Office, tmp_path: Path) -> None:
    form = round_form()
    path = tmp_path / "form.xlsx"
    path.write_bytes(form.workbook(RIGHT))
    cell = form.cell("distribution", "distribution-004", "amount")
    typed = {("Fördelning", cell): Typed("=1/0")}
    reading = [("Fördelning", "B4:F4"), ("Läs mig", "B9:B9")]
    ((above, left),) = office.evaluate(path, [typed], reading)
    assert [value or "" for value in above[0]] == [50.4, "", "", "", ""]
    assert left == [[1.0]]


def test_a_form_with_its_codes_in_a_list_offers_them(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(round_form().workbook())
    shown = office.read(path)
    listed = [shown["_kexcel"].get(f"D{line}") for line in range(1, 7)]
    assert listed == ["kx_codes_responsibility", "0110", "1100", "1110", "12AB", None]
    assert not any(
        isinstance(value, ErrorValue) for sheet in shown.values.values() for value in sheet.values()
    )
