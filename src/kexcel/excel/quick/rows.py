"""The rows of a sheet as XML, just as XlsxWriter writes them, in a third of the time."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from xlsxwriter import worksheet as stock
from xlsxwriter.utility import xl_col_to_name

from kexcel.excel.quick.row_formula import RowFormula

if TYPE_CHECKING:
    from xlsxwriter.format import Format

_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
_BOOLEAN, _TEXT, _ERROR = ' t="b"', ' t="str"', ' t="e"'
_MARKUP = re.compile("[&<>]")


def escaped(text: str) -> str:
    """A text as it stands between tags."""
    if not _MARKUP.search(text):
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class LineCells(list[Any]):
    """The cells of a whole row, in the place of a dict by column that takes five times the room."""

    def __contains__(self, column: object) -> bool:
        return isinstance(column, int) and column < len(self) and self[column] is not None

    def __setitem__(self, column: Any, cell: Any) -> None:
        if column >= len(self):
            self.extend([None] * (column + 1 - len(self)))
        super().__setitem__(column, cell)

    def items(self) -> list[tuple[int, Any]]:
        """The cells by column, from left to right."""
        return [(column, cell) for column, cell in enumerate(self) if cell is not None]


def reach(cells: LineCells | dict[int, Any]) -> tuple[int, int]:
    """The first and last column of a row that has cells or notes."""
    if isinstance(cells, LineCells):
        return next(column for column, cell in enumerate(cells) if cell is not None), len(cells) - 1
    return min(cells), max(cells)


class Styles(dict["Format | None", str]):
    """The attribute that names a cell's format, numbered in the order they are asked for."""

    def __missing__(self, cell_format: Format | None) -> str:
        number = cell_format._get_xf_index() if cell_format else None
        found = self[cell_format] = "" if number is None else f' s="{number}"'
        return found


class Letters(dict[int, str]):
    """The letters of columns."""

    def __missing__(self, column: int) -> str:
        found = self[column] = str(xl_col_to_name(column))
        return found


class CellWriter:
    """Writes the cells of a sheet, one row at a time."""

    def __init__(self, write_other: Callable[[int, int, Any], str], letters: Letters) -> None:
        self._write_other = write_other
        self._styles = Styles()
        self._letters = letters

    def row(self, row: int, cells: LineCells | dict[int, Any]) -> str:
        """All cells of a row from left to right."""
        number, styles, letters = str(row + 1), self._styles, self._letters
        parts: list[str] = []
        add = parts.append
        is_line = cells.__class__ is LineCells
        for column, cell in enumerate(cells) if is_line else sorted(cells.items()):
            kind, place = cell.__class__, f'<c r="{letters[column]}{number}"'
            if kind is stock.CellStringTuple:
                add(f'{place}{styles[cell[1]]} t="s"><v>{cell[0]}</v></c>')
            elif kind is stock.CellBlankTuple:
                add(f"{place}{styles[cell[0]]}/>")
            elif kind is stock.CellNumberTuple or kind is stock.CellDatetimeTuple:
                add(f"{place}{styles[cell[1]]}><v>{cell[0]:.16G}</v></c>")
            elif kind is stock.CellFormulaTuple:
                add(f"{place}{styles[cell[1]]}{_formula(cell, number)}</c>")
            elif cell is not None:
                add(self._write_other(row, column, cell))
        return "".join(parts)


def _formula(cell: Any, number: str) -> str:
    """What follows a formula's place and style: its type, itself and its result."""
    formula, _format, value = cell
    type_of = ""
    if isinstance(value, bool):
        type_of, value = _BOOLEAN, int(value)
    elif isinstance(value, str) and value:
        type_of, value = _ERROR if value in _ERRORS else _TEXT, escaped(value)
    is_of_row = formula.__class__ is RowFormula
    written = formula.written(number) if is_of_row else escaped(formula)
    return f"{type_of}><f>{written}</f><v>{value}</v>"
