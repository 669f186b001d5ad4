"""What one judgement looks at: a row's questions, or all the fields of a cover sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kexcel.model.form import FormRow, FormSheet, FormValue
from kexcel.rules import SheetRules
from kexcel.template.schema import Column
from kexcel.validate.raw import RawCell, RawRow, RawSheet

VALUE = "value"
"""The only input column of a cover sheet."""


@dataclass(frozen=True, slots=True)
class Question:
    """An input cell. ``name`` is what the rules call it, ``answer`` its column's key."""

    name: str
    answer: str
    column: Column
    row: RawRow
    cell: RawCell
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """Questions that the rules judge together, with what the form printed beside them.

    ``may_be_blank`` marks a row that says nothing when nothing is written in it.
    """

    printed: Mapping[str, FormValue]
    questions: tuple[Question, ...]
    rows: tuple[RawRow, ...]
    may_be_blank: bool = False

    def question(self, name: str) -> Question | None:
        """The question that rules call by the name."""
        return next((each for each in self.questions if each.name == name), None)


def records(sheet: FormSheet, raw: RawSheet, rules: SheetRules) -> Iterator[Record]:
    """Everything on a sheet that is to be judged, in the order of the file."""
    if rules.sheet.source == "fields":
        yield _cover_record(sheet, raw, rules)
        return
    issued = {row.identity: row for row in sheet.rows}
    for row in raw.rows:
        yield _row_record(issued.get(row.identity) or _added_row(row, rules), row, sheet, rules)


def _cover_record(sheet: FormSheet, raw: RawSheet, rules: SheetRules) -> Record:
    asked = {row.identity for row in sheet.rows if row.inputs}
    questions = tuple(
        Question(row.identity, VALUE, column, row, row.cells[VALUE])
        for row in raw.rows
        if row.identity in asked and VALUE in row.cells
        if (column := rules.sheet.column(row.identity)) is not None
    )
    return Record({}, questions, tuple(row for row in raw.rows if row.identity in asked))


def _row_record(issued: FormRow, row: RawRow, sheet: FormSheet, rules: SheetRules) -> Record:
    unit = issued.values.get("unit")
    questions = tuple(
        Question(key, key, column, row, row.cells[key], unit if isinstance(unit, str) else "")
        for key in row.cells
        if key in issued.inputs and (column := rules.sheet.column(key)) is not None
    )
    return Record(issued.values, questions, (row,), may_be_blank=sheet.extendable)


def _added_row(row: RawRow, rules: SheetRules) -> FormRow:
    """A row that the department added to a table it may extend."""
    return FormRow(row.identity, row.line, {}, frozenset(c.key for c in rules.sheet.inputs))
