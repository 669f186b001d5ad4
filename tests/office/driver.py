"""Drives LibreOffice as a person would: open, type, recalculate, save.

One LibreOffice serves a whole test session. It is started when first asked for something, with
a profile of its own, and again if it dies or does not answer in time.
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tests.office import steps
from tests.office.programs import Programs
from tests.office.values import (
    Entries,
    Grid,
    OfficeReading,
    decode,
    decode_reading,
    encode_entries,
)

WORKER = Path(__file__).with_name("uno_worker.py")
FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".csv": "Text - txt - csv (StarCalc)",
    ".html": "HTML (StarCalc)",
}
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
  xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Setup/L10N">
  <prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>sv-SE</value></prop></item>
</oor:items>
"""


class OfficeError(Exception):
    """LibreOffice refused what was asked of it, or could not do it."""


class OfficeLost(OfficeError):  # noqa: N818 - lost is what it is
    """LibreOffice died or did not answer in time."""


@dataclass(frozen=True, slots=True)
class Job:
    """One workbook to change and save. ``steps`` come before ``entries``."""

    source: Path
    target: Path
    entries: Entries
    steps: Sequence[Mapping[str, Any]] = ()
    filter: str | None = None
    unprotect: bool = False
    password: str = ""

    def as_request(self) -> dict[str, Any]:
        """The job as the worker takes it."""
        return {
            "source": str(self.source.resolve()),
            "target": str(self.target.resolve()),
            "entries": encode_entries(self.entries),
            "steps": [dict(step) for step in self.steps],
            "filter": self.filter or FILTERS[self.target.suffix.lower()],
            "unprotect": self.unprotect,
            "password": self.password,
        }


class Office:
    """A LibreOffice for as long as the tests run."""

    def __init__(self, programs: Programs, *, seconds: float = 60) -> None:
        self._programs = programs
        self._seconds = seconds
        self._running: _Running | None = None

    def fill_in(
        self,
        source: Path,
        target: Path,
        entries: Entries,
        *,
        filter: str | None = None,  # noqa: A002 - the program's own word
        unprotect: bool = False,
        password: str = "",
    ) -> None:
        """Open, type, recalculate and save; the target's suffix tells the format.

        Typing in a locked cell raises OfficeError, unless the sheet's protection is taken off.
        """
        job = Job(source, target, entries, (), filter, unprotect, password)
        self.fill_many([job])

    def fill_many(self, jobs: Sequence[Job]) -> None:
        """The same for many workbooks in one request."""
        requests = [job.as_request() for job in jobs]
        self._ask("fill_in", patience=len(requests), jobs=requests)

    def change(
        self, source: Path, target: Path, changes: Sequence[Mapping[str, Any]], *, unprotect: bool
    ) -> None:
        """Do to the sheets what tests.office.steps names, and save."""
        self.fill_many([Job(source, target, {}, changes, unprotect=unprotect)])

    def sort(self, source: Path, target: Path, sheet: str, cells: str, column: str) -> None:
        """Take off the sheet's protection, sort a range without headings by a column, and save."""
        self.change(source, target, [steps.sort(sheet, cells, column)], unprotect=True)

    def read(self, source: Path, *, recalculate: bool = True) -> OfficeReading:
        """What the workbook says after a hard recalculation of every formula."""
        return decode_reading(
            self._ask("read", source=str(source.resolve()), recalculate=recalculate)
        )

    def evaluate(
        self, source: Path, rounds: Sequence[Entries], reading: Sequence[tuple[str, str]]
    ) -> list[list[Grid]]:
        """For each round: type its entries, recalculate, and read the ranges (sheet, range).

        The workbook is opened once and never saved; a round types over the one before it.
        """
        answers = self._ask(
            "evaluate",
            patience=len(rounds),
            source=str(source.resolve()),
            rounds=[encode_entries(entries) for entries in rounds],
            reading=[list(place) for place in reading],
        )
        return [[_decode_grid(grid) for grid in answer] for answer in answers]

    def to_pdf(self, source: Path, target: Path) -> None:
        """Print every sheet to a PDF."""
        self._ask("to_pdf", source=str(source.resolve()), target=str(target.resolve()))

    def crash(self) -> None:
        """Kill LibreOffice and its worker, as bad luck would."""
        if self._running:
            self._running.kill()

    def close(self) -> None:
        """End LibreOffice and forget its profile."""
        if self._running:
            self._running.end()
        self._running = None

    def _ask(self, command: str, *, patience: int = 1, **arguments: Any) -> Any:
        """One request; asked once more of a new LibreOffice if the first is lost."""
        request = {"command": command, **arguments}
        seconds = self._seconds + patience
        try:
            return self._start().ask(request, seconds)
        except OfficeLost:
            self.close()
            return self._start().ask(request, seconds)

    def _start(self) -> _Running:
        if self._running is None:
            self._running = _Running(self._programs)
        return self._running


class _Running:
    """A LibreOffice, the worker that drives it, and their temporary profile."""

    def __init__(self, programs: Programs) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="kexcel-office-"))
        user = self._folder / "user"
        user.mkdir()
        (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        pipe = f"kexcel-{uuid.uuid4().hex}"
        self._office = self._spawn(_office_command(programs, pipe, self._folder))
        self._worker = self._spawn([programs.python, str(WORKER), pipe])
        self._answers: queue.Queue[str] = queue.Queue()
        self._listener = threading.Thread(
            target=self._listen, args=(self._worker.stdout,), daemon=True
        )
        self._listener.start()

    def ask(self, request: Mapping[str, Any], seconds: float) -> Any:
        try:
            assert self._worker.stdin is not None
            self._worker.stdin.write(json.dumps(request) + "\n")
            self._worker.stdin.flush()
            line = self._answers.get(timeout=seconds)
        except (BrokenPipeError, queue.Empty) as failure:
            raise OfficeLost(f"no answer within {seconds} s") from failure
        if not line:
            raise OfficeLost(self._last_words())
        answer = json.loads(line)
        if "error" in answer:
            failed = "DisposedException" in answer["error"]
            raise (OfficeLost if failed else OfficeError)(answer["error"])
        return answer["result"]

    def kill(self) -> None:
        for process in (self._worker, self._office):
            _kill(process)

    def end(self) -> None:
        self.kill()
        self._listener.join(timeout=30)
        for process in (self._worker, self._office):
            _close_pipes(process)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _spawn(self, command: list[str]) -> subprocess.Popen[str]:
        log = self._folder / f"{Path(command[0]).name}.log"
        with log.open("w", encoding="utf-8") as errors:
            return subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                encoding="utf-8",
                env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": ""},
                start_new_session=sys.platform != "win32",
            )

    def _listen(self, stream: IO[str]) -> None:
        for line in stream:
            self._answers.put(line)
        self._answers.put("")

    def _last_words(self) -> str:
        logs = sorted(self._folder.glob("*.log"))
        return "\n".join(log.read_text(encoding="utf-8", errors="replace") for log in logs)


def _office_command(programs: Programs, pipe: str, profile: Path) -> list[str]:
    return [
        programs.soffice,
        "--headless",
        "--invisible",
        "--nodefault",
        "--nofirststartwizard",
        "--nolockcheck",
        "--nologo",
        "--norestore",
        f"--accept=pipe,name={pipe};urp;",
        f"-env:UserInstallation={profile.as_uri()}",
    ]


def _kill(process: subprocess.Popen[str]) -> None:
    """End a process with all its children."""
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=30)


def _close_pipes(process: subprocess.Popen[str]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(BrokenPipeError):
                stream.close()


def _decode_grid(grid: Grid) -> Grid:
    return [[decode(value) for value in row] for row in grid]
