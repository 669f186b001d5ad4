"""The correction: a department's own workbook, handed back with its faults marked in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from kexcel.excel.annotate import CannotAnnotateError, annotate
from kexcel.excel.annotate_marks import Mark
from kexcel.excel.annotate_sheet import ListedFault, Listing
from kexcel.excel.annotate_values import Meant
from kexcel.findings import render
from kexcel.locale import format_number, translator
from kexcel.model.finding import Finding, Severity
from kexcel.model.form import Form, FormRow, FormSheet
from kexcel.model.returned import Return, ReturnedRow
from kexcel.report.answers.leftovers import Leftover
from kexcel.report.answers.refill import BROKEN
from kexcel.report.answers.wording import plain_message, received_on, severity_word
from kexcel.report.parts.found_text import found_text
from kexcel.template.schema import Looks, Template

if TYPE_CHECKING:
    Translate = Callable[[str], str]

__all__ = ["CannotAnnotateError", "write_correction"]

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?: ?%)?")
_TONES = {Severity.ERROR: "bad", Severity.WARNING: "warning", Severity.NOTE: "neutral"}


class Made(StrEnum):
    """What a correction is made of."""

    OWN = "own"
    """The department's own workbook."""
    CLEAN = "clean"
    """A clean form with its answers in it, where its own lacks something of the form."""
    NEWEST = "newest"
    """The newest form with its answers in it, where it answered on an older one."""


def write_correction(
    data: bytes,
    returned: Return,
    form: Form,
    template: Template,
    *,
    language: str,
    made: Made = Made.OWN,
    leftovers: Sequence[Leftover] = (),
) -> bytes:
    """The workbook with the return's findings marked in it and listed on a first sheet.

    Errors and warnings are marked in their cells, notes only listed. Everything else is as
    the department wrote it; marks of an earlier correction are taken back. ``leftovers`` are
    listed last: what it wrote that a clean form has no place for. Equal input gives equal bytes.

    Raises:
        CannotAnnotateError: the file is not .xlsx or .xlsm, or cannot be opened.
    """
    ordered = _in_order(returned.findings)
    return annotate(
        data,
        tuple(_marks(ordered, template.looks, language)),
        _listing(ordered, returned, form, template, language, made, leftovers),
        template.looks,
        author=form.organisation,
        modified=received_on(returned, form),
        values=replaced_texts(returned),
    )


def replaced_texts(returned: Return) -> dict[tuple[str, str], Meant]:
    """What texts were read as, by sheet and cell: the dates and the numbers among them.

    The form's own check wants a date or a number, and would complain of the text although there
    is nothing to mend.
    """
    answers = {
        (row.sheet, answer.cell): answer
        for rows in returned.rows.values()
        for row in rows.values()
        for answer in row.answers.values()
    }
    read = [f.place for f in returned.findings if f.code == "interpreted"]
    places = [(place.sheet or "", place.cell or "") for place in read]
    return {
        place: answer.value
        for place in places
        if (answer := answers.get(place)) is not None
        and answer.sound
        and isinstance(answer.value, Decimal | date)
        and not answer.written.startswith("=")
    }


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first; within a severity as they were found, which is as they stand."""
    return tuple(sorted(findings, key=lambda finding: _ORDER.index(finding.severity)))


def _marks(findings: Iterable[Finding], looks: Looks, language: str) -> Iterable[Mark]:
    for finding in findings:
        place = finding.place
        if finding.severity is not Severity.NOTE and place.sheet and place.cell:
            word = severity_word(finding.severity, language)
            said = f"{word}: {plain_message(finding, language)}\n{render(finding, language).hint}"
            colour = getattr(looks, _TONES[finding.severity])
            yield Mark(place.sheet, place.cell, colour, said, language)


def _listing(
    findings: tuple[Finding, ...],
    returned: Return,
    form: Form,
    template: Template,
    language: str,
    made: Made,
    leftovers: Sequence[Leftover],
) -> Listing:
    _ = translator(language)
    labels = (
        _("No."),
        _("Severity"),
        _("Sheet"),
        _("Cell"),
        _("Row"),
        _("Column"),
        _("Written"),
        _("What is wrong"),
        _("How to mend it"),
    )
    return Listing(
        name=_("To correct"),
        corrects=returned.sha256,
        title=f"{_('To correct')}: {form.department_name}, {form.period} {form.year}",
        lines=(_what_to_do(returned, made, _), _counts(returned, language), _how(_)),
        labels=labels,
        faults=(
            *(
                _listed(number, finding, returned, form, template, language, made)
                for number, finding in enumerate(findings, start=1)
            ),
            *(
                _listed_leftover(number, each, language)
                for number, each in enumerate(leftovers, start=len(findings) + 1)
            ),
        ),
        page=_("Page {page} of {pages}").format(page="&P", pages="&N"),
    )


def _what_to_do(returned: Return, made: Made, _: Translate) -> str:
    if made is Made.NEWEST:
        return _(
            "This is your newest form. Everything that you have answered stands in it: fill in "
            "what is new, correct what is marked, sign it off and return it."
        )
    if made is Made.CLEAN:
        return _(
            "This is a clean form, since something of the form was missing in the file that came. "
            "Everything that you wrote stands in it or below. Correct it and return it."
        )
    if returned.errors:
        return _(
            "Correct this workbook and return it as soon as you can, also after the day that its "
            "cover names. What you have already written is still here."
        )
    return _("Look through the points below, and return this workbook if anything must change.")


def _counts(returned: Return, language: str) -> str:
    _ = translator(language)
    words = _("{file}: errors {errors} in {rows} rows, warnings {warnings}, notes {notes}.")
    return words.format(
        file=returned.file,
        errors=returned.errors,
        rows=_rows_with_errors(returned),
        warnings=returned.warnings,
        notes=returned.notes,
    )


def _rows_with_errors(returned: Return) -> int:
    """How many rows there are to mend: the live count of the cover counts rows, not errors."""
    places = [each.place for each in returned.findings if each.severity is Severity.ERROR]
    return len({(place.sheet, place.row) for place in places if place.row})


def _how(_: Translate) -> str:
    return _(
        "Choose a cell in the column Cell to go there. Marked cells have a colour and a note; "
        "both disappear when the workbook has been received again."
    )


def _listed(
    number: int,
    finding: Finding,
    returned: Return,
    form: Form,
    template: Template,
    language: str,
    made: Made,
) -> ListedFault:
    place = finding.place
    sheet = _form_sheet(finding, returned, form)
    return ListedFault(
        cells=(
            str(number),
            severity_word(finding.severity, language),
            place.sheet or "",
            place.cell or "",
            _row_text(finding, sheet, returned),
            _column_label(finding, sheet, template, language),
            found_text(finding, language),
            _what_is_wrong(finding, returned, language),
            _how_to_mend(finding, made, language),
        ),
        tone=_TONES[finding.severity],
    )


def _listed_leftover(number: int, leftover: Leftover, language: str) -> ListedFault:
    """Something that was written outside the form's cells; its place was in the file that came."""
    _ = translator(language)
    wrong = _("This stood in {place} of the file that came. The form has no place for it.")
    return ListedFault(
        cells=(
            str(number),
            severity_word(Severity.NOTE, language),
            "",
            "",
            "",
            "",
            leftover.text,
            wrong.format(place=f"{leftover.sheet}!{leftover.cell}"),
            _("Move it to a cell where it belongs, if it is to be read."),
        ),
        tone=_TONES[Severity.NOTE],
    )


def _how_to_mend(finding: Finding, made: Made, language: str) -> str:
    """The finding's hint; of what a clean form has again, that it is there."""
    _ = translator(language)
    if made is not Made.OWN and finding.code in BROKEN - {"row-duplicated"}:
        return _("It is back in this form. Fill in what is missing in it.")
    return render(finding, language).hint


def _what_is_wrong(finding: Finding, returned: Return, language: str) -> str:
    """The finding's message; where its text was replaced, what by."""
    _, place = translator(language), finding.place
    value = replaced_texts(returned).get((place.sheet or "", place.cell or ""))
    may_be_number = _NUMBER.fullmatch(
        str(finding.value or "")
    )  # which is left in its cell as it is
    if value is None or finding.code != "interpreted" or may_be_number:
        return plain_message(finding, language)
    if isinstance(value, date):
        words = _('The text "{written}" was replaced by the date {value}.')
        return words.format(written=finding.value or "", value=value.isoformat())
    words = _('The text "{written}" was replaced by the number {value}.')
    return words.format(written=finding.value or "", value=format_number(value, language))


def _form_sheet(finding: Finding, returned: Return, form: Form) -> FormSheet | None:
    """The sheet of the form that a finding is about, also where it has been renamed."""
    name = finding.place.sheet
    for sheet in form.sheets:
        names_in_file = {row.sheet for row in returned.rows.get(sheet.key, {}).values()}
        if name == sheet.name or name in names_in_file:
            return sheet
    return None


def _row_text(finding: Finding, sheet: FormSheet | None, returned: Return) -> str:
    """The row as it is told in print; one that the department wrote itself by its first words."""
    identity = finding.place.row or ""
    if sheet is not None and sheet.extendable:
        written = returned.rows.get(sheet.key, {}).get(identity)
        return _first_words(written, sheet) if written else ""
    row = _form_row(identity, sheet) if identity else None
    if row is None:
        return identity
    number = row.number or row.identity
    return number if row.anchor in {"", number} else f"{number} {row.anchor}"


def _first_words(row: ReturnedRow, sheet: FormSheet) -> str:
    answers = (row.answers.get(column.key) for column in sheet.columns)
    return next((each.written for each in answers if each and each.written), "")


def _form_row(identity: str, sheet: FormSheet | None) -> FormRow | None:
    rows = sheet.rows if sheet else ()
    return next((row for row in rows if identity in {row.identity, row.number}), None)


def _column_label(
    finding: Finding, sheet: FormSheet | None, template: Template, language: str
) -> str:
    key = finding.place.column or ""
    known = template.sheet(sheet.key) if sheet else None
    if known is not None and known.source == "fields":
        # The row's own label already says which field it is.
        return ""
    column = known.column(key) if known else None
    return column.label.get(language) if column else key
