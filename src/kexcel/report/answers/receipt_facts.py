"""What a receipt says of a return: counts and figures, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kexcel.model.cell import CellValue
from kexcel.model.form import STANDS, Form, FormRow, FormSheet
from kexcel.model.returned import Answer, Return
from kexcel.template.schema import Template


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many activities were given a status; ``word`` is "" for those without one."""

    word: str
    count: int


@dataclass(frozen=True, slots=True)
class BudgetFigures:
    """The figures of a budget row as net cost, cost positive; None where none could be read.

    ``deviation`` is frame less forecast: plus is surplus.
    """

    name: str
    frame: Decimal | None
    actual: Decimal | None
    forecast: Decimal | None

    @property
    def deviation(self) -> Decimal | None:
        """Frame less forecast, None unless both are known."""
        if self.frame is None or self.forecast is None:
            return None
        return self.frame - self.forecast


@dataclass(frozen=True, slots=True)
class MeasureFigure:
    """A measure's outcome; None where none could be read."""

    name: str
    unit: str
    outcome: Decimal | None


def status_counts(
    returned: Return, form: Form, template: Template, language: str
) -> list[StatusCount]:
    """The activities that the department leads, by status in the template's order."""
    words = [word.get(language) for word in template.choice("status").words]
    counts = dict.fromkeys([*words, ""], 0)
    for row in _rows_asked_for(form.sheet("followup"), "status"):
        answer = answer_to(returned, "followup", row.identity, "status")
        role = template.role("status", _text(answer)) or _role_that_stands(returned, row)
        word = template.word("status", role, language) if role else ""
        counts[word] += 1
    return [StatusCount(word, count) for word, count in counts.items()]


def _role_that_stands(returned: Return, row: FormRow) -> str:
    """What counts where nothing was written and the form says that last period's answer stands."""
    found = returned.rows.get("followup", {}).get(row.identity)
    answers = found.answers.items() if found else ()
    is_touched = any(answer.written for key, answer in answers if key != "comment")
    return "done" if row.values.get(STANDS) and not is_touched else ""


def comments_written(returned: Return, form: Form) -> int:
    """How many activities that others lead the department has commented on."""
    sheet = form.sheet("followup")
    rows = [row for row in sheet.rows if "status" not in row.inputs] if sheet else []
    answers = (answer_to(returned, "followup", row.identity, "comment") for row in rows)
    return sum(bool(answer and answer.written) for answer in answers)


def budget_figures(returned: Return, form: Form) -> list[BudgetFigures]:
    """The rows of the budget sheet."""
    return [
        BudgetFigures(
            name=" ".join(dict.fromkeys(filter(None, (row.number, row.anchor)))),
            frame=_issued_number(row, "frame"),
            actual=_number(answer_to(returned, "budget", row.identity, "actual")),
            forecast=_number(answer_to(returned, "budget", row.identity, "forecast")),
        )
        for row in _rows_asked_for(form.sheet("budget"), "forecast")
    ]


def measure_figures(returned: Return, form: Form) -> list[MeasureFigure]:
    """The measures that the department was asked for."""
    return [
        MeasureFigure(
            name=row.number or row.identity,
            unit=str(row.values.get("unit") or ""),
            outcome=_number(answer_to(returned, "measures", row.identity, "outcome")),
        )
        for row in _rows_asked_for(form.sheet("measures"), "outcome")
    ]


def rows_written(returned: Return, form: Form) -> list[tuple[str, int]]:
    """How many rows were filled in on each sheet that is filled in freely, by sheet name."""
    return [
        (sheet.name, sum(not row.is_blank for row in returned.rows.get(sheet.key, {}).values()))
        for sheet in form.sheets
        if sheet.extendable
    ]


def answer_to(returned: Return, sheet: str, identity: str, column: str) -> Answer | None:
    """An answer, or None where there is none."""
    row = returned.rows.get(sheet, {}).get(identity)
    return row.answers.get(column) if row else None


def as_decimal(value: CellValue) -> Decimal | None:
    """A number of any kind as an exact one; None for anything else.

    A float becomes the shortest number that is written the same way, as people typed it.
    """
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = Decimal(str(value))
        return number if number.is_finite() else None
    return None


def _rows_asked_for(sheet: FormSheet | None, column: str) -> list[FormRow]:
    return [row for row in sheet.rows if column in row.inputs] if sheet else []


def _issued_number(row: FormRow, column: str) -> Decimal | None:
    value = row.values.get(column)
    return value if isinstance(value, Decimal) else None


def _number(answer: Answer | None) -> Decimal | None:
    return as_decimal(answer.value) if answer and answer.sound else None


def _text(answer: Answer | None) -> str:
    return str(answer.value) if answer and answer.sound and answer.value is not None else ""
