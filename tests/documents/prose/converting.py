"""Text and Word documents turned into other kinds by LibreOffice Writer."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import pytest

from tests.office.programs import find_programs

FILTERS = {"pdf": "pdf:writer_pdf_Export", "docx": "docx:MS Word 2007 XML"}


class Writer:
    """LibreOffice Writer with a profile of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._runs = 0

    def convert(self, documents: Mapping[str, bytes], kind: str) -> dict[str, bytes]:
        """The documents by name, each as a file of another kind under the same stem."""
        self._runs += 1
        before, after = (self._folder / f"{self._runs}-{each}" for each in ("from", "to"))
        before.mkdir()
        for name, data in documents.items():
            (before / name).write_bytes(data)
        programs = find_programs()
        if programs is None:
            without_writer()
        profile = (self._folder / "profile").as_uri()
        command = [programs.soffice, "--headless", f"-env:UserInstallation={profile}"]
        command += ["--convert-to", FILTERS[kind], "--outdir", str(after)]
        files = [str(before / name) for name in documents]
        subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)
        made = {path.stem: path.read_bytes() for path in sorted(after.glob(f"*.{kind}"))}
        if len(made) != len(documents):
            without_writer()
        return made


def without_writer() -> NoReturn:
    """The test is skipped without Writer, or fails when KEXCEL_REQUIRE_OFFICE=1."""
    missing = "LibreOffice Writer was not found"
    if os.environ.get("KEXCEL_REQUIRE_OFFICE") == "1":
        pytest.fail(missing)
    pytest.skip(missing)
