"""The process that work is done in when what it is done on may be hostile.

Run by path, as a script: so it loads neither the program that started it nor the rest of kexcel,
only what its first message names. It then answers one call after another until its input ends.
What the libraries print is thrown away; an exception goes back with its traceback.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from mmap import PAGESIZE
from pathlib import Path
from tempfile import gettempdir
from traceback import format_exc
from typing import Any, BinaryIO, NoReturn

if sys.platform != "win32":
    import resource

_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork")
"""What reading a file never needs: reaching out, and starting programs."""

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
"""Of the ways to open a file, those that need a place of the process's own."""

_GRACE_SECONDS = 5
"""How long after its time an abandoned process ends itself, where its starter did not."""

_RECORDS_BETWEEN = 100_000
"""How many records are made before it is looked which can go; nearly all go by themselves."""

_KEPT_BACK = 1 << 24
"""A block larger than what is unpacked of a usual file, in bytes."""

_WITHOUT_MEASURE = 1 << 30
"""What the process is taken to have at its start, where the system does not tell."""


def serve_copy(calls: BinaryIO, answers: BinaryIO) -> None:
    """The same in a copy of the process that asks, which has long lists of records of its own."""
    _throw_away(1)
    gc.freeze()
    serve(calls, answers)


def serve(calls: BinaryIO, answers: BinaryIO) -> None:
    """Answer calls until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.enable()  # one that is copied may have left it for later
    gc.set_threshold(_RECORDS_BETWEEN)
    # Once a large block has been given back, the C library keeps such memory for the next one: to
    # get it from the system anew for every part of every file takes a fifth of the time.
    bytes(_KEPT_BACK)
    settings = pickle.load(calls)  # noqa: S301 - sent by the process that started this one
    sys.path[:] = settings["path"]
    for module in settings["modules"]:
        import_module(module)
    _send(answers, "ready")
    _nothing, shared = pickle.load(calls)  # noqa: S301 - as above
    _send(answers, "ready")
    _throw_away(2)  # what panics print on the way down; until here an error is a bug to be seen
    start = _limit_memory(settings["memory"])
    sys.addaudithook(_watcher(Path(gettempdir()).resolve()))
    is_last = False
    while not is_last:
        try:
            message = pickle.load(calls)  # noqa: S301 - as above
        except EOFError:
            return
        if not isinstance(message, bytes):  # there is something else to share
            _nothing, shared = message
            _send(answers, "ready")
            continue
        _end_after(settings["seconds"] + _GRACE_SECONDS)
        answer = _answer(message, shared)
        _end_after(0)
        # What has grown so much would fail on a sound file because of the one before it.
        is_last = _size() > start + settings["memory"] // 4
        _send(answers, (answer, is_last))


def _answer(message: bytes, shared: tuple[object, ...]) -> bytes:
    """What came of a call, pickled: its result, or what it raised with the traceback."""
    try:
        function, arguments = pickle.loads(message)  # noqa: S301 - as above
        return pickle.dumps(("result", function(*shared, *arguments)))
    except MemoryError:
        return pickle.dumps(("memory",))
    except Exception as fault:  # noqa: BLE001 - it is raised again where the call was made
        return _fault(fault)


def _fault(fault: Exception) -> bytes:
    """An exception with its traceback, or the traceback alone if it cannot be sent."""
    traceback = format_exc()
    try:
        message = pickle.dumps(("fault", fault, traceback))
        pickle.loads(message)  # noqa: S301 - some exceptions fail only when they are made again
    except Exception:  # noqa: BLE001 - whatever stands in the way, the traceback is told
        return pickle.dumps(("fault", RuntimeError(str(fault)), traceback))
    return message


def _send(answers: BinaryIO, message: object) -> None:
    pickle.dump(message, answers)
    answers.flush()


def _private_output() -> BinaryIO:
    """The pipe back, out of reach of whatever prints."""
    private = os.fdopen(os.dup(1), "wb")
    _throw_away(1)
    return private


def _throw_away(descriptor: int) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _limit_memory(allowance: int) -> int:
    """Allow so many bytes more than the process has now; answers what it has, in bytes."""
    size = _size()
    if sys.platform != "win32":
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        most = (size or _WITHOUT_MEASURE) + allowance
        with suppress(ValueError, OSError):  # the system has no such limit, or a lower one
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
    return size


def _size() -> int:
    """The process's address space in bytes; 0 where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return 0
    return int(pages) * PAGESIZE


def _end_after(seconds: float) -> None:
    """Let the system end the process after so many seconds; never, for 0."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _watcher(own_place: Path) -> Callable[[str, tuple[Any, ...]], None]:
    """What stops a library from doing more on a file's behalf than reading and remembering.

    A workbook is put together from files in the temporary folder. What is not Python escapes.
    """

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(_FORBIDDEN) or (event == "open" and _writes(own_place, *arguments)):
            raise PermissionError(f"{event} has no place in reading a file")

    return watch


def _writes(own_place: Path, path: object, _mode: object, flags: int) -> bool:
    """Whether a file is opened for writing outside the process's own place."""
    if not flags & _WRITING or not isinstance(path, str | bytes):
        return False
    return not Path(os.fsdecode(path)).resolve().is_relative_to(own_place)


def _main() -> NoReturn:
    with suppress(BrokenPipeError):
        serve(sys.stdin.buffer, _private_output())
    os._exit(0)


if __name__ == "__main__":
    _main()
