"""Add rows to a Beslut.xlsx that someone may have written in."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kexcel.documents.decisions.dropdowns import renew_dropdowns
from kexcel.documents.decisions.entries import Entries
from kexcel.documents.decisions.layout import CONFLICTS, GOALS, MORE, DecisionSheet
from kexcel.documents.decisions.looks import dress_row, put_heading, show_printed
from kexcel.documents.decisions.reader import Headings, cell_words, headings_of, open_decisions
from kexcel.documents.decisions.rows import differences, lacks_columns, rows_of
from kexcel.excel.repack import repack
from kexcel.template.schema import Template


def with_additions(
    data: bytes, entries: Entries, template: Template, language: str, created: date, file: str
) -> bytes:
    """The workbook with what it lacks; the very bytes where that is nothing."""
    workbook = open_decisions(data, file=file)
    changed = [_add_rows(workbook, sheet, entries, file) for sheet in (GOALS, CONFLICTS)]
    if not (_list_more(workbook, entries) or any(changed)):
        return data
    renew_dropdowns(workbook, template, language, file)
    show_printed(workbook[CONFLICTS.name])
    workbook.properties.created = datetime(created.year, created.month, created.day)  # noqa: DTZ001 - a plain day
    stream = BytesIO()
    workbook.save(stream)
    return repack(stream.getvalue(), modified=created)


def _add_rows(workbook: Workbook, sheet: DecisionSheet, entries: Entries, file: str) -> bool:
    """Renew the rows that stand and add those that lack."""
    worksheet = workbook[sheet.name]
    headings = headings_of(worksheet, sheet, file)
    changed = lacks_columns(sheet, headings, entries)
    if changed:
        headings = _with_all(worksheet, sheet, headings)
    for row in rows_of(worksheet, sheet, headings, entries):
        for column, words in list(differences(worksheet, sheet, headings, row)):
            _write(worksheet, row.line, column, words)
            changed = True
        if row.is_new:
            dress_row(worksheet, sheet, headings, row.line)
    return changed


def _with_all(worksheet: Worksheet, sheet: DecisionSheet, headings: Headings) -> Headings:
    """The headings with the columns that an older workbook lacks, at its right edge."""
    columns = dict(headings.columns)
    for key in sheet.optional:
        if key not in columns:
            columns[key] = worksheet.max_column + 1
            put_heading(worksheet, sheet, headings.row, columns[key], key)
    return Headings(headings.row, columns)


def _list_more(workbook: Workbook, entries: Entries) -> bool:
    """List the candidates of conflicts that have more of them than there are columns."""
    if not entries.many:
        return False
    if MORE not in workbook.sheetnames:
        workbook.create_sheet(MORE).sheet_state = "hidden"
    worksheet, changed = workbook[MORE], False
    lines = {cell_words(worksheet, line, 1): line for line in range(1, worksheet.max_row + 1)}
    for key, candidates in entries.many.items():
        line = lines.setdefault(key, len([each for each in lines if each]) + 1)
        texts = [key, *candidates]
        width = max(len(texts), worksheet.max_column)
        for column, text in enumerate((texts + [""] * width)[:width], start=1):
            if cell_words(worksheet, line, column) != text:
                _write(worksheet, line, column, text)
                changed = True
    return changed


def _write(worksheet: Worksheet, line: int, column: int, words: str) -> None:
    """Write words as a text, whatever they look like."""
    cell = worksheet.cell(line, column)
    cell.value, cell.data_type = (words, "s") if words else (None, "n")
