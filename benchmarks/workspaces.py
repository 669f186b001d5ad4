"""Workspaces to measure in, made by kexcel itself."""

from __future__ import annotations

from pathlib import Path

from benchmarks.example_plan import SETTINGS, example_plan
from benchmarks.sizes import SIZES
from kexcel.documents.plan.writer import write_plan
from kexcel.settings import SETTINGS_FILE
from kexcel.workspace.layout import PLAN_FILE


def new_workspace(folder: Path, size: str, departments: int) -> None:
    """A workspace with a plan of some size, where nothing has been issued yet."""
    folder.mkdir(parents=True)
    (folder / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
    plan = example_plan(SIZES[size].of(departments))
    (folder / PLAN_FILE).write_bytes(write_plan(plan))
