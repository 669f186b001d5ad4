"""Look through a workbook's parts for what would keep the one who reads it busy for ever."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from kexcel.excel.inflate import TRUNCATED, Archive, RefusedError
from kexcel.excel.sniff import FileKind
from kexcel.excel.xlsb_cells import furthest_cell
from kexcel.locale import mark

if TYPE_CHECKING:
    from kexcel.excel.xls_cells import XlsLayout

MANY_CELLS = mark("it has far more cells than a form")
MANY_SHEETS = mark("it has far more sheets than a form")
MANY_STYLES = mark("it has far more styles and names than a form")

_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_BLANK_CELL = re.compile(rb"<(?:\w+:)?c(?:\s[^<>]*)?/>")
_BLANK_FOR_WRITTEN = 3
"""How many blank cells with a format of their own take as long to read as a written one."""

_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_STYLE = re.compile(rb"<(?:\w+:)?(?:xf|font|fill|border|dxf)[\s/>]")
_NAME = re.compile(rb"<(?:\w+:)?definedName\s")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s")
_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?\bref=[\"']"
    rb"\$?([A-Za-z]{1,4})\$?(\d{1,9}):\$?([A-Za-z]{1,4})\$?(\d{1,9})[\"']"
)
_WORKBOOK = "xl/workbook.xml"
_STYLES = "xl/styles.xml"


class CellLimits(Protocol):
    """The limits on cells."""

    @property
    def sheets(self) -> int:
        """How many sheets there may be."""

    @property
    def cells(self) -> int:
        """How many cells may be written. Blank ones with a format count for a third."""

    @property
    def rows(self) -> int:
        """How many rows may be written, those without cells among them."""

    @property
    def styles(self) -> int:
        """How many cell styles there may be, counted with their parts; and how many names."""

    @property
    def range_cells(self) -> int:
        """How many cells merged ranges may cover."""

    @property
    def area(self) -> int:
        """The furthest row times the furthest column, where the reader keeps all of them."""


def scan(archive: Archive, kind: FileKind, limits: CellLimits) -> None:
    """Refuse a workbook with more cells, or cells further away, than its reader can take.

    An OpenDocument spreadsheet's reader counts as it goes, since one cell may stand for many.

    Raises:
        RefusedError: the workbook is beyond a limit.
    """
    if kind is FileKind.XLSX:
        _scan_xlsx(archive, limits)
    elif kind is FileKind.XLSB:
        _scan_xlsb(archive, limits)


def _scan_xlsx(archive: Archive, limits: CellLimits) -> None:
    """A part may have any name, and several sheets may say that they are the same part."""
    workbook, styles = archive.parts.get(_WORKBOOK, b""), archive.parts.get(_STYLES, b"")
    declared = len(_SHEET.findall(workbook))
    if declared > limits.sheets:
        raise RefusedError("file-suspicious", reason=MANY_SHEETS)
    if len(_STYLE.findall(styles)) + len(_NAME.findall(workbook)) > limits.styles:
        raise RefusedError("file-suspicious", reason=MANY_STYLES)
    parts = [part for _name, part in archive.ending(".xml") if b"sheetData" in part]
    times = -(-declared // max(len(parts), 1)) or 1
    if _is_small(parts, times, limits):
        return
    cells = rows = covered = 0
    for part in parts:
        blank = _times(_BLANK_CELL, part, _BLANK_FOR_WRITTEN * (limits.cells + 2))
        all_cells = _times(_CELL, part, _BLANK_FOR_WRITTEN * (limits.cells + 2))
        cells += all_cells - blank + blank // _BLANK_FOR_WRITTEN
        rows += _times(_ROW, part, limits.rows + 1)
        covered += _covered(part, limits.range_cells)
    if cells * times > limits.cells or rows * times > limits.rows or covered > limits.range_cells:
        raise RefusedError("file-suspicious", reason=MANY_CELLS)


def _times(pattern: re.Pattern[bytes], part: bytes, most: int) -> int:
    """How often a pattern is there, counted no further than ``most``: each takes memory."""
    return sum(1 for _ in islice(pattern.finditer(part), most))


def _covered(part: bytes, most: int) -> int:
    covered = 0
    for corners in _MERGED.finditer(part):
        covered += _size(*corners.groups())
        if covered > most:
            break
    return covered


def _is_small(parts: list[bytes], times: int, limits: CellLimits) -> bool:
    """Whether the sheets are so short that neither cells nor rows can be too many in them.

    It spares the usual workbook from being looked through cell by cell.
    """
    most = sum(map(len, parts)) // len(b"<c/>") * times
    is_merged = any(b"mergeCell" in part for part in parts)
    return most <= min(limits.cells, limits.rows) and not is_merged


def _size(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    width, height = _number(right) - _number(left), int(bottom) - int(top)
    return (abs(width) + 1) * (abs(height) + 1)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _scan_xlsb(archive: Archive, limits: CellLimits) -> None:
    area = 0
    for name, part in archive.ending(".bin"):
        if "sheet" not in name:
            continue
        try:
            row, column = furthest_cell(part)
        except (ValueError, IndexError) as fault:
            raise RefusedError("file-unreadable", reason=TRUNCATED) from fault
        area += (row + 1) * (column + 1)
    if area > limits.area:
        raise RefusedError("file-suspicious", reason=MANY_CELLS)


def refuse_large_xls(layout: XlsLayout, limits: CellLimits) -> None:
    """Refuse an .xls file in the same way, by what its records tell.

    Raises:
        RefusedError: it is beyond a limit.
    """
    if layout.declared > limits.sheets:
        raise RefusedError("file-suspicious", reason=MANY_SHEETS)
    times = -(-layout.declared // max(layout.found - 1, 1)) or 1
    if layout.cells * times > limits.cells or layout.reach * times > limits.area:
        raise RefusedError("file-suspicious", reason=MANY_CELLS)
