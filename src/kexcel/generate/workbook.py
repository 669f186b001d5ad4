"""Write a form as the workbook that a department receives."""

from __future__ import annotations

from kexcel.excel.book import NewBook, Properties, new_book
from kexcel.generate.cover_sheet import write_cover
from kexcel.generate.job import Job, checks_at_issue, rows_at_issue
from kexcel.generate.metadata import write_metadata
from kexcel.generate.table_sheet import write_table
from kexcel.model.form import Form
from kexcel.rules.book import RuleBook
from kexcel.settings import Settings
from kexcel.template.schema import Template


def write_form(
    form: Form,
    template: Template,
    rules: RuleBook,
    settings: Settings,
    *,
    logo: bytes | None = None,
    values: dict[tuple[str, str, str], object] | None = None,
) -> bytes:
    """The form as an .xlsx file: the same form always gives the same bytes.

    ``values`` are answers to fill in beforehand, by sheet key, row identity and column key.
    """
    period, rules, given = settings.period(form.period), rules.of(form), values or {}
    rows = rows_at_issue(form, template, rules, given)
    checks = checks_at_issue(rows, rules)
    with new_book(template.looks, _properties(form, settings)) as book:
        job = Job(book, form, template, rules, settings, period, logo, given, rows, checks)
        for sheet in form.sheets:
            worksheet = book.sheet(sheet.name)
            job.worksheets[sheet.key] = worksheet
        for sheet in form.sheets:
            if _is_cover(template, sheet.key):
                write_cover(job, sheet)
            else:
                write_table(job, sheet)
        write_metadata(job)
        _finish(book, form)
    return book.data


def _is_cover(template: Template, key: str) -> bool:
    sheet = template.sheet(key)
    return sheet is not None and sheet.source == "fields"


def _properties(form: Form, settings: Settings) -> Properties:
    period = settings.period(form.period)
    return Properties(
        title=f"{period.name} – {form.department_name}",
        subject=f"{form.organisation}, {form.year}",
        author=form.organisation,
        created=period.opens,
        keywords=f"kexcel {form.code}",
    )


def _finish(book: NewBook, form: Form) -> None:
    """Anchors that survive where the hidden sheet does not, and the first sheet in front."""
    book.workbook.set_custom_property("kexcel-form", form.code, "text")
    book.workbook.worksheets()[0].activate()
