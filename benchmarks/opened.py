"""Workspaces of the benchmark, as its steps open them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from kexcel.workspace import Workspace, open_workspace

PERIOD = "T1"


def noon() -> datetime:
    """The time it is in every workspace of the benchmark."""
    return datetime(2024, 5, 10, 12, tzinfo=UTC)


def opened(folder: Path) -> Workspace:
    """The workspace in a folder."""
    return open_workspace(folder, clock=noon)


def inbox(folder: Path) -> list[Path]:
    """The files that came back."""
    return sorted((folder / "inkommet" / PERIOD).iterdir())
