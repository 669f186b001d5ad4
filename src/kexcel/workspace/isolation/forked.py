"""A process that is a copy of this one, where that can be made safely: on Linux, from one thread.

Starting Python anew and loading what reads files takes longer than reading fifty of them; a copy
is there in a millisecond with everything loaded. It is used like ``subprocess.Popen``.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NoReturn

_TASKS = Path("/proc/self/task")
_OPEN_FILES = Path("/proc/self/fd")
_POLL_SECONDS = 0.005

Serve = Callable[[BinaryIO, BinaryIO], None]
"""What the copy does: it takes calls from one end and sends answers to the other."""


def can_fork() -> bool:
    """Whether a copy can be made: with a single thread, no lock can be held by another one."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        return len(list(_TASKS.iterdir())) == 1
    except OSError:
        return False


class ForkedProcess:
    """A copy of this process that serves until its input ends."""

    def __init__(self, serve: Serve) -> None:
        calls_out, calls_in = os.pipe()
        answers_out, answers_in = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid == 0:
            _serve(serve, calls_out, answers_in)
        os.close(calls_out)
        os.close(answers_in)
        self.stdin: BinaryIO = os.fdopen(calls_in, "wb")
        self.stdout: BinaryIO = os.fdopen(answers_out, "rb")
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """The code that it ended with, None while it runs."""
        if self.returncode is None:
            with suppress(ChildProcessError):
                pid, status = os.waitpid(self.pid, os.WNOHANG)
                if pid:
                    self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended.

        Raises:
            TimeoutExpired: it has not in so many seconds.
        """
        until = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if until is None:
                with suppress(ChildProcessError):
                    self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
            elif time.monotonic() > until:
                raise subprocess.TimeoutExpired("a copy of this process", timeout or 0)
            else:
                time.sleep(_POLL_SECONDS)
        return code

    def kill(self) -> None:
        """End it at once."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)


def _serve(serve: Serve, calls: int, answers: int) -> NoReturn:
    """What happens in the copy: it must never go on with what its original was doing."""
    try:
        _close_all_but({0, 1, 2, calls, answers})
        with os.fdopen(calls, "rb") as incoming, os.fdopen(answers, "wb") as outgoing:
            serve(incoming, outgoing)
    except BaseException:  # noqa: BLE001 - whatever happens, the copy ends here
        os._exit(1)
    os._exit(0)


def _close_all_but(kept: set[int]) -> None:
    """Files and locks of the original are not the copy's to hold."""
    for path in list(_OPEN_FILES.iterdir()):
        if int(path.name) not in kept:
            with suppress(OSError):
                os.close(int(path.name))
