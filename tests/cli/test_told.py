"""What nobody else would tell the coordinator stands on the screen."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from kexcel.cli import main
from kexcel.workspace import Workspace
from tests.workspace.places import filled, issued_workspace, put


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return issued_workspace(tmp_path / "ws")


def shown(workspace: Workspace, *words: str) -> list[str]:
    """The lines that a run prints."""
    result = CliRunner().invoke(main, [*words, "-w", str(workspace.layout.root)])
    return result.output.splitlines()


def told(workspace: Workspace, *words: str) -> str:
    """What a run prints, its lines put together."""
    return " ".join(" ".join(shown(workspace, *words)).split())


def test_a_file_that_gets_no_correction_is_told_what_to_send(workspace: Workspace) -> None:
    put(workspace, "utskrift.pdf", b"%PDF-1.4\n%%EOF\n")
    assert "Skicka den Excelfil du fick, ifylld." in told(workspace, "collect", "T1")


def test_several_files_from_one_department_are_told(workspace: Workspace) -> None:
    put(workspace, "ena.xlsx", filled("stab", {("followup", "3.1.1-2", "status"): "Pågående"}))
    assert "Flera filer räknas" not in told(workspace, "collect", "T1")
    put(workspace, "andra.xlsx", filled("stab", {("followup", "3.1.1-2", "status"): "Genomförd"}))
    said = told(workspace, "collect", "T1")
    assert "Flera filer räknas för: Staben. Se kexcel status T1." in said
    assert "1 svar från Staben skiljer sig mellan filerna. Kör kexcel merge T1" in said


def test_what_two_files_dispute_is_among_the_findings_of_collect(workspace: Workspace) -> None:
    for name, word in (("ena.xlsx", "Pågående"), ("andra.xlsx", "Ej påbörjad")):
        put(workspace, name, filled("stab", {("followup", "3.1.1-2", "status"): word}))
    result = workspace.collect("T1")
    disputed = [(f.code, f.place.file, f.place.row) for f in result.conflicts]
    assert sorted(disputed) == [
        ("conflicting-answers", "andra.xlsx", "3.1.1-2"),
        ("conflicting-answers", "ena.xlsx", "3.1.1-2"),
    ]
    assert set(result.conflicts) <= set(result.findings)
    assert result.disputed == {"stab": 1}
    (staff,) = (d for d in workspace.status("T1").departments if d.department == "stab")
    assert staff.errors == staff.remaining.conflicts == 1


def test_a_verdict_that_cannot_be_used_is_told_and_still_waits(workspace: Workspace) -> None:
    told(workspace, "merge", "T1")
    path = workspace.layout.root / "Beslut.xlsx"
    workbook = load_workbook(BytesIO(path.read_bytes()))
    workbook["Mål"]["E3"] = "Bra"
    workbook.save(path)
    output = told(workspace, "merge", "T1")
    assert '"Bra" går inte att använda här. [unknown-word] Skriv ett av: Uppfyllt' in output
    assert "Beslut.xlsx: 25 mål väntar på din bedömning" in output


def test_a_verdict_is_shown_in_the_language_of_the_run(workspace: Workspace) -> None:
    told(workspace, "merge", "T1")
    path = workspace.layout.root / "Beslut.xlsx"
    workbook = load_workbook(BytesIO(path.read_bytes()))
    workbook["Mål"]["E2"] = "Avviker"
    workbook.save(path)
    (line,) = [
        each for each in shown(workspace, "merge", "T1", "--language", "en") if "Deviates" in each
    ]
    assert line.endswith("Deviates")
    (line,) = [each for each in shown(workspace, "merge", "T1") if "Avviker" in each]
    assert line.endswith("Avviker")
