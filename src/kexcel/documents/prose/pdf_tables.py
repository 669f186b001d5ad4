"""The tables that are drawn on a page of PDF, with lines around their cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kexcel.documents.prose.pdf_lines import Box
from kexcel.documents.prose.stream import Cell

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table

_FEWEST_CELLS = 2


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A drawn table: the cells of each row that holds any text. ``number`` counts from 1."""

    page: int
    number: int
    box: Box
    columns: int
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def top(self) -> float:
        """Where it begins on the page."""
        return self.box[1]


def printed_tables(page: Page, before: int) -> list[PrintedTable]:
    """The page's drawn tables, in the order one reads them.

    A box around running text, or around a picture, is none. ``before`` is how many tables the
    pages before it had.
    """
    found = [table for table in page.find_tables() if _is_table(table)]
    found.sort(key=lambda table: (table.bbox[1], table.bbox[0]))
    return [
        _table(page.page_number, number, table) for number, table in enumerate(found, before + 1)
    ]


def _is_table(table: Table) -> bool:
    widest = max(sum(cell is not None for cell in row.cells) for row in table.rows)
    return widest >= _FEWEST_CELLS and any(any(row) for row in table.extract())


def _table(page: int, number: int, table: Table) -> PrintedTable:
    content = table.extract(x_tolerance_ratio=0.15)
    rows = [_cells(row) for row in content if any(row)]
    return PrintedTable(page, number, table.bbox, max(map(len, content)), tuple(rows))


def _cells(texts: Sequence[str | None]) -> tuple[Cell, ...]:
    """The row's cells; None stands where one to the left, or above, reaches."""
    cells: list[Cell] = []
    for column, text in enumerate(texts):
        if text is None and cells:
            last = cells[-1]
            cells[-1] = Cell(last.lines, last.start, last.span + 1, last.continues)
        else:
            lines = tuple(line for line in (text or "").split("\n") if line.strip())
            cells.append(Cell(lines, column, continues=text is None))
    return tuple(cells)
