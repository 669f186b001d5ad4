"""Read the answers of a sheet and hold them against the rule book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from kexcel.findings import finding
from kexcel.model.cell import CellValue, ErrorValue
from kexcel.model.finding import Finding, Place, Severity
from kexcel.model.form import FormSheet, FormValue
from kexcel.model.returned import Answer, ReturnedRow, RowAnswers
from kexcel.rules import CompiledRule, SheetRules
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


def check_row(rules: SheetRules, values: Mapping[str, CellValue]) -> tuple[CompiledRule, ...]:
    """The rules that a row breaks: what the column Kontroll says of the same values."""
    return rules.broken_by(values)


def judge_sheet(
    sheet: FormSheet, raw: RawSheet, rules: SheetRules, reckoning: Reckoning
) -> tuple[Rows, tuple[Finding, ...]]:
    """The answers of a sheet, and everything there is to say of them.

    What the form printed is taken from ``sheet``, never from the returned file. A row of an
    extendable table in which nothing is written is left out.
    """
    rows: dict[str, ReturnedRow] = {}
    findings: list[Finding] = []
    for record in records(sheet, raw, rules):
        readings = {
            each.name: _read(each, record.printed, rules, reckoning) for each in record.questions
        }
        if record.may_be_blank and not any(_words(each) for each in record.questions):
            continue
        judged = _judge(record, readings, rules, reckoning)
        answered = [_answered(row, record, readings) for row in record.rows]
        rows |= {row.identity: _doubted(row, judged) for row in answered}
        findings += judged
    return rows, tuple(findings)


def _doubted(row: ReturnedRow, findings: Sequence[Finding]) -> ReturnedRow:
    """The row without trust in the cells that an error points to: shown, but never counted."""
    if not findings:
        return row
    faulty = {
        each.place.column
        for each in findings
        if each.severity is Severity.ERROR and each.place.row == row.identity
    }
    answers = {
        key: replace(answer, value=None, sound=False, read=answer.value)
        if key in faulty and answer.written
        else answer
        for key, answer in row.answers.items()
    }
    return replace(row, answers=answers)


def _words(question: Question) -> str:
    return question.cell.disputed or as_written(question.cell.value)


def _read(
    question: Question,
    printed: Mapping[str, FormValue],
    rules: SheetRules,
    reckoning: Reckoning,
) -> Reading:
    if question.cell.disputed:
        return unread("")
    if question.cell.value is None:
        return BLANK
    return interpret(
        question.cell.value,
        question.column,
        _reckoning(question, printed, rules, reckoning),
        _choice(question, rules),
    )


def _reckoning(
    question: Question,
    printed: Mapping[str, FormValue],
    rules: SheetRules,
    reckoning: Reckoning,
) -> Reckoning:
    """What reading this cell depends on: its row's unit, the period, what the plan decided."""
    if question.column.type not in _RECKONED:
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


def _answered(row: RawRow, record: Record, readings: Mapping[str, Reading]) -> ReturnedRow:
    own = [question for question in record.questions if question.row is row]
    written = {each.answer: _answer(each, readings[each.name]) for each in own}
    places = record.places(row)
    if not places:  # put together from several places
        blank = {key: Answer(key, None, "", row.cells[key].reference) for key in record.asked(row)}
        return ReturnedRow(row.identity, row.sheet, row.line, {**blank, **written})
    return ReturnedRow(row.identity, row.sheet, row.line, RowAnswers(row.line, places, written))


def _answer(question: Question, reading: Reading) -> Answer:
    return Answer(
        column=question.answer,
        value=reading.value,
        written=_words(question),
        cell=question.cell.reference,
        sound=reading.sound,
    )


def _judge(
    record: Record, readings: Mapping[str, Reading], rules: SheetRules, reckoning: Reckoning
) -> list[Finding]:
    values: dict[str, CellValue] = {**record.printed, **dict.fromkeys(record.blank)}
    values |= {each.name: _for_rules(each, readings[each.name]) for each in record.questions}
    findings, said = [], set()
    for question in record.questions:
        reading = readings[question.name]
        if reading.fault:
            said.add((reading.fault, question.name))
            findings.append(_fault(question, reading, rules))
        elif reading.meaning:
            findings.append(_interpreted(question, reading.meaning))
    for rule in check_row(rules, values):
        pointed = record.question(rule.at)
        if pointed and not pointed.cell.disputed and (rule.code, rule.at) not in said:
            details = details_of(rule.code, rule, values, rules, reckoning.unit)
            words = _words_with_day(pointed, readings.get(pointed.name, BLANK))
            findings.append(_finding(pointed, rule, details, words=words))
    return findings


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
    return _finding(question, rule, details, code=code)


def _words_with_day(question: Question, reading: Reading) -> str:
    """What is written; the day as well where a number stands for one: "240430 (2558-04-09)"."""
    words = _words(question)
    if not isinstance(reading.value, date) or isinstance(question.cell.value, str | date):
        return words
    return f"{words} ({reading.value.isoformat()})"


def _interpreted(question: Question, meaning: str) -> Finding:
    return finding("interpreted", _place(question), value=_words(question), meaning=meaning)


def _finding(
    question: Question,
    rule: CompiledRule | None,
    details: Mapping[str, str],
    *,
    code: str = "",
    words: str = "",
) -> Finding:
    return finding(
        rule.code if rule else code,
        _place(question),
        value=words or _words(question) or None,
        severity=rule.severity if rule else None,
        **details,
    )


def _place(question: Question) -> Place:
    return Place(
        sheet=question.row.sheet,
        cell=question.cell.reference,
        row=question.row.identity,
        column=question.answer,
    )
