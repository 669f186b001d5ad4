"""Mark the faults of a returned workbook in the workbook itself."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple

from kexcel.errors import KexcelError
from kexcel.excel.annotate_marks import (
    FillPlace,
    Mark,
    fit_notes,
    put_marks,
    take_back_marks,
)
from kexcel.excel.annotate_rows import fixed_rows, let_rows_grow, raise_rows
from kexcel.excel.annotate_sheet import Listing, find_listing, remembered_fills, write_listing
from kexcel.excel.annotate_values import Meant, put_values
from kexcel.excel.repack import repack
from kexcel.excel.stored_cells import (
    StoredCell,
    StoredSheet,
    read_stored,
    sheet_parts,
    with_results,
)

if TYPE_CHECKING:
    from openpyxl import Workbook

    from kexcel.template.schema import Looks

_CORE = "docProps/core.xml"
_MACROS = "xl/vbaProject.bin"


class CannotAnnotateError(KexcelError):
    """The file is of a kind that cannot be changed without losing what is in it."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """A workbook, and what openpyxl would lose of it."""

    book: Workbook
    stored: Mapping[str, StoredSheet]
    fixed: Mapping[str, frozenset[bytes]]
    """The rows of each sheet whose height a person has set."""


def annotate(
    data: bytes,
    marks: Sequence[Mark],
    listing: Listing,
    looks: Looks,
    *,
    author: str,
    modified: date,
    values: Mapping[FillPlace, Meant] | None = None,
) -> bytes:
    """The workbook with its marks where they belong and the listing as its first sheet.

    ``values`` are what texts were read as, by sheet and cell; they take the texts' place. Marks
    and listing of an earlier round are taken back first. A mark whose sheet or cell isn't in the
    workbook is left out: the listing still has it.

    Raises:
        CannotAnnotateError: not an .xlsx or .xlsm file, or one that cannot be opened.
    """
    try:
        opened = _open(data, modified)
        changed = put_values(opened.book, values or {})
        _describe(opened.book, listing.title, author)
        _annotate(opened.book, marks, listing, looks, author)
        for name, stored in opened.stored.items():
            raise_rows(opened.book[name], stored, looks.size)
        return _save(opened, modified, changed)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as problem:
        # What openpyxl meets only when it writes: a file that another program left half sound.
        raise CannotAnnotateError("the file cannot be written again") from problem


def _annotate(
    book: Workbook, marks: Sequence[Mark], listing: Listing, looks: Looks, author: str
) -> None:
    earlier = find_listing(book)
    take_back_marks(book, looks, remembered_fills(earlier))
    if earlier is not None:
        book.remove(earlier)
    fills = put_marks(book, marks, author=author)
    fit_notes(book)
    write_listing(book, listing, looks, fills)


def _describe(book: Workbook, title: str, author: str) -> None:
    """Give title and creator to a workbook that a program has saved without them."""
    properties = book.properties
    properties.title = properties.title or title
    if properties.creator in {None, "", "openpyxl"}:
        properties.creator = author


def _open(data: bytes, modified: date) -> _Opened:
    try:
        with ZipFile(BytesIO(data)) as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            stored = read_stored(archive)
            names = archive.namelist()
            parts = sheet_parts(archive).items()
            fixed = {name: fixed_rows(archive.read(part)) for name, part in parts}
            book = load_workbook(BytesIO(data), keep_vba=_MACROS in names, rich_text=True)
            undated = _CORE not in names or b"dcterms:created" not in archive.read(_CORE)
    except BadZipFile as problem:
        raise CannotAnnotateError("not an .xlsx or .xlsm file") from problem
    except Exception as problem:
        # openpyxl fails in some twenty ways on files that other programs can open.
        raise CannotAnnotateError(f"could not be opened for marking: {problem}") from problem
    if not book.worksheets:
        raise CannotAnnotateError("no sheets could be read; perhaps saved as Strict Open XML")
    if undated:
        day = modified
        book.properties.created = datetime(day.year, day.month, day.day)  # noqa: DTZ001
    _restore_far_numbers(book, stored)
    return _Opened(book, stored, fixed)


def _restore_far_numbers(book: Workbook, stored: Mapping[str, StoredSheet]) -> None:
    for name, sheet in stored.items():
        for cell, text in sheet.far_numbers.items():
            if book[name][cell].data_type == "e":
                number = float(text)
                book[name][cell].value = int(number) if number.is_integer() else number


def _save(opened: _Opened, modified: date, changed: frozenset[FillPlace]) -> bytes:
    saved = BytesIO()
    opened.book.save(saved)
    replacements: dict[str, bytes] = {}
    with ZipFile(saved) as archive:
        for name, part in sheet_parts(archive).items():
            content = let_rows_grow(archive.read(part), opened.fixed.get(name, frozenset()))
            sheet = opened.stored.get(name)
            results = _still_right(sheet, name, changed) if sheet else {}
            replacements[part] = with_results(content, results) if results else content
    return repack(saved.getvalue(), modified=modified, replacements=replacements)


def _still_right(
    sheet: StoredSheet, name: str, changed: frozenset[FillPlace]
) -> dict[str, StoredCell]:
    """The stored results, save in rows where a text became a value: those are to be computed."""
    rows = {coordinate_to_tuple(cell)[0] for place, cell in changed if place == name}
    return {
        cell: result
        for cell, result in sheet.results.items()
        if coordinate_to_tuple(cell)[0] not in rows
    }
