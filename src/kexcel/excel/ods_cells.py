"""How far the cells of an OpenDocument spreadsheet reach, without keeping any of them.

Cells and rows are repeated by a number, so a few bytes can stand for a whole sheet.
Source: OpenDocument 1.3, part 3, 9.1 (table:number-rows-repeated and its like).
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}


class ForbiddenError(ValueError):
    """The part declares a document type."""


def largest_area(content: bytes) -> int:
    """The furthest row times the furthest column that any sheet has something in.

    Raises:
        expat.ExpatError, ValueError: the part is not well-formed.
        ForbiddenError: it declares a document type.
    """
    return _Reach().measure(content)


class _Reach:
    """Follows the rows and cells of each table as they go by."""

    def __init__(self) -> None:
        self._area = 0
        self._rows = self._columns = 0
        self._furthest_row = self._furthest_column = 0
        self._in_cell = False

    def measure(self, content: bytes) -> int:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = _refuse
        parser.Parse(content, True)  # noqa: FBT003 - expat takes no name for it
        return self._area

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == f"{_TABLE}table":
            self._rows = self._furthest_row = self._furthest_column = 0
        elif name == f"{_TABLE}table-row":
            self._rows += int(attributes.get(f"{_TABLE}number-rows-repeated", "1"))
            self._columns = 0
        elif name in _CELLS:
            self._columns += int(attributes.get(f"{_TABLE}number-columns-repeated", "1"))
            self._in_cell = True
            if any(each.endswith(" value-type") for each in attributes):
                self._fill()
        elif self._in_cell:
            self._fill()

    def _end(self, name: str) -> None:
        if name in _CELLS:
            self._in_cell = False

    def _fill(self) -> None:
        self._furthest_row = self._rows
        self._furthest_column = max(self._furthest_column, self._columns)
        self._area = max(self._area, self._furthest_row * self._furthest_column)


def _refuse(*_declaration: object) -> None:
    raise ForbiddenError("a document type")
