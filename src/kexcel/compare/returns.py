"""A return as groups of items: a row is an item, an input column a field."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from decimal import Decimal

from kexcel.collect.changes import meaning_of
from kexcel.compare.comparison import Value
from kexcel.compare.items import Field, Group, Item, folded, told_apart
from kexcel.model.form import Form, FormRow, FormSheet
from kexcel.model.returned import Answer, Return, ReturnedRow
from kexcel.template.schema import Column, Sheet, Template
from kexcel.validate.written import plain_number

_TOLD_BY = 2
"""How many of a free row's first texts it is told by: unit and code, goal and title."""


def return_groups(returned: Return, form: Form, template: Template) -> tuple[Group, ...]:
    """What a return says in every cell that its department was asked to fill in.

    ``template`` is the one that the form was issued with: by its lists, words are known whichever
    way they are written.
    """
    sheets = _Sheets(returned, template)
    return tuple(sheets.group(sheet) for sheet in form.sheets)


class _Sheets:
    def __init__(self, returned: Return, template: Template) -> None:
        self._rows = returned.rows
        self._template = template

    def group(self, sheet: FormSheet) -> Group:
        layout = self._template.sheet(sheet.key)
        rows = self._rows.get(sheet.key, {})
        if layout is not None and layout.source == "fields":
            items = self._cover(sheet, layout, rows)
        elif sheet.extendable:
            items = tuple(self._free(sheet, layout, rows))
        else:
            items = tuple(self._asked(sheet, layout, rows))
        return Group(sheet.key, sheet.name, told_apart(items))

    def _cover(
        self, sheet: FormSheet, layout: Sheet, rows: Mapping[str, ReturnedRow]
    ) -> tuple[Item, ...]:
        """The fields of the cover are told together, each by its label."""
        fields = {
            row.identity: self._field(
                row.anchor, layout.column(row.identity), rows.get(row.identity), "value"
            )
            for row in sheet.rows
            if row.inputs
        }
        return (Item("", "", fields),)

    def _asked(
        self, sheet: FormSheet, layout: Sheet | None, rows: Mapping[str, ReturnedRow]
    ) -> Iterator[Item]:
        """The rows that are in the file, told by the number they were issued with."""
        for row in sheet.rows:
            if row.inputs and row.identity in rows:
                fields = self._fields(sheet, layout, row, rows[row.identity])
                shown = row.number if row.number != row.anchor else ""
                yield Item(row.identity, row.anchor or row.number, fields, shown)

    def _free(
        self, sheet: FormSheet, layout: Sheet | None, rows: Mapping[str, ReturnedRow]
    ) -> Iterator[Item]:
        """Rows that are written freely have no number: they are told by what is written first."""
        issued = {row.identity: row for row in sheet.rows}
        form = sheet.rows[-1] if sheet.rows else None
        for identity, row in sorted(rows.items(), key=lambda each: each[1].line):
            if form is None or row.is_blank:
                continue
            fields = self._fields(sheet, layout, issued.get(identity, form), row)
            words = [str(each.value or "") for each in list(fields.values())[:_TOLD_BY]]
            title = words[-1] or words[0]
            yield Item(folded("|".join(words)), title, fields, shown="")

    def _fields(
        self, sheet: FormSheet, layout: Sheet | None, issued: FormRow, row: ReturnedRow
    ) -> dict[str, Field]:
        return {
            column.key: self._field(
                column.label, layout.column(column.key) if layout else None, row, column.key
            )
            for column in sheet.columns
            if column.key in issued.inputs
        }

    def _field(self, label: str, column: Column | None, row: ReturnedRow | None, key: str) -> Field:
        answer = row.answers.get(key) if row else None
        if row is None or answer is None:
            return Field(label, None, None)
        said = self._meaning(answer, column)
        cell = f"{row.sheet}!{answer.cell}"
        return Field(label, _shown(answer), said, cell, answer.written)

    def _meaning(self, answer: Answer, column: Column | None) -> Hashable:
        """What an answer means: a list's word by its role, nothing where nothing is written."""
        if not answer.written:
            return None
        if column is not None and column.choice and answer.sound:
            role = self._template.role(column.choice, str(answer.value))
            if role:
                return ("role", role)
        return meaning_of(answer)


def _shown(answer: Answer) -> Value:
    """The department's own words; a plain number as one, to be shown in the reader's language."""
    value = answer.value
    is_plain = isinstance(value, Decimal) and plain_number(value) == answer.written
    return value if isinstance(value, Decimal) and is_plain else answer.written or None
