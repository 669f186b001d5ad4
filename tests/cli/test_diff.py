"""``kexcel diff``: what it says in Swedish, its JSON, and how it ends."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kexcel.documents.plan.writer import write_plan
from tests.builders import SOUND, plan
from tests.cli.test_commands import run, said
from tests.compare.plans import activity, with_activity, without
from tests.workspace.places import put, tree
from tests.workspace.small import issued_small_workspace, returned

CHANGE = {
    "change", "group", "what", "row", "title", "column", "label", "before", "after", "before_cell",
    "after_cell", "fields",
}  # fmt: skip


@pytest.fixture
def plans(tmp_path: Path) -> tuple[Path, Path]:
    one, other = tmp_path / "en.xlsx", tmp_path / "två.xlsx"
    one.write_bytes(write_plan(plan()))
    after = activity("3.1-1", end=date(2024, 11, 30))(without("4-1")(plan()))
    other.write_bytes(write_plan(with_activity(plan().activities[1])(after)))
    return one, other


def amended(tmp_path: Path) -> tuple[Path, Path]:
    one, other = tmp_path / "en.xlsx", tmp_path / "två.xlsx"
    one.write_bytes(write_plan(plan()))
    other.write_bytes(write_plan(activity("3.1-1", end=date(2024, 11, 30))(without("4-1")(plan()))))
    return one, other


def test_differences_are_told_in_swedish_by_what_they_are_about(tmp_path: Path) -> None:
    result = run("diff", *amended(tmp_path))
    assert result.exit_code == 0
    lines = [line.rstrip() for line in result.output.splitlines()]
    assert lines == [
        "Före: en.xlsx · Ange (exempel) · Kommunstyrelsen · 2024",
        "Efter: två.xlsx · Ange (exempel) · Kommunstyrelsen · 2024",
        "",
        "Aktiviteter (1 borttagen, 1 ändring)",
        "  Ändrad: 3.1-1 Introduktion av nyanställda",
        "    Slut: 2024-12-31 → 2024-11-30 [Aktiviteter!F2]",
        "  Borttagen: 4-1 Inköpsrutiner [Aktiviteter!A5]",
        "    Mål: 4",
        "    Beskrivning: Gemensamma rutiner.",
        "    Start: 2024-01-15",
        "    Slut: 2024-10-31",
        "    Ansvarig: Ekonomiavdelningen",
        "    Medverkande: Staben",
        "",
        "1 borttagen, 1 ändring.",
    ]


def test_no_difference_is_said_and_ends_well(tmp_path: Path) -> None:
    one, _ = amended(tmp_path)
    result = run("diff", one, one)
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "Det finns ingen skillnad.")


def test_json_has_the_same_keys_for_every_change(tmp_path: Path) -> None:
    content = said("diff", *amended(tmp_path))
    assert list(content) == [
        "kind", "before", "after", "differences", "changes", "findings", "workbook",
    ]  # fmt: skip
    assert (content["kind"], content["differences"], content["workbook"]) == ("plan", 2, None)
    assert all(set(change) == CHANGE for change in content["changes"])
    changed, removed = content["changes"]
    keys = ("change", "group", "row", "column", "before", "after")
    assert [changed[key] for key in keys] == [
        "changed", "activities", "3.1-1", "end", "2024-12-31", "2024-11-30",
    ]  # fmt: skip
    assert (removed["change"], removed["column"], removed["fields"]["title"]) == (
        "removed", None, "Inköpsrutiner",
    )  # fmt: skip


def test_a_row_that_could_not_be_read_ends_with_one(plans: tuple[Path, Path]) -> None:
    result = run("diff", *plans)
    assert result.exit_code == 1
    assert "Inte jämfört" in result.output
    content = said("diff", *plans)
    assert [(f["code"], f["file"]) for f in content["findings"]] == [
        ("number-duplicated", "två.xlsx")
    ]


def test_the_workbook_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "skillnad.xlsx"
    result = run("diff", *amended(tmp_path), "--output", target)
    assert (result.exit_code, target.is_file()) == (0, True)
    assert f"Arbetsbok: {target}" in result.output


def test_files_of_different_kinds_end_with_two_and_a_sentence(tmp_path: Path) -> None:
    workspace = issued_small_workspace(tmp_path / "ws")
    answer = put(workspace, "stab.xlsx", returned(workspace, SOUND))
    result = run("diff", workspace.layout.root / "plan.xlsx", answer)
    assert result.exit_code == 2
    assert (
        "plan.xlsx är en plan och stab.xlsx är en retur: bara filer av samma slag" in result.output
    )


def test_a_file_that_cannot_be_read_ends_with_three(tmp_path: Path) -> None:
    one, _ = amended(tmp_path)
    other = tmp_path / "plan.pdf"
    other.write_bytes(b"%PDF-1.7 nothing")
    result = run("diff", one, other)
    assert (result.exit_code, "plan.pdf är ingen arbetsbok" in result.output) == (3, True)


def test_returns_are_compared_in_the_workspace_they_lie_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = issued_small_workspace(tmp_path / "ws")
    one = put(workspace, "en.xlsx", returned(workspace, SOUND))
    later = {
        **SOUND,
        ("followup", "3.1-1", "status"): "Försenad",
        ("followup", "3.1-2", "completed"): "15/3 2024",
    }
    other = put(workspace, "två.xlsx", returned(workspace, later))
    before = tree(workspace.layout.root)
    elsewhere = tmp_path / "annan"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    result = run("diff", one, other)
    assert result.exit_code == 0
    assert "    Status: Pågående → Försenad [Uppföljning!J5]" in result.output
    assert "  Samma: 3.1-2 Översyn av arkivet" in result.output
    assert "1 ändring, 1 svar betyder samma sak, skrivet på annat sätt." in result.output
    assert said("diff", one, other)["differences"] == 1
    assert tree(workspace.layout.root) == before
