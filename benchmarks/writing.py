"""Measure what writing costs: ``python -m benchmarks.writing [SIZE ...] [--departments N]``.

Forms and the follow-up workbook are written fast and plainly, which is XlsxWriter cell by cell, and
the parts of both are deflated with nothing else done: each in a program of its own, one after the
other in the same run, so that their ratios mean something. Seconds are of the processor.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from functools import partial
from io import BytesIO

from benchmarks.measure import KILOBYTE, python
from benchmarks.page import MEGABYTE
from benchmarks.sizes import SIZES, Size

_MOST_FORMS = 40
"""So many forms of a body are written; they are alike."""

_MOST_PLAIN = 60_000
"""Activities above which XlsxWriter is spared the whole, since it takes minutes."""

Report = dict[str, float]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.writing", description=__doc__)
    parser.add_argument("sizes", nargs="*", default=["kommun", "stad"], metavar="SIZE")
    parser.add_argument("--departments", type=int, help="of each size, at most so many")
    parser.add_argument("--times", type=int, default=3, help="runs of each; the least counts")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    for name in asked.sizes:
        size = SIZES[name].of(asked.departments or SIZES[name].departments)
        if asked.one:
            print(json.dumps(_STEPS[asked.one](size)))
        else:
            _print(size, asked.times)


def _print(size: Size, times: int) -> None:
    print(f"### {size.name}: {size.departments} departments of {size.activities} activities\n")
    print("| what | fast, ms | plain ÷ fast | deflating, ms | fast ÷ deflating | peak, MB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    is_large = size.departments * size.activities > _MOST_PLAIN
    for what in ("form", "followup"):
        skips_plain = is_large and what == "followup"
        fast = _least(f"{what}-fast", size, times)
        plain = {} if skips_plain else _least(f"{what}-plain", size, times)
        ratio = f"{plain['seconds'] / fast['seconds']:.1f}" if plain else "–"
        print(
            f"| {what} | {1000 * fast['seconds']:.1f} | {ratio} | {1000 * fast['deflating']:.1f}"
            f" | {fast['seconds'] / fast['deflating']:.1f} | {fast['memory']:.0f} |",
            flush=True,
        )
    print()


def _least(step: str, size: Size, times: int) -> Report:
    command = python("-m", "benchmarks.writing", size.name, "--one", step)
    command += ["--departments", str(size.departments)]
    runs = [subprocess.run(command, check=True, capture_output=True) for _ in range(times)]
    reports: list[Report] = [json.loads(run.stdout) for run in runs]
    return min(reports, key=lambda each: each["seconds"])


def _forms(size: Size, *, is_plain: bool) -> Report:
    """What a form costs, the first few left out: they load what all others have loaded."""
    from benchmarks.example_plan import example_plan  # noqa: PLC0415 - each loads what it needs
    from benchmarks.made_consolidation import settings  # noqa: PLC0415
    from kexcel.excel.book import plainly  # noqa: PLC0415
    from kexcel.generate import compose_form, write_form  # noqa: PLC0415
    from kexcel.rules import compile_rules  # noqa: PLC0415
    from kexcel.template import load_template  # noqa: PLC0415

    plan, config, template = example_plan(size), settings(), load_template()
    period = config.period("T1")
    rules = compile_rules(template, config, period, "sv")
    departments = (plan.departments * 3)[:_MOST_FORMS]
    forms = [compose_form(plan, template, config, period, each) for each in departments]
    with plainly() if is_plain else nullcontext():
        write_form(forms[0], template, rules, config)
        return _reported([partial(write_form, form, template, rules, config) for form in forms])


def _followup(size: Size, *, is_plain: bool) -> Report:
    from benchmarks.made_consolidation import made_consolidation, settings  # noqa: PLC0415
    from kexcel.excel.book import plainly  # noqa: PLC0415
    from kexcel.report.followup.workbook import write_followup  # noqa: PLC0415
    from kexcel.template import load_template  # noqa: PLC0415

    whole, template, config = made_consolidation(size), load_template(), settings()
    with plainly() if is_plain else nullcontext():
        return _reported([lambda: write_followup(whole, template, config, language="sv")])


def _reported(writes: Iterable[Callable[[], bytes]]) -> Report:
    """Seconds for each workbook, seconds to deflate its parts, and megabytes at the peak."""
    seconds, books = 0.0, []
    for write in writes:
        start = time.process_time()
        books.append(write())
        seconds += time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTE / MEGABYTE
    deflating = sum(map(_deflating, books))
    count = len(books)
    return {"seconds": seconds / count, "deflating": deflating / count, "memory": memory}


def _deflating(data: bytes) -> float:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    start = time.process_time()
    for part in parts:
        zlib.compress(part)
    return time.process_time() - start


_STEPS: dict[str, Callable[[Size], Report]] = {
    "form-fast": lambda size: _forms(size, is_plain=False),
    "form-plain": lambda size: _forms(size, is_plain=True),
    "followup-fast": lambda size: _followup(size, is_plain=False),
    "followup-plain": lambda size: _followup(size, is_plain=True),
}

if __name__ == "__main__":
    main()
