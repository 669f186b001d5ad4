"""How cost and memory grow from one size to the next: flat is the same for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.page import Line
from benchmarks.sizes import Size

_MILLISECOND = 1_000
_STEPS = ("generate", "validate", "collect", "collect again", "merge", "merge again")


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of a body of some size."""

    size: Size
    lines: Sequence[Line]

    def line(self, step: str) -> Line | None:
        """What a step cost; none if it was not measured."""
        return next((line for line in self.lines if line.name == step), None)

    def per_workbook(self, step: str) -> float:
        """Milliseconds of processor time for each workbook, the start left out."""
        line, opened = self.line(step), self.line("open")
        if line is None or opened is None:
            raise ValueError(f"{step} was not measured at {self.size.name}")
        seconds = line.cost.processor - opened.cost.processor
        return seconds * _MILLISECOND / self.size.departments


def growth(smaller: Measured, larger: Measured) -> str:
    """What a workbook costs at both sizes, and what each further file or row takes of memory."""
    names = [f"ms a workbook, {each.size.name}" for each in (smaller, larger)]
    heads = ["step", *names, "bytes a further file or row"]
    rows = [heads, ["---", *["---:"] * (len(heads) - 1)]]
    for step in _STEPS:
        costs = [f"{each.per_workbook(step):.1f}" for each in (smaller, larger)]
        rows.append([step, *costs, _bytes_each(step, smaller, larger)])
    body = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"### From {smaller.size.name} to {larger.size.name}\n\n{body}\n"


def _bytes_each(step: str, smaller: Measured, larger: Measured) -> str:
    """A file where files are read, a row where rows are put together; nothing for the rest."""
    before, after = smaller.line(step), larger.line(step)
    if before is None or after is None or after.rows <= before.rows:
        return ""
    each = (after.cost.memory - before.cost.memory) / (after.rows - before.rows)
    return f"{each:,.0f} a {'row' if step.startswith('merge') else 'file'}"
