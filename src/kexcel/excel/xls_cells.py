"""What an .xls file is made of, told by its records without reading what is in them.

Source: Microsoft [MS-XLS], 2.1.4 (records), 2.4.21 (BOF), 2.4.28 (BoundSheet8), 2.4.117
(FilePass), 2.4.271 (SupBook) and the cell records; [MS-CFB] for the container, which olefile
reads.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import olefile  # type: ignore[import-untyped]

_STREAMS = ("Workbook", "Book")
_HEAD = struct.Struct("<HH")
_PLACE = struct.Struct("<HH")
_LAST = struct.Struct("<H")
_BEGINNING, _SHEET, _PASSWORD, _LINKED = 0x0809, 0x0085, 0x002F, 0x01AE
_SEVERAL_CELLS = {0x00BD, 0x00BE}
"""MulRk and MulBlank: the number of their last column stands at their end."""

_CELLS = {0x0006, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E} | _SEVERAL_CELLS
_OWN_SHEETS, _ADD_INS = b"\x01\x04", b"\x01\x3a"
"""What a reference to the workbook's own sheets, or to functions, says instead of a file."""

_MACRO_SHEETS = {1, 6}


class DamagedError(ValueError):
    """The container is not as it should be."""


@dataclass(slots=True)
class XlsLayout:
    """What an .xls file is made of.

    ``cells`` are the cells written; ``reach`` is the sum of the rows' filled, of which a
    reader that keeps the blanks between cells needs as many places. ``declared`` sheets are
    those that the workbook lists, ``found`` those that are there.
    """

    cells: int = 0
    reach: int = 0
    declared: int = 0
    found: int = 0
    has_password: bool = False
    has_links: bool = False
    has_macros: bool = False


def read_layout(data: bytes) -> XlsLayout:
    """Walk through the records of the workbook's stream.

    Raises:
        DamagedError: there is no such stream, or the container is damaged.
    """
    stream, has_project = _stream(data)
    layout = XlsLayout(has_macros=has_project)
    filled: dict[int, int] = {}
    for kind, start, size in _records(stream):
        if kind in _CELLS:
            _note_cell(layout, filled, stream, kind, start, size)
        elif kind == _BEGINNING:
            layout.found += 1
            layout.reach += sum(filled.values())
            filled.clear()
        else:
            _note(layout, kind, stream[start : start + size])
    layout.reach += sum(filled.values())
    return layout


def _note_cell(
    layout: XlsLayout, filled: dict[int, int], stream: bytes, kind: int, start: int, size: int
) -> None:
    if size < _PLACE.size:
        return
    row, column = _PLACE.unpack_from(stream, start)
    first = column
    if kind in _SEVERAL_CELLS:
        (column,) = _LAST.unpack_from(stream, start + size - _LAST.size)
    layout.cells += max(1, column - first + 1)
    filled[row] = max(filled.get(row, 0), column + 1)


def _note(layout: XlsLayout, kind: int, content: bytes) -> None:
    if kind == _PASSWORD:
        layout.has_password = True
    elif kind == _SHEET:
        layout.declared += 1
        layout.has_macros |= len(content) > 5 and content[5] in _MACRO_SHEETS  # noqa: PLR2004
    elif kind == _LINKED and content[2:4] not in {_OWN_SHEETS, _ADD_INS}:
        layout.has_links = True


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Each record's kind, and where its content starts and how long it is."""
    place, end = 0, len(stream) - _HEAD.size
    while place <= end:
        kind, size = _HEAD.unpack_from(stream, place)
        place += _HEAD.size
        if place + size > len(stream):
            return  # the reader says so, in its own way
        yield kind, place, size
        place += size


def _stream(data: bytes) -> tuple[bytes, bool]:
    """The stream with the workbook, and whether there is a project of macros beside it."""
    try:
        with olefile.OleFileIO(BytesIO(data)) as container:
            name = next(name for name in _STREAMS if container.exists(name))
            project = any(
                container.exists(f"{folder}/VBA")
                for folder in ("_VBA_PROJECT_CUR", "_VBA_PROJECT", "Macros")
            )
            fits = container.get_size(name) <= len(data)
            stream = container.openstream(name).read() if fits else b""
    except MemoryError:
        raise
    except Exception as fault:  # a broken container makes olefile raise a dozen kinds
        raise DamagedError("the container is damaged") from fault
    if not fits:
        raise DamagedError("the workbook is larger than the file it is in")
    return stream, project
