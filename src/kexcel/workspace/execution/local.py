"""Lots are read on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager

from kexcel.collect import Known
from kexcel.collect.packed import Packed
from kexcel.workspace.execution.inline import InlineExecutor
from kexcel.workspace.execution.lot_reader import LotReader, Read
from kexcel.workspace.execution.lots import Lot


class LocalDesk:
    """Hands lots to ``readers``, each by a thread of ``executor`` that waits for it."""

    def __init__(self, readers: LotReader, executor: Executor, ahead: int) -> None:
        self._readers = readers
        self._executor = executor
        self.ahead = ahead

    def submit(self, lot: Lot) -> Future[Read]:
        """Have a lot read."""
        return self._executor.submit(self._readers.read, lot)

    def answers(self, _lot: Lot, future: Future[Read]) -> list[Packed]:
        """What came of a lot."""
        return whole(future.result())


def whole(read: Read) -> list[Packed]:
    """The answers of a reader that had every form within reach."""
    answers = [each for each in read if isinstance(each, Packed)]
    if len(answers) != len(read):
        raise RuntimeError("a form was asked for of which the archive has none")
    return answers


@contextmanager
def local_desk(known: Known, jobs: int) -> Iterator[LocalDesk]:
    """So many processes of this machine; one alone is waited for without a thread."""
    if jobs == 1:
        with LotReader(known) as readers:
            yield LocalDesk(readers, InlineExecutor(), 0)
        return
    threads = ThreadPoolExecutor(jobs)
    try:
        with LotReader(known, jobs=jobs) as readers:
            readers.start()  # copied now: no thread has begun before there is something to do
            yield LocalDesk(readers, threads, jobs)
    finally:
        threads.shutdown(cancel_futures=True)
