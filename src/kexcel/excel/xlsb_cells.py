"""Where the furthest cell of a binary sheet stands, without reading what is in it.

Source: Microsoft [MS-XLSB], 2.1.4 (records) and 2.4 (BrtRowHdr and the cell records).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_ROW_HEADER = 0
_CELLS = range(1, 12)
SHORT_CELLS = range(12, 19)
"""Cells that only say that they stand to the right of the one before."""

_MORE = 0x80
"""Set in a byte of a number that goes on in the next one."""

_INDEX = struct.Struct("<I")


def furthest_cell(part: bytes) -> tuple[int, int]:
    """The furthest row and column with a cell, counted from 0.

    Raises:
        IndexError, ValueError: the part ends in the middle of a record.
    """
    row = column = furthest_row = furthest_column = 0
    for kind, start, size in records(part):
        if kind in SHORT_CELLS:
            column += 1
            furthest_column = max(furthest_column, column)
            continue
        if kind != _ROW_HEADER and kind not in _CELLS:
            continue
        if size < _INDEX.size:
            raise ValueError("a record is too short")
        (index,) = _INDEX.unpack_from(part, start)
        if kind == _ROW_HEADER:
            row = index
        else:
            column = index
            furthest_row, furthest_column = max(furthest_row, row), max(furthest_column, column)
    return furthest_row, furthest_column


def records(part: bytes) -> Iterator[tuple[int, int, int]]:
    """Each record's kind, and where its content starts and how long it is."""
    place = 0
    while place < len(part):
        kind, place = _kind(part, place)
        size, place = _size(part, place)
        if place + size > len(part):
            raise ValueError("a record is cut off")
        yield kind, place, size
        place += size


def _kind(part: bytes, place: int) -> tuple[int, int]:
    first = part[place]
    if first < _MORE:
        return first, place + 1
    return first & 0x7F | (part[place + 1] & 0x7F) << 7, place + 2


def _size(part: bytes, place: int) -> tuple[int, int]:
    size = 0
    for step in range(4):
        byte = part[place + step]
        size |= (byte & 0x7F) << (7 * step)
        if byte < _MORE:
            return size, place + step + 1
    return size, place + 4
