"""A sheet whose rows become XML a row at a time."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import TYPE_CHECKING, Any

from xlsxwriter import worksheet as stock
from xlsxwriter.worksheet import RowInfo

from kexcel.excel.quick.calls import is_plain
from kexcel.excel.quick.row_formula import RowFormula
from kexcel.excel.quick.rows import CellWriter, Letters, reach
from kexcel.excel.quick.tables import TableSheet

if TYPE_CHECKING:
    from xlsxwriter.url import Url

_BLOCK = 16
"""So many rows at a time share the note of which columns they take ("spans")."""

_NO_INFO = RowInfo()


class RenderedSheet(TableSheet):
    """Writes out what XlsxWriter's table of cells holds, to the bytes that XlsxWriter gives."""

    def __init__(self) -> None:
        super().__init__()
        self.fh: Any = None
        self._letters = Letters()

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002 - XlsxWriter's own
        """A formula as the file is to have it, before signs of XML in it are escaped."""
        if is_plain(formula):
            return formula.removeprefix("=")
        return str(super()._prepare_formula(formula, expand_future_functions))

    def _write_rows(self) -> None:
        """Write all rows: what XlsxWriter does cell by cell, a row at a time."""
        if self._has_formats_beneath():
            self._write_rows_apart()
            return
        cells, write, table = CellWriter(self._written, self._letters), self.fh.write, self.table
        tags: dict[tuple[object, ...], str] = {}
        block, span = -1, None
        for row in self._rows_in_order():
            if row // _BLOCK != block:
                block = row // _BLOCK
                span = self._span(block)
            held = table.get(row)
            info = self.row_info.get(row) or _NO_INFO
            looks = (info.height, info.row_format, info.hidden, info.level, info.collapsed)
            key = (span, looks, not held)
            if key not in tags:
                tags[key] = self._tag_of(span, info, is_empty=not held)
            tag = f'<row r="{row + 1}"{tags[key]}'
            write(f"{tag}{cells.row(row, held)}</row>" if held else tag)
            self._tell_links(row, held)
            table.pop(row, None)

    def _tell_links(self, row: int, cells: Any) -> None:
        """Mark the links whose text is no text; XlsxWriter would look for it in the row's cells."""
        for column, link in self.hyperlinks.get(row, {}).items():
            if cells[column].__class__ is not stock.CellStringTuple:
                link._is_object_link = True

    def _has_formats_beneath(self) -> bool:
        """Whether a row or column has a format of its own, which its cells may take."""
        return any(info.row_format for info in self.row_info.values()) or any(
            info.column_format for info in self.col_info.values()
        )

    def _write_rows_apart(self) -> None:
        """Let XlsxWriter write the rows, each with its own formulas."""
        for row, cells in self.table.items():
            for column, cell in cells.items():
                if cell.__class__ is stock.CellFormulaTuple and isinstance(cell[0], RowFormula):
                    formula = self._prepare_formula(cell[0].at(row))
                    cells[column] = stock.CellFormulaTuple(formula, *cell[1:])
        super()._write_rows()

    def _rows_in_order(self) -> list[int]:
        """The rows that have cells, notes, or a height."""
        rows = {row for row, cells in self.table.items() if cells}
        return sorted(rows.union(self.row_info, self.comments))

    def _span(self, block: int) -> str | None:
        """The first and last column that a block of rows takes, counted from 1."""
        rows = range(block * _BLOCK, (block + 1) * _BLOCK)
        places = (self.table, self.comments)
        taken = [place[row] for place in places for row in rows if place.get(row)]
        if not taken:
            return None
        reached = [reach(cells) for cells in taken]
        first, last = min(each[0] for each in reached), max(each[1] for each in reached)
        return f"{first + 1}:{last + 1}"

    def _tag_of(self, span: str | None, info: RowInfo, *, is_empty: bool) -> str:
        """A row's tag as XlsxWriter writes it, after the row's number."""
        return self._captured(lambda: self._write_row(0, span, info, is_empty))[len('<row r="1"') :]

    def _written(self, row: int, column: int, cell: object) -> str:
        """A cell as XlsxWriter writes it."""
        return self._captured(lambda: self._write_cell(row, column, cell))

    def _captured(self, write: Callable[[], None]) -> str:
        stream, caught = self.fh, StringIO()
        self.fh = caught
        write()
        self.fh = stream
        return caught.getvalue()

    def _write_hyperlink_external(self, row: int, column: int, number: int, link: Url) -> None:
        """Write where a link to another file leads; its text is the cell's."""
        if link._is_object_link or not link._anchor or not link._tip:
            super()._write_hyperlink_external(row, column, number, link)
            return
        place, escape = f"{self._letters[column]}{row + 1}", self._escape_attributes
        self.fh.write(
            f'<hyperlink ref="{place}" r:id="rId{number}" location="{escape(link._anchor)}"'
            f' tooltip="{escape(link._tip)}"/>'
        )
