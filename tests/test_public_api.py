from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import kexcel

SOURCE = Path(__file__).resolve().parent.parent / "src"

PUBLIC = {
    "ConfigurationError": "kexcel.errors",
    "Finding": "kexcel.model.finding",
    "KexcelError": "kexcel.errors",
    "Severity": "kexcel.model.finding",
    "TemplateError": "kexcel.errors",
    "UnreadableInputError": "kexcel.errors",
    "UsageError": "kexcel.errors",
    "Workspace": "kexcel.workspace",
    "compare_files": "kexcel.workspace.comparing",
    "create_workspace": "kexcel.workspace",
    "explain": "kexcel.findings",
    "frames": "kexcel.merge",
    "load_template": "kexcel.template",
    "open_workspace": "kexcel.workspace",
    "read_plan": "kexcel.documents.plan.reader",
    "render": "kexcel.findings",
}
"""Every public name and the room it comes from. A change here is told in CHANGELOG.md."""

CALLS_OF_A_WORKSPACE = [
    "actuals", "check", "collect", "export", "generate", "import_plan", "merge", "refill", "remind",
    "roll", "status", "validate", "verify", "watch", "withdraw",
]  # fmt: skip


def test_the_public_names_are_these() -> None:
    assert kexcel.__all__ == list(PUBLIC)


@pytest.mark.parametrize("name, home", PUBLIC.items())
def test_a_public_name_loads_from_its_room(name: str, home: str) -> None:
    assert getattr(kexcel, name) is getattr(import_module(home), name)


def test_a_name_that_is_not_public_is_refused() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'write_form'"):
        kexcel.write_form  # noqa: B018 - looking it up is the test


@pytest.mark.parametrize("command", CALLS_OF_A_WORKSPACE)
def test_a_command_is_a_call_of_the_workspace(command: str) -> None:
    assert callable(getattr(kexcel.Workspace, command))


def test_every_error_is_one_of_ours() -> None:
    errors = {name for name in PUBLIC if name.endswith("Error")}
    roots = {name for name in errors if issubclass(getattr(kexcel, name), kexcel.KexcelError)}
    assert roots == errors


def loaded_by(statement: str) -> set[str]:
    """The libraries that are loaded after a statement in a Python of its own."""
    heavy = (
        "{'docx', 'openpyxl', 'pandas', 'pdfplumber', 'pydantic', 'python_calamine', 'rich', "
        "'xlsxwriter'}"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {statement}; print(*{heavy} & sys.modules.keys())"],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(SOURCE)},
    )
    return set(done.stdout.split())


def test_importing_kexcel_loads_no_heavy_library() -> None:
    assert loaded_by("import kexcel") == set()


def test_the_command_line_starts_without_heavy_libraries() -> None:
    assert loaded_by("import kexcel.cli.main") == set()


def test_opening_a_workspace_does_not_load_pandas() -> None:
    assert "pandas" not in loaded_by("import kexcel; kexcel.open_workspace")


def test_opening_a_workspace_loads_no_reader_of_documents() -> None:
    loaded = loaded_by("import kexcel; kexcel.open_workspace")
    assert not loaded & {"docx", "pdfplumber"}
