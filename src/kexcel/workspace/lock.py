"""One at a time: whoever writes in a workspace holds its lock while doing so.

The lock is a file in the workspace, so that it is seen from every computer that reaches the
folder. It names the process that holds it, and ``filelock`` takes over from one that has died.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kexcel.errors import BusyError
from kexcel.files import clear_unfinished, write_whole
from kexcel.locale import mark
from kexcel.workspace.clock import Clock
from kexcel.workspace.layout import ARCHIVE, ISSUED, OUTBOX, RESULTS
from kexcel.workspace.names import told_name

if TYPE_CHECKING:
    from filelock import SoftFileLock

LOCK_FILE = ".kexcel.lock"
NOTE_FILE = ".kexcel.lock.json"
"""Beside the lock: who holds it, for people to read."""

PATIENCE = 10.0
"""Seconds that a run waits for another to finish."""

_PAUSE = 0.1
"""Seconds between two tries; there are always two, as the first may find a dead one's lock."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the lock: ``since`` is ISO 8601, ``command`` the work that goes on."""

    user: str
    host: str
    process: str
    since: str
    command: str

    @property
    def who(self) -> str:
        """The person and the computer, as far as they are known."""
        return f"{self.user} ({self.host})" if self.user and self.host else self.user or self.host

    @property
    def since_when(self) -> str:
        """The time as it is read, to the minute."""
        return self.since[:16].replace("T", " ")


Waiting = Callable[[Holder, float], None]
"""Told once when a run begins to wait: for whom, and for at most how many seconds."""


def wait_in_silence(_holder: Holder, _seconds: float) -> None:
    """Tell nobody."""


class WorkspaceLock:
    """The lock of one workspace. Whoever holds it may take it again; other threads wait."""

    def __init__(
        self,
        root: Path,
        clock: Clock,
        *,
        patience: float = PATIENCE,
        waiting: Waiting = wait_in_silence,
    ) -> None:
        self._root = root
        self._clock = clock
        self._patience = patience
        self._waiting = waiting

    @contextmanager
    def held(self, command: str) -> Iterator[None]:
        """Hold the lock for a piece of work.

        What an earlier run left half-written is cleared away first.

        Raises:
            BusyError: someone else held it for as long as was waited.
            OSError: the folder cannot be written to.
        """
        lock = self._lock()
        if lock.is_locked:
            yield
            return
        self._take(lock)
        try:
            self._write_note(command)
            clear_unfinished(_own_folders(self._root))
            yield
        finally:
            with suppress(OSError):
                (self._root / NOTE_FILE).unlink(missing_ok=True)
            lock.release()

    @property
    def is_held(self) -> bool:
        """Whether this program holds it."""
        # What only reads loads no locks: without them, this program can hold none.
        return "filelock" in sys.modules and self._lock().is_locked

    def _lock(self) -> SoftFileLock:
        from filelock import SoftFileLock  # noqa: PLC0415 - start-up time

        return SoftFileLock(self._root / LOCK_FILE, is_singleton=True)

    def _take(self, lock: SoftFileLock) -> None:
        until = time.monotonic() + max(self._patience, _PAUSE)
        has_told = not self._patience
        while not self._taken(lock):
            if time.monotonic() >= until:
                raise self._busy()
            if not has_told:
                self._waiting(self._holder(), self._patience)
                has_told = True
            time.sleep(_PAUSE)

    def _taken(self, lock: SoftFileLock) -> bool:
        """Try once. A lock that belongs to another user is held, though it reads as forbidden."""
        from filelock import Timeout  # noqa: PLC0415 - start-up time

        try:
            lock.acquire(blocking=False)
        except Timeout:
            return False
        except OSError as fault:
            path = self._root / LOCK_FILE
            if isinstance(fault, PermissionError) and path.is_file():
                return False
            raise OSError(fault.errno, fault.strerror, str(path)) from fault
        return True

    def _write_note(self, command: str) -> None:
        import socket  # noqa: PLC0415 - start-up time

        holder = Holder(
            user=_user(),
            host=told_name(socket.gethostname()),
            process=str(os.getpid()),
            since=self._clock().isoformat(),
            command=command,
        )
        text = json.dumps(asdict(holder), ensure_ascii=False, indent=1)
        write_whole(self._root / NOTE_FILE, text.encode())

    def _holder(self) -> Holder:
        """Who holds the lock: as the note says, if it is that process's; else as the lock does."""
        process, host, since = _marked(self._root / LOCK_FILE)
        with suppress(OSError, ValueError, TypeError):
            noted = Holder(**json.loads((self._root / NOTE_FILE).read_bytes()))
            if noted.process == process:
                return noted
        return Holder("", host, process, since, "")

    def _busy(self) -> BusyError:
        holder = self._holder()
        phrase = mark(
            "The workspace is in use by {who} since {since} ({command}). "
            "Wait until that has finished, then try again. If it is not running any more, "
            "because a computer was switched off, say, remove the file {file} and try again."
        )
        return BusyError(
            phrase,
            who=holder.who or "–",
            since=holder.since_when,
            command=f"kexcel {holder.command}".rstrip(),
            file=self._root / LOCK_FILE,
        )


def _marked(path: Path) -> tuple[str, str, str]:
    """The process and host that the lock itself names, and when the file was made."""
    try:
        made = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone().isoformat()
        process, host, *_ = [*path.read_text(encoding="utf-8", errors="replace").split(), "", ""]
    except OSError:
        return "", "", ""
    return process, told_name(host.partition("?")[0]), made


def _user() -> str:
    """The name that the person is logged in by; "" where the system does not tell."""
    import getpass  # noqa: PLC0415 - start-up time

    try:
        return told_name(getpass.getuser())
    except (OSError, KeyError, ImportError):
        return ""


def _own_folders(root: Path) -> Iterator[Path]:
    """Every folder that kexcel alone writes in, and the workspace's own."""
    yield root
    for name in (ARCHIVE, ISSUED, OUTBOX, RESULTS):
        for folder, _below, _files in os.walk(root / name):
            yield Path(folder)
