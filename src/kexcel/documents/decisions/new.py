"""Make a Beslut.xlsx where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from kexcel.documents.decisions.appearance import (
    CHOOSE,
    FONT,
    HEADING,
    PROMPT,
    Look,
    choices_in,
    height_of,
    last_printed,
    look_of,
    verdict_words,
)
from kexcel.documents.decisions.entries import Entries, Entry
from kexcel.documents.decisions.layout import CONFLICTS, GOALS, DecisionSheet
from kexcel.documents.decisions.rows import identity_of
from kexcel.excel.book import NewBook, Properties, new_book
from kexcel.template.schema import Template

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_FROZEN_ROWS, _FROZEN_COLUMNS = 1, 2
_PADDING = 5 / 7
"""Characters that XlsxWriter adds to a column's width, for its five pixels beside the text."""


def new_decisions(entries: Entries, template: Template, language: str, created: date) -> bytes:
    """The workbook with its rows, of which none has been filled in."""
    properties = Properties("Beslut", "", "kexcel", created=created)
    with new_book(template.looks, properties) as book:
        goals, conflicts = (_new_sheet(book, each, entries) for each in (GOALS, CONFLICTS))
        _offer_verdicts(goals, len(entries.goals), verdict_words(template, language))
        lines = len(_to_decide(entries, CONFLICTS)) + 1
        _offer_choices(conflicts, lines)
        conflicts.print_area(0, 0, last_printed(lines) - 1, CONFLICTS.printed - 1)
    return book.data


def _new_sheet(book: NewBook, sheet: DecisionSheet, entries: Entries) -> Worksheet:
    worksheet = book.sheet(sheet.name)
    heading = _format(book, HEADING)
    for place, (label, width) in enumerate(zip(sheet.columns.values(), sheet.widths, strict=True)):
        worksheet.write_string(0, place, label, heading)
        worksheet.set_column(place, place, width - _PADDING)
    formats = [_format(book, look_of(sheet, key)) for key in sheet.columns]
    for line, entry in enumerate(_to_decide(entries, sheet), start=1):
        _write_row(worksheet, sheet, line, entry, formats)
    if "key" in sheet.columns:
        hidden = list(sheet.columns).index("key")
        worksheet.set_column(hidden, hidden, sheet.widths[hidden] - _PADDING, None, {"hidden": 1})
    _set_page(worksheet)
    return worksheet


def _to_decide(entries: Entries, sheet: DecisionSheet) -> list[Entry]:
    """The rows of a sheet that has none, each once."""
    told = {identity_of(each, sheet): each for each in entries.of(sheet)}
    return [entry for identity, entry in told.items() if identity not in entries.settled]


def _write_row(
    worksheet: Worksheet, sheet: DecisionSheet, line: int, entry: Entry, formats: Sequence[Format]
) -> None:
    texts = [(key, entry.get(key, ("",))[0]) for key in sheet.columns]
    for place, ((_, text), look) in enumerate(zip(texts, formats, strict=True)):
        if text:
            worksheet.write_string(line, place, text, look)
        else:
            worksheet.write_blank(line, place, None, look)
    worksheet.set_row(line, height_of(sheet, texts))


def _offer_verdicts(worksheet: Worksheet, goals: int, words: list[str]) -> None:
    place = list(GOALS.columns).index("verdict")
    worksheet.data_validation(1, place, max(1, goals), place, _list(words))


def _offer_choices(worksheet: Worksheet, lines: int) -> None:
    columns = list(CONFLICTS.columns)
    place = columns.index("chosen")
    first, last = (columns.index(CONFLICTS.candidates[end]) + 1 for end in (0, -1))
    for line in range(1, lines):
        source = f"={choices_in(first, last, line + 1)}"
        worksheet.data_validation(line, place, line, place, _list(source))


def _list(source: str | list[str]) -> dict[str, object]:
    return {
        "validate": "list",
        "source": source,
        "error_message": CHOOSE,
        "input_message": PROMPT,
    }


def _format(book: NewBook, look: Look) -> Format:
    looks: dict[str, object] = {
        "font_name": FONT,
        "font_size": look.size,
        "bold": look.bold,
        "font_color": f"#{look.colour}",
        "valign": {"center": "vcenter"}.get(look.vertical, look.vertical),
        "text_wrap": True,
    }
    if look.fill:
        looks["bg_color"] = f"#{look.fill}"
    if look.line:
        looks |= {"border": 1, "border_color": f"#{look.line}"}
    return book.styles.get(**looks)


def _set_page(worksheet: Worksheet) -> None:
    worksheet.freeze_panes(_FROZEN_ROWS, _FROZEN_COLUMNS)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(0)
    worksheet.set_margins(left=0.75, right=0.75, top=1, bottom=1)
    worksheet.set_footer("&LBeslut: &A&R&P / &N", {"margin": 0.5})
