"""The example's year, gone through once for all that look at it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from tests.year.written import ROOT

SAID = "said.txt"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the example was run in; workers of one run of the tests share it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "Ånge"
    with FileLock(shared / "year.lock"):
        if not (folder / SAID).is_file():
            (folder / SAID).write_text(_run(folder), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def printed(folder: Path) -> list[str]:
    """What the example said as it went through the year."""
    return (folder / SAID).read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="session")
def year(folder: Path) -> Path:
    """The workspace of 2024 at the year's end."""
    return folder / "2024"


def _run(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, str(ROOT / "examples" / "year.py"), str(folder)],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
    )
    return done.stdout
