"""A clean form with a department's answers in it, for returns that cannot be mended themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kexcel.collect import FormIndex
from kexcel.collect.examine import examine
from kexcel.collect.outdated import Transfer, transfer
from kexcel.collect.sorting import in_reading_order
from kexcel.findings import CATALOGUE, Group
from kexcel.generate import Carried, put_answers, without_sign_off, write_form
from kexcel.generate.carried import Answered, Cell, count_answers
from kexcel.model.cell import cell_reference
from kexcel.model.finding import Finding
from kexcel.model.form import Form, FormSheet
from kexcel.model.returned import Answer, Return, ReturnedRow
from kexcel.report.answers.leftovers import Leftover
from kexcel.rules import RuleBook
from kexcel.settings import Settings
from kexcel.template.schema import Template
from kexcel.validate import as_written

BROKEN = frozenset({"row-missing", "row-duplicated", "column-missing", "sheet-missing"})
"""What a department cannot mend by hand in its own workbook: what is gone from its form."""


@dataclass(frozen=True, slots=True)
class Refilled:
    """A clean form as .xlsx, and the return as if it had been sent in it.

    ``without_place`` are the answers that the form has no cell for, as they stood in the file;
    ``answers`` how many others stand in it.
    """

    data: bytes
    returned: Return
    form: Form
    without_place: tuple[Leftover, ...]
    answers: int


def is_broken(returned: Return) -> bool:
    """Whether a return has lost something of its form."""
    return any(each.code in BROKEN for each in returned.findings)


def refill(
    returned: Return,
    issued: Form,
    form: Form,
    template: Template,
    rules: RuleBook,
    settings: Settings,
    *,
    logo: bytes | None = None,
) -> Refilled:
    """Write a form with every answer of a return where it belongs.

    ``issued`` is the form that came back; ``form`` the one to write, with its own template and
    rules: the same, or a newer one of the department, which then keeps what it was issued with
    where the return says nothing and is not signed. What could not be read stands in its cell as
    it was written. The clean form is read again as if it had been sent, so that its findings are
    complete and point to its own cells; those of the file's structure keep no cell.
    """
    moved = transfer(issued, form)
    carried = _carried(returned, moved)
    if form.code != issued.code:
        carried = without_sign_off(carried, template)
        own = put_answers(form, carried, template, settings)
        carried = replace(carried, tables=_with_rows_of_others(carried, own, form))
    filled = put_answers(form, carried, template, settings)
    data = write_form(filled, template, rules, settings, logo=logo)
    judged = examine(
        data,
        file=returned.file,
        sha256=returned.sha256,
        forms=FormIndex([form]),
        books={form.code: rules},
        unit=settings.money.unit,
    )
    said = (*_still_said(returned, moved), *_judged(judged))
    findings = in_reading_order(said, [sheet.name for sheet in form.sheets])
    told = replace(judged, state=returned.state, received=returned.received, findings=findings)
    lost = tuple(_without_place(returned, moved))
    return Refilled(data, told, filled, lost, count_answers(filled))


def _carried(returned: Return, moved: Transfer) -> Carried:
    answers: dict[Cell, Answered] = {}
    for sheet, row, answer in _answers(returned):
        target, place = moved.newer.sheet(sheet), moved.place(sheet, row.identity, answer.column)
        if target is None or target.extendable or place is None:
            continue
        if answer.written or _issued_with(moved.older, sheet, row.identity, answer.column):
            answers[place.sheet, place.row, place.column] = answer.as_meant
    tables = {
        sheet.key: tuple(_table(returned, sheet))
        for sheet in moved.newer.sheets
        if sheet.extendable and sheet.key in returned.rows
    }
    return Carried(answers, tables)


def _answers(returned: Return) -> Iterator[tuple[str, ReturnedRow, Answer]]:
    for sheet, rows in returned.rows.items():
        for row in rows.values():
            for answer in row.answers.values():
                yield sheet, row, answer


def _issued_with(form: Form, sheet: str, identity: str, column: str) -> bool:
    found = form.sheet(sheet)
    rows = found.rows if found else ()
    return any(row.identity == identity and row.values.get(column) is not None for row in rows)


def _table(returned: Return, sheet: FormSheet) -> Iterator[Mapping[str, Answered]]:
    """The rows that were written, in their order."""
    for row in sorted(returned.rows[sheet.key].values(), key=lambda row: row.line):
        if answers := {k: each.as_meant for k, each in row.answers.items() if each.written}:
            yield answers


def _with_rows_of_others(
    carried: Carried, own: Form, issued: Form
) -> Mapping[str, tuple[Mapping[str, Answered], ...]]:
    """The tables with the rows first that the newer form was issued with from other returns.

    ``own`` is that form with the return's own rows alone: a row that stands there alike is its own.
    """
    tables = dict(carried.tables)
    for key, rows in carried.tables.items():
        filled, sheet = own.sheet(key), issued.sheet(key)
        if filled is not None and sheet is not None:
            said = [_words(each) for each in _issued_rows(filled)]
            others = [each for each in _issued_rows(sheet) if _words(each) not in said]
            tables[key] = (*others, *rows)
    return tables


def _issued_rows(sheet: FormSheet) -> Iterator[Mapping[str, Answered]]:
    for row in sheet.rows:
        values = {k: v for k, v in row.values.items() if k in row.inputs}
        if values:
            yield {k: Answer(k, value, as_written(value), "") for k, value in values.items()}


def _words(answers: Mapping[str, Answered]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((key, as_written(each.value)) for key, each in answers.items()))


def _still_said(returned: Return, moved: Transfer) -> Iterator[Finding]:
    """What is still to be said of the file itself, and how words in it were read."""
    for each in returned.findings:
        if CATALOGUE[each.code].group in {Group.STRUCTURE, Group.FILES}:
            yield replace(each, place=replace(each.place, cell=None))
        elif each.code == "interpreted":
            yield _follow(each, returned, moved)


def _judged(judged: Return) -> Iterator[Finding]:
    """What the clean form says of the answers in it."""
    for each in judged.findings:
        if CATALOGUE[each.code].group not in {Group.STRUCTURE, Group.FILES}:
            yield each


def _follow(said: Finding, returned: Return, moved: Transfer) -> Finding:
    """A finding about an answer, at the answer's cell in the form that was written."""
    place = said.place
    for key, row, answer in _answers(returned):
        if (row.sheet, answer.cell) != (place.sheet, place.cell):
            continue
        target = moved.place(key, row.identity, answer.column)
        sheet = moved.newer.sheet(key)
        line = next(
            (r.index for r in (sheet.rows if sheet else ()) if target and r.identity == target.row),
            None,
        )
        if sheet is None or target is None or line is None or sheet.extendable:
            break
        cell = cell_reference(line, sheet.column(target.column).index)
        return replace(said, place=replace(place, sheet=sheet.name, cell=cell, row=target.row))
    return replace(said, place=replace(place, cell=None))


def _without_place(returned: Return, moved: Transfer) -> Iterator[Leftover]:
    for sheet, row, answer in _answers(returned):
        if answer.written and moved.place(sheet, row.identity, answer.column) is None:
            yield Leftover(row.sheet, answer.cell, answer.written)
