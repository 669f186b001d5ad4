"""The results as tables of docs/performance.md, between its marks."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import ROOT, Cost

PAGE = ROOT / "docs" / "performance.md"
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """A step's cost, and what it is held against by name.

    ``rows`` is how many rows were put together, or files read, that its memory grows with; 0 for
    none.
    """

    name: str
    cost: Cost
    ratios: dict[str, float]
    rows: int = 0


def table(title: str, lines: Sequence[Line], against: Sequence[str]) -> str:
    """A table of costs: seconds, megabytes, and how many times each rival's processor time."""
    heads = ["step", "wall, s", "processor, s", "memory, MB", *(f"÷ {name}" for name in against)]
    rows = [heads, ["---", *["---:"] * (len(heads) - 1)]]
    for line in lines:
        ratios = [f"{line.ratios[name]:.2f}" if name in line.ratios else "" for name in against]
        cost = line.cost
        figures = [f"{cost.wall:.2f}", f"{cost.processor:.2f}", f"{cost.memory / MEGABYTE:.0f}"]
        rows.append([line.name, *figures, *ratios])
    body = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"### {title}\n\n{body}\n"


def load() -> str:
    """How busy the machine was with other things."""
    return f"Load average when it was written: {os.getloadavg()[0]:.1f} of {os.cpu_count()} cores."


def machine() -> str:
    """What the figures were measured on, and no more of it than they depend on."""
    return f"Python {platform.python_version()}, {platform.system()}, {platform.machine()}."


def put_in_page(name: str, content: str, page: Path = PAGE) -> None:
    """Put a table in the page, in the place of the one that was measured before."""
    text = page.read_text(encoding="utf-8")
    begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"{page.name} has no place for {name}")
    block = f"{begin}\n{content}\n{end}"
    page.write_text(pattern.sub(lambda _: block, text), encoding="utf-8")
