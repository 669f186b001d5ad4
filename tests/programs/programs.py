"""Finds the programs that a form is passed through, and has them save it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SECONDS = 120
INSTALL = "make programs"
"""What installs the libraries of Node and Python."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program as it is started: it takes jobs on stdin, or one file as arguments."""

    command: tuple[str, ...]


@cache
def find_node() -> Program | None:
    """Node with the libraries in package.json."""
    node = shutil.which(os.environ.get("KEXCEL_NODE", "node"))
    if node is None or not (HERE / "node" / "node_modules" / "exceljs").is_dir():
        return None
    return Program((node, str(HERE / "node" / "save.js")))


@cache
def find_python() -> Program | None:
    """A Python with the libraries in requirements.txt."""
    folder = "Scripts" if sys.platform == "win32" else "bin"
    usual = ROOT / ".venv-programs" / folder / "python"
    python = shutil.which(os.environ.get("KEXCEL_PROGRAMS_PYTHON", str(usual)))
    return Program((python, str(HERE / "python" / "save.py"))) if python else None


@cache
def find_gnumeric() -> Program | None:
    """Gnumeric's ssconvert."""
    found = shutil.which(os.environ.get("KEXCEL_SSCONVERT", "ssconvert"))
    return Program((found,)) if found else None


def run_jobs(program: Program, jobs: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Have a script do its jobs; the versions of its programs."""
    done = subprocess.run(
        program.command,
        input=json.dumps(list(jobs)),
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        env={**os.environ, "TZ": "UTC"},  # JavaScript writes a day as a moment in its own zone
    )
    assert done.returncode == 0, done.stderr
    versions: dict[str, str] = json.loads(done.stdout)
    return versions


def convert(gnumeric: Program, exporter: str, source: Path, target: Path) -> None:
    """Have Gnumeric open a workbook and save it with one of its exporters."""
    command = [*gnumeric.command, "--export-type", exporter, str(source), str(target)]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
