"""plan.xlsx, written for the coordinator to edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook

from kexcel.documents.plan.choices import add_choices, figure_choice, sign_choice
from kexcel.documents.plan.layout import (
    ACTIVITIES_SHEET,
    DEPARTMENTS_SHEET,
    FRAME_DECISIONS_SHEET,
    FRAMES_SHEET,
    GOALS_SHEET,
    MEASURES_SHEET,
    PLAN_SHEET,
    PlanSheet,
    figure_column,
)
from kexcel.documents.plan.looks import Sheet, decimals_of, make_formats
from kexcel.documents.plan.rows import (
    FrameRow,
    RowValue,
    activity_rows,
    decision_rows,
    department_rows,
    frame_rows,
    goal_rows,
    measure_rows,
    setting_rows,
)
from kexcel.model.plan import Plan, PrintedSigns

_KEY_COLUMNS = 3
"""Perspective, row and department: what stands before the figures in Ramar."""

_COLUMN_LOOKS: Mapping[str, str] = {
    "start": "date",
    "end": "date",
    "valid_until": "date",
    "as_of": "date",
    "target": "number",
    "outcome": "number",
    "decided": "date",
    "amount": "number",
    "change": "number",
    "explanation": "muted",
}

_FRAME_LOOKS = {
    (False, False): ("text", "figure"),
    (True, False): ("muted", "sign"),
    (False, True): ("strong", "total"),
}
"""Whether a row gives signs, whether it is a total → the looks of its text and of its figures."""


def write_plan(
    plan: Plan,
    *,
    printed_signs: PrintedSigns | None = None,
    created: date | None = None,
    marks: Mapping[str, str] | None = None,
) -> bytes:
    """The plan as a workbook that ``read_plan`` reads back as the same plan.

    ``printed_signs`` says in which printed columns a net cost has minus, so that the frames
    stand as they are printed; the plan's own unless given. Columns that it doesn't name have plus.
    ``created`` becomes
    the file's date: the first day of the plan's year unless given. The same arguments give
    the same bytes.

    ``marks`` are notes on the numbers of activities, which are marked by a colour too.

    Raises:
        UsageError: a text is longer than a cell can hold, or a sign is not "+" or "-".
    """
    stream = BytesIO()
    workbook = Workbook(stream, {"in_memory": True})
    workbook.set_properties(_properties(plan, created))
    formats = make_formats(workbook)

    def add(layout: PlanSheet) -> Sheet:
        return Sheet(workbook.add_worksheet(layout.name), formats)

    _write_settings(add(PLAN_SHEET), setting_rows(plan))
    _write_table(add(DEPARTMENTS_SHEET), DEPARTMENTS_SHEET, department_rows(plan))
    _write_table(add(GOALS_SHEET), GOALS_SHEET, goal_rows(plan))
    activities = add(ACTIVITIES_SHEET)
    _write_table(activities, ACTIVITIES_SHEET, activity_rows(plan))
    _write_remark(activities, plan.remark)
    _write_marks(activities, plan, marks or {})
    _write_table(add(MEASURES_SHEET), MEASURES_SHEET, measure_rows(plan))
    signs = plan.printed_signs if printed_signs is None else printed_signs
    _write_frames(add(FRAMES_SHEET), plan.frame_columns, frame_rows(plan, signs))
    _write_table(add(FRAME_DECISIONS_SHEET), FRAME_DECISIONS_SHEET, decision_rows(plan))
    workbook.close()
    return stream.getvalue()


def _properties(plan: Plan, created: date | None) -> dict[str, object]:
    day = created or date(max(plan.year, 1900), 1, 1)
    return {
        "title": f"{plan.body} {plan.year}".strip(),
        "company": plan.organisation,
        "created": datetime.combine(day, time(), UTC),
    }


def _write_settings(sheet: Sheet, rows: Sequence[Sequence[RowValue]]) -> None:
    sheet.head(PLAN_SHEET.columns, fixed_columns=1)
    widths = [column.width for column in PLAN_SHEET.columns]
    for row, (key, value, explanation) in enumerate(rows, start=1):
        sheet.write(row, 0, key, "strong")
        sheet.write(row, 1, value, "text" if isinstance(value, str) else "whole")
        sheet.write(row, 2, explanation, "muted")
        sheet.fit_height(row, (key, value, explanation), widths)


def _write_table(sheet: Sheet, layout: PlanSheet, rows: Sequence[Sequence[RowValue]]) -> None:
    sheet.head(layout.columns, fixed_columns=1)
    widths = [column.width for column in layout.columns]
    looks = [_COLUMN_LOOKS.get(column.key, "text") for column in layout.columns]
    for row, values in enumerate(rows, start=1):
        for column, (value, look) in enumerate(zip(values, looks, strict=True)):
            sheet.write(row, column, value, look)
        sheet.fit_height(row, values, widths)
    columns = [
        {"header": each.label, "header_format": sheet.heading(each)} for each in layout.columns
    ]
    options = {"name": layout.name, "columns": columns, "style": "Table Style Light 1"}
    sheet.worksheet.add_table(0, 0, max(1, len(rows)), len(layout.columns) - 1, options)
    sheet.prepare_spare_rows(widths, looks)
    add_choices(sheet.worksheet, layout, len(rows))


def _write_remark(sheet: Sheet, remark: str) -> None:
    if remark:
        column = ACTIVITIES_SHEET.column("lead")
        sheet.comment(ACTIVITIES_SHEET.index("lead"), f"{column.help} {remark}")


def _write_marks(sheet: Sheet, plan: Plan, marks: Mapping[str, str]) -> None:
    column = ACTIVITIES_SHEET.index("number")
    for row, activity in enumerate(plan.activities, start=1):
        if activity.number in marks:
            sheet.write(row, column, activity.number, "marked")
            sheet.comment(column, marks[activity.number], row=row)


def _write_frames(sheet: Sheet, figures: Sequence[str], rows: Sequence[FrameRow]) -> None:
    printed = [figure_column(label) for label in figures]
    known = FRAMES_SHEET.columns
    columns = (*known[:_KEY_COLUMNS], *printed, *known[_KEY_COLUMNS:])
    sheet.head(columns, fixed_columns=2)
    for index, row in enumerate(rows, start=1):
        _write_frame_row(sheet, index, row)
    sheet.worksheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    add_choices(sheet.worksheet, FRAMES_SHEET, len(rows))


def _write_frame_row(sheet: Sheet, index: int, row: FrameRow) -> None:
    text, figure = _FRAME_LOOKS[row.is_sign, row.is_total]
    last = len(row.values) - 1
    looks = [text] * _KEY_COLUMNS + [figure] * (last - _KEY_COLUMNS) + [text]
    for column, (value, look) in enumerate(zip(row.values, looks, strict=True)):
        exact = f"{look} {decimals_of(value)}" if isinstance(value, Decimal) else look
        sheet.write(index, column, value, exact)
    if last > _KEY_COLUMNS:
        choice = sign_choice() if row.is_sign else figure_choice()
        sheet.worksheet.data_validation(index, _KEY_COLUMNS, index, last - 1, choice)
