"""The responsibility codes of the sheet Avdelningar, and those that two departments claim."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from kexcel.documents.plan.cell_values import names_of
from kexcel.documents.plan.layout import CODES_EXAMPLE
from kexcel.documents.plan.notes import Notes
from kexcel.documents.plan.table import PlanCell
from kexcel.model.plan import Department
from kexcel.money.responsibility import code_range, overlap


def codes_of(cell: PlanCell, notes: Notes) -> tuple[str, ...]:
    """The codes in a cell. A range that is none, as "1299-1200", is said and left out."""
    found = []
    for entry in names_of(cell, notes):
        if code_range(entry) is None:
            notes.add_at("unknown-word", cell.place, entry, allowed=CODES_EXAMPLE)
        else:
            found.append(entry)
    return tuple(found)


def say_shared_codes(
    departments: Sequence[Department], cells: Sequence[PlanCell], notes: Notes
) -> None:
    """Say which codes belong to two departments; each department has its cell."""
    for (one, there), (other, here) in combinations(zip(departments, cells, strict=True), 2):
        where = f"{there.place.cell}, {here.place.cell}"
        for entry in other.codes:
            if any(overlap(entry, each) for each in one.codes):
                notes.add_at("number-duplicated", here.place, entry, cells=where)
