"""The cells of a table of very many rows, written a row at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from kexcel.excel.quick.row_formula import RowFormula
from kexcel.excel.row_height import height_of_lines, line_count, lines_in, room_in
from kexcel.excel.styles import DATE, Styles
from kexcel.model.cell import CellValue
from kexcel.model.consolidation import Source
from kexcel.report.parts.cells import LOWEST_ROW, Cells

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_WRITTEN: Any = object()
"""Stands where a cell of the row is written by itself."""

_PLAIN = {str, date, type(None)}
"""What goes out with its row, where it looks as all others."""

_REMEMBERED = 1000
"""So many texts of a column; in one that has more, hardly any comes again."""

_A_DAY = "2024-04-30"
"""All days are as long."""


class Lines(Cells):
    """Writes as ``Cells`` does, but what is written between ``begin`` and ``end`` goes out at once.

    Plain texts, days and blanks do, and links laid over them. A cell with any property is written
    by itself, after them. ``widths`` are those of all columns, so that no row's texts have to be
    kept for its height.
    """

    def __init__(self, worksheet: Worksheet, styles: Styles, widths: Sequence[float]) -> None:
        super().__init__(worksheet, styles)
        self._size = styles.looks.size
        self._widths = widths
        self._heights: dict[int, int] = {}
        rooms = [room_in(width, self._size) for width in widths]
        # Of names and goals, which come again in row after row, it is told once what they take.
        self._rooms: list[tuple[float, int, dict[str, int]]] = [
            (room, lines_in(_A_DAY, room), {"": 1}) for room in rooms
        ]
        self._row = -1
        self._values: list[CellValue] = []
        self._apart: list[tuple[int, CellValue, dict[str, Any]]] = []
        self._linked: list[tuple[int, Source]] = []
        self._formats = self.plain, styles.plain(number_format=DATE, align="left")

    def begin(self, row: int) -> None:
        """Begin a row; columns in which nothing is written become blank cells."""
        self._row = row
        self._values = [None] * len(self._widths)

    def end(self) -> None:
        """Write the row that was begun."""
        row, self._row = self._row, -1
        self.worksheet.write_line(row, self._values, self._formats, self._write_by_itself(row))
        self._fit_line(row)
        for column, value, properties in self._apart:
            super().write(row, column, value, **properties)
        for column, source in self._linked:
            self._lay_link(row, column, source)
        self._apart.clear()
        self._linked.clear()

    def write(
        self, row: int, column: int, value: CellValue, *, number_format: str = "", **properties: Any
    ) -> None:
        """Write a value as what it is."""
        if row != self._row:
            super().write(row, column, value, number_format=number_format, **properties)
        elif not (properties or number_format) and (
            value.__class__ is str or value.__class__ is date
        ):
            self._values[column] = value
        elif properties or number_format or value is not None:
            self._values[column] = _WRITTEN
            self._apart.append((column, value, {"number_format": number_format, **properties}))

    def write_linked(
        self,
        row: int,
        column: int,
        value: CellValue,
        source: Source | None,
        *,
        number_format: str = "",
        **properties: Any,
    ) -> None:
        """The same, with a link to the cell the value was read from."""
        if row != self._row:
            super().write_linked(
                row, column, value, source, number_format=number_format, **properties
            )
            return
        self.write(row, column, value, number_format=number_format, **properties)
        if source is not None:
            self._linked.append((column, source))

    def write_row_formula(self, row: int, column: int, formula: RowFormula, stored: str) -> None:
        """A formula that every row has, which gives a text."""
        if row == self._row:
            self._values[column] = _WRITTEN
        super().write_row_formula(row, column, formula, stored)

    def fit_heights(self, widths: Sequence[float]) -> None:
        """Make each row as high as its wrapped texts need."""
        for row in self._heights:
            self.worksheet.set_row(row, self._height(row, widths), None, {"level": 0})

    def _write_by_itself(self, row: int) -> Callable[[int], None]:
        def write(column: int) -> None:
            if self._values[column] is not _WRITTEN:
                super(Lines, self).write(row, column, self._values[column])

        return write

    def _fit(self, row: int, column: int, text: str, share: float = 1) -> None:
        lines = line_count(text, self._widths[column] * share, self._size) if text else 1
        self._heights[row] = max(lines, self._heights.get(row, 1))

    def _fit_line(self, row: int) -> None:
        most = self._heights.get(row, 1)
        for value, (room, days, known) in zip(self._values, self._rooms, strict=True):
            if value.__class__ is str:
                lines = known.get(value)
                if lines is None:
                    lines = lines_in(value, room)
                    if len(known) < _REMEMBERED:
                        known[value] = lines
                most = max(most, lines)
            elif value.__class__ is date and days > most:
                most = days
        self._heights[row] = most

    def _height(self, row: int, _widths: Sequence[float]) -> float:
        lines = self._heights.get(row, 1)
        return self._with_room(row, height_of_lines(lines, self._size, lowest=LOWEST_ROW))
