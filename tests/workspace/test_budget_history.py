"""What finance's workbook knows of earlier periods and of the round that distributed the frames."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kexcel.generate import write_form
from kexcel.workspace import Workspace
from tests.builders import SOUND, Answers
from tests.report.budget_tables import row_of, table_at, values
from tests.workspace.places import opened, put
from tests.workspace.small import small_workspace

COVER: Answers = {key: value for key, value in SOUND.items() if key[0] == "cover"}
DISTRIBUTED: Answers = {
    **COVER,
    ("distribution", "distribution-001", "unit"): "Redovisning",
    ("distribution", "distribution-001", "responsibility"): "2100",
    ("distribution", "distribution-001", "amount"): Decimal(9),
    ("attest", "attest-001", "responsibility"): "2100",
    ("attest", "attest-001", "position"): "Redovisningschef (exempel)",
    ("attest", "attest-001", "name"): "Anna Ek (exempel)",
}


def answer(workspace: Workspace, period: str, department: str, answers: Answers) -> None:
    """A department's form of a period comes back with these answers."""
    workspace.generate(period)
    issued = workspace.archive.issued(period)
    code = next(e.form for e in issued if e.department == department)
    form = workspace.archive.forms([code])[code]
    book = workspace.rules(workspace.period(period), form.language)
    data = write_form(form, workspace.template, book, workspace.settings, values=dict(answers))
    put(workspace, f"Svar {period} {department}.xlsx", data, period)
    workspace.collect(period)


def forecast(actual: str, whole_year: str) -> Answers:
    return {
        **SOUND,
        ("budget", "stab", "actual"): Decimal(actual),
        ("budget", "stab", "forecast"): Decimal(whole_year),
    }


def merged(workspace: Workspace, period: str) -> Any:
    result = workspace.merge(period)
    return values((workspace.layout.root / result.files["budget"]).read_bytes())


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = small_workspace(tmp_path / "ws")
    answer(workspace, "internbudget", "ekonomi", DISTRIBUTED)
    answer(workspace, "T1", "stab", forecast("16.9", "50.4"))
    answer(workspace, "T2", "stab", forecast("33.1", "50.1"))
    return opened(workspace.layout.root)


def test_an_earlier_forecast_is_held_against_that_of_now(workspace: Workspace) -> None:
    book = merged(workspace, "T2")
    table = table_at(book["Prognossäkerhet"], "Avdelning")
    assert table.line("Staben", "Prognos helår, T1", "Fel, T1") == [50.4, 16.9, 0.3]
    first = table_at(book["Sammanställning"], "Avdelning och enhet")
    columns = ("Förra prognosen, T1", "Ändring sedan förra prognosen")
    assert first.line("Staben", *columns) == [50.4, -0.3]


def test_the_round_that_distributed_is_shown_in_the_tertials(workspace: Workspace) -> None:
    for period in ("T1", "T2"):
        book = merged(workspace, period)
        sheet = book["Fördelning"]
        said = "Raderna lämnades in i omgången Internbudget 2024 (2023-11-01–2023-12-31)."
        assert row_of(sheet, said) > 2
        table = table_at(sheet, "Avdelning")
        assert table.line("Ekonomiavdelningen", "Belopp", "Bedömning") == [9, 9, 0, "stämmer"]
        listed = table_at(book["Attest"], "Avdelning")
        assert listed.line(listed.rows[0], "Ansvarskod", "Namn") == [
            "2100", "Redovisningschef (exempel)", "Anna Ek (exempel)",
        ]  # fmt: skip


def test_the_rounds_files_are_found_among_the_sources(workspace: Workspace) -> None:
    table = table_at(merged(workspace, "T1")["Källor"], "Avdelning")
    row = next(r for r in table.rows if table.value(r, "Fil") == "Svar internbudget ekonomi.xlsx")
    assert (table.value(row, "Arkiverad"), table.value(row, "Period")) == (
        "Öppna",
        "Internbudget 2024",
    )


def test_without_an_earlier_round_nothing_is_shown_of_one(tmp_path: Path) -> None:
    workspace = small_workspace(tmp_path / "ws")
    answer(workspace, "T1", "stab", forecast("16.9", "50.4"))
    sheet = merged(opened(workspace.layout.root), "T1")["Fördelning"]
    assert row_of(sheet, "Ingen avdelning har lämnat in någon fördelning av sin ram.") > 2
