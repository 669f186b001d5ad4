"""Walk through the cells of one sheet of an .xlsx file.

Source: ECMA-376-1:2016, 18.3.1.4 (c), 18.18.11 (ST_CellType) and 18.4.8 (si).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import IO
from xml.etree.ElementTree import Element

from openpyxl.formula.translate import Translator
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.datetime import from_excel
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from kexcel.excel.plain import plain_number, plain_value
from kexcel.excel.signs import unescaped
from kexcel.model.cell import CellValue, ErrorValue, FormulaText, Percentage, TimeOfDay

_NS = f"{{{SHEET_MAIN_NS}}}"
_ROW, _CELL, _VALUE, _FORMULA = (f"{_NS}{tag}" for tag in ("row", "c", "v", "f"))
_STRING, _INLINE, _RUN, _TEXT = (f"{_NS}{tag}" for tag in ("si", "is", "r", "t"))
_MERGED = f"{_NS}mergeCell"
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:T00:00:00(?:\.0+)?Z?)?")

Cells = dict[tuple[int, int], CellValue]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CellFormats:
    """The cell styles, by number, that show dates, spans of time and shares; and the first day."""

    dates: frozenset[int]
    spans: frozenset[int]
    shares: frozenset[int]
    epoch: datetime


def read_strings(part: IO[bytes]) -> list[str]:
    """The texts that the sheets share, in their order."""
    strings = []
    for _, element in iterparse(part):
        if element.tag == _STRING:
            strings.append(_text(element))
            element.clear()
    return strings


def read_cells(
    part: IO[bytes], strings: Sequence[str], formats: CellFormats
) -> tuple[Cells, frozenset[Place]]:
    """What stands in the cells, and which of them lie hidden beneath a merged one."""
    walk = _Walk(strings, formats)
    covered: set[Place] = set()
    for _, element in iterparse(part):
        if element.tag == _ROW:
            walk.row(element)
        elif element.tag == _MERGED:
            covered.update(_beneath(element.get("ref", ""), walk.cells))
        if element.tag not in {_CELL, _VALUE, _FORMULA, _INLINE, _RUN, _TEXT}:
            element.clear()
    return walk.cells, frozenset(covered)


def _beneath(merged: str, cells: Cells) -> Iterator[Place]:
    corners = [coordinate_to_tuple(corner) for corner in merged.replace("$", "").split(":")]
    (top, left), (bottom, right) = corners[0], corners[-1]
    for row in range(top - 1, bottom):
        for column in range(left - 1, right):
            if (row, column) != (top - 1, left - 1) and (row, column) in cells:
                yield row, column


class _Walk:
    """Goes through the rows, which need not say where they are."""

    def __init__(self, strings: Sequence[str], formats: CellFormats) -> None:
        self.cells: Cells = {}
        self._strings = strings
        self._formats = formats
        self._shared: dict[str, Translator] = {}
        self._row = self._column = 0

    def row(self, row: Element) -> None:
        self._row = int(float(row.get("r", self._row + 1)))
        self._column = 0
        for cell in row.iter(_CELL):
            reference = cell.get("r")
            if reference:
                self._row, self._column = coordinate_to_tuple(reference)
            else:
                self._column += 1
            value = self._value(cell)
            if value is not None and value != "":
                self.cells[self._row - 1, self._column - 1] = value

    def _value(self, cell: Element) -> CellValue:
        formula, written = cell.find(_FORMULA), cell.findtext(_VALUE)
        if formula is not None:
            return FormulaText(self._formula(formula), written or None)
        inline = cell.find(_INLINE)
        if inline is not None:
            return _text(inline)
        return self._typed(cell, written) if written else None

    def _typed(self, cell: Element, written: str) -> CellValue:
        match cell.get("t", "n"):
            case "s":
                return self._strings[int(written)]
            case "str" | "inlineStr":
                return unescaped(written)
            case "e":
                return ErrorValue(written)
            case "b":
                return written.strip() in {"1", "true"}
            case "d":
                return _moment(written)
        return self._number(written, int(cell.get("s") or 0))

    def _number(self, text: str, style: int) -> CellValue:
        number = plain_number(text)
        if not isinstance(number, int | float):
            return number
        if style in self._formats.shares:
            return Percentage(number)
        if style not in self._formats.dates:
            return number
        try:
            moment = from_excel(number, self._formats.epoch, timedelta=style in self._formats.spans)
        except (OverflowError, ValueError):
            return number  # no day has that number: the figures are all there is to show
        return TimeOfDay(number) if isinstance(moment, time | timedelta) else plain_value(moment)

    def _formula(self, formula: Element) -> str:
        text = f"={formula.text or ''}"
        shared = formula.get("si") if formula.get("t") == "shared" else None
        if formula.get("t") == "dataTable":
            return "{=TABLE()}"
        if shared is None:
            return text
        here = f"{_letters(self._column)}{self._row}"
        if shared in self._shared:
            return str(self._shared[shared].translate_formula(here))
        if text != "=":
            self._shared[shared] = Translator(text, here)
        return text


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _moment(text: str) -> CellValue:
    """A day as ISO 8601 writes it. A time of day in another zone tells no certain day."""
    found = _MOMENT.fullmatch(text.strip())
    try:
        return date.fromisoformat(found[1]) if found else text
    except ValueError:
        return text


def _text(element: Element) -> str:
    """The words of a text in one piece or in several; how they are read aloud is left out."""
    parts = [element, *element.findall(_RUN)]
    return unescaped("".join(part.findtext(_TEXT) or "" for part in parts))
