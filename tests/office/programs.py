"""Finds LibreOffice and a Python that can speak with it on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_INSTALLED = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)


@dataclass(frozen=True, slots=True)
class Programs:
    """LibreOffice and the Python whose ``uno`` module drives it."""

    soffice: str
    python: str


@cache
def find_programs() -> Programs | None:
    """The programs, or None where one is missing.

    KEXCEL_SOFFICE and KEXCEL_UNO_PYTHON name programs that stand elsewhere.
    """
    soffice = _find_soffice()
    python = _find_python(soffice) if soffice else None
    return Programs(soffice, python) if soffice and python else None


def _find_soffice() -> str | None:
    candidates = (os.environ.get("KEXCEL_SOFFICE", "soffice"), "libreoffice", *_INSTALLED)
    return next((found for name in candidates if (found := shutil.which(name))), None)


def _find_python(soffice: str) -> str | None:
    program = Path(soffice).resolve().parent
    candidates = (
        os.environ.get("KEXCEL_UNO_PYTHON", "/usr/bin/python3"),
        str(program / "python"),
        str(program / "python.exe"),
        str(program.parent / "Resources" / "python"),
        sys.executable,
    )
    return next((name for name in candidates if _knows_uno(name)), None)


def _knows_uno(python: str) -> bool:
    if not shutil.which(python):
        return False
    answer = subprocess.run(
        [python, "-c", "import uno"], check=False, capture_output=True, timeout=60
    )
    return answer.returncode == 0
