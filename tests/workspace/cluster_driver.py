"""Collect and merge by a real cluster of two workers, one of which is killed in the middle.

python -m tests.workspace.cluster_driver FOLDER
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

from distributed import LocalCluster

from kexcel.workspace import open_workspace
from kexcel.workspace.execution.execution import Execution
from kexcel.workspace.execution.lot_reader import LotReader
from tests.workspace.places import noon

Item = TypeVar("Item")


def refuse(*_: object) -> None:
    """In place of reading here: it is the cluster that reads."""
    raise RuntimeError("a lot was read here")


class Killer:
    """A progress that stops a worker once the first return has come, and kills it when the
    scheduler has given it something to do.
    """

    def __init__(self, cluster: LocalCluster) -> None:
        self._cluster = cluster
        self._thread = Thread(target=self._kill)
        self.killed = 0

    def __call__(self, items: Iterable[Item], label: str, length: int) -> Iterator[Item]:  # noqa: ARG002 - a progress is told them
        for number, item in enumerate(items):
            if number == 1:
                os.kill(self._victim.pid, signal.SIGSTOP)
                self._thread.start()
            yield item
        self._thread.join()

    @property
    def _victim(self) -> Any:
        return next(iter(self._cluster.workers.values()))

    def _kill(self) -> None:
        until, victim = time.monotonic() + 20, self._victim
        worker = self._cluster.scheduler.workers[victim.worker_address]
        while time.monotonic() < until and not worker.processing:
            time.sleep(0.01)
        self.killed = len(worker.processing)
        os.kill(victim.pid, signal.SIGKILL)


def main(folder: Path) -> None:
    """Say whether a worker was killed that had something to do."""
    LotReader.read = refuse  # type: ignore[method-assign, assignment]
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        execution = Execution(scheduler=cluster.scheduler_address, lot=1)
        workspace = open_workspace(folder, clock=noon, execution=execution)
        killer = Killer(cluster)
        workspace.collect("T1", progress=killer)
        workspace.merge("T1")
        sys.stdout.write("killed" if killer.killed else "nothing to do")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
