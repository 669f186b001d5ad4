"""A returned row found by its identity, before anyone has asked what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kexcel.model.cell import CellValue


@dataclass(frozen=True, slots=True)
class RawCell:
    """What one cell held, and its A1 reference. ``disputed`` are the words of several copies
    of the same row that disagree; then none of them is the answer.
    """

    value: CellValue
    reference: str
    disputed: str = ""


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row by its identity. ``sheet`` is the name in the file, ``line`` counted from 0.

    ``cells`` has every column of the form that was found in the file, blank or not.
    """

    identity: str
    sheet: str
    line: int
    cells: Mapping[str, RawCell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RawSheet:
    """The rows of one of the form's sheets, by the sheet's key."""

    key: str
    rows: tuple[RawRow, ...] = ()
