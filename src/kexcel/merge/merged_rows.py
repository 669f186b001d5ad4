"""The rows of a department as merged: what the rules see in them, and where each is mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kexcel.collect.changes import Change, changes
from kexcel.merge.combine import Combined
from kexcel.merge.files import Files
from kexcel.model.cell import CellValue
from kexcel.model.consolidation import MergedAnswer
from kexcel.model.finding import Place
from kexcel.model.form import Form, FormSheet, FormValue
from kexcel.model.returned import Answer, Return
from kexcel.rules import RuleBook, SheetRules
from kexcel.template.schema import Column, Template
from kexcel.validate import Reckoning, interpret

Books = Mapping[str, RuleBook]
"""The rule book that each form was issued with, by the form's code."""

_VALUE = "value"
"""The only input column of a cover sheet."""


@dataclass(frozen=True, slots=True)
class Judge:
    """What merged rows are judged by: ``template`` is today's, whose words the answers have."""

    books: Books
    template: Template
    unit: str


@dataclass(frozen=True, slots=True)
class MergedRecord:
    """What the rules judge together: a row, or the whole cover. ``cells`` by the rules' names."""

    form: Form
    sheet: FormSheet
    printed: Mapping[str, FormValue]
    cells: Mapping[str, Change]
    holders: tuple[Return, ...]


def merged_records(files: Files, least: int = 1) -> Iterator[MergedRecord]:
    """Every row of a fixed table, and the cover, that at least so many usable files have.

    Each as the newest form that has it printed it.
    """
    holders: dict[tuple[str, str], list[Return]] = {}
    for returned in files.usable:
        for sheet, rows in returned.rows.items():
            for identity in rows if sheet not in files.free else ():
                place = (sheet, "" if files.is_cover(sheet) else identity)
                having = holders.setdefault(place, [])
                if returned not in having:
                    having.append(returned)
    for (sheet, identity), having in holders.items():
        if len(having) >= least:
            yield from _record(sheet, identity, tuple(having), files)


def _record(
    sheet: str, identity: str, holders: tuple[Return, ...], files: Files
) -> Iterator[MergedRecord]:
    """The row as the newest form that has it printed it; without an identity, the cover."""
    for form in files.forms_of(holders):
        found = form.sheet(sheet)
        rows = [row for row in found.rows if identity in {"", row.identity}] if found else []
        if found is None or not rows:
            continue
        if identity:
            row = rows[0]
            cells = {column: Change(sheet, identity, column) for column in sorted(row.inputs)}
            printed = {key: value for key, value in row.values.items() if key not in row.inputs}
        else:
            cells = {row.identity: Change(sheet, row.identity, _VALUE) for row in rows}
            printed = {}
        yield MergedRecord(form, found, printed, cells, holders)
        return


def record_rules(record: MergedRecord, judge: Judge) -> SheetRules:
    """The rules that a record is held against: those of its form, with the form's frame."""
    return judge.books[record.form.code].of(record.form).sheet(record.sheet.key)


def record_values(
    record: MergedRecord, combined: Combined, rules: SheetRules, judge: Judge
) -> dict[str, CellValue]:
    """What the rules see of a record; an open conflict is a blank cell."""
    values: dict[str, CellValue] = dict(record.printed)
    for name, key in record.cells.items():
        column = rules.sheet.column(name)
        answer = combined.answers.get(key)
        values[name] = _for_rules(answer, column, record, rules, judge) if column else None
    return values


def _for_rules(
    answer: MergedAnswer | None,
    column: Column,
    record: MergedRecord,
    rules: SheetRules,
    judge: Judge,
) -> CellValue:
    """A merged answer as the issued rules know it; an unsound one as far as its words tell."""
    if answer is None:
        return None
    if answer.sound:
        return issued_word(answer.value, column, rules, judge)
    choice = rules.template.choice(column.choice) if column.choice else None
    reckoning = Reckoning(record.form.year, judge.unit, record.form.language)
    codes = rules.code_settings(column.key)
    reading = interpret(answer.written, column, reckoning, choice, codes)
    return reading.value if reading.sound else answer.written


def issued_word(value: CellValue, column: Column, rules: SheetRules, judge: Judge) -> CellValue:
    """A word of a list as the form's own template has it, by the role it has today."""
    known = any(each.key == column.choice for each in judge.template.choices)
    if not known or not isinstance(value, str):
        return value
    role = judge.template.role(column.choice, value)
    return rules.template.word(column.choice, role, rules.language) or value


def record_place(
    key: Change, answer: MergedAnswer | None, record: MergedRecord, files: Files
) -> tuple[str, Place]:
    """Where the department is to mend it: the answer's own cell, or the fullest file's blank."""
    source = answer.source if answer else None
    for each in record.holders if source else ():
        if source and each.sha256 == source.sha256:
            return each.sha256, place_in(each, key, source.sheet, source.cell)
    holder = fullest(key.sheet, record.holders, files)
    row = holder.rows[key.sheet].get(key.row)
    blank: Answer | None = row.answers.get(key.column) if row else None
    return holder.sha256, place_in(
        holder, key, row.sheet if row else "", blank.cell if blank else ""
    )


def place_in(holder: Return, key: Change, sheet: str, cell: str) -> Place:
    """A cell of a file as a finding points to it."""
    return Place(
        file=holder.file,
        department=holder.department,
        sheet=sheet or None,
        cell=cell or None,
        row=key.row,
        column=key.column,
    )


def fullest(sheet: str, holders: tuple[Return, ...], files: Files) -> Return:
    """The file that answers most on a sheet, and of those the one that came last.

    What nobody has answered is asked there, once.
    """

    def answers(returned: Return) -> int:
        return sum(key.sheet == sheet for key, _ in changes(returned, files.form(returned)))

    return max(holders, key=lambda each: (answers(each), files.place(each)))
