"""What is marked in a plan.xlsx that was made from a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Marked = tuple[str, str, str]
"""A cell by the name of its sheet, what tells its row, and the key of its column."""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """Something for a person to look at: the cell it is about if there is one, and what it is."""

    cell: Marked | None
    where: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Marking:
    """Notes on cells, the proposals of activities by their numbers, and what is to be looked at."""

    notes: Mapping[Marked, str] = field(default_factory=dict)
    proposals: Mapping[str, str] = field(default_factory=dict)
    review: tuple[ReviewRow, ...] = ()

    def rows_of(self, sheet: str, rows: Iterable[str]) -> list[dict[str, str]]:
        """The notes of each row of a sheet, by column."""
        return [
            {column: note for (of, told, column), note in self.notes.items() if (of, told) == key}
            for key in ((sheet, row) for row in rows)
        ]


NOTHING_MARKED = Marking()
