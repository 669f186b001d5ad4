"""Complete a binary workbook for the library that reads it.

Some programs write cells that only say that they stand to the right of the one before; the
library leaves them out without a word. It also gives results for formulas and nothing for errors.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from posixpath import join, normpath

from openpyxl.xml.functions import fromstring

from kexcel.excel.xlsb_cells import records
from kexcel.excel.xlsb_sheet import read_sheet
from kexcel.model.cell import CellValue

_WORKBOOK = "xl/workbook.bin"
_RELATIONS = "xl/_rels/workbook.bin.rels"
_BUNDLE_SHEET = 156
_TEXTS_AT = 8
_LENGTH = struct.Struct("<I")

Marks = Mapping[tuple[int, int], CellValue]


@dataclass(frozen=True, slots=True)
class Completed:
    """The workbook with full cells, and each sheet's formulas and errors by its name."""

    data: bytes
    marks: Mapping[str, Marks]


def complete(data: bytes) -> Completed:
    """Rewrite the sheets of a binary workbook. The bytes must have passed the guard.

    Raises:
        ValueError, IndexError, KeyError, BadZipFile, struct.error: its parts do not fit together.
    """
    stream = BytesIO()
    marks: dict[str, Marks] = {}
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(stream, "w") as written:
        names = {part: name for name, part in _sheets(archive)}
        for part in dict.fromkeys(archive.namelist()):
            content = archive.read(part)
            if part in names:
                sheet = read_sheet(content)
                content, marks[names[part]] = sheet.part, sheet.marks
            written.writestr(part, content)
    return Completed(stream.getvalue(), marks)


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Each worksheet's name and part."""
    targets = {
        each.get("Id", ""): normpath(join("xl", each.get("Target", ""))).lstrip("/")
        for each in fromstring(archive.read(_RELATIONS))
        if each.get("Type", "").endswith("/worksheet")
    }
    workbook = archive.read(_WORKBOOK)
    for kind, start, _size in records(workbook):
        if kind == _BUNDLE_SHEET:
            relation, place = _text(workbook, start + _TEXTS_AT)
            name, _ = _text(workbook, place)
            if relation in targets:
                yield name, targets[relation]


def _text(part: bytes, place: int) -> tuple[str, int]:
    (length,) = _LENGTH.unpack_from(part, place)
    start = place + _LENGTH.size
    end = start + 2 * length
    return part[start:end].decode("utf-16-le"), end
