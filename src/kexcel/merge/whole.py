"""The rule book held against the row as merged: what is wrong when all files are put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kexcel.findings import finding
from kexcel.merge.changes import Change, changes
from kexcel.merge.combine import Combined
from kexcel.merge.files import Files
from kexcel.model.cell import CellValue
from kexcel.model.consolidation import MergedAnswer
from kexcel.model.finding import Finding, Place
from kexcel.model.form import Form, FormSheet, FormValue
from kexcel.model.returned import Answer, Return
from kexcel.rules import CompiledRule, RuleBook, SheetRules
from kexcel.template.schema import Column, Template
from kexcel.validate import Reckoning, check_row, interpret
from kexcel.validate.details import details_of

Books = Mapping[str, RuleBook]
"""The rule book that each form was issued with, by the form's code."""

_VALUE = "value"
"""The only input column of a cover sheet."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What the rules say of the rows that several files have.

    ``judged`` are all such rows, by sheet and identity; ``broken`` says of each cell that a rule
    points to what there is to say, by code, with the sha256 of the file that is to mend it.
    """

    judged: frozenset[tuple[str, str]] = frozenset()
    broken: Mapping[Change, Mapping[str, tuple[str, Finding]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judge:
    """What merged rows are judged by: ``template`` is today's, whose words the answers have."""

    books: Books
    template: Template
    unit: str


@dataclass(frozen=True, slots=True)
class _Record:
    """What the rules judge together: a row, or the whole cover. ``cells`` by the rules' names."""

    form: Form
    sheet: FormSheet
    printed: Mapping[str, FormValue]
    cells: Mapping[str, Change]
    holders: tuple[Return, ...]


def judge_whole(files: Files, combined: Combined, judge: Judge) -> Whole:
    """Judge every row that at least two of the usable files have, as it is when merged.

    Each row by the newest form that has it, with what that form printed and the rule book it was
    issued with. A cell whose conflict is open is blank to the rules, and none points to it.
    """
    judged: set[tuple[str, str]] = set()
    broken: dict[Change, dict[str, tuple[str, Finding]]] = {}
    for record in _records(files):
        judged |= {(key.sheet, key.row) for key in record.cells.values()}
        for key, sha256, said in _say(record, files, combined, judge):
            broken.setdefault(key, {})[said.code] = (sha256, said)
    return Whole(frozenset(judged), broken)


def _records(files: Files) -> Iterator[_Record]:
    holders: dict[tuple[str, str], list[Return]] = {}
    for returned in files.usable:
        for sheet, rows in returned.rows.items():
            for identity in rows if sheet not in files.free else ():
                place = (sheet, "" if files.is_cover(sheet) else identity)
                having = holders.setdefault(place, [])
                if returned not in having:
                    having.append(returned)
    for (sheet, identity), having in holders.items():
        if len(having) > 1:
            yield from _record(sheet, identity, tuple(having), files)


def _record(
    sheet: str, identity: str, holders: tuple[Return, ...], files: Files
) -> Iterator[_Record]:
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
        yield _Record(form, found, printed, cells, holders)
        return


def _say(
    record: _Record, files: Files, combined: Combined, judge: Judge
) -> Iterator[tuple[Change, str, Finding]]:
    rules = judge.books[record.form.code].sheet(record.sheet.key)
    values: dict[str, CellValue] = dict(record.printed)
    for name, key in record.cells.items():
        column = rules.sheet.column(name)
        answer = combined.answers.get(key)
        values[name] = _for_rules(answer, column, record, rules, judge) if column else None
    for rule in check_row(rules, values):
        pointed = record.cells.get(rule.at)
        if pointed is None or pointed in combined.open_cells:
            continue
        answer = combined.answers.get(pointed)
        if answer is None or answer.sound:
            details = details_of(rule.code, rule, values, rules, judge.unit)
            sha256, place = _place(pointed, answer, record, files)
            yield pointed, sha256, _finding(rule, place, answer, details)


def _finding(
    rule: CompiledRule, place: Place, answer: MergedAnswer | None, details: Mapping[str, str]
) -> Finding:
    value = answer.written if answer else None
    return finding(rule.code, place, value=value or None, severity=rule.severity, **details)


def _for_rules(
    answer: MergedAnswer | None, column: Column, record: _Record, rules: SheetRules, judge: Judge
) -> CellValue:
    """A merged answer as the issued rules know it; an unsound one as far as its words tell."""
    if answer is None:
        return None
    if answer.sound:
        return _issued_word(answer.value, column, rules, judge)
    choice = rules.template.choice(column.choice) if column.choice else None
    reckoning = Reckoning(record.form.year, judge.unit, record.form.language)
    reading = interpret(answer.written, column, reckoning, choice)
    return reading.value if reading.sound else answer.written


def _issued_word(value: CellValue, column: Column, rules: SheetRules, judge: Judge) -> CellValue:
    """A word of a list as the form's own template has it, by the role it has today."""
    known = any(each.key == column.choice for each in judge.template.choices)
    if not known or not isinstance(value, str):
        return value
    role = judge.template.role(column.choice, value)
    return rules.template.word(column.choice, role, rules.language) or value


def _place(
    key: Change, answer: MergedAnswer | None, record: _Record, files: Files
) -> tuple[str, Place]:
    """Where the department is to mend it: the answer's own cell, or the fullest file's blank."""
    source = answer.source if answer else None
    for each in record.holders if source else ():
        if source and each.sha256 == source.sha256:
            return each.sha256, _place_in(each, key, source.sheet, source.cell)
    holder = fullest(key.sheet, record.holders, files)
    row = holder.rows[key.sheet].get(key.row)
    blank: Answer | None = row.answers.get(key.column) if row else None
    return holder.sha256, _place_in(
        holder, key, row.sheet if row else "", blank.cell if blank else ""
    )


def _place_in(holder: Return, key: Change, sheet: str, cell: str) -> Place:
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
