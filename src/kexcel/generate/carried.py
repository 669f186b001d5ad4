"""A form with what the department has answered already standing in it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Protocol

from kexcel.model.cell import CellValue
from kexcel.model.form import CarriedReturn, Form, FormRow, FormSheet, FormValue
from kexcel.model.form_json import encode_form
from kexcel.model.identity import form_code
from kexcel.settings import Settings
from kexcel.template.limits import CELL_TEXT_LENGTH
from kexcel.template.schema import Column, Template
from kexcel.validate import Reckoning, as_written, interpret

Cell = tuple[str, str, str]
"""Sheet key, row identity and column key."""

_SIGN_OFF = {"signing", "signed_on"}
"""The fields of the cover that hold for one workbook only; who signs may stand."""

_COVER = "cover"
_SPARE_ROWS = 5
_FIRST_YEAR_OF_CELLS = 1900


class Answered(Protocol):
    """An answer: what it means, as it was written, and whether it could be read."""

    @property
    def value(self) -> CellValue:
        """What it means."""

    @property
    def written(self) -> str:
        """The department's own words."""

    @property
    def sound(self) -> bool:
        """Whether the words could be read with certainty."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a department has answered: by cell, and row by row where rows are written freely.

    An answer without words clears its cell. ``returns`` are those the answers come from.
    """

    answers: Mapping[Cell, Answered] = field(default_factory=dict)
    tables: Mapping[str, tuple[Mapping[str, Answered], ...]] = field(default_factory=dict)
    returns: tuple[CarriedReturn, ...] = ()


NOTHING_CARRIED = Carried()


def fill_form(form: Form, carried: Carried, template: Template, settings: Settings) -> Form:
    """The form with the answers in their places, with a code of its own.

    What could be read is written as what it means, the rest in the department's words. The
    sign-off is left out: whoever fills in the rest signs anew. Without answers, the form itself.
    """
    if not (carried.answers or carried.tables):
        return form
    filled = put_answers(form, without_sign_off(carried, template), template, settings)
    filled = replace(filled, code="", carried=carried.returns)
    return replace(filled, code=form_code(encode_form(filled)))


def without_sign_off(carried: Carried, template: Template) -> Carried:
    """The answers without the sign-off: a form with something new in it is a draft again."""
    kept = {
        cell: answer
        for cell, answer in carried.answers.items()
        if not (_is_cover(template, cell[0]) and cell[1] in _SIGN_OFF)
    }
    return replace(carried, answers=kept)


def put_answers(form: Form, carried: Carried, template: Template, settings: Settings) -> Form:
    """The form with the answers in their places and all else as it is, its code too.

    A table that rows are written in freely grows where it must.
    """
    put = _Put(form, template, settings)
    sheets = (
        put.table(sheet, carried.tables[sheet.key])
        if sheet.extendable and sheet.key in carried.tables
        else put.sheet(sheet, carried.answers)
        for sheet in form.sheets
    )
    return replace(form, sheets=tuple(sheets))


def is_same_but_for_answers(issued: Form, plain: Form) -> bool:
    """Whether an issued form, without the answers that stood in it, asks what a plain one asks.

    A change of the plan that the department's own form does not show makes no other form.
    """
    return _bare(issued, plain) == _bare(plain, plain)


def count_answers(form: Form) -> int:
    """How many cells of the form, apart from its cover, are answered already."""
    return sum(
        row.values.get(key) is not None
        for sheet in form.sheets
        if sheet.key != _COVER
        for row in sheet.rows
        for key in row.inputs
    )


def without_place(form: Form, carried: Carried) -> tuple[Cell, ...]:
    """The cells that were answered and that the form does not have."""
    asked = {
        (sheet.key, row.identity, key)
        for sheet in form.sheets
        for row in sheet.rows
        for key in row.inputs
    }
    return tuple(
        cell for cell, answer in carried.answers.items() if answer.written and cell not in asked
    )


def _bare(form: Form, plain: Form) -> Form:
    room = {sheet.key: len(sheet.rows) for sheet in plain.sheets}
    sheets = (
        replace(sheet, rows=tuple(_blank(row) for row in _without_growth(sheet, room)))
        for sheet in form.sheets
    )
    return replace(form, code="", plan="", carried=(), sheets=tuple(sheets))


def _without_growth(sheet: FormSheet, room: Mapping[str, int]) -> tuple[FormRow, ...]:
    return sheet.rows[: room.get(sheet.key)] if sheet.extendable else sheet.rows


def _blank(row: FormRow) -> FormRow:
    kept = {key: value for key, value in row.values.items() if key not in row.inputs}
    return replace(row, values=kept)


def _is_cover(template: Template, key: str) -> bool:
    sheet = template.sheet(key)
    return sheet is not None and sheet.source == "fields"


class _Put:
    """Puts answers in the rows of one form."""

    def __init__(self, form: Form, template: Template, settings: Settings) -> None:
        self._form = form
        self._template = template
        self._unit = settings.money.unit

    def sheet(self, sheet: FormSheet, answers: Mapping[Cell, Answered]) -> FormSheet:
        rows = (
            self._row(
                sheet,
                row,
                {
                    key: answers[sheet.key, row.identity, key]
                    for key in row.inputs
                    if (sheet.key, row.identity, key) in answers
                },
            )
            for row in sheet.rows
        )
        return replace(sheet, rows=tuple(rows))

    def table(self, sheet: FormSheet, written: Iterable[Mapping[str, Answered]]) -> FormSheet:
        lines = [*written]
        grown = _grown(sheet, len(lines))
        blank: Mapping[str, Answered] = {}
        filled = [*lines, *[blank] * (len(grown) - len(lines))]
        rows = (
            self._row(sheet, _blank(row), {k: a for k, a in line.items() if k in row.inputs})
            for row, line in zip(grown, filled, strict=True)
        )
        return replace(sheet, rows=tuple(rows))

    def _row(self, sheet: FormSheet, row: FormRow, answers: Mapping[str, Answered]) -> FormRow:
        values = dict(row.values)
        for key in sorted(answers):
            value = self._value(sheet, row, key, answers[key])
            if value is None:
                values.pop(key, None)
            else:
                values[key] = value
        return replace(row, values=values)

    def _value(self, sheet: FormSheet, row: FormRow, key: str, answer: Answered) -> FormValue:
        """What to write in the cell: what an answer means, else its words."""
        if not answer.written:
            return None
        layout = self._template.sheet(sheet.key)
        fields = layout is not None and layout.source == "fields"
        column = layout.column(row.identity if fields else key) if layout else None
        value = answer.value if answer.sound else self._read_alone(column, row, answer.written)
        if column is not None and column.choice and isinstance(value, str):
            value = self._word(column.choice, value, answer.written)
        return _as_a_cell_holds(value)

    def _word(self, choice: str, value: str, written: str) -> str:
        """The form's own word for what was chosen; another text as it is."""
        for text in (value, written):
            if role := self._template.role(choice, text):
                return self._template.word(choice, role, self._form.language)
        return value

    def _read_alone(self, column: Column | None, row: FormRow, written: str) -> CellValue:
        """What words mean by themselves, where an error was about more than their own cell."""
        if column is None:
            return written
        unit = row.values.get("unit") if column.type == "number" else self._unit
        words = unit if isinstance(unit, str) else ""
        reckoning = Reckoning(self._form.year, words, self._form.language)
        choice = self._template.choice(column.choice) if column.choice else None
        reading = interpret(written, column, reckoning, choice)
        return reading.value if reading.sound else written


def _grown(sheet: FormSheet, needed: int) -> tuple[FormRow, ...]:
    """The table's rows, with more of them and some to spare where the answers need it."""
    more = needed + _SPARE_ROWS - len(sheet.rows) if needed > len(sheet.rows) else 0
    last = sheet.rows[-1]
    added = (
        replace(
            last,
            identity=f"{sheet.key}-{len(sheet.rows) + place:03}",
            index=last.index + place,
            values={},
        )
        for place in range(1, more + 1)
    )
    return (*sheet.rows, *added)


def _as_a_cell_holds(value: CellValue) -> FormValue:
    """The value as it comes back out of a cell: numbers are doubles, days begin in 1900."""
    if isinstance(value, bool) or value is None:
        return as_written(value) or None
    if isinstance(value, int | float | Decimal):
        number = float(value)
        return Decimal(repr(number)) if math.isfinite(number) else as_written(value)
    if isinstance(value, date):
        return value if value.year >= _FIRST_YEAR_OF_CELLS else value.isoformat()
    return as_written(value)[:CELL_TEXT_LENGTH]
