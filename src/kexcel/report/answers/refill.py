"""A clean form with a department's answers in it, for returns that cannot be marked themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kexcel.excel.annotate import CannotAnnotateError
from kexcel.generate import write_form
from kexcel.model.cell import cell_reference
from kexcel.model.finding import Finding
from kexcel.model.form import Form, FormSheet
from kexcel.model.returned import Return
from kexcel.rules import RuleBook
from kexcel.settings import Settings
from kexcel.template.schema import Template


def refill(
    returned: Return,
    form: Form,
    template: Template,
    rules: RuleBook,
    settings: Settings,
    *,
    logo: bytes | None = None,
) -> tuple[bytes, Return]:
    """The form as .xlsx with every answer where it belongs, and the return as if sent in it.

    What could not be read stands in its cell as it was written. Findings point to the cells of
    the clean form; those about something that a clean form does not have keep no cell.
    """
    values = dict(_values(_with_rows_in_the_form(returned, form)))
    data = write_form(form, template, rules, settings, logo=logo, values=values)
    places = {
        (sheet.key, row.identity): (sheet, row.index) for sheet in form.sheets for row in sheet.rows
    }
    findings = tuple(_moved(each, returned, places) for each in returned.findings)
    return data, replace(returned, findings=findings)


def _with_rows_in_the_form(returned: Return, form: Form) -> Return:
    """The return with rows that were added below a free table moved to its blank rows.

    Raises:
        CannotAnnotateError: there are more rows than the form has room for.
    """
    moved = dict(returned.rows)
    for sheet in form.sheets:
        rows = returned.rows.get(sheet.key, {})
        issued = [row.identity for row in sheet.rows]
        added = [identity for identity in rows if identity not in issued]
        free = [each for each in issued if each not in rows or rows[each].is_blank]
        if len(added) > len(free):
            raise CannotAnnotateError("more rows than the form has room for")
        places = dict(zip(added, free, strict=False))
        moved[sheet.key] = {places.get(identity, identity): row for identity, row in rows.items()}
    return replace(returned, rows=moved)


def _values(returned: Return) -> Iterator[tuple[tuple[str, str, str], object]]:
    for sheet, rows in returned.rows.items():
        for identity, row in rows.items():
            for column, answer in row.answers.items():
                if answer.written:
                    yield (
                        (sheet, identity, column),
                        answer.value if answer.sound else answer.written,
                    )


def _moved(
    finding: Finding, returned: Return, places: dict[tuple[str, str], tuple[FormSheet, int]]
) -> Finding:
    place = finding.place
    for key, rows in returned.rows.items():
        row = rows.get(place.row or "")
        if row is None or row.sheet != place.sheet or (key, row.identity) not in places:
            continue
        sheet, index = places[key, row.identity]
        columns = {column.key: column.index for column in sheet.columns}
        cell = cell_reference(index, columns[place.column]) if place.column in columns else None
        return replace(finding, place=replace(place, sheet=sheet.name, cell=cell))
    return replace(finding, place=replace(place, cell=None))
