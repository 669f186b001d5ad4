"""Read a workbook's cells, whatever program saved it. Pure: bytes in, records out.

The bytes must have passed ``kexcel.excel.guard`` first. The result can be pickled, so reading
may be done in a process of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kexcel.model.cell import CellValue

Cells = Mapping[tuple[int, int], CellValue]
"""Row and column, counted from 0, to what stands there; blank cells are left out."""


@dataclass(frozen=True, slots=True)
class SheetData:
    """One sheet as it was in the file.

    ``covered`` are the filled cells that lie hidden beneath a merged one, where that is known;
    ``formats`` how numbers are shown, where the workbook was read for its results.
    """

    name: str
    visible: bool
    cells: Cells
    covered: frozenset[tuple[int, int]] = frozenset()
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WorkbookData:
    """A whole workbook. ``custom`` are its own document properties that hold text.

    ``date1904`` says that plain numbers meant as dates count from 1904-01-01.
    """

    sheets: tuple[SheetData, ...]
    keywords: str = ""
    custom: Mapping[str, str] = field(default_factory=dict)
    date1904: bool = False


class WorkbookReadError(Exception):
    """The library that reads this kind of file could not; ``reason`` is said to people."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class WorkbookLockedError(WorkbookReadError):
    """The workbook wants a password."""
