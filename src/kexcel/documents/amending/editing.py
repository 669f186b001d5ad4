"""Changes written into a plan.xlsx. What else it holds stays: columns, sheets, notes, colours."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.table import TableColumn

from kexcel.documents.amending.changes import Change, ChangeKind, shown
from kexcel.documents.amending.keeping import left_out
from kexcel.documents.amending.review import Reviewed, add_reviewed
from kexcel.documents.amending.standing import StandingSheet
from kexcel.documents.plan.cell_words import written
from kexcel.documents.plan.layout import FRAMES_SHEET, figure_column
from kexcel.documents.plan.looks import decimals_of, figure_format
from kexcel.documents.plan.rows import RowValue
from kexcel.documents.prose.imported import Imported
from kexcel.documents.prose.marking import notes_of
from kexcel.excel.repack import repack
from kexcel.excel.row_height import row_height
from kexcel.locale import translator
from kexcel.model.cell import cell_reference, column_letters

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    AnyCell = Cell | MergedCell

_WRITTEN = {ChangeKind.REWORDED, ChangeKind.MOVED, ChangeKind.FIGURE, ChangeKind.FILLED}
_TO_SEE = PatternFill("solid", fgColor="FFF2C2")
_NOTE_WIDTH, _NOTE_LINE, _NOTE_CHARACTERS = 300, 18, 42
_AUTHOR = "kexcel"
_SIZE = 11

Notes = Mapping[tuple[str, str, str], str]
"""Sheet, row and column → what is noted on the cell beside what stood there before."""


def edited(
    data: bytes,
    sheets: Mapping[str, StandingSheet],
    changes: Sequence[Change],
    imported: Imported,
    *,
    day: date,
) -> bytes:
    """The workbook with the changes, those marked and listed in the sheet Att granska.

    The very bytes that were given if there are none to write.
    """
    done = [each for each in changes if each.kind in _WRITTEN or each.kind is ChangeKind.ADDED]
    if not done:
        return data
    workbook = _opened(data)
    notes = notes_of(imported.findings)
    reviewed: list[Reviewed] = []
    touched: list[str] = []
    for name, sheet in sheets.items():
        here = [each for each in done if each.sheet == name]
        if here and sheet.table is not None:
            touched.append(sheet.table.source.name)
            reviewed += _Editor(workbook[touched[-1]], sheet, notes).write(here)
    add_reviewed(workbook, reviewed, workbook.worksheets[0])
    workbook.properties.created = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a plain day
    stream = BytesIO()
    workbook.save(stream)
    parts = left_out(data, stream.getvalue(), touched)
    return repack(stream.getvalue(), modified=day, replacements=parts)


def _opened(data: bytes) -> Workbook:
    with warnings.catch_warnings():
        # openpyxl warns of what it leaves out; that is put back afterwards.
        warnings.simplefilter("ignore")
        workbook = load_workbook(BytesIO(data), rich_text=True)
    _size_notes(workbook)
    return workbook


def _size_notes(workbook: Workbook) -> None:
    """Give every note its size again: openpyxl reads notes without it."""
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment:
                    _resize(cell.comment)


def _resize(comment: Comment) -> None:
    comment.width = _NOTE_WIDTH
    comment.height = 40 + _NOTE_LINE * (len(comment.text) // _NOTE_CHARACTERS + 1)


def _dress(cell: AnyCell, like: AnyCell) -> None:
    """Give a cell the looks of another."""
    cell.number_format = like.number_format
    for part in ("font", "fill", "border", "alignment", "protection"):
        setattr(cell, part, copy(getattr(like, part)))


class _Editor:
    """Writes into one sheet."""

    def __init__(self, worksheet: Worksheet, sheet: StandingSheet, notes: Notes) -> None:
        self._worksheet = worksheet
        self._sheet = sheet
        self._notes = notes
        self._columns = dict(sheet.columns)
        self._head = sheet.table.header_row if sheet.table else 0
        self._last = max((row.index for row in sheet.rows.values()), default=self._head)

    def write(self, changes: Iterable[Change]) -> list[Reviewed]:
        """Write the changes; what there is to look at afterwards."""
        reviewed = []
        for change in changes:
            if change.cells is not None:
                self._add(change)
            elif change.index is not None:
                self._set(change.index, change, change.column, change.value, change.before)
            reviewed.append(self._reviewed(change))
        self._widen_table()
        return reviewed

    def _reviewed(self, change: Change) -> Reviewed:
        _ = translator("sv")
        index = self._last if change.index is None else change.index
        column = self._columns.get(change.column or self._sheet.layout.identity, 0)
        cell = f"{self._worksheet.title}!{cell_reference(index, column)}"
        if change.index is None:
            what = _("New in the document: {after}")
        elif change.before:
            what = _("Changed with the document: {before} → {after}")
        else:
            what = _("Filled in from the document: {after}")
        before, after = (shown(change, each, "sv") for each in (change.before, change.after))
        said = what.format(before=before, after=after)
        return Reviewed(cell, change.row, said, _("Compare with the document."))

    def _add(self, change: Change) -> None:
        above = self._last
        self._last += 1
        for index in self._columns.values():
            source = self._worksheet.cell(above + 1, index + 1)
            target = self._worksheet.cell(self._last + 1, index + 1)
            if above > self._head:
                _dress(target, source)
        texts = [
            (written(value), column.width)
            for column in self._sheet.layout.columns
            if (value := (change.cells or {}).get(column.key))
        ]
        self._worksheet.row_dimensions[self._last + 1].height = row_height(texts, _SIZE)
        for column, value in (change.cells or {}).items():
            if value not in {None, ""} or column in self._columns:
                self._set(self._last, change, column, value, "")

    def _set(self, index: int, change: Change, column: str, value: RowValue, before: str) -> None:
        place = self._place(column, value)
        if place is None:
            return
        cell = self._worksheet.cell(index + 1, place + 1)
        cell.value = float(value) if isinstance(value, Decimal) else value or None
        if isinstance(value, str) and value:
            cell.data_type = "s"
        if isinstance(value, Decimal) and self._is_figure(column):
            cell.number_format = figure_format(decimals_of(value))
        note = self._note(change, column, before)
        if note:
            cell.fill = _TO_SEE
            cell.comment = Comment(note, _AUTHOR)
            _resize(cell.comment)

    def _is_figure(self, column: str) -> bool:
        """Whether the column is one of Ramar's printed ones, whose decimals say something."""
        known = {each.key for each in self._sheet.layout.columns}
        return self._sheet.layout is FRAMES_SHEET and column not in known

    def _note(self, change: Change, column: str, before: str) -> str:
        _ = translator("sv")
        said = self._notes.get((change.sheet, change.row, column), "")
        is_replaced = bool(before) and change.kind in _WRITTEN
        text = shown(change, before, "sv")
        earlier = _("Before: {text}").format(text=text) if is_replaced else ""
        return "\n".join(part for part in (earlier, said) if part)

    def _place(self, column: str, value: RowValue) -> int | None:
        """Where a column is; one that the sheet lacks is made where there is something to write."""
        if column not in self._columns and value not in {None, ""}:
            self._columns[column] = max(self._columns.values()) + 1
            self._head_column(column, self._columns[column])
        return self._columns.get(column)

    def _head_column(self, key: str, place: int) -> None:
        """A new column at the end, dressed as one of its kind."""
        known = {column.key: column for column in self._sheet.layout.columns}
        column = known.get(key) or figure_column(key)
        like = next((i for label, i in self._columns.items() if label not in known), place - 1)
        like = place - 1 if key in known else like
        for row in range(self._head + 1, self._last + 2):
            _dress(self._worksheet.cell(row, place + 1), self._worksheet.cell(row, like + 1))
        cell = self._worksheet.cell(self._head + 1, place + 1)
        cell.value = column.label
        cell.comment = Comment(column.help, _AUTHOR)
        _resize(cell.comment)
        self._worksheet.column_dimensions[column_letters(place)].width = column.width
        for table in self._worksheet.tables.values():
            number = max(each.id for each in table.tableColumns) + 1
            table.tableColumns.append(TableColumn(id=number, name=column.label))

    def _widen_table(self) -> None:
        """Let the sheet's table reach over what was added."""
        for table in self._worksheet.tables.values():
            first = str(table.ref).partition(":")[0]
            corner = column_letters(len(table.tableColumns) - 1)
            table.ref = f"{first}:{corner}{max(self._last, self._head + 1) + 1}"
            if table.autoFilter is not None:
                table.autoFilter.ref = table.ref
