"""A table as it came, of whatever kind of file: rows of cells, and how a cell's place is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kexcel.model.cell import CellValue

Cells = Mapping[int, CellValue]
"""Column, counted from 0, to what stands there; blank cells may be left out."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One table. ``rows`` gives its rows from the top, each with its number counted from 0, and
    may be asked again; ``told`` says a row and column as a place.
    """

    sheet: str
    rows: Callable[[], Iterator[tuple[int, Cells]]]
    told: Callable[[int, int], str]
