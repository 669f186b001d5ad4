"""Answers in words that the template has renamed since the form went out."""

from __future__ import annotations

from dataclasses import replace

from kexcel.model.returned import Answer, Return, ReturnedRow
from kexcel.template.schema import Sheet, Template


def reworded(returned: Return, issued: Template, today: Template, language: str) -> Return:
    """The return with each word of a list replaced by the word that has its role today.

    A word whose role has no word any more stands as it is; so does what was written.
    """
    rows = dict(returned.rows)
    for key, of_sheet in returned.rows.items():
        sheet = issued.sheet(key)
        if sheet is not None:
            rows[key] = {
                identity: _row(row, sheet, issued, today, language)
                for identity, row in of_sheet.items()
            }
    return replace(returned, rows=rows)


def _row(
    row: ReturnedRow, sheet: Sheet, issued: Template, today: Template, language: str
) -> ReturnedRow:
    named = sheet.source == "fields"
    answers = {
        key: _answer(answer, row.identity if named else key, sheet, issued, today, language)
        for key, answer in row.answers.items()
    }
    return replace(row, answers=answers)


def _answer(
    answer: Answer, name: str, sheet: Sheet, issued: Template, today: Template, language: str
) -> Answer:
    column = sheet.column(name)
    if column is None or not column.choice or not isinstance(answer.value, str):
        return answer
    role = issued.role(column.choice, answer.value)
    known = any(choice.key == column.choice for choice in today.choices)
    word = today.word(column.choice, role, language) if role and known else ""
    return replace(answer, value=word) if word else answer
