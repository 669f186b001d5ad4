"""The cells of a binary sheet as every reader knows them, and which hold formulas and errors.

Source: Microsoft [MS-XLSB], 2.4.300-2.4.330 (BrtCell..., BrtFmla... and BrtShort...).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from kexcel.excel.xlsb_cells import SHORT_CELLS, records
from kexcel.model.cell import CellValue, ErrorValue, FormulaText

_ROW_HEADER, _ERROR, _FORMULA_ERROR = 0, 3, 11
_CELLS = range(1, 12)
_FORMULAS = range(8, 12)
_SHORTER_BY = 11
"""What tells the kind of a short cell from that of the full one."""

_LAST_COLUMN = 16_383
_INDEX = struct.Struct("<I")
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_STYLE_BYTES = 4
_MORE = 0x80


@dataclass(frozen=True, slots=True)
class BinarySheet:
    """A sheet's part with full cells only, and what its cells do not tell of themselves."""

    part: bytes
    marks: dict[tuple[int, int], CellValue]


def read_sheet(part: bytes) -> BinarySheet:
    """Go through a sheet.

    Raises:
        ValueError, IndexError, struct.error: the part is cut off or has a cell too far away.
    """
    written = bytearray()
    marks: dict[tuple[int, int], CellValue] = {}
    row, column = 0, -1
    for kind, start, size in records(part):
        full, content = kind, part[start : start + size]
        if kind in SHORT_CELLS:
            full, content = kind - _SHORTER_BY, _INDEX.pack(column + 1) + content
        if full == _ROW_HEADER:
            row, column = _INDEX.unpack_from(content)[0], -1
        elif full in _CELLS:
            column = _column(content)
            mark = _mark(full, content)
            marks |= {(row, column): mark} if mark is not None else {}
        written += _record(full, content)
    return BinarySheet(bytes(written), marks)


def _column(content: bytes) -> int:
    column: int = _INDEX.unpack_from(content)[0]
    if column > _LAST_COLUMN:
        raise ValueError("a cell beyond the last column")
    return column


def _mark(kind: int, content: bytes) -> CellValue:
    value_at = _INDEX.size + _STYLE_BYTES
    code = content[value_at] if kind in {_ERROR, _FORMULA_ERROR} else None
    error = None if code is None else _ERRORS.get(code, "#VALUE!")
    if kind in _FORMULAS:
        return FormulaText("=", error)
    return ErrorValue(error) if error else None


def _record(kind: int, content: bytes) -> bytes:
    return _number(kind) + _number(len(content)) + content


def _number(number: int) -> bytes:
    """Seven bits a byte, the lowest first; all but the last say that more follow."""
    written = bytearray()
    while number >= _MORE:
        written.append(number % _MORE | _MORE)
        number //= _MORE
    return bytes([*written, number])
