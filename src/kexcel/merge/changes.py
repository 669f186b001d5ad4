"""What a department changed in its form: the issued form is the common ancestor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kexcel.model.form import Form, FormValue
from kexcel.model.returned import Answer, Return


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
    def meaning(self) -> str:
        """What the answer means, so that two ways of writing the same compare equal."""
        answer = self.answer
        return str(answer.value) if answer.sound else f"?{answer.written}"


def changes(returned: Return, form: Form | None) -> Iterator[tuple[Change, ChangedAnswer]]:
    """Every input cell that says something else than the form did when it was issued."""
    issued = dict(_issued(form)) if form else {}
    for sheet, rows in returned.rows.items():
        for identity, row in rows.items():
            for column, answer in row.answers.items():
                key = Change(sheet, identity, column)
                changed = ChangedAnswer(answer, row.sheet)
                before = issued.get(key)
                if changed.meaning != str(before) and (answer.written or before is not None):
                    yield key, changed


def _issued(form: Form) -> Iterator[tuple[Change, FormValue]]:
    for sheet in form.sheets:
        for row in sheet.rows:
            for column in row.inputs:
                if (value := row.values.get(column)) is not None:
                    yield Change(sheet.key, row.identity, column), value
