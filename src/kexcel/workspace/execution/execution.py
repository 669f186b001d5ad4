"""How much of the machine, or of which cluster, is used."""

from __future__ import annotations

import os
from dataclasses import dataclass

_MOST_JOBS = 4
_FILES_A_JOB = 24
"""Fewer than so many files are read before another process would have begun."""


@dataclass(frozen=True, slots=True)
class Execution:
    """Who reads received files.

    ``jobs`` is the number of processes, None for what suits the number of files; ``scheduler`` the
    address of a Dask cluster's scheduler, "" for this machine. ``lot`` is how many files are sent
    to a process at a time.
    """

    jobs: int | None = None
    scheduler: str = ""
    lot: int = 16

    def jobs_for(self, files: int) -> int:
        """How many processes read so many files."""
        most = self.jobs or min(_MOST_JOBS, cores(), files // _FILES_A_JOB)
        return max(1, min(most, -(-files // self.lot)))


AS_SUITS = Execution()
"""This machine, with as many processes as suits the number of files."""


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
