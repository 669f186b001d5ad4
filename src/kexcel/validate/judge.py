"""Read the answers of a sheet and hold them against the rule book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kexcel.findings import finding
from kexcel.model.cell import CellValue, ErrorValue
from kexcel.model.finding import Finding, Place, Severity
from kexcel.model.form import FormSheet, FormValue
from kexcel.model.returned import Answer, ReturnedRow, RowAnswers
from kexcel.rules import CompiledRule, SheetRules
from kexcel.rules.around import NO_TABLES, Row, Tables
from kexcel.template.schema import Choice
from kexcel.validate.details import details_of
from kexcel.validate.interpret import interpret
from kexcel.validate.raw import RawRow, RawSheet
from kexcel.validate.reading import BLANK, Reading, Reckoning, unread
from kexcel.validate.record import Question, Record, records
from kexcel.validate.written import as_written

Rows = Mapping[str, ReturnedRow]

_RECKONED = {"date", "number", "money"}
"""The types of columns whose reading depends on the row and the period."""

_DECIDED_END = "end"
"""The column with the day that the plan decided an activity to end."""


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """A record whose questions have been read; ``values`` are what the rules see of it."""

    record: Record
    readings: Mapping[str, Reading]
    values: Row

    @property
    def is_left_out(self) -> bool:
        """Whether it is a row of an extendable table in which nothing is written."""
        return self.record.may_be_blank and not any(map(words_of, self.record.questions))


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet of a file whose cells have been read, and the rules that it is held against.

    ``written`` are the records that count: not the blank rows of an extendable table.
    """

    key: str
    rules: SheetRules
    records: tuple[ReadRecord, ...]
    written: tuple[ReadRecord, ...]


@dataclass(frozen=True, slots=True)
class ReadBook:
    """All the sheets of a file that the form has: rules may look from one at another."""

    sheets: Sequence[ReadSheet]
    reckoning: Reckoning

    @property
    def tables(self) -> Tables:
        """The rows of every table that was found in the file."""
        return {
            sheet.key: [each.values for each in sheet.written]
            for sheet in self.sheets
            if sheet.rules.sheet.source != "fields"
        }

    def cells(self, rows: Iterable[Row], own: str, column: str) -> str:
        """Where some rows of the tables are: their cells in a column, or their first ones."""
        found = []
        for row in rows:
            sheet, record = next(
                (sheet, each)
                for sheet in self.sheets
                for each in sheet.written
                if each.values is row
            )
            asked = record.record.question(column) or record.record.first
            if asked is None:
                continue
            name = "" if sheet.key == own else f"{asked.row.sheet}!"
            found.append(f"{name}{asked.cell.reference}")
        return ", ".join(found)


def check_row(
    rules: SheetRules, values: Mapping[str, CellValue], tables: Tables = NO_TABLES
) -> tuple[CompiledRule, ...]:
    """The rules that a row breaks: what the column Kontroll says of the same values.

    Without the tables, those that depend on none.
    """
    return rules.broken_by(values, tables)


def read_sheet(
    sheet: FormSheet, raw: RawSheet, rules: SheetRules, reckoning: Reckoning
) -> ReadSheet:
    """Every cell of a sheet read by its column's type."""
    read = tuple(_read_record(each, rules, reckoning) for each in records(sheet, raw, rules))
    written = tuple(each for each in read if not each.is_left_out)
    return ReadSheet(sheet.key, rules, read, written)


def judge_read(sheet: ReadSheet, book: ReadBook) -> tuple[Rows, tuple[Finding, ...]]:
    """The answers of a sheet, and everything there is to say of them beside the others."""
    rows: dict[str, ReturnedRow] = {}
    findings: list[Finding] = []
    tables = book.tables
    check = sheet.rules.checker(tables, is_computed=True)
    for read in sheet.written:
        broken = check(read.values, None)
        judged = [*_said_of_cells(read, sheet.rules)]
        judged += _said_by_rules(broken, read, sheet, book) if broken else ()
        answered = [_answered(row, read) for row in read.record.rows]
        rows |= {row.identity: _doubted(row, judged) for row in answered}
        findings += judged
    return rows, (*findings, *_said_of_sheet(sheet, book, tables))


def words_of(question: Question) -> str:
    """What is written in a cell; of several copies that disagree, all of it."""
    return question.cell.disputed or as_written(question.cell.value)


def _read_record(record: Record, rules: SheetRules, reckoning: Reckoning) -> ReadRecord:
    readings = {
        each.name: _read(each, record.printed, rules, reckoning) for each in record.questions
    }
    values: dict[str, CellValue] = {**record.printed, **dict.fromkeys(record.blank)}
    values |= {each.name: _for_rules(each, readings[each.name]) for each in record.questions}
    return ReadRecord(record, readings, rules.with_computed(values))


def _doubted(row: ReturnedRow, findings: Sequence[Finding]) -> ReturnedRow:
    """The row without trust in the cells that an error points to: shown, but never counted.

    What is said of the table around a cell casts no doubt on the cell itself.
    """
    if not findings:
        return row
    faulty = {
        each.place.column
        for each in findings
        if each.severity is Severity.ERROR
        and each.place.row == row.identity
        and not each.about_table
    }
    answers = {
        key: replace(answer, value=None, sound=False, read=answer.value, held=answer.for_rules)
        if key in faulty and answer.written
        else answer
        for key, answer in row.answers.items()
    }
    return replace(row, answers=answers)


def _read(
    question: Question,
    printed: Mapping[str, FormValue],
    rules: SheetRules,
    reckoning: Reckoning,
) -> Reading:
    if question.cell.disputed:
        return unread("")
    column = question.column
    return interpret(
        question.cell.value,
        column,
        _reckoning(question, printed, rules, reckoning),
        _choice(question, rules),
        rules.code_settings(column.key) if column.code else None,
    )


def _reckoning(
    question: Question,
    printed: Mapping[str, FormValue],
    rules: SheetRules,
    reckoning: Reckoning,
) -> Reckoning:
    """What reading this cell depends on: its row's unit, the period, what the plan decided.

    A day is that day whatever else there is, and most are days: they are not reckoned.
    """
    if question.column.type not in _RECKONED or question.cell.value.__class__ is date:
        return reckoning
    unit = question.unit if question.column.type == "number" else reckoning.unit
    opens, closes = rules.constants["opens"], rules.constants["closes"]
    return replace(
        reckoning,
        unit=unit,
        opens=_day(opens),
        closes=_day(closes),
        ends=_day(printed.get(_DECIDED_END)),
    )


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _choice(question: Question, rules: SheetRules) -> Choice | None:
    name = question.column.choice
    return rules.template.choice(name) if name else None


def _answered(row: RawRow, read: ReadRecord) -> ReturnedRow:
    own = [question for question in read.record.questions if question.row is row]
    written = {each.answer: _answer(each, read.readings[each.name]) for each in own}
    places = read.record.places(row)
    if places:
        return ReturnedRow(row.identity, row.sheet, row.line, RowAnswers(row.line, places, written))
    asked = read.record.asked(row)  # of a row put together from several places
    blank = {key: Answer(key, None, "", row.cells[key].reference) for key in asked}
    return ReturnedRow(row.identity, row.sheet, row.line, {**blank, **written})


def _answer(question: Question, reading: Reading) -> Answer:
    return Answer(
        column=question.answer,
        value=reading.value,
        written=words_of(question),
        cell=question.cell.reference,
        sound=reading.sound,
        held=None if reading.sound else _for_rules(question, reading),
    )


def _said_of_cells(read: ReadRecord, rules: SheetRules) -> Iterator[Finding]:
    """What cannot be read, and what was read as something else than it is written as."""
    for question in read.record.questions:
        reading = read.readings[question.name]
        if reading.fault:
            yield _fault(question, reading, rules)
        elif reading.meaning:
            yield _interpreted(question, reading.meaning)


def _said_by_rules(
    broken: Iterable[CompiledRule], read: ReadRecord, sheet: ReadSheet, book: ReadBook
) -> Iterator[Finding]:
    rules, tables = sheet.rules, book.tables
    faults = {(reading.fault, name) for name, reading in read.readings.items()}
    for rule in broken:
        pointed = read.record.question(rule.at)
        if pointed is None or pointed.cell.disputed or (rule.code, rule.at) in faults:
            continue
        witnesses = rules.witnesses(rule, read.values, tables) if rule.looks_at else ()
        cells = book.cells(witnesses, sheet.key, rule.at)
        values = {**read.values, "cells": cells}
        details = details_of(rule.code, rule, values, rules, book.reckoning.unit)
        words = _words_with_day(pointed, read.readings.get(pointed.name, BLANK))
        yield _finding(_place(pointed), words, rule, details)


def _said_of_sheet(sheet: ReadSheet, book: ReadBook, tables: Tables) -> Iterator[Finding]:
    """What is wrong with the sheet as a whole, told where someone goes on writing."""
    summary = sheet.rules.summary_values(tables)
    for rule in sheet.rules.broken_of_sheet(tables):
        pointed = _last_written(sheet, rule.at)
        if pointed is not None:
            details = details_of(rule.code, rule, summary, sheet.rules, book.reckoning.unit)
            place = replace(_place(pointed), row=None)
            yield _finding(place, "", rule, details)


def _last_written(sheet: ReadSheet, column: str) -> Question | None:
    """The last cell of a column that holds something; the first one where none does."""
    asked = [question for each in sheet.records if (question := each.record.question(column))]
    asked.sort(key=lambda question: question.row.line)
    written = [question for question in asked if words_of(question)]
    return written[-1] if written else asked[0] if asked else None


def _for_rules(question: Question, reading: Reading) -> CellValue:
    """An unsound cell is to the rules what it is to the workbook: a text, a number or an error."""
    if reading.sound:
        return reading.value
    if isinstance(question.cell.value, int | float | date):
        return question.cell.value
    if question.cell.disputed:
        return None
    words = as_written(question.cell.value)
    return ErrorValue(words) if reading.fault == "error-value" else words


def _fault(question: Question, reading: Reading, rules: SheetRules) -> Finding:
    code = reading.fault
    rule = next((r for r in rules.rules if r.code == code and r.at == question.name), None)
    details = details_of(code, rule, {}, rules, "")
    if reading.reason:
        details["reason"] = reading.reason
    return _finding(_place(question), words_of(question), rule, details, code=code)


def _words_with_day(question: Question, reading: Reading) -> str:
    """What is written; the day as well where a number stands for one: "240430 (2558-04-09)"."""
    words = words_of(question)
    if not isinstance(reading.value, date) or isinstance(question.cell.value, str | date):
        return words
    return f"{words} ({reading.value.isoformat()})"


def _interpreted(question: Question, meaning: str) -> Finding:
    return finding("interpreted", _place(question), value=words_of(question), meaning=meaning)


def _finding(
    place: Place,
    words: str,
    rule: CompiledRule | None,
    details: Mapping[str, str],
    *,
    code: str = "",
) -> Finding:
    said = finding(
        rule.code if rule else code,
        place,
        value=words or None,
        severity=rule.severity if rule else None,
        **details,
    )
    return replace(said, about_table=rule is not None and rule.is_about_table)


def _place(question: Question) -> Place:
    return Place(
        sheet=question.row.sheet,
        cell=question.cell.reference,
        row=question.row.identity,
        column=question.answer,
    )
