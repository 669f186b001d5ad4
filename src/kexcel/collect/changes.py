"""What a department changed in its form: the issued form is the common ancestor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from kexcel.model.cell import CellValue
from kexcel.model.form import Form
from kexcel.model.returned import Answer, Return, RowAnswers
from kexcel.validate.written import tidy

Meaning = tuple[bool, str]
"""Whether an answer could be read, and what it then means, or else its words."""

BLANK: Meaning = (True, "")
"""What a blank cell means."""


class Change(NamedTuple):
    """Which cell of the form: a sheet's key, a row's identity and a column's key."""

    sheet: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """A changed cell's answer and the sheet it stood on, under the name the file gave it."""

    answer: Answer
    sheet: str

    @property
    def meaning(self) -> Meaning:
        """What the answer means, so that two ways of writing the same compare equal."""
        return meaning_of(self.answer)


def meaning_of(answer: Answer) -> Meaning:
    """What an answer means; what cannot be read means only its own words."""
    return (True, _text(answer.value)) if answer.sound else (False, answer.written)


def meaning_in(returned: Return, change: Change) -> Meaning | None:
    """What a file says in a cell, be it nothing; None where it has no such cell."""
    row = returned.rows.get(change.sheet, {}).get(change.row)
    answer = row.answers.get(change.column) if row else None
    return meaning_of(answer) if answer else None


def _text(value: CellValue) -> str:
    """A value as it is compared: exact numbers, plain spaces, composed letters."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return tidy(value) if isinstance(value, str) else str(value)


def changes(returned: Return, form: Form | None) -> Iterator[tuple[Change, ChangedAnswer]]:
    """Every input cell that says something else than the form did when it was issued."""
    issued = issued_answers(form)
    for sheet, rows in returned.rows.items():
        for identity, row in rows.items():
            answers = row.answers
            written = answers.written if isinstance(answers, RowAnswers) else answers
            for column in answers:
                key = Change(sheet, identity, column)
                # Nine cells of ten were blank when they were issued, and are blank still.
                if column not in written and key not in issued:
                    continue
                changed = ChangedAnswer(answers[column], row.sheet)
                if changed.meaning != issued.get(key, BLANK):
                    yield key, changed


def is_answered(returned: Return, form: Form | None) -> bool:
    """Whether a return says anything that its form did not."""
    return any(True for _ in changes(returned, form))


def answered_by(returns: Iterable[Return], forms: Mapping[str, Form]) -> frozenset[str]:
    """The departments whose usable returns say something: an untouched form is no answer."""
    return frozenset(
        returned.department
        for returned in returns
        if returned.department and returned.is_usable and _is_answered(returned, forms)
    )


def _is_answered(returned: Return, forms: Mapping[str, Form]) -> bool:
    """As it was found when the file was read, so that its rows need not be unpacked again."""
    if returned.is_answered is not None:
        return returned.is_answered
    return is_answered(returned, forms.get(returned.form or ""))


def issued_answers(form: Form | None) -> Mapping[Change, Meaning]:
    """What the input cells of a form said already when it was issued."""
    return {
        Change(sheet.key, row.identity, column): (True, _text(value))
        for sheet in (form.sheets if form else ())
        for row in sheet.rows
        for column in row.inputs
        if (value := row.values.get(column)) is not None and _text(value)
    }
