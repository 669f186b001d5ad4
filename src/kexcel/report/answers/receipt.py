"""The receipt (kvittens): one page that says what was read of a return."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kexcel.excel.book import NewBook, Properties, new_book
from kexcel.excel.row_height import row_height
from kexcel.excel.styles import figure_format, money_format
from kexcel.findings import where_text
from kexcel.locale import translator
from kexcel.model.finding import Finding, Severity
from kexcel.model.form import Form
from kexcel.model.returned import Return
from kexcel.money.sums import add_up
from kexcel.report.answers.receipt_facts import (
    BudgetFigures,
    budget_figures,
    comments_written,
    measure_figures,
    rows_written,
    status_counts,
)
from kexcel.report.answers.wording import plain_message, received_on, severity_word
from kexcel.report.parts.cells import FIGURE, text_of, write_value
from kexcel.settings import Settings
from kexcel.template.schema import Template

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (34, 16, 16, 16, 16)
_LAST = len(_WIDTHS) - 1
_LINE = 66
_ROW_POINTS = 15
_LONGEST_LIST = 14
"""More findings or units would make the page too small to read; the rest are counted."""

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


def write_receipt(
    returned: Return, form: Form, template: Template, settings: Settings, *, language: str
) -> bytes:
    """The receipt of a return as an .xlsx file that prints on one A4 page.

    Figures that could not be read are left blank. Equal input gives equal bytes.
    """
    _ = translator(language)
    properties = Properties(
        title=f"{_('Receipt')} – {form.department_name}, {settings.period(form.period).name}",
        subject=f"{form.organisation}, {form.year}",
        author=form.organisation,
        created=received_on(returned, form),
    )
    with new_book(template.looks, properties) as book:
        worksheet = book.sheet(_("Receipt"))
        page = _Page(book, worksheet, returned, form, template, settings, language)
        _set_up(page)
        for write in (_heading, _file, _activities, _budget, _measures, _findings):
            write(page)
        worksheet.print_area(0, 0, page.row, _LAST)
    return book.data


@dataclass
class _Page:
    """The page being written. ``row`` is the next free row, counted from 0."""

    book: NewBook
    worksheet: Worksheet
    returned: Return
    form: Form
    template: Template
    settings: Settings
    language: str
    row: int = 0

    def __post_init__(self) -> None:
        self.translate: Callable[[str], str] = translator(self.language)
        self.money = money_format(self.settings.money.decimals)

    def label(self, sheet: str, column: str) -> str:
        """A column's label in the form."""
        known = self.template.sheet(sheet)
        found = known.column(column) if known else None
        return found.label.get(self.language) if found else column

    def line(self, *values: Any, look: Format | None = None) -> None:
        """Write values in the columns from the first; text stays text."""
        style = look or self.book.styles.get()
        for column, value in enumerate(values):
            write_value(self.worksheet, self.row, column, value, style)
        self.row += 1

    def heading(self, text: str) -> None:
        """Start a section."""
        self.row += 1
        self.line(text, look=self.book.styles.heading())

    def table(self, header: Sequence[str], rows: Sequence[Sequence[Any]], formats: str) -> None:
        """Write a table. ``formats`` is the number format of its figures."""
        styles = self.book.styles
        for column, label in enumerate(header):
            align = "right" if column else "left"
            self.worksheet.write_string(self.row, column, label, styles.header(align=align))
        self.row += 1
        for values in rows:
            for column, value in enumerate(values):
                looks = FIGURE if column else {"align": "left"}
                shown = figure_format(formats) if column else ""
                look = styles.plain(number_format=shown, **looks)
                write_value(self.worksheet, self.row, column, value, look)
            self._fit(values[:1])
            self.row += 1

    def _fit(self, texts: Sequence[Any]) -> None:
        """Make the row as high as its wrapped texts, the first columns', need."""
        wrapped = [(text_of(text), width) for text, width in zip(texts, _WIDTHS, strict=False)]
        size = self.book.styles.looks.size
        self.worksheet.set_row(self.row, row_height(wrapped, size, lowest=_ROW_POINTS))


def _set_up(page: _Page) -> None:
    worksheet = page.worksheet
    worksheet.set_portrait()
    worksheet.fit_to_pages(1, 1)
    for column, width in enumerate(_WIDTHS):
        worksheet.set_column(column, column, width)
    escaped = page.form.organisation.replace("&", "&&")
    worksheet.set_footer(f"&L&8{escaped}&R&8{page.form.code}")


def _heading(page: _Page) -> None:
    _, styles, form = page.translate, page.book.styles, page.form
    period = page.settings.period(form.period)
    page.worksheet.set_row(0, 28)
    page.line(f"{_('Receipt')}: {form.department_name}", look=styles.title())
    page.line(
        f"{form.organisation} · {period.name} ({period.opens}–{period.closes})",
        look=styles.remark(),
    )
    page.row += 1
    tone, sentence = _outcome(page)
    looks = styles.looks
    style = styles.get(
        bold=True,
        font_size=looks.size + 2,
        bg_color=getattr(looks, tone),
        font_color=getattr(looks, f"{tone}_text"),
        valign="vcenter",
    )
    page.worksheet.set_row(page.row, 26)
    page.line(sentence, *[None] * _LAST, look=style)


def _outcome(page: _Page) -> tuple[str, str]:
    _, returned = page.translate, page.returned
    if returned.errors:
        return "bad", _("The file was received, but something must be corrected: see below.")
    if returned.warnings:
        return "warning", _("Everything was received. Please look at the points below.")
    return "good", _("Everything was received. You need not do anything more.")


def _file(page: _Page) -> None:
    _, returned = page.translate, page.returned
    page.heading(_("Received"))
    pairs = [
        (_("File"), returned.file),
        (_("Received on"), returned.received.replace("T", " ")[:16]),
        (_("Form"), page.form.code),
        *(
            (page.label("cover", key), _signed(page, key))
            for key in ("signing", "signed_by", "signed_on")
        ),
        ("sha256", returned.sha256),
    ]
    for label, text in pairs:
        page.line(label, text)


def _signed(page: _Page, key: str) -> str:
    answer = page.returned.field(key)
    if answer is None or not answer.written:
        return "–"
    return text_of(answer.value) if answer.sound else answer.written


def _activities(page: _Page) -> None:
    _ = page.translate
    counts = status_counts(page.returned, page.form, page.template, page.language)
    if page.form.sheet("followup") is not None:
        page.heading(_("Activities you lead"))
        rows = [(count.word or _("Without status"), count.count) for count in counts]
        total = sum(count.count for count in counts)
        page.table(
            (page.label("followup", "status"), _("Number")), [*rows, (_("Total"), total)], "0"
        )
        commented = comments_written(page.returned, page.form)
        page.line(_("Comments on activities that others lead: {count}").format(count=commented))
    for name, count in rows_written(page.returned, page.form):
        page.line(_("{sheet}: {count} rows").format(sheet=name, count=count))


def _budget(page: _Page) -> None:
    _, money = page.translate, page.settings.money
    figures = budget_figures(page.returned, page.form)
    if not figures:
        return
    words = _("Budget, {unit} (net cost as positive; plus in deviation is surplus)")
    page.heading(words.format(unit=money.unit))
    keys = ("name", "frame", "actual", "forecast", "deviation")
    header = [page.label("budget", key) for key in keys]
    rows = [_figures(each) for each in figures[:_LONGEST_LIST]]
    if left := len(figures) - len(rows):
        more = _("… and {count} more.").format(count=left)
        rows.append((more, None, None, None, None))
    if len(figures) > 1:
        rows.append((_("Total"), *_totals(figures)))
    page.table(header, rows, page.money)


def _totals(figures: Sequence[BudgetFigures]) -> Iterator[Decimal | None]:
    """The sum of each column's figures that are known; None where none is."""
    columns = zip(*(_figures(each)[1:] for each in figures), strict=True)
    for column in columns:
        known = [each for each in column if isinstance(each, Decimal)]
        yield add_up(known) if known else None


def _figures(each: BudgetFigures) -> tuple[str | Decimal | None, ...]:
    return (each.name, each.frame, each.actual, each.forecast, each.deviation)


def _measures(page: _Page) -> None:
    figures = measure_figures(page.returned, page.form)
    if not figures:
        return
    sheet = page.form.sheet("measures")
    page.heading(sheet.name if sheet else "")
    header = (
        page.label("measures", "name"),
        page.label("measures", "outcome"),
        page.label("measures", "unit"),
    )
    page.table(header, [(each.name, each.outcome, each.unit) for each in figures], "#,##0.0##")


def _findings(page: _Page) -> None:
    _ = page.translate
    ordered = sorted(page.returned.findings, key=lambda each: _ORDER.index(each.severity))
    page.heading(_("What we noticed"))
    if not ordered:
        page.line(_("Nothing to remark on."))
    for finding in ordered[:_LONGEST_LIST]:
        _say(page, finding)
    left = len(ordered) - _LONGEST_LIST
    if left > 0:
        page.line("", _("… and {count} more.").format(count=left))


def _say(page: _Page, finding: Finding) -> None:
    """A finding over as many rows as it needs: wrapping needs merged cells, rows do not."""
    lines = textwrap.wrap(plain_message(finding, page.language), _LINE)
    word = severity_word(finding.severity, page.language)
    where = textwrap.shorten(f"{word} – {where_text(finding.place)}", 38, placeholder="…")
    for number, line in enumerate(lines):
        page.line("" if number else where, line)
