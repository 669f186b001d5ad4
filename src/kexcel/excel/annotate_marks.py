"""Colour and note on a faulty cell, and taking both back.

Rows are sorted and cells moved between two rounds, so a mark is known by its looks and words,
not by its place: by the exact colour, and in a note by the lines around kexcel's part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.styles.fills import Fill
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.xml.functions import fromstring, tostring

from kexcel.locale import LANGUAGES, translator

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from kexcel.template.schema import Looks

_RULE = "—" * 12
_NOTE_WIDTH = 340
_SIGNS_ON_A_LINE = 46
_LINE_HEIGHT = 17
_TALLEST_NOTE = 480
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_ONE_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")

FillPlace = tuple[str, str]
"""Sheet and cell."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a faulty cell is given: a colour (hexadecimal RGB) and words in its note."""

    sheet: str
    cell: str
    colour: str
    text: str
    language: str = "sv"


def put_marks(book: Workbook, marks: Sequence[Mark], *, author: str) -> dict[FillPlace, str]:
    """Set the marks. Gives the fills that were there before, as text, by sheet and cell.

    Of several marks on one cell the first gives the colour, and all their words are kept.
    """
    fills: dict[FillPlace, str] = {}
    texts: dict[FillPlace, list[str]] = {}
    for mark in marks:
        cell = find_cell(book, mark.sheet, mark.cell)
        if cell is None:
            continue
        place = (mark.sheet, mark.cell)
        if place not in fills:
            fills[place] = tostring(cell.fill.to_tree("fill")).decode()
            cell.fill = PatternFill("solid", fgColor=f"FF{mark.colour.removeprefix('#')}")
        texts.setdefault(place, []).append(mark.text)
        _write_note(cell, _our_part(texts[place], mark.language), author)
    return fills


def take_back_marks(book: Workbook, looks: Looks, fills: Mapping[FillPlace, str]) -> None:
    """Remove every mark of an earlier round.

    A cell that has moved since, and so isn't among the remembered fills, gets the colour the
    template gives its kind: input where it is unlocked, printed where it is locked.
    """
    colours = {colour.removeprefix("#").upper() for colour in (looks.bad, looks.warning)}
    for sheet in book.worksheets:
        for cell in _cells(sheet):
            if _is_coloured(cell, colours):
                remembered = fills.get((sheet.title, cell.coordinate))
                cell.fill = _fill_from(remembered) or _fill_of_kind(cell, looks)
            if cell.comment is not None:
                _write_note(cell, "", cell.comment.author or "")


def fit_notes(book: Workbook) -> None:
    """Make every note as tall as its words: a note's size does not survive being opened."""
    for sheet in book.worksheets:
        for cell in _cells(sheet):
            if cell.comment is not None:
                cell.comment.width = _NOTE_WIDTH
                cell.comment.height = _note_height(cell.comment.text)


def find_cell(book: Workbook, name: str, coordinate: str) -> Cell | None:
    """The cell, or the first of the merged cells it is in; None where there is no such place."""
    if name not in book.sheetnames or not _ONE_CELL.fullmatch(coordinate):
        return None
    row, column = coordinate_to_tuple(coordinate)
    if row > _LAST_ROW or column > _LAST_COLUMN:
        return None
    sheet = book[name]
    cell = sheet[coordinate]
    if isinstance(cell, MergedCell):
        return _first_of_merged(sheet, coordinate)
    return cell if isinstance(cell, Cell) else None


def _first_of_merged(sheet: Worksheet, coordinate: str) -> Cell | None:
    for merged in sheet.merged_cells.ranges:
        if coordinate in merged:
            first = sheet.cell(merged.min_row, merged.min_col)
            return first if isinstance(first, Cell) else None
    return None


def _cells(sheet: Worksheet) -> Iterator[Cell]:
    """The cells there are; the public ways to walk a sheet also make those that are not."""
    for cell in tuple(sheet._cells.values()):  # noqa: SLF001
        if isinstance(cell, Cell):
            yield cell


def _is_coloured(cell: Cell, colours: set[str]) -> bool:
    if not cell.has_style or cell.fill.fill_type != "solid":
        return False
    return str(cell.fill.fgColor.rgb)[-6:].upper() in colours


def _fill_from(remembered: str | None) -> Fill | None:
    tree: Any = fromstring(remembered) if remembered else None
    return None if tree is None else Fill.from_tree(tree)


def _fill_of_kind(cell: Cell, looks: Looks) -> PatternFill:
    colour = looks.locked if cell.protection.locked else looks.input
    return PatternFill("solid", fgColor=f"FF{colour.removeprefix('#')}")


def _our_part(texts: Sequence[str], language: str) -> str:
    return "\n".join((_opening(language), "\n\n".join(texts), _RULE))


def _opening(language: str) -> str:
    _ = translator(language)
    return f"—— {_('To correct')} ——"


def _write_note(cell: Cell, ours: str, author: str) -> None:
    """Put our part after what others have written in the note, or take it away."""
    others = _without_our_part(cell.comment.text) if cell.comment else ""
    text = "\n\n".join(part for part in (others, ours) if part)
    if not text:
        cell.comment = None
    elif cell.comment is None:
        cell.comment = Comment(text, author)
    elif text != cell.comment.text:
        cell.comment.text = text


def _without_our_part(text: str) -> str:
    openings = "|".join(re.escape(_opening(language)) for language in LANGUAGES)
    ours = re.compile(rf"\s*(?:{openings})\n.*?(?:\n{_RULE}|\Z)", re.DOTALL)
    return ours.sub("", text) if ours.search(text) else text


def _note_height(text: str) -> int:
    lines = sum(max(1, -(-len(line) // _SIGNS_ON_A_LINE)) for line in text.split("\n"))
    return min(_TALLEST_NOTE, 14 + _LINE_HEIGHT * lines)
