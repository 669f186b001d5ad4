"""Read an OpenDocument spreadsheet, whichever program wrote it.

Values, formulas and errors are all taken from the cells as they go by. The libraries there are
stop at what other programs than LibreOffice write, or leave formulas and errors out.
Source: OpenDocument 1.3, part 3, 9.1 (tables), 6.1 (white space in paragraphs), 19.385
(office:value-type).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from xml.parsers import expat

from kexcel.excel.plain import plain_number
from kexcel.excel.workbook_data import SheetData, WorkbookData, WorkbookReadError
from kexcel.model.cell import CellValue, ErrorValue, FormulaText, Percentage, TimeOfDay

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = f"{_NAMES}table:1.0 ", f"{_NAMES}office:1.0 ", f"{_NAMES}text:1.0 "
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
_SIGNS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_BESIDE = (f"{_OFFICE}annotation", f"{_NAMES}drawing:1.0 ", f"{_TABLE}shapes")
"""Notes, pictures and drawings stand inside cells, and what is written in them is no answer."""

_ERROR = re.compile(r"#(NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A)|(#)?Err:\d+")
_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_MOST_CELLS = 300_000
_WRITTEN_IN = {
    "boolean": "boolean-value",
    "date": "date-value",
    "time": "time-value",
    "string": "string-value",
}
"""Where a value of a kind is written, if not in "value"."""


Cells = dict[tuple[int, int], CellValue]


def read_ods(data: bytes) -> WorkbookData:
    """Read a workbook. The bytes must have passed the guard.

    Raises:
        WorkbookReadError: no sense can be made of it.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return WorkbookData(_Walk().through(archive.read("content.xml")))
    except (expat.ExpatError, zipfile.BadZipFile, ValueError, KeyError) as fault:
        raise WorkbookReadError("its parts do not fit together") from fault


class _Walk:
    """Keeps count of where in which sheet it is, and of the text of the cell it is in."""

    def __init__(self) -> None:
        self._sheets: list[tuple[str, str]] = []
        self._cells: list[Cells] = []
        self._covered: list[set[tuple[int, int]]] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._tables = self._rows = self._columns = self._beside = self._written = 0
        self._row = self._repeated_rows = 0
        self._cell: Mapping[str, str] | None = None
        self._paragraphs: list[str] = []
        self._in_paragraph = 0

    def through(self, content: bytes) -> tuple[SheetData, ...]:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(content, True)  # noqa: FBT003 - expat takes no name for it
        return tuple(
            SheetData(name, style not in self._hidden_styles, cells, frozenset(covered))
            for (name, style), cells, covered in zip(
                self._sheets, self._cells, self._covered, strict=True
            )
        )

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._beside or name.startswith(_BESIDE):
            self._beside += 1
        elif self._cell is not None:
            self._start_in_cell(name, attributes)
        elif name == f"{_TABLE}table":
            self._start_table(attributes)
        elif name == f"{_TABLE}table-row":
            self._row, self._columns = self._rows, 0
            self._repeated_rows = _times(attributes, "number-rows-repeated")
            self._rows += self._repeated_rows
        elif name in _CELLS and self._sheets:
            self._cell, self._paragraphs = attributes, []
        else:
            self._note_style(name, attributes)

    def _start_table(self, attributes: Mapping[str, str]) -> None:
        name = attributes.get(f"{_TABLE}name", "")
        self._sheets.append((name, attributes.get(f"{_TABLE}style-name", "")))
        self._cells.append({})
        self._covered.append(set())
        self._rows = 0

    def _note_style(self, name: str, attributes: Mapping[str, str]) -> None:
        """A hidden sheet is one whose style is not to be displayed."""
        if name == f"{_NAMES}style:1.0 style":
            self._style = attributes.get(f"{_NAMES}style:1.0 name", "")
        elif attributes.get(f"{_TABLE}display") == "false":
            self._hidden_styles.add(self._style)

    def _start_in_cell(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _PARAGRAPHS:
            self._in_paragraph += 1
            self._paragraphs.append("")
        elif self._paragraphs:
            spaces = name == f"{_TEXT}s" and " " * int(attributes.get(f"{_TEXT}c", "1"))
            self._paragraphs[-1] += spaces or _SIGNS.get(name, "")

    def _characters(self, text: str) -> None:
        if self._in_paragraph and not self._beside:
            self._paragraphs[-1] += text

    def _end(self, name: str) -> None:
        if self._beside:
            self._beside -= 1
        elif self._cell is not None and name in _PARAGRAPHS:
            self._in_paragraph -= 1
        elif self._cell is not None and name in _CELLS:
            self._end_cell(self._cell, is_covered=name.endswith("covered-table-cell"))

    def _end_cell(self, attributes: Mapping[str, str], *, is_covered: bool) -> None:
        columns = _times(attributes, "number-columns-repeated")
        value = _value(attributes, "\n".join(self._paragraphs))
        first, self._columns, self._cell = self._columns, self._columns + columns, None
        if value is None or value == "":
            return
        self._written += columns * self._repeated_rows
        if self._written > _MOST_CELLS:
            raise WorkbookReadError("it has far more cells than a form")
        for row in range(self._row, self._row + self._repeated_rows):
            for column in range(first, first + columns):
                self._cells[-1][row, column] = value
                if is_covered:
                    self._covered[-1].add((row, column))


def _times(attributes: Mapping[str, str], name: str) -> int:
    return max(1, int(attributes.get(f"{_TABLE}{name}", "1")))


def _value(attributes: Mapping[str, str], text: str) -> CellValue:
    formula = attributes.get(f"{_TABLE}formula")
    if formula is not None:
        _prefix, equals, formula = formula.partition("=")
        return FormulaText(f"{equals}{formula}", text or None)
    if attributes.get(f"{_CALC}value-type") == "error" or _ERROR.fullmatch(text):
        return ErrorValue(text or "#VALUE!")
    return _typed(attributes, text)


def _typed(attributes: Mapping[str, str], text: str) -> CellValue:
    kind = attributes.get(f"{_OFFICE}value-type", "")
    written = attributes.get(f"{_OFFICE}{_WRITTEN_IN.get(kind, 'value')}", "")
    match kind if written else "":
        case "float" | "currency":
            return plain_number(written)
        case "percentage":
            return Percentage(written)
        case "boolean":
            return written == "true"
        case "date":
            return _day(written, text)
        case "time":
            return _time(written, text)
    return written if kind == "string" and written else text


def _day(written: str, text: str) -> CellValue:
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return text or written


def _time(written: str, text: str) -> CellValue:
    found = _DURATION.fullmatch(written)
    if not found:
        return text or written
    hours, minutes, seconds = (int(each) for each in found.groups())
    return TimeOfDay((hours * 3600 + minutes * 60 + seconds) / 86_400)
