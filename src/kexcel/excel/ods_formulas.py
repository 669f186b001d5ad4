"""The formulas of an OpenDocument spreadsheet, which the library that reads its values leaves out.

Without them a stored result would pass for an answer, and an error for a blank cell.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.parsers import expat

from kexcel.model.cell import FormulaText

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}

Formulas = list[dict[tuple[int, int], FormulaText]]
"""For each sheet: row and column, counted from 0, to the formula there."""


def read_formulas(data: bytes) -> Formulas:
    """Every formula, sheet by sheet. The bytes must have passed the guard.

    Raises:
        expat.ExpatError, ValueError, KeyError: the file is not as it should be.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return _Walk().through(archive.read("content.xml"))


class _Walk:
    """Keeps count of where in which sheet it is."""

    def __init__(self) -> None:
        self._sheets: Formulas = []
        self._row = self._next_row = self._column = 0

    def through(self, content: bytes) -> Formulas:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.Parse(content, True)  # noqa: FBT003 - expat takes no name for it
        return self._sheets

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == f"{_TABLE}table":
            self._sheets.append({})
            self._next_row = 0
        elif name == f"{_TABLE}table-row":
            self._row, self._column = self._next_row, 0
            self._next_row += int(attributes.get(f"{_TABLE}number-rows-repeated", "1"))
        elif name in _CELLS and self._sheets:
            self._take(attributes)
            self._column += int(attributes.get(f"{_TABLE}number-columns-repeated", "1"))

    def _take(self, attributes: Mapping[str, str]) -> None:
        formula = attributes.get(f"{_TABLE}formula")
        if formula is not None:
            _prefix, equals, text = formula.partition("=")
            self._sheets[-1][self._row, self._column] = FormulaText(f"{equals}{text}")
