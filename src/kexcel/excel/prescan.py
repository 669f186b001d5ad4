"""Look through a workbook's parts for what would exhaust the memory of the one who reads it."""

from __future__ import annotations

import re
from typing import Protocol
from xml.parsers.expat import ExpatError

from kexcel.excel.inflate import ENTITIES, Archive, RefusedError
from kexcel.excel.ods_cells import ForbiddenError, largest_area
from kexcel.excel.sniff import FileKind
from kexcel.excel.xlsb_cells import furthest_cell

_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_REFERENCE = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Za-z]{1,4})(\d{1,9})"')
_RANGE = re.compile(
    rb'<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?\bref="'
    rb'\$?([A-Za-z]{1,4})\$?(\d{1,9}):\$?([A-Za-z]{1,4})\$?(\d{1,9})"'
)
_MANY_CELLS = "it has far more cells than a form"


class CellLimits(Protocol):
    """The limits on cells."""

    @property
    def cells(self) -> int:
        """How many cells may be written."""

    @property
    def range_cells(self) -> int:
        """How many cells merged ranges and links may cover."""

    @property
    def area(self) -> int:
        """The furthest row times the furthest column, where the reader keeps all of them."""


def scan(archive: Archive, kind: FileKind, limits: CellLimits) -> int:
    """The largest area of a sheet, from A1 to its furthest cell.

    Raises:
        RefusedError: more cells, or cells further away, than the kind's reader can take.
    """
    if kind is FileKind.XLSX:
        return _scan_xlsx(archive, limits)
    try:
        area = (
            largest_area(archive.parts.get("content.xml", b""))
            if kind is FileKind.ODS
            else _xlsb_area(archive)
        )
    except ForbiddenError as fault:
        raise RefusedError("file-suspicious", reason=ENTITIES) from fault
    except (ExpatError, ValueError, IndexError) as fault:
        raise RefusedError("file-unreadable", reason="the file is truncated") from fault
    if area > limits.area:
        raise RefusedError("file-suspicious", reason=_MANY_CELLS)
    return area


def _scan_xlsx(archive: Archive, limits: CellLimits) -> int:
    cells = covered = area = 0
    for part in archive.sheets(".xml"):
        cells += len(_CELL.findall(part))
        covered += sum(_size(*corners) for corners in _RANGE.findall(part))
        if cells > limits.cells or covered > limits.range_cells:
            raise RefusedError("file-suspicious", reason=_MANY_CELLS)
        area = max(area, _furthest(part))
    return area


def _furthest(part: bytes) -> int:
    row = column = 0
    for letters, digits in _REFERENCE.findall(part):
        row, column = max(row, int(digits)), max(column, _number(letters))
    return row * column


def _size(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    width, height = _number(right) - _number(left), int(bottom) - int(top)
    return (abs(width) + 1) * (abs(height) + 1)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _xlsb_area(archive: Archive) -> int:
    areas = [0]
    for part in archive.sheets(".bin"):
        row, column = furthest_cell(part)
        areas.append((row + 1) * (column + 1))
    return max(areas)
