"""The sheet Att granska: what a person should look at in a plan that was read from a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kexcel.documents.plan.layout import (
    ACTIVITIES_SHEET,
    FRAMES_SHEET,
    GOALS_SHEET,
    MEASURES_SHEET,
    REVIEW_SHEET,
    SIGN_ROW,
)
from kexcel.model.cell import cell_reference
from kexcel.model.plan import Plan

if TYPE_CHECKING:
    from kexcel.documents.plan.looks import Sheet
    from kexcel.documents.plan.marking import Marked, Marking

_KEY_COLUMNS = 3
"""What stands before the figures in Ramar."""


def write_review(sheet: Sheet, plan: Plan, marking: Marking) -> None:
    """Write what is to be looked at, each with a link to its cell."""
    sheet.head(REVIEW_SHEET.columns, fixed_columns=1)
    widths = [column.width for column in REVIEW_SHEET.columns]
    rows = _row_numbers(plan)
    for row, each in enumerate(marking.review, start=1):
        cell = cell_of(each.cell, rows, plan) if each.cell else ""
        values = (cell, each.where, each.what, each.remedy, "")
        for column, value in enumerate(values):
            sheet.write(row, column, value, "text")
        if cell:
            link = f"internal:{cell}"
            sheet.worksheet.write_url(row, 0, link, sheet.formats["link"], cell)
        sheet.fit_height(row, values, widths)
    sheet.worksheet.autofilter(0, 0, max(1, len(marking.review)), len(widths) - 1)


def cell_of(marked: Marked, rows: Mapping[tuple[str, str], int], plan: Plan) -> str:
    """Where a marked cell stands in a plan that kexcel wrote: "Aktiviteter!G5"; "" if nowhere."""
    sheet, row, key = marked
    number = rows.get((sheet, row))
    layout = next(each for each in _SHEETS if each.name == sheet)
    if number is None:
        return ""
    if layout is FRAMES_SHEET:
        return f"{sheet}!{cell_reference(number, _KEY_COLUMNS + plan.frame_columns.index(key))}"
    return f"{sheet}!{cell_reference(number, layout.index(key))}"


_SHEETS = (GOALS_SHEET, ACTIVITIES_SHEET, MEASURES_SHEET, FRAMES_SHEET)


def _row_numbers(plan: Plan) -> dict[tuple[str, str], int]:
    """Sheet and row → the row's place, counted from 0 with the head."""
    told = {
        GOALS_SHEET: [goal.number for goal in plan.goals],
        ACTIVITIES_SHEET: [activity.number for activity in plan.activities],
        MEASURES_SHEET: [measure.identity for measure in plan.measures],
        FRAMES_SHEET: _frame_rows(plan),
    }
    return {
        (sheet.name, row): place
        for sheet, rows in told.items()
        for place, row in enumerate(rows, start=1)
    }


def _frame_rows(plan: Plan) -> list[str]:
    rows: list[str] = []
    for line in plan.frames:
        sign = f"{line.perspective}/{SIGN_ROW}"
        if sign not in rows:
            rows.append(sign)
        rows.append(f"{line.perspective}/{line.name}")
    return rows
