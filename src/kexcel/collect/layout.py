"""One table of the file that is, or is a copy of, a sheet of the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kexcel.excel.workbook_data import SheetData
from kexcel.model.cell import cell_reference
from kexcel.model.form import FormSheet
from kexcel.validate import as_written


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table's columns and rows are.

    ``columns`` maps column keys to where they are, counted from 0. ``by_label`` are those that
    were found by their headings only; ``renamed`` maps keys to headings that differ from the
    form's; ``doubled`` to further places with the same hidden mark. ``by`` says what the table
    was found by: "marks", "name" or "labels". Its rows are those from ``first`` to before
    ``end``, save those that repeat marks or headings, ``repeats``; without headings,
    ``header_row`` is that of the marks.
    """

    sheet: SheetData
    form: FormSheet
    by: str
    columns: Mapping[str, int]
    key_row: int | None
    header_row: int
    by_label: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)
    doubled: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    first: int = 0
    end: int | None = None
    repeats: frozenset[int] = frozenset()

    def text(self, line: int, column: str) -> str:
        """What stands in a row's cell, "" where the column is missing."""
        place = self.columns.get(column)
        return "" if place is None else as_written(self.sheet.cells.get((line, place)))

    def reference(self, line: int, column: str) -> str:
        """The A1 reference of a row's cell; the column must have been found."""
        return cell_reference(line, self.columns[column])

    @property
    def missing(self) -> tuple[str, ...]:
        """The keys of the form's columns that the file lacks."""
        return tuple(c.key for c in self.form.columns if c.key not in self.columns)

    @property
    def lines(self) -> list[int]:
        """Every row that may hold data."""
        lines = {
            line
            for line, _ in self.sheet.cells
            if line >= self.first and (self.end is None or line < self.end)
        }
        return sorted(lines - {self.key_row, self.header_row} - self.repeats)
