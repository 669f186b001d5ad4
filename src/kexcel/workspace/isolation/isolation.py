"""Do work in processes of its own, which may die without taking the caller along.

with Isolation() as isolation:
    isolation.call(len, b"abc")
"""

from __future__ import annotations

import atexit
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import LifoQueue
from threading import Lock
from types import TracebackType
from typing import Self, TypeVar

from kexcel.workspace.isolation.process import (
    DEFAULT_ALLOWANCE,
    Allowance,
    IsolatedProcess,
    IsolationError,
)

Result = TypeVar("Result")


class Isolation:
    """Processes that make calls, each ended and replaced when it dies or breaks its allowance.

    ``jobs`` is how many there are at most; none is started before there is something to do.
    ``shared`` is sent to each once, and given to every call before its own arguments.
    ``modules`` are loaded as soon as a process starts. Functions and arguments are pickled, so
    a function is one that can be imported by its name. One process is kept for the next to be
    isolated in the same way, since starting one takes longer than reading ten forms.
    """

    def __init__(
        self,
        *,
        jobs: int = 1,
        allowance: Allowance = DEFAULT_ALLOWANCE,
        shared: tuple[object, ...] = (),
        modules: Sequence[str] = (),
    ) -> None:
        self._all = [_spare_or_new(allowance, tuple(modules)) for _ in range(jobs)]
        for process in self._all:
            process.share(shared)
        self._free: LifoQueue[IsolatedProcess] = LifoQueue()
        for process in self._all:
            self._free.put(process)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if fault is None and self._all and self._all[0].is_alive:
            _put_by(self._all.pop(0))
        self.close()

    def start(self) -> None:
        """Start the processes now, so that they get ready while the caller does other things."""
        for process in self._all:
            process.start()

    def close(self) -> None:
        """End every process at once."""
        for process in self._all:
            process.end()

    def call(self, function: Callable[..., Result], *arguments: object) -> Result:
        """The function's result. What the function raises is raised here, with its traceback.

        Raises:
            IsolationError: the process died, ran out of memory or took too long.
        """
        process = self._free.get()
        try:
            return process.call(function, arguments)
        finally:
            self._free.put(process)

    def map(
        self, function: Callable[..., Result], tasks: Iterable[tuple[object, ...]]
    ) -> Iterator[Result | IsolationError]:
        """Call the function with each task's arguments; results in the order of the tasks.

        A call that was given up yields its error, and the next goes on. Tasks are taken as
        there is someone to do them, so that they need not all be in memory.
        """
        if len(self._all) == 1:
            for task in tasks:
                yield self._attempt(function, task)
            return
        waiting: deque[Future[Result | IsolationError]] = deque()
        with ThreadPoolExecutor(len(self._all)) as threads:
            try:
                for task in tasks:
                    waiting.append(threads.submit(self._attempt, function, task))
                    if len(waiting) > len(self._all):
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            except BaseException:
                for future in waiting:
                    future.cancel()
                self.close()
                raise

    def _attempt(
        self, function: Callable[..., Result], task: tuple[object, ...]
    ) -> Result | IsolationError:
        try:
            return self.call(function, *task)
        except IsolationError as given_up:
            return given_up


_spares: list[IsolatedProcess] = []
_foreign: list[IsolatedProcess] = []
_spares_lock = Lock()


def _spare_or_new(allowance: Allowance, modules: tuple[str, ...]) -> IsolatedProcess:
    new = IsolatedProcess(allowance, modules)
    with _spares_lock:
        while _spares:
            spare = _spares.pop()
            if spare.settings == new.settings and spare.is_alive:
                return spare
            spare.end()
    return new


def _put_by(process: IsolatedProcess) -> None:
    with _spares_lock:
        _spares.append(process)
        while len(_spares) > 1:
            _spares.pop(0).end()


def _end_spares() -> None:
    with _spares_lock:
        while _spares:
            _spares.pop().end()


def _disown_spares() -> None:
    """After a fork: the process and its pipes are the parent's, and are left alone."""
    _foreign.extend(_spares)
    _spares.clear()


atexit.register(_end_spares)
if sys.platform != "win32":
    os.register_at_fork(after_in_child=_disown_spares)
