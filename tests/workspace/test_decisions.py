"""Beslut.xlsx: conflicts and verdicts are decided there, and what is entered is never lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kexcel.errors import ConfigurationError
from kexcel.model.decision import Verdict
from kexcel.model.identity import row_checksum
from kexcel.workspace import Workspace
from tests.workspace.places import (
    ROW,
    commented,
    filled,
    issued_workspace,
    merged_comment,
    opened,
    put,
    workbook,
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return issued_workspace(tmp_path / "ws")


@pytest.fixture
def conflicting(workspace: Workspace) -> Workspace:
    """Two files of Staben that say different things of one cell."""
    put(workspace, "a.xlsx", filled("stab", commented("Så här är det.")))
    put(workspace, "b.xlsx", filled("stab", commented("Nej, så här.")))
    workspace.collect("T1")
    workspace.merge("T1")
    return workspace


def conflicts_sheet(workspace: Workspace) -> Worksheet:
    data = (workspace.layout.root / "Beslut.xlsx").read_bytes()
    sheet: Worksheet = workbook(data)["Konflikter"]
    return sheet


def lines(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row if cell.value] for row in sheet.iter_rows(min_row=2)]


def decide(workspace: Workspace, cells: dict[tuple[str, str], str]) -> None:
    path = workspace.layout.root / "Beslut.xlsx"
    book = workbook(path.read_bytes())
    for (sheet, cell), value in cells.items():
        book[sheet][cell] = value
    book.save(path)


def test_answers_that_differ_are_put_to_the_coordinator(conflicting: Workspace) -> None:
    first, second = (
        "Så här är det. (a.xlsx, Uppföljning!M6)",
        "Nej, så här. (b.xlsx, Uppföljning!M6)",
    )
    sheet = conflicts_sheet(conflicting)
    title = next(a.title for a in conflicting.plan.activities if a.number == ROW)
    place = ["T1", "Staben", "Uppföljning", f"{ROW} {title}", "Kommentar"]
    sources = (
        "1. a.xlsx, Uppföljning!M6, 2024-05-10 12:00\n2. b.xlsx, Uppföljning!M6, 2024-05-10 12:00"
    )
    assert lines(sheet) == [
        [*place, sources, first, second, f"stab|followup|#{row_checksum('', title)}|comment"]
    ]
    (dropdown,) = sheet.data_validations.dataValidation
    assert (str(dropdown.sqref), dropdown.type) == ("F2", "list")
    source = dropdown.formula1.replace("$", "").split(":")[0]
    assert sheet[source].value == first
    merged = conflicting.merge("T1").consolidation
    assert [f.code for f in merged.findings if f.place.row == ROW] == ["conflicting-answers"] * 2
    assert (merged.open_conflicts, merged.is_preliminary) == (1, True)
    assert merged_comment(conflicting) is None


@pytest.mark.parametrize("chosen", ["Så här är det.", "Nej, så här."])
def test_the_chosen_answer_counts_from_the_next_merge(conflicting: Workspace, chosen: str) -> None:
    sheet = conflicts_sheet(conflicting)
    (candidate,) = [c.value for row in sheet for c in row if str(c.value).startswith(chosen)]
    decide(conflicting, {("Konflikter", "F2"): str(candidate)})
    assert merged_comment(conflicting) == chosen
    merged = opened(conflicting.layout.root).merge("T1").consolidation
    assert (merged.open_conflicts, len(merged.conflicts)) == (0, 1)
    assert [f for f in merged.findings if f.code == "conflicting-answers"] == []


def test_what_is_entered_in_the_decisions_is_never_lost(conflicting: Workspace) -> None:
    entered = {
        ("Mål", "E2"): "Enligt plan", ("Mål", "F2"): "Avstämt med KS.",
        ("Konflikter", "G2"): "Frågat chefen.", ("Mål", "H2"): "min egen kolumn",
        ("Mål", "A60"): "En egen anteckning längst ner",
    }  # fmt: skip
    decide(conflicting, entered)
    put(conflicting, "c.xlsx", filled("stab", commented("Ett tredje svar.")))
    again = opened(conflicting.layout.root)
    again.collect("T1")
    again.merge("T1")
    book = workbook((conflicting.layout.root / "Beslut.xlsx").read_bytes())
    assert {place: book[place[0]][place[1]].value for place in entered} == entered
    assert len(lines(book["Konflikter"])[0]) == 11
    decided = [g for g in again.merge("T1").consolidation.goals if g.decided]
    assert [(g.decided, g.motivation) for g in decided] == [("Enligt plan", "Avstämt med KS.")]


def test_a_damaged_decisions_file_is_said_and_kept(conflicting: Workspace) -> None:
    path = conflicting.layout.root / "Beslut.xlsx"
    path.write_bytes(b"inte en arbetsbok")
    with pytest.raises(ConfigurationError):
        opened(conflicting.layout.root).merge("T1")
    assert path.read_bytes() == b"inte en arbetsbok"


def test_a_word_that_is_no_verdict_is_told_with_its_cell(conflicting: Workspace) -> None:
    decide(conflicting, {("Mål", "E2"): "Toppen!", ("Mål", "E3"): "enligt plan "})
    merged = opened(conflicting.layout.root).merge("T1").consolidation
    wrong = [
        (f.place.file, f.place.cell, f.value) for f in merged.findings if f.code == "unknown-word"
    ]
    assert wrong == [("Beslut.xlsx", "E2", "Toppen!")]
    assert [g.verdict for g in merged.goals[:2]] == [None, Verdict.ON_PLAN]
