"""The command line: what it prints, how it ends, and that bad input never is a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kexcel.cli import main
from kexcel.findings import CODES
from kexcel.workspace import Workspace
from tests.workspace.places import DEPARTMENTS, filled, issued_workspace, put, tree

FINDING = {
    "code", "severity", "file", "department", "sheet", "cell", "row", "column", "value", "message",
    "hint",
}  # fmt: skip
RECEIVED = {"file", "sha256", "department", "state", "errors", "warnings", "notes", "correction"}


def run(*words: str | Path) -> Result:
    """One run of kexcel; what it raises on its own is a failed test."""
    result = CliRunner().invoke(main, [str(word) for word in words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def said(*words: str | Path) -> dict[str, Any]:
    """The one JSON object on stdout."""
    content = json.loads(run(*words, "--json").stdout)
    assert isinstance(content, dict)
    return content


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return issued_workspace(tmp_path / "ws")


@pytest.fixture
def at(workspace: Workspace) -> tuple[str, str]:
    return "-w", str(workspace.layout.root)


@pytest.fixture
def answered(workspace: Workspace) -> Workspace:
    """All but Ekonomi have answered, Staben with a fault."""
    faulty = {("followup", "3.1.1-2", "status"): "Klart typ"}
    for department in DEPARTMENTS:
        if department != "ekonomi":
            changes = faulty if department == "stab" else {}
            put(workspace, f"{department}.xlsx", filled(department, changes))
    return workspace


def test_init_makes_a_workspace(tmp_path: Path) -> None:
    folder = tmp_path / "ny"
    result = run("init", folder, "--example", "ange-2024")
    assert (result.exit_code, (folder / "plan.xlsx").is_file()) == (0, True)
    assert said("init", tmp_path / "två", "--example", "ange-2024") == {
        "workspace": str(tmp_path / "två"),
        "example": "ange-2024",
    }


def test_a_new_workspace_without_an_example_can_be_filled_in(tmp_path: Path) -> None:
    assert run("init", tmp_path / "ny").exit_code == 0
    assert {"kexcel.toml", "plan.xlsx"} <= {path.name for path in (tmp_path / "ny").iterdir()}
    result = run("-w", tmp_path / "ny", "check")
    assert (result.exit_code in {0, 1}, "Traceback" in result.output) == (True, False)


def test_check_says_what_is_odd_in_the_plan(at: tuple[str, str]) -> None:
    content = said(*at, "check")
    assert (set(content), content["archive"]) == ({"counts", "findings", "archive"}, [])
    assert (content["counts"]["activities"], content["counts"]["left_out"]) == (79, 0)
    assert all(set(finding) == FINDING for finding in content["findings"])
    assert {"total-mismatch"} <= {finding["code"] for finding in content["findings"]}
    assert run(*at, "check").exit_code == 0
    assert "79 aktiviteter" in run(*at, "check").output
    assert "79 activities" in run(*at, "--language", "en", "check").output


def test_generate_says_which_forms_stand(at: tuple[str, str]) -> None:
    content = said(*at, "generate", "T2")
    assert set(content) == {"period", "forms"}
    assert [form["department"] for form in content["forms"]] == list(DEPARTMENTS)
    assert {form["new"] for form in content["forms"]} == {True}
    assert {form["new"] for form in said(*at, "generate", "t2")["forms"]} == {False}
    assert run(*at, "generate", "T2").exit_code == 0


def test_collect_has_the_keys_of_the_contract(answered: Workspace, at: tuple[str, str]) -> None:
    content = said(*at, "collect", "T1")
    assert list(content) == ["period", "received", "missing", "findings"]
    assert all(set(each) == RECEIVED for each in content["received"])
    assert content["missing"] == ["ekonomi"]
    (finding,) = content["findings"]
    assert set(finding) == FINDING
    assert {key: finding[key] for key in ("code", "severity", "file", "department", "sheet", "cell",
                                          "row", "column", "value")} == {
        "code": "unknown-status", "severity": "error", "file": "stab.xlsx", "department": "stab",
        "sheet": "Uppföljning", "cell": "J6", "row": "3.1.1-2", "column": "status",
        "value": "Klart typ",
    }  # fmt: skip
    staben = next(each for each in content["received"] if each["file"] == "stab.xlsx")
    assert (staben["state"], staben["errors"], staben["correction"]) == (
        "needs-correction", 1, "retur/T1/Rättelse T1 2024 Staben.xlsx",
    )  # fmt: skip
    assert (answered.layout.root / staben["correction"]).is_file()


def test_collect_ends_by_what_is_left(answered: Workspace, at: tuple[str, str]) -> None:
    assert run(*at, "collect", "T1").exit_code == 1
    put(answered, "ekonomi.xlsx", filled("ekonomi"))
    put(answered, "stab.xlsx", filled("stab"))
    root = issued_workspace(answered.layout.root.with_name("rätt")).layout.root
    words = ("-w", root, "collect", "T1", answered.layout.inbox("T1"))
    assert run(*words).exit_code == 0


def test_collect_takes_files_from_elsewhere(at: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "Från mejlet.xlsx"
    path.write_bytes(filled("social"))
    content = said(*at, "collect", "T1", path)
    assert [(each["file"], each["department"]) for each in content["received"]] == [
        ("Från mejlet.xlsx", "social")
    ]


def test_validate_says_and_changes_nothing(answered: Workspace, at: tuple[str, str]) -> None:
    before = tree(answered.layout.root)
    inbox = answered.layout.inbox("T1")
    content = said(*at, "validate", inbox / "stab.xlsx", inbox / "social.xlsx")
    assert list(content) == ["findings"]
    assert [each["code"] for each in content["findings"]] == ["unknown-status"]
    assert run(*at, "validate", inbox / "stab.xlsx").exit_code == 1
    assert run(*at, "validate", inbox / "social.xlsx").exit_code == 0
    assert "Uppföljning" in run(*at, "validate", inbox / "stab.xlsx").output
    assert tree(answered.layout.root) == before


def test_status_says_who_is_missing(answered: Workspace, at: tuple[str, str]) -> None:
    del answered
    run(*at, "collect", "T1")
    content = said(*at, "status", "T1")
    assert list(content) == ["period", "due", "departments", "missing"]
    assert (content["period"], content["due"], content["missing"]) == (
        "T1", "2024-05-15", ["ekonomi"],
    )  # fmt: skip
    result = run(*at, "status")
    assert result.exit_code == 1
    assert "5 av 6 avdelningar" in result.output
    assert "5 of 6 departments" in run(*at, "--language", "en", "status").output


def test_merge_has_the_keys_of_the_contract(answered: Workspace, at: tuple[str, str]) -> None:
    run(*at, "collect", "T1")
    content = said(*at, "merge", "T1")
    assert list(content) == [
        "period", "preliminary", "activities", "answered", "missing", "conflicts", "goals", "files",
        "findings",
    ]  # fmt: skip
    assert (content["preliminary"], content["activities"], content["answered"]) == (True, 79, 76)
    assert (content["missing"], content["conflicts"]) == (["ekonomi"], 0)
    assert all(set(goal) == {"id", "proposed", "decided"} for goal in content["goals"])
    assert content["files"] == {
        "followup": "resultat/T1/Uppföljning T1 2024.xlsx",
        "budget": "resultat/T1/Budget T1 2024.xlsx",
    }
    assert all((answered.layout.root / file).is_file() for file in content["files"].values())
    assert run(*at, "merge", "T1").exit_code == 1
    assert "PRELIMIN" in run(*at, "merge", "T1").output


def test_merge_ends_well_when_all_is_in(workspace: Workspace, at: tuple[str, str]) -> None:
    for department in DEPARTMENTS:
        put(workspace, f"{department}.xlsx", filled(department))
    run(*at, "collect", "T1")
    assert said(*at, "merge", "T1")["preliminary"] is False
    assert run(*at, "merge", "T1").exit_code == 0


def test_english_is_spoken_everywhere(answered: Workspace, at: tuple[str, str]) -> None:
    content = said(*at, "--language", "en", "collect", "T1")
    (finding,) = content["findings"]
    swedish = said(*at, "collect", "T1")["findings"][0]
    assert finding["message"] != swedish["message"]
    assert content["received"][-1]["correction"] is not None or answered is not None
    assert "list" in finding["message"] or "list" in finding["hint"]


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained(code: str) -> None:
    content = said("explain", code)
    assert list(content) == ["code", "title", "severity", "text", "hint"]
    assert content["code"] == code
    assert said("--language", "en", "explain", code)["text"] != content["text"]
    assert run("explain", code).exit_code == 0


def test_the_demo_runs_twice(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    assert run("demo", folder).exit_code == 0
    before = tree(folder)
    content = said("demo", folder)
    assert (set(content), tree(folder)) == ({"workspace", "collect", "merge"}, before)
    assert content["merge"]["answered"] == 76
    assert {each["state"] for each in content["collect"]["received"]} == {
        "accepted", "needs-correction",
    }  # fmt: skip


Damage = Callable[[Path], list[str | Path]]


def no_folder(root: Path) -> list[str | Path]:
    return ["-w", root / "borta", "status"]


def no_settings(root: Path) -> list[str | Path]:
    (root / "kexcel.toml").unlink()
    return ["-w", root, "check"]


def broken_settings(root: Path) -> list[str | Path]:
    (root / "kexcel.toml").write_text('organisation = "Ånge', encoding="utf-8")
    return ["-w", root, "check"]


def settings_in_latin_1(root: Path) -> list[str | Path]:
    (root / "kexcel.toml").write_bytes('organisation = "Ånge"'.encode("latin-1"))
    return ["-w", root, "check"]


def unknown_setting(root: Path) -> list[str | Path]:
    with (root / "kexcel.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[extra]\nnyckel = "värde"\n')
    return ["-w", root, "check"]


def no_plan(root: Path) -> list[str | Path]:
    (root / "plan.xlsx").unlink()
    return ["-w", root, "check"]


def plan_of_text(root: Path) -> list[str | Path]:
    (root / "plan.xlsx").write_text("Det här är ingen arbetsbok.", encoding="utf-8")
    return ["-w", root, "check"]


def damaged_journal(root: Path) -> list[str | Path]:
    (root / "arkiv" / "journal.jsonl").write_text("{", encoding="utf-8")
    return ["-w", root, "status"]


def file_as_folder(root: Path) -> list[str | Path]:
    return ["-w", root / "kexcel.toml", "status"]


def unknown_template(root: Path) -> list[str | Path]:
    text = (root / "kexcel.toml").read_text(encoding="utf-8")
    (root / "kexcel.toml").write_text(text.replace('"standard"', '"egen"'), encoding="utf-8")
    return ["-w", root, "generate", "T1"]


WRONG_USE: list[Damage] = [
    no_folder, no_settings, broken_settings, settings_in_latin_1, unknown_setting, no_plan,
    damaged_journal, file_as_folder, unknown_template,
    lambda root: ["-w", root, "generate", "T9"],
    lambda root: ["-w", root, "collect", "påsk"],
    lambda root: ["-w", root, "merge", "T3"],
    lambda root: ["-w", root, "explain", "finns-inte"],
    lambda root: ["init", root],
    lambda root: ["init", root / "ny", "--example", "finns-inte"],
    lambda root: ["-w", root, "generate"],
    lambda root: ["-w", root, "finns-inte"],
    lambda root: ["-w", root, "--language", "de", "check"],
]  # fmt: skip


@pytest.mark.parametrize("damage", WRONG_USE)
def test_wrong_use_ends_with_2_and_a_sentence(damage: Damage, workspace: Workspace) -> None:
    words = damage(workspace.layout.root)
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.strip()) > 10
    assert "Traceback" not in result.stderr


UNREADABLE: list[Damage] = [
    plan_of_text,
    lambda root: ["-w", root, "validate", root / "borta.xlsx"],
    lambda root: ["-w", root, "validate", root],
    lambda root: ["-w", root, "collect", "T1", root / "borta.xlsx"],
]


@pytest.mark.parametrize("damage", UNREADABLE)
def test_what_cannot_be_opened_ends_with_3(damage: Damage, workspace: Workspace) -> None:
    result = run(*damage(workspace.layout.root))
    assert (result.exit_code, result.stdout) == (3, "")
    assert "kexcel: " in result.stderr


@pytest.mark.parametrize(
    "data", [b"", b"Hej!", b"PK\x03\x04 trunkerad", b"%PDF-1.7", b"\xd0\xcf\x11\xe0" + b"\0" * 600]
)
def test_a_file_that_is_no_form_is_a_finding(
    data: bytes, at: tuple[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "svar.xlsx"
    path.write_bytes(data)
    content = said(*at, "validate", path)
    assert [each["severity"] for each in content["findings"]] == ["error"]
    assert run(*at, "validate", path).exit_code == 1


def kexcel(*words: str | Path) -> subprocess.CompletedProcess[str]:
    code = "from kexcel.cli import main; main()"
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_as_a_program_it_keeps_json_by_itself_on_stdout(answered: Workspace) -> None:
    ended = kexcel("-w", answered.layout.root, "collect", "T1", "--json")
    assert (ended.returncode, ended.stderr) == (1, "")
    assert json.loads(ended.stdout)["period"] == "T1"


def test_as_a_program_it_says_in_json_what_stopped_it(tmp_path: Path) -> None:
    ended = kexcel("-w", tmp_path / "borta", "check", "--json")
    assert ended.returncode == 2
    assert set(json.loads(ended.stdout)) == {"error"}
    assert "Traceback" not in ended.stderr


def test_help_is_given_in_both_languages() -> None:
    swedish, english = run("--help"), run("--language", "en", "--help")
    assert "Samla in" in swedish.output or "samla in" in swedish.output
    assert "collect" in english.output
    assert swedish.output != english.output
    for command in ("demo", "init", "check", "generate", "collect", "validate", "status", "merge",
                    "explain", "remind", "withdraw"):  # fmt: skip
        assert command in swedish.output
        assert run(command, "--help").exit_code == 0
