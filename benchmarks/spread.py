"""Measure collecting by more processes and by a cluster: ``python -m benchmarks.spread --help``.

The same files are collected by one process, by several and by the workers of a Dask cluster on
this machine, each in a copy of the workspace. More processes are for less time by the clock; what
the cluster's workers take of the processor is not in the figures.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measure import Cost, as_installed, cost_of, python
from benchmarks.page import MEGABYTE
from benchmarks.sizes import SIZES

_CLUSTER = """
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers={workers}, threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        input()
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.spread", description=__doc__)
    parser.add_argument("size", nargs="?", default="region", choices=sorted(SIZES))
    parser.add_argument("--departments", type=int, help="at most so many")
    parser.add_argument("--jobs", type=int, default=2, help="processes, and workers of the cluster")
    asked = parser.parse_args()
    size = SIZES[asked.size].of(asked.departments or SIZES[asked.size].departments)
    with tempfile.TemporaryDirectory(prefix="kexcel-bench-") as place:
        folder = Path(place) / "made"
        for step in ("make", "generate", "answer"):
            cost_of(_step(step, folder, size.name, str(size.departments)))
        print(f"### {size.departments} returns of {size.activities} activities\n")
        print("| read by | wall, s | processor, s | memory, MB |")
        print("| --- | ---: | ---: | ---: |")
        for name, cost in _costs(folder, asked.jobs):
            figures = f"{cost.wall:.1f} | {cost.processor:.1f} | {cost.memory / MEGABYTE:.0f}"
            print(f"| {name} | {figures} |", flush=True)


def _costs(folder: Path, jobs: int) -> Iterator[tuple[str, Cost]]:
    yield "one process", _collected(folder, "--jobs", "1")
    yield f"{jobs} processes", _collected(folder, "--jobs", str(jobs))
    with _cluster(folder.parent, jobs) as address:
        yield f"{jobs} workers of a cluster", _collected(folder, "--scheduler", address)


def _collected(folder: Path, *options: str) -> Cost:
    copy = folder.with_name("copy")
    shutil.copytree(folder, copy)
    program = "from kexcel.cli import main; main()"
    try:
        return cost_of(python("-c", program, "-w", str(copy), "collect", "T1", *options))
    finally:
        shutil.rmtree(copy)


@contextmanager
def _cluster(place: Path, workers: int) -> Iterator[str]:
    """The address of a cluster's scheduler, while it runs."""
    script = place / "cluster.py"
    script.write_text(_CLUSTER.format(workers=workers), encoding="utf-8")
    pipe, environment = subprocess.PIPE, as_installed()
    with subprocess.Popen(
        python(str(script)), stdin=pipe, stdout=pipe, text=True, env=environment, cwd=place
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("a cluster's pipes are missing")
        yield process.stdout.readline().strip()
        process.communicate("\n")


def _step(step: str, folder: Path, *more: str) -> list[str]:
    return python("-m", "benchmarks.steps", step, str(folder), *(more or ("", "0")))


if __name__ == "__main__":
    main()
