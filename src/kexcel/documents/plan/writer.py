"""plan.xlsx, written for the coordinator to edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook

from kexcel.documents.plan.amendment_sheet import AMENDMENTS_SHEET, amendment_rows
from kexcel.documents.plan.choices import add_choices, figure_choice, sign_choice
from kexcel.documents.plan.layout import (
    ACTIVITIES_SHEET,
    DEPARTMENTS_SHEET,
    FRAME_DECISIONS_SHEET,
    FRAMES_SHEET,
    GOALS_SHEET,
    MEASURES_SHEET,
    PLAN_SHEET,
    REVIEW_SHEET,
    PlanSheet,
    figure_column,
)
from kexcel.documents.plan.looks import Sheet, decimals_of, make_formats
from kexcel.documents.plan.marking import NOTHING_MARKED, Marking
from kexcel.documents.plan.reorganisations import REORGANISATIONS_SHEET
from kexcel.documents.plan.review_sheet import write_review
from kexcel.documents.plan.rows import (
    FrameRow,
    RowValue,
    activity_rows,
    decision_rows,
    department_rows,
    frame_row_key,
    frame_rows,
    goal_rows,
    measure_rows,
    reorganisation_rows,
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
    "day": "date",
    "frame": "number",
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
    marking: Marking = NOTHING_MARKED,
) -> bytes:
    """The plan as a workbook that ``read_plan`` reads back as the same plan.

    ``printed_signs`` says in which printed columns a net cost has minus, so that the frames
    stand as they are printed; the plan's own unless given. Columns that it doesn't name have
    plus. ``created`` becomes the file's date: the first day of the plan's year unless given.
    ``marking`` is what a person should look at. The same arguments give the same bytes.

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
    goals = marking.rows_of(GOALS_SHEET.name, (goal.number for goal in plan.goals))
    _write_table(add(GOALS_SHEET), GOALS_SHEET, goal_rows(plan), goals)
    _write_activities(add(ACTIVITIES_SHEET), plan, marking)
    measures = marking.rows_of(MEASURES_SHEET.name, (each.identity for each in plan.measures))
    _write_table(add(MEASURES_SHEET), MEASURES_SHEET, measure_rows(plan), measures)
    signs = plan.printed_signs if printed_signs is None else printed_signs
    _write_frames(add(FRAMES_SHEET), plan.frame_columns, frame_rows(plan, signs), marking)
    _write_table(add(FRAME_DECISIONS_SHEET), FRAME_DECISIONS_SHEET, decision_rows(plan))
    _write_table(add(AMENDMENTS_SHEET), AMENDMENTS_SHEET, amendment_rows(plan))
    _write_table(add(REORGANISATIONS_SHEET), REORGANISATIONS_SHEET, reorganisation_rows(plan))
    if marking.review:
        write_review(Sheet(workbook.add_worksheet(REVIEW_SHEET.name), formats), plan, marking)
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


def _write_activities(sheet: Sheet, plan: Plan, marking: Marking) -> None:
    has_proposals = bool(marking.proposals)
    layout = ACTIVITIES_SHEET if has_proposals else ACTIVITIES_SHEET.without("proposal")
    notes = marking.rows_of(layout.name, (each.number for each in plan.activities))
    _write_table(sheet, layout, activity_rows(plan, marking.proposals), notes)
    _write_remark(sheet, plan.remark)


def _write_table(
    sheet: Sheet,
    layout: PlanSheet,
    rows: Sequence[Sequence[RowValue]],
    notes: Sequence[Mapping[str, str]] = (),
) -> None:
    sheet.head(layout.columns, fixed_columns=1)
    widths = [column.width for column in layout.columns]
    looks = [_COLUMN_LOOKS.get(column.key, "text") for column in layout.columns]
    for row, values in enumerate(rows, start=1):
        for column, (value, look) in enumerate(zip(values, looks, strict=True)):
            sheet.write(row, column, value, look)
        sheet.fit_height(row, values, widths)
    for row, marked in enumerate(notes, start=1):
        for key, note in marked.items():
            column = layout.index(key)
            sheet.write(row, column, rows[row - 1][column], f"marked {looks[column]}")
            sheet.comment(column, note, row)
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


def _write_frames(
    sheet: Sheet, figures: Sequence[str], rows: Sequence[FrameRow], marking: Marking
) -> None:
    printed = [figure_column(label) for label in figures]
    known = FRAMES_SHEET.columns
    columns = (*known[:_KEY_COLUMNS], *printed, *known[_KEY_COLUMNS:])
    sheet.head(columns, fixed_columns=2)
    for index, row in enumerate(rows, start=1):
        _write_frame_row(sheet, index, row)
    for index, marked in enumerate(marking.rows_of(FRAMES_SHEET.name, map(frame_row_key, rows)), 1):
        for label, note in marked.items():
            column = _KEY_COLUMNS + figures.index(label)
            value = rows[index - 1].values[column]
            look = "sign" if rows[index - 1].is_sign else "figure"
            sheet.write(index, column, value, f"marked {_exact(look, value)}")
            sheet.comment(column, note, index)
    sheet.worksheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    add_choices(sheet.worksheet, FRAMES_SHEET, len(rows))


def _write_frame_row(sheet: Sheet, index: int, row: FrameRow) -> None:
    text, figure = _FRAME_LOOKS[row.is_sign, row.is_total]
    last = len(row.values) - 1
    looks = [text] * _KEY_COLUMNS + [figure] * (last - _KEY_COLUMNS) + [text]
    for column, (value, look) in enumerate(zip(row.values, looks, strict=True)):
        sheet.write(index, column, value, _exact(look, value))
    if last > _KEY_COLUMNS:
        choice = sign_choice() if row.is_sign else figure_choice()
        sheet.worksheet.data_validation(index, _KEY_COLUMNS, index, last - 1, choice)


def _exact(look: str, value: RowValue) -> str:
    """The look of a figure with the decimals that it has; any other value's as it is."""
    return f"{look} {decimals_of(value)}" if isinstance(value, Decimal) else look
