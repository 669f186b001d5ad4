"""What the coordinator sees of ``status`` and ``remind``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kexcel.cli import main
from kexcel.workspace import Workspace, create_workspace
from tests.workspace.places import DEPARTMENTS, filled, issued_workspace, put

STATUS_KEYS = [
    "department", "name", "sent", "received", "state", "errors", "warnings", "answered",
    "activities", "days_late", "standing", "rows_asked", "rows_answered", "left", "conflicts",
    "signed_off", "files",
]  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return issued_workspace(tmp_path / "ws")


def run(workspace: Workspace, *words: str) -> Result:
    result = CliRunner().invoke(main, ["-w", str(workspace.layout.root), *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def said(workspace: Workspace, *words: str) -> dict[str, Any]:
    content = json.loads(run(workspace, *words, "--json").stdout)
    assert isinstance(content, dict)
    return content


def hand_in(workspace: Workspace, *departments: str) -> None:
    for department in departments:
        put(workspace, f"{department}.xlsx", filled(department))
    workspace.collect("T1")


def test_status_in_json_keeps_its_keys_and_tells_which_rows_are_left(workspace: Workspace) -> None:
    put(workspace, "svar.xlsx", filled("stab", {("followup", "3.1.1-2", "status"): None}))
    workspace.collect("T1")
    [stab] = [
        d for d in said(workspace, "status", "T1")["departments"] if d["department"] == "stab"
    ]
    assert list(stab) == STATUS_KEYS
    [left] = stab["left"]
    assert (left["sheet"], left["row"], left["blank"]) == ("Uppföljning", "3.1.1-2", True)


def test_status_on_the_screen_says_what_is_left(workspace: Workspace) -> None:
    put(workspace, "svar.xlsx", filled("stab", {("cover", "signing", "value"): "Utkast"}))
    workspace.collect("T1")
    lines = run(workspace, "status", "T1").output.splitlines()
    assert "Staben: ej klarmarkerat." in lines
    assert any(line.startswith("Staben") and "16/16" in line for line in lines)


def test_status_of_a_period_to_come_says_when_it_begins(workspace: Workspace) -> None:
    result = run(workspace, "status", "T3")
    assert result.exit_code == 1
    assert "Inga formulär är utskickade för T3 ännu: kexcel generate T3." in result.output
    assert "Avdelning" not in result.output


def test_status_ends_with_0_when_nothing_is_to_mend(workspace: Workspace) -> None:
    hand_in(workspace, *DEPARTMENTS)
    assert run(workspace, "status").exit_code == 0


def test_remind_lists_the_drafts_and_says_that_nothing_is_sent(workspace: Workspace) -> None:
    hand_in(workspace, "stab", "ekonomi")
    result = run(workspace, "remind", "T1")
    assert result.exit_code == 1
    assert "Utkasten ligger i utskick/T1/påminnelser/:" in result.output
    assert "4 utkast är skrivna. Inget är skickat." in result.output


def test_remind_ends_with_0_when_no_one_needs_it(workspace: Workspace) -> None:
    hand_in(workspace, *DEPARTMENTS)
    result = run(workspace, "remind", "T1")
    assert result.exit_code == 0
    assert "Ingen avdelning behöver påminnas." in result.output


def test_remind_in_json_tells_of_every_department(workspace: Workspace) -> None:
    hand_in(workspace, "stab")
    content = said(workspace, "remind", "T1")
    assert list(content) == [
        "period", "due", "departments", "missing", "list", "sender", "uncollected",
    ]  # fmt: skip
    assert content["list"] == "utskick/T1/påminnelser/Påminnelser T1 2024.xlsx"
    by_key = {each["department"]: each for each in content["departments"]}
    assert list(by_key["stab"]) == [*STATUS_KEYS, "draft", "to", "attached"]
    assert (by_key["stab"]["standing"], by_key["stab"]["draft"]) == ("done", None)
    assert by_key["ekonomi"]["draft"] == (
        "utskick/T1/påminnelser/Påminnelse T1 2024 Ekonomiavdelningen.eml"
    )
    assert by_key["ekonomi"]["attached"] == ["T1 2024 Ekonomiavdelningen.xlsx"]


def test_remind_tells_of_a_file_that_has_not_been_collected(workspace: Workspace) -> None:
    put(workspace, "svar.xlsx", filled("stab"))
    output = " ".join(run(workspace, "remind", "T1").output.split())
    assert "Inte insamlat ännu, så någon kan redan ha svarat: inkommet/T1/svar.xlsx" in output


def test_remind_without_forms_is_wrong_use(tmp_path: Path) -> None:
    create_workspace(tmp_path / "ny", example="ange-2024")
    result = CliRunner().invoke(main, ["-w", str(tmp_path / "ny"), "remind", "T1"])
    assert (result.exit_code, "kexcel generate T1" in result.stderr) == (2, True)
