"""A comparison as a workbook: a summary, and a sheet for each kind of thing that differs."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from kexcel.compare import Change, ChangeKind, Comparison, GroupChanges, Side
from kexcel.excel.book import NewBook, Properties, new_book
from kexcel.excel.references import quoted_sheet
from kexcel.findings import render
from kexcel.locale import translator
from kexcel.report.comparison.sheet_names import sheet_names
from kexcel.report.comparison.words import (
    counts_line,
    file_word,
    kind_words,
    outcome,
    parts_lines,
    side_line,
)
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.colouring import colour_words
from kexcel.report.parts.tables import (
    Heading,
    PlacedTable,
    fit_heights,
    keep_headings,
    place_table,
    set_widths,
)
from kexcel.template.schema import Looks

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_MARK = b"kexcel diff"
_PROPERTIES = "docProps/core.xml"
_NO_DAY = date(2000, 1, 1)
"""A comparison has no day of its own, and the same files give the same bytes."""

_TITLE_HEIGHT = 26
_ROLES = {
    ChangeKind.ADDED: "done",
    ChangeKind.REMOVED: "cancelled",
    ChangeKind.CHANGED: "delayed",
    ChangeKind.REWRITTEN: "not_started",
}
"""The role whose colour each kind of change has; the word always stands there."""


def write_comparison(comparison: Comparison, looks: Looks, *, language: str) -> bytes:
    """The workbook's bytes, the same for the same comparison."""
    _ = translator(language)
    title = f"{_('Comparison')}: {file_word(comparison.kind, _)}"
    properties = Properties(title, side_line(comparison.after), "kexcel", _NO_DAY, _MARK.decode())
    with new_book(looks, properties) as book:
        _Writing(book, comparison, language, title).write()
    return book.data


def is_comparison(data: bytes) -> bool:
    """Whether a file is a workbook that a comparison was written as."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _MARK in archive.read(_PROPERTIES)
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, ValueError):
        return False


@dataclass(frozen=True)
class _Writing:
    book: NewBook
    comparison: Comparison
    language: str
    title: str

    @property
    def translate(self) -> Callable[[str], str]:
        return translator(self.language)

    @property
    def changed(self) -> list[GroupChanges]:
        return [group for group in self.comparison.groups if group.changes]

    def write(self) -> None:
        _ = self.translate
        reserved = (_("Summary"), _("Not compared"))
        names = sheet_names([group.label for group in self.changed], reserved)
        summary = self.book.sheet(reserved[0])
        self._summary(summary, names)
        for place, (group, name) in enumerate(zip(self.changed, names, strict=True), start=1):
            self._group(self.book.sheet(name), group, place)
        if self.comparison.unread:
            self._unread(self.book.sheet(reserved[1]))

    def _head(self, worksheet: Worksheet, title: str) -> int:
        """The title and the two files; answers the first free row, counted from 0."""
        _, styles = self.translate, self.book.styles
        worksheet.set_row(0, _TITLE_HEIGHT)
        worksheet.write_string(0, 0, title, styles.title())
        for row, (label, side) in enumerate(self._sides(), start=1):
            worksheet.write_string(row, 0, f"{label}: {side_line(side)}", styles.remark())
        worksheet.fit_to_pages(1, 0)
        page = _("Page {page} of {pages}").format(page="&P", pages="&N")
        footer = self.title.replace("&", "&&")
        worksheet.set_footer(f"&L&8{footer}&C&8&A&R&8{page}")
        return 4

    def _sides(self) -> tuple[tuple[str, Side], ...]:
        _ = self.translate
        return (_("Before"), self.comparison.before), (_("After"), self.comparison.after)

    def _summary(self, worksheet: Worksheet, names: Sequence[str]) -> None:
        _, styles = self.translate, self.book.styles
        row = self._head(worksheet, self.title)
        worksheet.write_string(row, 0, outcome(self.comparison, _), styles.heading())
        words = kind_words(_)
        headings = [
            Heading("group", _("What"), 46),
            Heading("compared", _("Compared"), 12, "right"),
            *(Heading(kind.value, word, 14, "right") for kind, word in words.items()),
        ]
        cells = Cells(worksheet, styles)
        groups = self.comparison.groups
        table = place_table(cells, "Overview", headings, len(groups), row=row + 2)
        sheets = dict(zip((group.key for group in self.changed), names, strict=True))
        for line, group in zip(table.rows, groups, strict=True):
            self._overview(cells, table, line, group, sheets.get(group.key))
        set_widths(worksheet, headings)
        fit_heights(cells, headings)
        self._checksums(worksheet, table.last_row + 2)

    def _overview(
        self, cells: Cells, table: PlacedTable, row: int, group: GroupChanges, sheet: str | None
    ) -> None:
        """A kind of thing, linked to its sheet where it has one, with how many changes."""
        if sheet:
            cells.write_inner_link(row, 0, group.label, f"{quoted_sheet(sheet)}!A1", underline=1)
        else:
            cells.write(row, 0, group.label)
        cells.write(row, table.columns["compared"], group.compared)
        for kind in ChangeKind:
            cells.write(row, table.columns[kind.value], group.counts.get(kind, 0))

    def _checksums(self, worksheet: Worksheet, row: int) -> None:
        """Which bytes were compared, for whoever asks later."""
        for line, (label, side) in enumerate(self._sides(), start=row):
            words = f"{label}: {side.file}, sha256 {side.sha256}"
            worksheet.write_string(line, 0, words, self.book.styles.remark())

    def _group(self, worksheet: Worksheet, group: GroupChanges, place: int) -> None:
        _ = self.translate
        row = self._head(worksheet, group.label)
        line = counts_line(group.counts, _)
        worksheet.write_string(row - 1, 0, f"{line}.", self.book.styles.remark())
        headings = self._headings()
        cells = Cells(worksheet, self.book.styles)
        table = place_table(cells, f"Changes{place}", headings, len(group.changes), row=row + 1)
        set_widths(worksheet, headings)
        keep_headings(worksheet, table.header_row)
        for line_number, change in zip(table.rows, group.changes, strict=True):
            self._change(cells, table, line_number, change)
        fit_heights(cells, headings)
        words = kind_words(_)
        roles = {word: _ROLES[kind] for kind, word in words.items()}
        colour_words(self.book.styles, worksheet, table, "kind", roles)

    def _headings(self) -> list[Heading]:
        _ = self.translate
        return [
            Heading("kind", _("Change"), 13),
            Heading("number", _("No"), 13),
            Heading("title", _("What"), 34),
            Heading("column", _("Field"), 18),
            Heading("before", _("Before"), 42),
            Heading("after", _("After"), 42),
            Heading("before_cell", _("Cell before"), 19),
            Heading("after_cell", _("Cell after"), 19),
        ]

    def _change(self, cells: Cells, table: PlacedTable, row: int, change: Change) -> None:
        parts = "\n".join(parts_lines(change, self.language)) or None
        before = parts if change.kind is ChangeKind.REMOVED else change.before
        after = parts if change.kind is ChangeKind.ADDED else change.after
        values = {
            "kind": kind_words(self.translate)[change.kind],
            "number": change.number or None,
            "title": change.title or None,
            "column": change.label or None,
            "before": before,
            "after": after,
            "before_cell": change.before_cell or None,
            "after_cell": change.after_cell or None,
        }
        for key, value in values.items():
            is_short = key in {"before", "after"} and not isinstance(value, str)
            looks = {"align": "left"} if is_short else {}
            cells.write(row, table.columns[key], value, **looks)

    def _unread(self, worksheet: Worksheet) -> None:
        """What could not be read, so that a row that is left out does not look removed."""
        _ = self.translate
        row = self._head(worksheet, _("Not compared"))
        headings = [Heading("file", _("File"), 36), Heading("message", _("What is wrong"), 110)]
        cells = Cells(worksheet, self.book.styles)
        found = self.comparison.unread
        table = place_table(cells, "NotCompared", headings, len(found), row=row)
        set_widths(worksheet, headings)
        keep_headings(worksheet, table.header_row)
        for line, each in zip(table.rows, found, strict=True):
            cells.write(line, 0, each.place.file)
            cells.write(line, 1, render(each, self.language).message)
        fit_heights(cells, headings)
