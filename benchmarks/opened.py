"""Workspaces of the benchmark, as its steps open them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from kexcel.workspace import Workspace, open_workspace
from kexcel.workspace.execution.execution import Execution

PERIOD = "T1"


def noon() -> datetime:
    """The time it is in every workspace of the benchmark."""
    return datetime(2024, 5, 10, 12, tzinfo=UTC)


def opened(folder: Path, *, jobs: int | None = None) -> Workspace:
    """The workspace in a folder, read by so many processes or as many as suits."""
    return open_workspace(folder, clock=noon, execution=Execution(jobs=jobs))


def inbox(folder: Path) -> list[Path]:
    """The files that came back."""
    return sorted((folder / "inkommet" / PERIOD).iterdir())
