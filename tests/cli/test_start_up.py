"""What a command loads before it has anything to do with it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import SOUND
from tests.workspace.small import issued_small_workspace, returned

HEAVY = ("numpy", "openpyxl", "pandas", "python_calamine", "xlrd", "xlsxwriter")


def loaded_by(*arguments: str) -> set[str]:
    """The modules that a command has loaded when it is done."""
    program = f"""
import atexit, json, sys
atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))
from kexcel.cli import main
main({list(arguments)!r})
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=False, encoding="utf-8"
    )
    assert done.returncode in {0, 1}, done.stderr
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("arguments", [["--help"], ["collect", "--help"], ["--version"]])
def test_help_loads_neither_libraries_nor_templates(arguments: list[str]) -> None:
    assert loaded_by(*arguments).isdisjoint({*HEAVY, "pydantic", "kexcel.workspace"})


def test_status_loads_no_library_that_reads_or_writes_workbooks(tmp_path: Path) -> None:
    workspace = issued_small_workspace(tmp_path / "ws")
    folder = str(workspace.layout.root)
    assert loaded_by("-w", folder, "status").isdisjoint(HEAVY)


def test_nor_when_answers_have_come_and_decisions_are_to_be_read(tmp_path: Path) -> None:
    workspace = issued_small_workspace(tmp_path / "ws")
    inbox = workspace.layout.inbox("T1")
    inbox.mkdir(parents=True, exist_ok=True)
    (inbox / "svar.xlsx").write_bytes(returned(workspace, SOUND))
    workspace.collect("T1")
    workspace.merge("T1")
    assert (workspace.layout.root / "Beslut.xlsx").is_file()
    assert loaded_by("-w", str(workspace.layout.root), "status").isdisjoint(HEAVY)


def test_a_list_of_commands_loads_none_and_a_command_no_other() -> None:
    listed = {name for name in loaded_by("--help") if name.startswith("kexcel.")}
    helpers = {"actuals", "check", "collect", "merge", "status", "validate", "withdraw"}
    assert listed.isdisjoint(f"kexcel.cli.{name}" for name in helpers)
    assert listed.isdisjoint({"kexcel.model", "kexcel.settings"})
    asked = loaded_by("status", "--help")
    assert "kexcel.cli.status" in asked
    assert asked.isdisjoint({"kexcel.cli.merge", "kexcel.cli.actuals", "pathlib", "decimal"})


def test_status_loads_nothing_that_the_workspace_has_no_use_for(tmp_path: Path) -> None:
    folder = str(issued_small_workspace(tmp_path / "ws").layout.root)
    useless = {
        "filelock",
        "importlib.metadata",
        "kexcel.ledger.read",
        "kexcel.report.accounting.sie_budget",
        "kexcel.roll",
        "kexcel.sie",
        "kexcel.workspace.isolation",
        "pydantic",
        "socket",
    }
    assert loaded_by("-w", folder, "status") & useless == set()


def test_validate_loads_nothing_that_puts_returns_together(tmp_path: Path) -> None:
    workspace = issued_small_workspace(tmp_path / "ws")
    path = tmp_path / "svar.xlsx"
    path.write_bytes(returned(workspace, SOUND))
    loaded = loaded_by("-w", str(workspace.layout.root), "validate", str(path))
    assert loaded & {*HEAVY, "kexcel.merge", "kexcel.generate", "filelock", "pydantic"} == set()


def test_nor_does_collect_open_parcels_or_merge_check_settings_again(tmp_path: Path) -> None:
    workspace = issued_small_workspace(tmp_path / "ws")
    inbox = workspace.layout.inbox("T1")
    inbox.mkdir(parents=True, exist_ok=True)
    (inbox / "svar.xlsx").write_bytes(returned(workspace, SOUND))
    loaded = loaded_by("-w", str(workspace.layout.root), "collect", "T1")
    assert loaded & {"kexcel.collect.parcels.opening", "kexcel.ledger.read", "pydantic"} == set()
    assert loaded_by("-w", str(workspace.layout.root), "merge", "T1") & {"pydantic"} == set()


@pytest.mark.parametrize("options", [[], ["--json"]], ids=["told", "json"])
def test_a_merge_of_nothing_new_loads_nothing_that_merges_or_writes(
    tmp_path: Path, options: list[str]
) -> None:
    workspace = issued_small_workspace(tmp_path / "ws")
    assert workspace.merge("T1").is_new
    loaded = loaded_by("-w", str(workspace.layout.root), "merge", "T1", *options)
    assert loaded.isdisjoint({*HEAVY, "kexcel.workspace.merging", "kexcel.excel.book"})
