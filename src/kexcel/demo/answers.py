"""What the example's departments answer: read from the example's own file, never made up here."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kexcel.excel.fill import Typed
from kexcel.model.cell import cell_reference
from kexcel.model.form import STANDS, Form, FormRow, FormSheet
from kexcel.model.period import Period
from kexcel.template import Template


@dataclass(frozen=True, slots=True)
class ExampleReturn:
    """One department's return: the name it sends the file under, and what it typed."""

    department: str
    file: str
    typed: Mapping[str, Mapping[str, Mapping[str, Typed]]]

    def cells(self, form: Form, template: Template, period: Period) -> dict[tuple[str, str], Typed]:
        """What is typed in which cell: the plain answers first, then the department's own."""
        cells: dict[tuple[str, str], Typed] = {
            (sheet.name, cell_reference(row.index, sheet.column("status").index)): word
            for sheet, row, word in _plain_statuses(form, template, period)
        }
        cells |= {
            (sheet.name, cell_reference(row.index, sheet.column("completed").index)): end
            for sheet, row, end in _plain_completions(form, period)
        }
        for key, rows in self.typed.items():
            sheet = form.sheet(key)
            if sheet is not None:
                cells |= _typed_cells(sheet, rows)
        return cells


def read_answers(data: bytes) -> tuple[ExampleReturn, ...]:
    """The returns of an example's answer file (TOML: one table a department)."""
    content: dict[str, dict[str, Any]] = tomllib.loads(data.decode())
    return tuple(
        ExampleReturn(department, answers.pop("file"), answers)
        for department, answers in content.items()
    )


def _asked_rows(form: Form) -> Iterator[tuple[FormSheet, FormRow]]:
    """The rows that a department must answer: what it leads and has not reported done before."""
    sheet = form.sheet("followup")
    for row in sheet.rows if sheet else ():
        if sheet and "status" in row.inputs and not row.values.get(STANDS):
            yield sheet, row


def _plain_statuses(
    form: Form, template: Template, period: Period
) -> Iterator[tuple[FormSheet, FormRow, str]]:
    """The answer that the timetable suggests: done, under way or not started."""
    for sheet, row in _asked_rows(form):
        start, end = row.values["start"], row.values["end"]
        role = "not_started"
        if isinstance(end, date) and end <= period.closes:
            role = "done"
        elif isinstance(start, date) and start <= period.closes:
            role = "ongoing"
        yield sheet, row, template.word("status", role, form.language)


def _plain_completions(form: Form, period: Period) -> Iterator[tuple[FormSheet, FormRow, date]]:
    for sheet, row in _asked_rows(form):
        end = row.values["end"]
        if isinstance(end, date) and end <= period.closes:
            yield sheet, row, end


def _typed_cells(
    sheet: FormSheet, rows: Mapping[str, Mapping[str, Typed]]
) -> dict[tuple[str, str], Typed]:
    places = {row.identity: row.index for row in sheet.rows}
    return {
        (sheet.name, cell_reference(places[identity], sheet.column(column).index)): (
            None if value == "" else value
        )
        for identity, answers in rows.items()
        for column, value in answers.items()
    }
