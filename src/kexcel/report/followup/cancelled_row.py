"""The row of an activity that a decision has cancelled: grey, with the decision for its status."""

from __future__ import annotations

from collections.abc import Mapping

from kexcel.documents.plan.amendment_sheet import AMENDMENTS_SHEET
from kexcel.documents.plan.layout import PLAN_FILE
from kexcel.model.cell import CellValue
from kexcel.model.consolidation import ActivityResult, Source
from kexcel.model.plan import Amendment
from kexcel.report.followup import activity_columns as columns
from kexcel.report.parts.amended import cancelled_text, cancelled_word
from kexcel.report.parts.answer_sources import FILE, FIRST
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.tables import PlacedTable


def write_cancelled(
    context: ReportContext,
    cells: Cells,
    table: PlacedTable,
    row: int,
    result: ActivityResult,
    planned: Mapping[str, CellValue],
) -> None:
    """Write the row. Nothing that was answered stands in it, and nothing counts it."""
    activity, looks = result.activity, context.template.looks
    others = "\n".join(context.department_name(key) for key in activity.contributing)
    values: dict[str, CellValue] = {
        **planned,
        columns.part_key(columns.LEAD): context.department_name(activity.lead),
        columns.part_key(columns.CONTRIBUTING): others,
        "status": cancelled_text(context, result),
        columns.COUNTED: cancelled_word(context),
    }
    grey = {"bg_color": looks.locked, "font_color": looks.muted}
    for key, place in table.columns.items():
        cells.write(row, place, values.get(key), **grey)
    if activity.cancelled_by is not None:
        source = plan_source(activity.cancelled_by)
        cells.write(row, table.columns[FILE], source.file, **grey)
        spot = f"{source.sheet}!{source.cell}"
        cells.write_linked(row, table.columns[FIRST], spot, source, **grey)


def plan_source(decision: Amendment) -> Source:
    """Where a decision stands in plan.xlsx."""
    return Source(PLAN_FILE, PLAN_FILE, AMENDMENTS_SHEET.name, decision.cell)
