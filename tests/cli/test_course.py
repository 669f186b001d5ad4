"""A year of the example through the command line: T1, T2 and T3, each resting on the one before."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from kexcel.generate import write_form
from kexcel.model.form import Form, FormRow
from kexcel.model.period import Period
from kexcel.workspace import Workspace
from tests.cli.test_commands import run, said
from tests.workspace.places import issued_workspace, opened, put

SIGNED = {
    ("cover", "signing", "value"): "Slutlig",
    ("cover", "signed_by", "value"): "Avdelningschef (exempel)",
    ("cover", "signed_on", "value"): date(2024, 5, 8),
}


def by_timetable(row: FormRow, period: Period) -> dict[str, object]:
    """What a lead answers when all goes by the timetable; nothing where it need not."""
    start, end = row.values["start"], row.values["end"]
    assert isinstance(start, date)
    assert isinstance(end, date)
    if row.values.get("stands"):
        return {}
    if end <= period.closes:
        return {"status": "Genomförd", "completed": end}
    return {"status": "Pågående" if start <= period.closes else "Ej påbörjad"}


def answers(form: Form, period: Period) -> dict[tuple[str, str, str], object]:
    typed: dict[tuple[str, str, str], object] = dict(SIGNED)
    for sheet in form.sheets:
        for row in sheet.rows:
            said_: dict[str, object] = {}
            if sheet.key == "followup" and "status" in row.inputs:
                said_ = by_timetable(row, period)
            elif sheet.key == "measures" and row.inputs:
                said_ = {"outcome": 4.5}
            elif sheet.key == "budget" and row.inputs:
                said_ = {"actual": 1.5, "forecast": float(str(row.values["frame"]))}
            typed |= {(sheet.key, row.identity, key): each for key, each in said_.items()}
    return typed


def round_of(workspace: Workspace, key: str) -> dict[str, Any]:
    """Everything of one period through the command line; the merge's JSON."""
    at = ("-w", workspace.layout.root)
    run(*at, "generate", key)
    workspace = opened(workspace.layout.root)
    period = workspace.period(key)
    entries = workspace.archive.issued(key)
    forms = workspace.archive.forms(entry.form for entry in entries)
    for form in forms.values():
        book = workspace.rules(period, form.language)
        typed = answers(form, period)
        data = write_form(form, workspace.template, book, workspace.settings, values=typed)
        put(workspace, f"Svar {key} {form.department}.xlsx", data, key)
    collected = said(*at, "collect", key)
    assert {each["state"] for each in collected["received"]} == {"accepted"}
    assert collected["missing"] == []
    return said(*at, "merge", key)


def test_a_year_of_the_example_asks_for_nothing_twice_and_ends_with_verdicts(
    tmp_path: Path,
) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    at = ("-w", workspace.layout.root)
    for key in ("T1", "T2"):
        content = round_of(workspace, key)
        assert (content["answered"], content["preliminary"], content["findings"]) == (79, False, [])
    content = round_of(workspace, "T3")
    assert (content["answered"], content["preliminary"]) == (79, False)
    assert {each["code"] for each in content["findings"]} == {"verdict-missing"}
    assert len(content["findings"]) == 25
    assert {goal["proposed"] for goal in content["goals"]} == {"fulfilled", "on_plan"}
    told = run(*at, "merge", "T3")
    assert told.exit_code == 0
    assert "25 mål väntar på din slutliga bedömning [verdict-missing]" in told.output
    path = workspace.layout.root / "Beslut.xlsx"
    book = load_workbook(path)
    for row in book["Mål"].iter_rows(min_row=2):
        if row[0].value == "T3":
            row[4].value = "Uppfyllt"
    book.save(path)
    content = said(*at, "merge", "T3")
    assert (content["findings"], {goal["decided"] for goal in content["goals"]}) == (
        [], {"fulfilled"},
    )  # fmt: skip
    activities = load_workbook(workspace.layout.root / content["files"]["followup"])["Förlopp"]
    carried = [c.value for row in activities.iter_rows() for c in row if "(T1)" in c.number_format]
    assert len(carried) > 10


def test_an_answer_withdrawn_in_t1_is_told_when_t2_is_merged(tmp_path: Path) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    at = ("-w", workspace.layout.root)
    round_of(workspace, "T1")
    round_of(workspace, "T2")
    run(*at, "withdraw", "T1", "Svar T1 social.xlsx", "--reason", "Fel fil")
    content = said(*at, "merge", "T2")
    lapsed = [each for each in content["findings"] if each["code"] == "answer-lapsed"]
    assert lapsed
    assert {each["file"] for each in lapsed} == {"Svar T2 social.xlsx"}
    assert content["answered"] == 79 - len(lapsed)
    assert "[answer-lapsed]" in run(*at, "merge", "T2").output
