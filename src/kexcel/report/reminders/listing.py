"""The list of reminders: every department, what waits for it, and the draft to open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kexcel.excel.book import Properties, new_book
from kexcel.locale import translator
from kexcel.model.period import Period
from kexcel.model.remaining import Standing
from kexcel.report.parts.cells import Cells, shorten
from kexcel.report.parts.colouring import colour_words
from kexcel.report.parts.tables import (
    Heading,
    PlacedTable,
    fit_heights,
    keep_headings,
    place_table,
    set_widths,
)
from kexcel.report.reminders.left_words import standing_words
from kexcel.settings import Settings
from kexcel.template.schema import Template

_TITLE_HEIGHT = 26
_LONGEST_TIP = 255
_ROLES = {
    Standing.UNSENT: "error",
    Standing.MISSING: "error",
    Standing.TO_CORRECT: "warning",
    Standing.UNFINISHED: "warning",
    Standing.DRAFT: "warning",
    Standing.TO_DECIDE: "ongoing",
    Standing.DONE: "done",
}
"""The role whose colour each standing has; the word always stands beside it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A department in the list. ``draft`` is the name of its file beside the list, or ""."""

    department: str
    to: tuple[str, ...]
    standing: Standing
    left: tuple[str, ...]
    days_late: int
    draft: str


def write_list(
    rows: Sequence[Listed],
    period: Period,
    today: date,
    template: Template,
    settings: Settings,
    *,
    language: str,
) -> bytes:
    """The workbook's bytes, the same for the same input. ``today`` is the day it was made."""
    _ = translator(language)
    name, title = _("Reminders"), f"{_('Reminders')} – {period.name}"
    organisation = settings.organisation
    properties = Properties(title, settings.body, organisation, created=today)
    with new_book(template.looks, properties) as book:
        worksheet = book.sheet(name)
        cells = Cells(worksheet, book.styles)
        headings = _headings(language)
        worksheet.set_row(0, _TITLE_HEIGHT)
        worksheet.write_string(0, 0, title, book.styles.title())
        for line, words in enumerate(_lines(rows, period, today, settings, language), start=1):
            worksheet.write_string(line, 0, words, book.styles.remark())
        table = place_table(cells, "Reminders", headings, len(rows), row=4)
        set_widths(worksheet, headings)
        keep_headings(worksheet, table.header_row, columns=1)
        worksheet.fit_to_pages(1, 0)
        page = _("Page {page} of {pages}").format(page="&P", pages="&N")
        footer = f"{organisation} · {title}".replace("&", "&&")
        worksheet.set_footer(f"&L&8{footer}&R&8{page}")
        for row, each in zip(table.rows, rows, strict=True):
            _write(cells, table, row, each, period, language)
        fit_heights(cells, headings)
        roles = {word: _ROLES[standing] for standing, word in standing_words(language).items()}
        colour_words(book.styles, worksheet, table, "standing", roles)
    return book.data


def _headings(language: str) -> list[Heading]:
    _ = translator(language)
    return [
        Heading("department", _("Department"), 30),
        Heading("to", _("Mail address"), 30),
        Heading("standing", _("State"), 16),
        Heading("left", _("What is left"), 50),
        Heading("due", _("Due"), 12),
        Heading("late", _("Days late"), 10, "right"),
        Heading("draft", _("Draft"), 42),
    ]


def _lines(
    rows: Sequence[Listed], period: Period, today: date, settings: Settings, language: str
) -> list[str]:
    """What the list is, and what to do with it."""
    _ = translator(language)
    drafts = sum(bool(each.draft) for each in rows)
    made = _("made {day}, due {due}").format(day=today.isoformat(), due=period.due.isoformat())
    words = _("Nothing has been sent. Open a draft, read it through and send it yourself.")
    if not drafts:
        words = _("No department needs a reminder.")
    return [f"{settings.organisation} · {settings.body} · {period.name} · {made}", words]


def _write(
    cells: Cells, table: PlacedTable, row: int, each: Listed, period: Period, language: str
) -> None:
    _, place = translator(language), table.columns
    cells.write(row, place["department"], each.department)
    needs_address = each.draft and not each.to
    address = ", ".join(each.to) or (_("(unknown: write it in the draft)") if needs_address else "")
    cells.write(row, place["to"], address)
    cells.write(row, place["standing"], standing_words(language)[each.standing])
    cells.write(row, place["left"], "\n".join(each.left) or None)
    cells.write(row, place["due"], period.due)
    cells.write(row, place["late"], each.days_late or None)
    _write_draft(cells, row, place["draft"], each.draft)


def _write_draft(cells: Cells, row: int, column: int, draft: str) -> None:
    """The draft's name with a link to it; it lies beside the list, wherever both are moved."""
    looks: dict[str, Any] = {}
    if draft:
        target = f"external:{draft}"
        cells.worksheet.write_url(row, column, target, string="", tip=shorten(draft, _LONGEST_TIP))
        looks = {"underline": 1, "font_color": cells.styles.looks.title}
    cells.write(row, column, draft or None, **looks)
