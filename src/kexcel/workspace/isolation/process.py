"""One process that makes calls, seen from the side that asks for them."""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Timer
from typing import TypeVar, cast

from kexcel.locale import mark
from kexcel.workspace.isolation.forked import ForkedProcess, can_fork
from kexcel.workspace.isolation.worker import serve_copy

Result = TypeVar("Result")

DIED = mark("the program that reads it breaks down on it")
OUT_OF_MEMORY = mark("it takes far more memory to read than a form")
TOO_SLOW = mark("it takes far longer to read than a form")

AnyProcess = subprocess.Popen[bytes] | ForkedProcess
_WORKER = Path(__file__).with_name("worker.py")
_START_SECONDS = 120.0
_END_SECONDS = 5.0
_CTRL_C = {-signal.SIGINT, 0xC000013A}
"""How a process ends that was interrupted at the keyboard, on POSIX and on Windows."""

_KILLED = -9
_ALARMED = -14


class IsolationError(Exception):
    """The call was given up; ``reason`` is a phrase that says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _RemoteTraceback(Exception):  # noqa: N818 - the cause of an error, itself none
    """Where in the other process an exception was raised."""

    def __str__(self) -> str:
        return f"\n{self.args[0]}"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one call may use: bytes of memory over what the process starts with, and seconds."""

    memory: int = 1 << 30
    seconds: float = 10.0


DEFAULT_ALLOWANCE = Allowance()


class IsolatedProcess:
    """A process, started when it is first needed and again after it has ended."""

    def __init__(self, allowance: Allowance, modules: tuple[str, ...]) -> None:
        self.settings = (allowance, tuple(sys.path))
        self._allowance = allowance
        self._modules = modules
        self._shared = pickle.dumps((None, ()))
        self._process: AnyProcess | None = None
        self._is_started = False
        self._is_ready = False

    @property
    def is_alive(self) -> bool:
        """Whether there is a process that waits for its next call."""
        return self._is_ready and self._process is not None and self._process.poll() is None

    def share(self, shared: tuple[object, ...]) -> None:
        """What every call gets before its own arguments from now on."""
        self._shared = pickle.dumps((None, shared))
        self._is_ready = False

    def call(self, function: Callable[..., Result], arguments: tuple[object, ...]) -> Result:
        """Make the call, in a process that is started if there is none.

        Raises:
            IsolationError: the process died, ran out of memory or took too long.
        """
        message = pickle.dumps(pickle.dumps((function, arguments)))
        process = self._ready()
        answer, is_last = self._exchange(process, message, self._allowance.seconds)
        kind, *content = pickle.loads(answer)  # noqa: S301 - sent by the worker
        if is_last or kind == "memory":
            self.end()
        if kind == "memory":
            raise IsolationError(OUT_OF_MEMORY)
        if kind == "fault":
            fault, traceback = content
            raise fault from _RemoteTraceback(traceback)
        return cast("Result", content[0])

    def start(self) -> AnyProcess:
        """Start the process, unless there is one, without waiting until it is ready."""
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.end()
        self._process = process = _started()
        settings = {
            "path": sys.path,
            "modules": self._modules,
            "memory": self._allowance.memory,
            "seconds": self._allowance.seconds,
        }
        _send(process, pickle.dumps(settings))
        return process

    def end(self) -> None:
        """End the process at once, if there is one."""
        process, self._process = self._process, None
        self._is_started = self._is_ready = False
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # what was still to be written has no reader
                pipe.close()  # type: ignore[union-attr] # both are pipes

    def _ready(self) -> AnyProcess:
        process = self.start()
        if self._is_ready:
            return process
        try:
            if not self._is_started:
                self._exchange(process, b"", _START_SECONDS)
            self._exchange(process, self._shared, _START_SECONDS)
        except IsolationError as fault:
            raise RuntimeError("the process that reads files did not start") from fault
        self._is_started = self._is_ready = True
        return process

    def _exchange(self, process: AnyProcess, message: bytes, seconds: float) -> tuple[bytes, bool]:
        """Send a message and wait for the answer, no longer than so many seconds."""
        is_late = Event()

        def give_up() -> None:
            is_late.set()
            process.kill()

        timer = Timer(seconds, give_up)
        timer.daemon = True
        timer.start()
        try:
            _send(process, message)
            return cast("tuple[bytes, bool]", pickle.load(process.stdout))  # type: ignore[arg-type] # noqa: S301 - sent by the worker
        except (EOFError, OSError, pickle.UnpicklingError) as fault:
            raise self._given_up(process, is_late) from fault
        except BaseException:
            self.end()  # it may answer what nobody asks for any longer
            raise
        finally:
            timer.cancel()
            timer.join()
            if is_late.is_set():
                self.end()

    def _given_up(self, process: AnyProcess, is_late: Event) -> IsolationError:
        """Why a process that ended has ended. KeyboardInterrupt if it was ended by the user."""
        with suppress(subprocess.TimeoutExpired):
            process.wait(_END_SECONDS)
        code = process.poll()
        self.end()
        if is_late.is_set() or code == _ALARMED:
            return IsolationError(TOO_SLOW)
        if code in _CTRL_C:
            raise KeyboardInterrupt
        return IsolationError(OUT_OF_MEMORY if code == _KILLED else DIED)


def _started() -> AnyProcess:
    """A copy of this process where one can be made, else one of its own."""
    if can_fork():
        return ForkedProcess(serve_copy)
    return subprocess.Popen(  # noqa: S603 - this package's own file
        [sys.executable, "-P", str(_WORKER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def _send(process: AnyProcess, message: bytes) -> None:
    process.stdin.write(message)  # type: ignore[union-attr] # it is a pipe
    process.stdin.flush()  # type: ignore[union-attr] # as above
