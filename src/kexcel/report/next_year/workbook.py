"""The list of what there is to decide, with room for what was decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from kexcel.excel.book import Properties, new_book
from kexcel.locale import translator
from kexcel.report.next_year.words import heading, told
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
from kexcel.roll import RolledPlan, ToDecide
from kexcel.template.schema import Looks

_TITLE_HEIGHT = 26
_DECIDED_WIDTH = 34


def write_to_decide(rolled: RolledPlan, before: int, looks: Looks, *, language: str) -> bytes:
    """The workbook's bytes, the same for the same plan. ``before`` is the year that was rolled."""
    _ = translator(language)
    plan = rolled.plan
    title = _("To decide for {year}").format(year=plan.year)
    created = date(plan.year, 1, 1)
    properties = Properties(title, plan.body, plan.organisation, created)
    with new_book(looks, properties) as book:
        worksheet = book.sheet(_("To decide"))
        cells = Cells(worksheet, book.styles)
        worksheet.set_row(0, _TITLE_HEIGHT)
        worksheet.write_string(0, 0, title, book.styles.title())
        for row, line in enumerate(_lines(rolled, before, language), start=1):
            worksheet.write_string(row, 0, line, book.styles.remark())
        headings = _headings(_)
        points = rolled.to_decide
        empty = _("There is nothing to decide.")
        table = place_table(cells, "ToDecide", headings, len(points), row=4, empty=empty)
        set_widths(worksheet, headings)
        keep_headings(worksheet, table.header_row)
        worksheet.fit_to_pages(1, 0)
        page = _("Page {page} of {pages}").format(page="&P", pages="&N")
        worksheet.set_footer(f"&L&8{f'{plan.organisation} · {title}'.replace('&', '&&')}&R&8{page}")
        for row, point in zip(table.rows, points, strict=True):
            _write(cells, table, row, point, language)
        fit_heights(cells, headings)
        words = _kinds(_)
        colour_words(book.styles, worksheet, table, "kind", {words[0]: "delayed", words[1]: "note"})
    return book.data


def _headings(translate: Callable[[str], str]) -> list[Heading]:
    _ = translate
    return [
        Heading("kind", _("Kind"), 11),
        Heading("about", _("What"), 26),
        Heading("number", _("No"), 9),
        Heading("title", _("About"), 40),
        Heading("stands", _("How it stands"), 42),
        Heading("action", _("What to do"), 42),
        Heading("decided", _("Decided, with date and paragraph"), _DECIDED_WIDTH),
    ]


def _lines(rolled: RolledPlan, before: int, language: str) -> list[str]:
    _, plan = translator(language), rolled.plan
    about = f"{plan.organisation} · {plan.body} · {before} → {plan.year}"
    words = _(
        "What stands here is carried from the year before and rests on no decision. Decide it in "
        "plan.xlsx; nothing is read from this list."
    )
    return [about, words]


def _kinds(translate: Callable[[str], str]) -> tuple[str, str]:
    _ = translate
    return _("Decide"), _("Look at")


def _write(cells: Cells, table: PlacedTable, row: int, point: ToDecide, language: str) -> None:
    words = told(point, language)
    decide, look = _kinds(translator(language))
    values = {
        "kind": decide if point.is_decision else look,
        "about": heading(point.question, language),
        "number": point.number or None,
        "title": point.title,
        "stands": words.stands,
        "action": words.action,
    }
    for key, value in values.items():
        cells.write(row, table.columns[key], value)
    column = table.columns["decided"]
    cells.worksheet.write_blank(row, column, None, cells.styles.input(number_format="@"))
