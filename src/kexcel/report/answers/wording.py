"""What corrections and receipts say alike of a return and its findings."""

from __future__ import annotations

from datetime import date

from kexcel.findings import render, where_text
from kexcel.locale import translator
from kexcel.model.finding import Finding, Severity
from kexcel.model.form import Form
from kexcel.model.returned import Return


def received_on(returned: Return, form: Form) -> date:
    """The day the file came, or the first of the form's year where that isn't known."""
    try:
        return date.fromisoformat(returned.received[:10])
    except ValueError:
        return date(form.year, 1, 1)


def severity_word(severity: Severity, language: str) -> str:
    """The severity as people read it."""
    _ = translator(language)
    words = {Severity.ERROR: _("Error"), Severity.WARNING: _("Warning"), Severity.NOTE: _("Note")}
    return words[severity]


def plain_message(finding: Finding, language: str) -> str:
    """The finding's message without its place, for where the place stands beside it."""
    message = render(finding, language).message
    text = message.removeprefix(f"{where_text(finding.place)}: ")
    return text[:1].upper() + text[1:]
