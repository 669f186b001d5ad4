"""Read any number of files through an executor, a few lots ahead of whoever asks."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from typing import Protocol

from kexcel.collect.packed import FileToRead, Packed
from kexcel.workspace.execution.lot_reader import Read
from kexcel.workspace.execution.lots import Lot, lots


class Desk(Protocol):
    """Where lots are handed in, and what came of them is asked for."""

    @property
    def ahead(self) -> int:
        """How many lots may be handed in before the first one is asked for."""

    def submit(self, lot: Lot) -> Future[Read]:
        """Have a lot read."""

    def answers(self, lot: Lot, future: Future[Read]) -> list[Packed]:
        """What came of a lot, in the order of its files, when it has been read."""


class Reader:
    """Reads files at a desk, at most ``lot`` of them at a time."""

    def __init__(self, desk: Desk, lot: int) -> None:
        self._desk = desk
        self._lot = lot

    def read(self, files: Iterable[FileToRead]) -> Iterator[Packed]:
        """Read files in their order. One that ends its reader is answered with a finding.

        They are fetched as there is someone to read them, so that they need not all be in memory.
        """
        waiting: deque[tuple[Lot, Future[Read]]] = deque()
        try:
            for lot in lots(files, self._lot):
                waiting.append((lot, self._desk.submit(lot)))
                if len(waiting) > self._desk.ahead:
                    yield from self._desk.answers(*waiting.popleft())
            while waiting:
                yield from self._desk.answers(*waiting.popleft())
        finally:
            for _, future in waiting:
                future.cancel()
