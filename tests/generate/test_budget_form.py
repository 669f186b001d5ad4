"""The sheet Budget by unit: which columns are shown, what stands in them, and that it fits."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kexcel.model.form import FormValue
from tests.builders import Issued, issue
from tests.money.amounts import plan_with, unit
from tests.office.comparison import stored_values_differing_after_recalculation
from tests.office.driver import Office
from tests.workspace.places import workbook

PLAN = plan_with(Decimal("50.4"), unit("1100", "30", "Kansliet"), unit("", "20", "Arkivet"))
ROW = "stab/1100"
BEFORE: Mapping[str, FormValue] = {
    "forecast": Decimal(0),
    "actual": Decimal("9.5"),
    "comment": "Vikarier.",
    "action": "Annonseras.",
}


def form(
    before: Mapping[str, FormValue] | None = None, booked: str = "", language: str = "sv"
) -> Issued:
    return issue(
        "stab",
        "T2",
        language,
        of=PLAN,
        previous={("stab", ROW): before} if before else None,
        booked={ROW: Decimal(booked)} if booked else None,
    )


def sheet(issued: Issued, answers: dict[tuple[str, str, str], object] | None = None) -> Any:
    return workbook(issued.workbook(answers))["Budget"]


def shown(worksheet: Any) -> list[str]:
    hidden = {
        number
        for each in worksheet.column_dimensions.values()
        if each.hidden
        for number in range(each.min, each.max + 1)
    }
    headings = worksheet[header(worksheet)]
    return [cell.value for cell in headings if cell.value and cell.column not in hidden]


def header(worksheet: Any) -> int:
    """The row of the headings; above them stand the totals where there are several rows."""
    place: int = next(row[0].row for row in worksheet if row[0].value in {"Enhet", "Unit"})
    return place


ALWAYS = ["Enhet", "Ansvarskod", "Ram", "Periodbudget", "Utfall ack.", "Prognos helår",
          "Avvikelse", "Kommentar", "Orsak och åtgärd", "Kontroll"]  # fmt: skip


@pytest.mark.parametrize(
    "before, booked, added",
    [
        (None, "", set()),
        (None, "0", {"Bokfört"}),
        ({"forecast": Decimal(0)}, "", {"Förra prognosen", "Ändrad prognos"}),
        ({"actual": Decimal(0)}, "", {"Förra utfallet"}),
        ({"action": "Annonseras."}, "", {"Förra orsaken och åtgärden"}),
    ],
)
def test_a_column_is_shown_where_something_stands_in_it_be_it_nought(
    before: Mapping[str, FormValue] | None, booked: str, added: set[str]
) -> None:
    assert set(shown(sheet(form(before, booked)))) == {*ALWAYS, *added}


def test_the_code_is_hidden_where_no_unit_has_one() -> None:
    issued = issue("stab", "T2", of=plan_with(Decimal(20), unit("", "20", "Arkivet")))
    assert "Ansvarskod" not in shown(sheet(issued))


def test_rows_stand_with_their_figures() -> None:
    worksheet = sheet(form(BEFORE, "21.5"))
    places = {cell.value: cell.column for cell in worksheet[6]}
    labels = ("Enhet", "Ansvarskod", "Ram", "Periodbudget", "Bokfört", "Förra prognosen")
    assert [[worksheet.cell(row, places[each]).value for each in labels] for row in (7, 8, 9)] == [
        ["Kansliet", "1100", 30, 20, 21.5, 0],
        ["Arkivet", None, 20, 13.333333, None, None],
        ["Ej fördelat", None, 0.4, 0.266667, None, None],
    ]


def test_an_english_form_says_it_in_english() -> None:
    worksheet = sheet(form(BEFORE, "21.5", "en"))
    assert [worksheet.cell(row, 1).value for row in (7, 8, 9)] == [
        "Kansliet", "Arkivet", "Not distributed",
    ]  # fmt: skip
    assert shown(worksheet)[:6] == [
        "Unit", "Responsibility code", "Frame", "Period budget", "Booked", "Actual to date",
    ]  # fmt: skip


def test_what_was_said_before_is_printed_on_a_page_of_its_own() -> None:
    worksheet = sheet(form(BEFORE, "21.5"))
    (broken,) = worksheet.col_breaks.brk
    assert worksheet.cell(6, broken.id + 1).value == "Förra utfallet"
    assert worksheet.print_title_cols == "$A:$A"
    assert (worksheet.page_setup.orientation, worksheet.page_setup.scale >= 55) == (
        "landscape", True,
    )  # fmt: skip


def test_a_single_column_of_what_was_said_before_stands_on_the_page_before_it() -> None:
    worksheet = sheet(form({"actual": Decimal("9.5"), "forecast": Decimal(20)}))
    assert "Förra utfallet" in shown(worksheet)
    assert (list(worksheet.col_breaks.brk), worksheet.print_title_cols) == ([], None)
    assert worksheet.page_setup.scale >= 50


def test_the_departments_totals_stand_above_its_units() -> None:
    worksheet = sheet(form(BEFORE, "21.5"), {("budget", "stab/Arkivet", "forecast"): Decimal(21)})
    labels = [cell.value for cell in worksheet[3] if cell.value]
    assert labels == ["Summa"] * 4
    one = issue("ekonomi", "T2")
    assert [row[0].value for row in workbook(one.workbook())["Budget"].iter_rows(3, 4, 1, 1)][
        1
    ] == "Enhet"


def test_every_formula_keeps_its_stored_value(office: Office, tmp_path: Path) -> None:
    answers: dict[tuple[str, str, str], object] = {
        ("budget", ROW, "actual"): Decimal("21.7"),
        ("budget", ROW, "forecast"): Decimal("31.1"),
        ("budget", ROW, "comment"): "Vikarier.",
        ("budget", "stab/Arkivet", "forecast"): Decimal(-20),
        ("budget", "stab/", "forecast"): Decimal("1.1"),
        ("budget", "stab/", "comment"): "Se ovan!",
    }
    path = tmp_path / "T2 2024 Staben.xlsx"
    path.write_bytes(form(BEFORE, "21.5").workbook(answers))
    assert stored_values_differing_after_recalculation(path, office) == []
    read = office.read(path)["Budget"]
    sentences = (
        "Utfallet skiljer sig från det bokförda. Förklara avvikelsen i Kommentar. "
        "Skriv avvikelsens orsak och er åtgärd."
    )
    assert [read.get(f"{column}7") for column in "HJM"] == [
        pytest.approx(-1.1),
        pytest.approx(31.1),
        sentences,
    ]
