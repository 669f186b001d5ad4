"""Write the rows of the compilation: departments, their units, and sums of these."""

from __future__ import annotations

from typing import Any

from kexcel.model.cell import CellValue
from kexcel.report.budget.figures import (
    PERCENT,
    Figure,
    share,
    share_formula,
    used,
    used_formula,
)
from kexcel.report.budget.layout import (
    CODE,
    LEVEL,
    NAME,
    REST,
    SHARE,
    SHEET,
    STANDING,
    USED,
    WHOLE,
    PlacedGroup,
    PlacedLine,
    level_words,
)
from kexcel.report.budget.lines import (
    ACTUAL,
    CHANGE,
    DEVIATION,
    FORECAST,
    FRAME,
    LAST,
    LEDGER,
    PERIOD,
    UNBOOKED,
)
from kexcel.report.budget.summary_columns import text_columns
from kexcel.report.budget.summary_heads import write_head
from kexcel.report.budget.writing import Writing
from kexcel.report.parts.answer_cells import write_answer
from kexcel.report.parts.answer_sources import write_source
from kexcel.report.parts.cells import FIGURE
from kexcel.report.parts.context import ReportContext


def write_group(writing: Writing, group: PlacedGroup) -> None:
    """Write a department with all its rows."""
    if group.group.is_split:
        write_head(writing, group)
    for line in group.lines:
        _write_line(writing, line)
        if not group.group.knows_last_as_a_whole:
            _write_last(writing, line)
        if group.group.is_split:
            writing.cells.nest(line.row, 1)


def _write_line(writing: Writing, line: PlacedLine) -> None:
    cells, columns, result = writing.cells, writing.table.columns, line.line.result
    words, is_whole = level_words(writing.context), line.level == WHOLE
    looks: dict[str, Any] = {"bold": True} if is_whole else {"indent": 1, "align": "left"}
    cells.write(line.row, columns[NAME], _name(writing.context, line), **looks)
    cells.write(line.row, columns[LEVEL], words[line.level])
    cells.write(line.row, columns[CODE], result.responsibility or None)
    writing.money.amount(line.row, columns[FRAME], result.frame)
    writing.money.amount(line.row, columns[PERIOD], result.period_budget)
    _write_actual(writing, line)
    _write_booked(writing, line)
    _write_answer(writing, line, FORECAST)
    _write_computed(writing, line)
    _write_texts(writing, line)


def _name(context: ReportContext, line: PlacedLine) -> str:
    name = line.line.result.name
    department = context.department_name(line.line.result.department)
    unnamed = line.level == REST and name == department
    return context.translate("Not distributed") if unnamed else name


def _write_actual(writing: Writing, line: PlacedLine) -> None:
    """What counts: the department's own figure, or else what is booked, which is then said."""
    result, column = line.line.result, writing.table.columns[ACTUAL]
    answer, booked = result.answers.get(ACTUAL), result.ledger
    own = answer is not None and answer.sound and answer.value == result.actual
    if result.actual is None or own or booked is None:
        _write_answer(writing, line, ACTUAL)
        return
    _ = writing.context.translate
    written = answer.written if answer else ""
    words = _("Booked. The department wrote: {written}") if written else _("Booked.")
    writing.cells.write_linked(
        line.row, column, result.actual, booked.source, number_format=writing.money.format
    )
    writing.cells.note(line.row, column, words.format(written=written))


def _write_answer(writing: Writing, line: PlacedLine, key: str) -> None:
    sheet = writing.context.template.sheet(SHEET)
    answer, column = line.line.result.answers.get(key), sheet.column(key) if sheet else None
    place = writing.table.columns[key]
    if answer and column:
        write_answer(writing.context, writing.cells, line.row, place, column, answer)
    else:
        writing.money.amount(line.row, place, line.line.amounts[key])


def _write_booked(writing: Writing, line: PlacedLine) -> None:
    """What the ledger says, and how much more the actual is."""
    if not writing.has(LEDGER):
        return
    booked, columns = line.line.result.ledger, writing.table.columns
    writing.cells.write_linked(
        line.row,
        columns[LEDGER],
        booked.amount if booked else None,
        booked.source if booked else None,
        number_format=writing.money.format,
    )
    if booked and booked.parts > 1:
        words = writing.context.translate("The sum of {count} amounts in the ledger.")
        writing.cells.note(line.row, columns[LEDGER], words.format(count=booked.parts))
    actual, ledger = (_figure(writing, line, key) for key in (ACTUAL, LEDGER))
    writing.money.difference(line.row, columns[UNBOOKED], actual, ledger)


def _figure(writing: Writing, line: PlacedLine, key: str) -> Figure:
    return Figure(writing.cell(key, line.row), line.line.amounts[key])


def _write_computed(writing: Writing, line: PlacedLine) -> None:
    columns, row = writing.table.columns, line.row
    _write_used(writing, line)
    frame, forecast = (_figure(writing, line, key) for key in (FRAME, FORECAST))
    writing.money.difference(row, columns[DEVIATION], frame, forecast)
    deviation = _figure(writing, line, DEVIATION)
    formula, part = share_formula(deviation.cell, frame.cell), share(deviation.amount, frame.amount)
    writing.money.formula(row, columns[SHARE], formula, part, number_format=PERCENT)
    writing.cells.write(row, columns[LAST], None)
    writing.money.difference(row, columns[CHANGE], forecast, _figure(writing, line, LAST))
    words, cells = writing.words, writing.cells_of(row)
    writing.cells.write_formula(row, columns[STANDING], words.formula(cells), words.of(line.line))


def _write_used(writing: Writing, line: PlacedLine) -> None:
    actual, budget = (_figure(writing, line, key) for key in (ACTUAL, PERIOD))
    formula, part = used_formula(actual.cell, budget.cell), used(actual.amount, budget.amount)
    column = writing.table.columns[USED]
    writing.money.formula(line.row, column, formula, part, number_format=PERCENT)


def _write_last(writing: Writing, line: PlacedLine) -> None:
    column, last = writing.table.columns[LAST], line.line.last
    if last is None:
        looks = writing.context.template.looks
        none = writing.context.translate("none")
        writing.cells.write(line.row, column, none, **FIGURE, font_color=looks.muted)
    else:
        writing.money.amount(line.row, column, last)


def _write_texts(writing: Writing, line: PlacedLine) -> None:
    """What was written, without links of its own: LibreOffice does not wrap a linked text."""
    answers, columns = line.line.result.answers, writing.table.columns
    for column in text_columns(writing.context):
        answer = answers.get(column.key)
        shown: CellValue = writing.context.shown(column, answer) if answer else None
        writing.cells.write(line.row, columns[column.key], shown)
    source = answers.get(FORECAST) or next(iter(answers.values()), None)
    write_source(writing.cells, writing.table, line.row, source)
