"""The sheet of activities: one row each, plan and answer side by side, linked to its source."""

from __future__ import annotations

from collections import defaultdict

from kexcel.model.cell import CellValue
from kexcel.model.consolidation import ActivityResult
from kexcel.model.finding import Finding
from kexcel.model.plan import GoalLevel
from kexcel.report.followup import activity_columns as columns
from kexcel.report.followup.cancelled_row import write_cancelled
from kexcel.report.parts.answer_cells import remarks, write_answers
from kexcel.report.parts.answer_sources import write_sources
from kexcel.report.parts.banner import write_banner
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.colouring import colour_words
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.page import new_sheet, print_in_parts
from kexcel.report.parts.status_words import counted_formula, counted_word, role_words
from kexcel.report.parts.tables import (
    PlacedTable,
    fit_heights,
    keep_headings,
    place_table,
    set_widths,
)

_FROZEN = 1


def write_activities_sheet(context: ReportContext) -> PlacedTable:
    """Add the sheet; all totals of the report count its column "Counted as"."""
    _ = context.translate
    name = _("Activities")
    worksheet = new_sheet(context, name)
    first = write_banner(context, worksheet, name, column=_FROZEN)
    headings = columns.activity_headings(context)
    cells = Cells(worksheet, context.book.styles)
    results = context.consolidation.activities
    table = place_table(
        cells,
        "Activities",
        headings,
        len(results),
        row=first,
        empty=_("There are no activities."),
    )
    set_widths(worksheet, headings)
    keep_headings(worksheet, first, columns=_FROZEN)
    printed = len(columns.printed_columns(context)) + len(columns.PARTS)
    comments = table.columns[columns.COMMENTS]
    print_in_parts(worksheet, headings, [printed, comments], repeated=_FROZEN)
    found = _findings_by_row(context)
    for row, result in zip(table.rows, results, strict=True):
        if not result.is_asked:
            write_cancelled(context, cells, table, row, result, planned(context, result))
            continue
        _write(context, cells, table, row, result)
        cells.write(row, table.columns[columns.REMARKS], remarks(context, found[_key(result)]))
    fit_heights(cells, headings)
    _colour(context, cells, table)
    return table


def goal_text(context: ReportContext, number: str) -> str:
    """A goal as the form prints it: number and text."""
    goal = context.consolidation.plan.goal(number)
    return f"{goal.number} {goal.text}"


def planned(context: ReportContext, result: ActivityResult) -> dict[str, CellValue]:
    """What the plan says of an activity, by the keys of the form's columns."""
    plan, activity = context.consolidation.plan, result.activity
    goal = plan.goal(activity.goal)
    committee = goal.level is GoalLevel.COMMITTEE
    return {
        "number": activity.number,
        "council_goal": goal_text(context, plan.council_goal_of(activity.goal).number),
        "committee_goal": goal_text(context, goal.number) if committee else None,
        "title": activity.title,
        "description": activity.description,
        "start": activity.start,
        "end": activity.end,
    }


def date_state_word(context: ReportContext, result: ActivityResult) -> str:
    """What the decided dates say, in the template's words."""
    return context.template.word("date_state", result.date_state.value, context.language)


def _key(result: ActivityResult) -> tuple[str | None, str | None]:
    return result.activity.lead, result.activity.number


def _findings_by_row(
    context: ReportContext,
) -> defaultdict[tuple[str | None, str | None], list[Finding]]:
    found: defaultdict[tuple[str | None, str | None], list[Finding]] = defaultdict(list)
    for finding in context.consolidation.findings:
        found[finding.place.department, finding.place.row].append(finding)
    return found


def _write(
    context: ReportContext, cells: Cells, table: PlacedTable, row: int, result: ActivityResult
) -> None:
    place = table.columns
    values = planned(context, result)
    for column in columns.printed_columns(context):
        cells.write(row, place[column.key], values[column.key])
    activity = result.activity
    lead = context.department_name(activity.lead)
    cells.write(row, place[columns.part_key(columns.LEAD)], lead)
    others = "\n".join(context.department_name(key) for key in activity.contributing)
    cells.write(row, place[columns.part_key(columns.CONTRIBUTING)], others)
    inputs = columns.layout(context).inputs
    write_answers(context, cells, table, row, inputs, result.answers)
    cells.write(row, place[columns.DATE_STATE], date_state_word(context, result))
    _write_comments(context, cells, table, row, result)
    _write_counted(context, cells, table, row, result)
    write_sources(cells, table, row, inputs, result.answers)


def _write_comments(
    context: ReportContext, cells: Cells, table: PlacedTable, row: int, result: ActivityResult
) -> None:
    said = [
        f"{context.department_name(comment.department)}: {comment.text}"
        for comment in result.comments
    ]
    sources = [comment.source for comment in result.comments]
    cells.write(row, table.columns[columns.COMMENTS], "\n".join(said))
    spots = ", ".join(source.cell for source in sources)
    first = sources[0] if sources else None
    cells.write_linked(row, table.columns[columns.COMMENTS_SOURCE], spots, first)


def _write_counted(
    context: ReportContext, cells: Cells, table: PlacedTable, row: int, result: ActivityResult
) -> None:
    place, word = table.columns[columns.COUNTED], counted_word(context, result)
    status = result.answers.get("status")
    if status is not None and not status.sound:
        # What could not be read stays uncounted, even if it looks like a status word.
        cells.write(row, place, word)
        return
    formula = counted_formula(context, table.cell("status", row))
    cells.write_formula(row, place, formula, word)


def _colour(context: ReportContext, cells: Cells, table: PlacedTable) -> None:
    styles, worksheet = context.book.styles, cells.worksheet
    for column in ("status", columns.COUNTED):
        colour_words(styles, worksheet, table, column, role_words(context))
