"""An entry of a table of activities: what a row says, whichever form it came in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kexcel.locale import mark
from kexcel.model.spot import Spot

ANCHORS = frozenset({"start", "end", "period", "owner", "contributing", "number"})
"""The columns that tell an activity's own row from one that describes it."""

BROKEN = mark("a break of pages stands within it")
CROWDED = mark("no space parts it from what stands beside it")
AROUND_DATES = mark("its dates stand between its parts")
BY_PLACE = mark("the row has only a text, which is taken to describe the row above")
GUESSED = mark("a break of pages hides whether there is space above it")


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in each column of a row, and the blocks that it was read from.

    ``lines`` are the same cells before their lines were joined. ``spans`` tells a row whose text
    reaches across the columns, ``continues`` one that a break of pages may have cut off from the
    row above it. ``doubts`` say why a person should look at how its text was put together.
    ``follows_title`` tells one that begins with its dates, and whose text goes on from above.
    ``others`` are cells in columns that the profile does not know, by their headings.
    """

    cells: Mapping[str, str]
    indices: tuple[int, ...]
    spot: Spot
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spans: bool = False
    continues: bool = False
    follows_title: bool = False
    doubts: tuple[str, ...] = ()
    others: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_anchored(self) -> bool:
        """Whether it has a date, an owner or a number, as an activity's own row has."""
        return any(self.cells.get(key) for key in ANCHORS)

    def text(self, key: str) -> str:
        """What stands in a column; nothing where it is blank or not there."""
        return self.cells.get(key, "")
