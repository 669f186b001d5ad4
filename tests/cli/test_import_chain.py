"""A year that begins with a plan document, from import to the next year's workspace."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kexcel.documents.plan.reader import read_proposals
from kexcel.model.plan import Perspective
from kexcel.workspace import Workspace
from tests.builders import Answers
from tests.cli.test_commands import run, said
from tests.documents.prose.reading import REAL
from tests.workspace.places import opened, put
from tests.workspace.years import answered

EXAMPLE = Path(__file__).parents[2] / "examples" / "ange-2024"
PLAN = EXAMPLE / "verksamhetsplan-2024.txt"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with the real plan imported at the terminal, its first owner confirmed."""
    folder = tmp_path / "ange-2024"
    assert run("init", folder).exit_code == 0
    (folder / "kexcel.toml").write_bytes((EXAMPLE / "kexcel.toml").read_bytes())
    assert run("-w", folder, "import", PLAN).exit_code == 0
    book = load_workbook(folder / "plan.xlsx")
    book["Aktiviteter"]["I2"] = None
    book.save(folder / "plan.xlsx")
    return folder


def answers_of(workspace: Workspace, department: str) -> Answers:
    """What a department answers: all goes on, the money as planned."""
    frame = workspace.plan.frame_of(department, "Budget 2024")
    assert frame is not None
    led = [each.number for each in workspace.plan.activities if each.lead == department]
    return {
        ("cover", "signing", "value"): "Slutlig",
        ("cover", "signed_by", "value"): "Avdelningschef (exempel)",
        ("cover", "signed_on", "value"): date(2024, 5, 8),
        ("budget", department, "actual"): Decimal("1.0"),
        ("budget", department, "forecast"): frame,
        **{("followup", number, "status"): "Pågående" for number in led},
        **{("followup", number, "comment"): "Går som planerat (exempel)." for number in led},
    }


def test_an_imported_plan_goes_the_whole_way_to_the_next_year(root: Path, tmp_path: Path) -> None:
    checked = said("-w", root, "check")
    [left] = [each for each in checked["findings"] if each["code"] == "proposals-left"]
    assert (left["severity"], left["cell"], "78" in left["message"]) == ("warning", "I3", True)

    shown = run("-w", root, "generate", "T1")
    assert shown.exit_code == 0
    assert "Antal rader med förslag som ingen har bekräftat: 78." in " ".join(shown.stdout.split())
    workspace = opened(root)
    for department in ("ekonomi", "social"):
        data = answered(workspace, department, "T1", answers_of(workspace, department))
        put(workspace, f"{department}.xlsx", data, "T1")
    collected = said("-w", root, "collect", "T1")
    assert [each["state"] for each in collected["received"]] == ["accepted", "accepted"]
    merged = run("-w", root, "merge", "T1")
    assert merged.exit_code == 1  # four departments have not answered

    later = tmp_path / "reviderad.txt"
    text = REAL.decode().replace("Starta ny gruppbostad", "Starta två gruppbostäder")
    later.write_text(text, encoding="utf-8")
    assert run("-w", root, "import", later, "--update").exit_code == 0
    [before] = [e for e in opened(root).archive.journal() if e.event == "replaced"]
    compared = said("diff", root / "arkiv" / "plan" / f"{before.sha256}.xlsx", root / "plan.xlsx")
    assert [(each["row"], each["column"]) for each in compared["changes"]] == [("3.1.1-5", "title")]
    assert [each["name"] for each in said("-w", root, "frames")["versions"]] == ["Förslag"]
    assert opened(root).verify() == ()

    rolled = run("-w", root, "roll", "2025", tmp_path / "ange-2025")
    assert rolled.exit_code == 1  # the year is not over
    new = tmp_path / "ange-2025"
    plan = opened(new).plan
    assert plan.printed_signs[Perspective.DEPARTMENT, "Budget 2024"] == "+"
    kept = read_proposals((new / "plan.xlsx").read_bytes())
    assert "3.1.1-1" not in kept
    assert kept["3.1.1-5"] == read_proposals((root / "plan.xlsx").read_bytes())["3.1.1-5"]
    assert set(kept) <= {each.number for each in plan.activities}
    assert run("-w", new, "check").exit_code == 0


def test_an_activity_without_an_owner_stops_the_forms_and_a_proposed_one_does_not(
    root: Path,
) -> None:
    assert run("-w", root, "generate", "T1").exit_code == 0
    book = load_workbook(root / "plan.xlsx")
    book["Aktiviteter"]["G5"] = None
    book.save(root / "plan.xlsx")
    stopped = run("-w", root, "generate", "T1")
    assert stopped.exit_code == 2
    assert "Aktiviteter!G5 (3.1.1-4): Ansvarig saknas." in stopped.stderr
