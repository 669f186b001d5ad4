"""Decisions on activities, through LibreOffice: live counts, and Kontroll beside Ändrat."""

from __future__ import annotations

from pathlib import Path

import pytest

from kexcel.model.cell import cell_reference
from kexcel.workspace import Workspace
from tests.office.comparison import stored_values_differing_after_recalculation
from tests.office.driver import Office
from tests.workspace.amended import (
    MOVED,
    NEW,
    after_first_period,
    decide,
    everyone_answers,
    form_of,
)


@pytest.fixture(scope="module")
def amended(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = decide(after_first_period(tmp_path_factory.mktemp("office") / "ange-2024"))
    workspace.generate("T2")
    return workspace


def test_every_formula_of_the_follow_up_keeps_its_stored_value(
    office: Office, amended: Workspace
) -> None:
    everyone_answers(amended)
    amended.merge("T2")
    path = amended.layout.results("T2") / "Uppföljning T2 2024.xlsx"
    assert stored_values_differing_after_recalculation(path, office) == []
    summary = office.read(path)["Sammanfattning"]
    counted = next(
        cell for cell, value in summary.items() if str(value).startswith("Aktiviteter (")
    )
    row = counted[1:]
    assert [summary[f"{letter}{row}"] for letter in "ACD"] == [1, 78, 78]


def test_check_judges_an_added_and_a_moved_activity_by_what_holds_now(
    office: Office, amended: Workspace, tmp_path: Path
) -> None:
    form = form_of(amended, "stab")
    sheet = form.sheet("followup")
    assert sheet is not None
    lines = {row.identity: row.index for row in sheet.rows}

    def place(number: str, column: str) -> str:
        return cell_reference(lines[number], sheet.column(column).index)

    typed = {
        (sheet.name, place(NEW, "status")): "Genomförd",
        (sheet.name, place(MOVED, "status")): "Pågående",
    }
    issued, filled = amended.layout.issued("T2") / "T2 2024 Staben.xlsx", tmp_path / "svar.xlsx"
    office.fill_in(issued, filled, typed)
    told = office.read(filled)[sheet.name]
    book = amended.rules(amended.period("T2"), form.language).sheet("followup")
    for number, status in ((NEW, "Genomförd"), (MOVED, "Pågående")):
        values = {**next(r.values for r in sheet.rows if r.identity == number), "status": status}
        whole = {column.key: values.get(column.key) for column in sheet.columns}
        expected = book.check_text(book.broken_by(book.with_computed(whole), {}))
        assert told.get(place(number, "check"), "") == expected
    assert told[place(NEW, "check")] != ""
    assert told.get(place(MOVED, "check"), "") == ""
