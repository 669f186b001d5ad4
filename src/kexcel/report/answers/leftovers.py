"""What a returned workbook holds that a clean form has no place for: said, never dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kexcel.excel.guard import guard
from kexcel.excel.read import read_workbook
from kexcel.excel.workbook_data import SheetData, WorkbookData, WorkbookReadError
from kexcel.model.cell import CellValue, FormulaText, cell_reference
from kexcel.model.finding import Finding
from kexcel.model.form import Form
from kexcel.model.identity import (
    MARK,
    column_mark,
    find_correction_mark,
    find_form_code,
    split_row_mark,
)
from kexcel.model.returned import Return
from kexcel.validate.written import as_written, tidy

_KEY = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_CELL = re.compile(r"[A-Z]{1,3}(\d+)")
_MOST = 200
"""More than this is another document in the file, which is kept as it came."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something written in a returned file that is no answer: where, and its words."""

    sheet: str
    cell: str
    text: str


def leftovers(data: bytes, returned: Return, form: Form) -> tuple[Leftover, ...]:
    """What a department wrote outside the form's own cells, in the order of the file.

    Headings, formulas and what the form itself printed are not among it; nor is what a finding
    about the return quotes. At most 200 are given.
    """
    workbook = _read(data, returned.file)
    if workbook is None:
        return ()
    found: list[Leftover] = []
    known = _Known(returned, form)
    for sheet in workbook.sheets:
        if not _is_ours(sheet):
            found += known.strange_in(sheet)
    return tuple(found[:_MOST])


def _read(data: bytes, file: str) -> WorkbookData | None:
    guarded = guard(data, file)
    if guarded.refusal:
        return None
    try:
        return read_workbook(data, guarded)
    except WorkbookReadError:
        return None


def _is_ours(sheet: SheetData) -> bool:
    """Whether a sheet is kexcel's own: the hidden one, or the list of an earlier correction."""
    texts = [value for value in sheet.cells.values() if isinstance(value, str)]
    return sheet.cells.get((0, 0)) == MARK or any(find_correction_mark(text) for text in texts)


class _Known:
    """The cells of a return that need not be said again."""

    def __init__(self, returned: Return, form: Form) -> None:
        rows = [row for of_sheet in returned.rows.values() for row in of_sheet.values()]
        self._answers = {(r.sheet, a.cell) for r in rows for a in r.answers.values()}
        self._lines = {(row.sheet, row.line) for row in rows}
        self._quoted = {(f.place.sheet, f.place.cell) for f in returned.findings}
        self._told = {(f.place.sheet, _line(f)) for f in returned.findings if _tells_row(f)}
        self._printed = _printed(form)
        self._texts = {
            column_mark(sheet.key, f"{column.key}_text")
            for sheet in form.sheets
            for column in sheet.columns
        }
        self._labels = {
            _plain(column.label) for sheet in form.sheets for column in sheet.columns
        } - {""}

    def strange_in(self, sheet: SheetData) -> Iterator[Leftover]:
        ours = {
            column for (_, column), value in sheet.cells.items() if _plain(value) in self._labels
        }
        # Where a program keeps no formulas, the texts beside a table are plain values.
        texts = {column for (_, column), text in sheet.cells.items() if text in self._texts}
        first = self._first_line(sheet)
        for (line, column), value in sorted(sheet.cells.items()):
            cell = cell_reference(line, column)
            if self._is_told(sheet.name, line, cell) or not self._is_their_own(value):
                continue
            is_row = (sheet.name, line) in self._lines
            if (is_row and column in ours) or column in texts or line < first:
                continue
            yield Leftover(sheet.name, cell, as_written(value))

    def _first_line(self, sheet: SheetData) -> int:
        """Where the rows begin. Titles stand above it; without rows, above the headings."""
        lines = [line for name, line in self._lines if name == sheet.name]
        headings = [line for (line, _), text in sheet.cells.items() if _plain(text) in self._labels]
        return min(lines or headings, default=0)

    def _is_told(self, sheet: str, line: int, cell: str) -> bool:
        place = (sheet, cell)
        return place in self._answers or place in self._quoted or (sheet, line) in self._told

    def _is_their_own(self, value: CellValue) -> bool:
        text = as_written(value)
        return bool(
            text
            and not isinstance(value, FormulaText)
            and _plain(value) not in self._printed
            and not split_row_mark(text)
            and not _KEY.fullmatch(text.strip())
            and not find_form_code(text)
        )


def _tells_row(said: Finding) -> bool:
    """Whether a finding quotes a whole row that is not of the form."""
    return said.code == "row-unknown" and said.place.row is None


def _line(said: Finding) -> int:
    found = _CELL.fullmatch(said.place.cell or "")
    return int(found[1]) - 1 if found else -1


def _printed(form: Form) -> frozenset[str]:
    """Everything that the form printed, headings and names of sheets too."""
    texts: set[str] = set()
    for sheet in form.sheets:
        texts |= {_plain(sheet.name), *(_plain(column.label) for column in sheet.columns)}
        for row in sheet.rows:
            texts |= {_plain(row.anchor), _plain(row.number)}
            texts |= {_plain(value) for key, value in row.values.items() if key not in row.inputs}
    return frozenset(texts)


def _plain(value: CellValue) -> str:
    return tidy(as_written(value)).casefold()
