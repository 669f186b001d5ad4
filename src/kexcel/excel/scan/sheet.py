"""The cells of one sheet, read by expressions over the whole part.

A form's formulas are nine tenths of its bytes and are hardly ever looked at. They are cut out
first, and kept as they are until someone asks. What is then left must be cells, rows and nothing
else: every tag is counted.

Source: ECMA-376-1:2016, 18.3.1.4 (c), 18.18.11 (ST_CellType) and 18.3.1.55 (mergeCell).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kexcel.excel.plain import plain_number
from kexcel.excel.scan.formulas import FORMULA_HERE, Formulas
from kexcel.excel.scan.moments import moment
from kexcel.excel.scan.places import PLACES, Place
from kexcel.excel.scan.plain import (
    NotPlainError,
    expanded,
    require_beginning,
    require_whole,
    sound_text,
)
from kexcel.excel.scan.strings import Strings
from kexcel.excel.scan.styles import Styles
from kexcel.excel.signs import unescaped
from kexcel.model.cell import CellValue, ErrorValue, Percentage

Cells = dict[Place, CellValue]
_Found = tuple[str, str, str | None, str | None, str | None]
"""A cell's reference, its other attributes, the mark of a formula, its value, its own text."""

_ROOT = re.compile(
    rb'<worksheet\s(?:[^<>]*\s)?xmlns="http://schemas\.openxmlformats\.org/spreadsheetml/2006/main"'
)
_CELL = re.compile(
    rf'<c r="([A-Z]{{1,3}}[1-9][0-9]{{0,6}})"([^<>/]*+)(?:/>|>({FORMULA_HERE})?'
    r'(?:<v>([^<]*+)</v>|<v ?/>|<is><t(?: xml:space="preserve")?>([^<]*+)</t></is>)?</c>)'
)
_ATTRIBUTES = re.compile(r'(?: s="([0-9]{1,5})")?(?: t="([A-Za-z]{1,9})")?')
_GROUPS = _CELL.groups + 1
_ROW = r'<row r="[1-9][0-9]{0,6}"(?: [A-Za-z0-9:]+="[^"<>&]*")*'
_EMPTY = f"(?:{_ROW} ?(?:/>|></row>))*"
_BEFORE = re.compile(f"{_EMPTY}{_ROW}>")
_BETWEEN = re.compile(f"</row>{_EMPTY}{_ROW}>")
_AFTER = re.compile(f"</row>{_EMPTY}")
_NO_CELLS = re.compile(_EMPTY)
_ROW_END = b"</row>"
_PIECE = 1 << 18
"""How much of a sheet is looked at, at a time, in bytes."""

_MERGED = re.compile(
    rb'<mergeCell ref="([A-Z]{1,3}[1-9][0-9]{0,6}):([A-Z]{1,3}[1-9][0-9]{0,6})" ?/>'
)


def scan_sheet(
    part: bytes, strings: Strings, styles: Styles, *, results: bool = False
) -> tuple[Cells, frozenset[Place], dict[Place, str]]:
    """What stands in the cells, and which of them lie hidden beneath a merged one.

    With ``results``, a formula is its stored result where it has one, and the formats of numbers
    are told too: for files that are trusted.

    Raises:
        NotPlainError: there is something else in the part than plain cells.
    """
    require_beginning(part)
    start, end = part.find(b"<sheetData"), part.rfind(b"</sheetData>")
    opening = part[start : start + len(b"<sheetData/>")]
    if opening == b"<sheetData/>":
        end = start
    elif not opening.startswith(b"<sheetData>") or end < 0:
        raise NotPlainError
    head, tail = part[:start], part[end:].removeprefix(b"<sheetData/>")
    tail = tail.removeprefix(b"</sheetData>")
    if not _ROOT.search(head) or b"mergeCell" in head:
        raise NotPlainError
    require_whole(head + tail)
    typed, formulas = _Typed(strings, styles, results, {}), Formulas()
    cells: Cells = {}
    for rows in _pieces(part, start + len(b"<sheetData>"), end):
        text = sound_text(formulas.take_out(rows))
        _read_cells(_found(text), formulas, typed, cells)
        if not formulas.is_used_up:
            raise NotPlainError
    return cells, frozenset(_beneath(tail, cells)), typed.formats


def _pieces(part: bytes, start: int, end: int) -> Iterator[bytes]:
    """The rows of a sheet, some at a time: what is made of them takes ten times their size."""
    while start < end:
        row = part.find(_ROW_END, start + _PIECE, end)
        stop = end if row < 0 else row + len(_ROW_END)
        yield part[start:stop]
        start = stop


def _found(text: str) -> Iterator[_Found]:
    """The cells, if there is nothing between them but where rows end and begin."""
    tokens = _CELL.split(text)
    first, *between = tokens[::_GROUPS]
    if not between:
        if not _NO_CELLS.fullmatch(first):
            raise NotPlainError
        return iter(())
    last = between.pop()
    if not (_BEFORE.fullmatch(first) and _AFTER.fullmatch(last)):
        raise NotPlainError
    if not all(map(_BETWEEN.fullmatch, filter(None, between))):
        raise NotPlainError
    return zip(*(tokens[place::_GROUPS] for place in range(1, _GROUPS)), strict=True)


def _read_cells(found: Iterator[_Found], formulas: Formulas, typed: _Typed, cells: Cells) -> None:
    """Most cells hold a shared text, so they come first."""
    strings, places, kinds = typed.strings, PLACES, _KINDS
    for reference, attributes, formula, written, inline in found:
        if formula:
            made = formulas.next_one(reference, written or "")
            known = typed.results and written
            value = typed.value(*kinds[attributes], written or "") if known else made
        elif written:
            style, kind = kinds[attributes]
            value = strings[written] if kind == "s" else typed.value(style, kind, written)
        elif inline:
            value = _inline(kinds[attributes][1], inline)
        else:
            if attributes not in kinds:
                kinds[attributes]
            continue
        if value != "":
            place = places[reference]
            cells[place] = value
            if typed.results and isinstance(value, int | float) and value.__class__ is not bool:
                typed.formats[place] = typed.styles.formats.get(kinds[attributes][0], "General")


def _inline(kind: str, text: str) -> str:
    if kind != "inlineStr":
        raise NotPlainError
    return unescaped(expanded(text))


class _Kinds(dict[str, tuple[str, str]]):
    """The style and the type of a cell by its attributes, of which a workbook has few."""

    def __missing__(self, attributes: str) -> tuple[str, str]:
        found = _ATTRIBUTES.fullmatch(attributes)
        if not found:
            raise NotPlainError
        if len(self) >= _KEPT_KINDS:
            self.clear()
        kind = self[attributes] = found[1] or "0", found[2] or "n"
        return kind


_KEPT_KINDS = 4096
_KINDS = _Kinds()


@dataclass(frozen=True, slots=True)
class _Typed:
    """What cells mean by their type and style."""

    strings: Strings
    styles: Styles
    results: bool
    formats: dict[Place, str]

    def value(self, style: str, kind: str, written: str) -> CellValue:
        if kind == "n":
            return self._number(written, style)
        if kind in {"str", "inlineStr"}:
            return unescaped(expanded(written))
        if kind == "b":
            return written.strip() in {"1", "true"}
        if kind == "e":
            return ErrorValue(expanded(written))
        raise NotPlainError

    def _number(self, written: str, style: str) -> CellValue:
        number = plain_number(written)
        if not isinstance(number, int | float):
            if "&" in written:
                raise NotPlainError
            return number
        styles = self.styles
        if style in styles.shares:
            return Percentage(number)
        if style in styles.days:
            return moment(number, is_span=style in styles.spans)
        return number


def _beneath(tail: bytes, cells: Cells) -> Iterator[Place]:
    if b"mergeCell" not in tail:
        return
    found = _MERGED.findall(tail)
    if len(found) != tail.count(b"<mergeCell "):
        raise NotPlainError
    for first, last in found:
        (top, left), (bottom, right) = PLACES[first.decode()], PLACES[last.decode()]
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left) and (row, column) in cells:
                    yield row, column
