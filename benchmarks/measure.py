"""What a program costs: run it, and ask the system what it and all it started have used."""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
KILOBYTE = 1024 if sys.platform != "darwin" else 1
"""What the system counts the memory of a process in, in bytes."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of the processor; bytes of memory of the largest process."""

    wall: float
    processor: float
    memory: int


def cost_of(command: Sequence[str], *, times: int = 1) -> Cost:
    """The cost of a program, its children included; the median of several runs."""
    costs = [_run(command) for _ in range(times)]
    return Cost(
        median(each.wall for each in costs),
        median(each.processor for each in costs),
        max(each.memory for each in costs),
    )


def python(*arguments: str) -> list[str]:
    """A command that runs this same Python."""
    return [sys.executable, *arguments]


@cache
def as_installed() -> dict[str, str]:
    """The environment in which programs start as installed ones do: their modules are compiled.

    Whoever measures may have told Python to keep nothing that it compiles. Then each run would
    compile every module anew, which no user's run does.
    """
    for room in ("src", "benchmarks"):
        compileall.compile_dir(ROOT / room, quiet=1)
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": paths}


def _run(command: Sequence[str]) -> Cost:
    environment = as_installed()
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment, cwd=ROOT)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:  # 1 says that something is to be mended
        raise RuntimeError(f"{command} ended with {process.returncode}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * KILOBYTE)
