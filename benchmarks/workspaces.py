"""Workspaces to measure in, made by kexcel itself."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from benchmarks.example_plan import PERIOD, SETTINGS, example_plan
from benchmarks.sizes import Size
from kexcel.documents.plan.writer import write_plan
from kexcel.settings import SETTINGS_FILE
from kexcel.workspace import Workspace, open_workspace
from kexcel.workspace.layout import PLAN_FILE


def noon() -> datetime:
    """The time it is in every workspace of the benchmark."""
    return datetime(2024, 5, 10, 12, tzinfo=UTC)


def opened(folder: Path) -> Workspace:
    """The workspace in a folder."""
    return open_workspace(folder, clock=noon)


def new_workspace(folder: Path, size: Size) -> Workspace:
    """A workspace with a plan of some size, where nothing has been issued yet."""
    folder.mkdir(parents=True)
    (folder / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
    (folder / PLAN_FILE).write_bytes(write_plan(example_plan(size)))
    return opened(folder)


def inbox(folder: Path) -> list[Path]:
    """The files that came back."""
    return sorted((folder / "inkommet" / PERIOD).iterdir())
