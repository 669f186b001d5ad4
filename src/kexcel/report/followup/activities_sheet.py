"""The sheet of activities: one row each, plan and answer side by side, linked to its source."""

from __future__ import annotations

from collections import defaultdict

from kexcel.excel.quick.row_formula import RowFormula
from kexcel.model.cell import CellValue, column_letters
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
from kexcel.report.parts.lines import Lines
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
    cells = Lines(worksheet, context.book.styles, [heading.width for heading in headings])
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
    found, counted = _findings_by_row(context), _counted(context, table)
    for row, result in zip(table.rows, results, strict=True):
        cells.begin(row)
        if result.is_asked:
            _write(context, cells, table, row, result)
            _write_counted(context, cells, table, row, result, counted)
            said = remarks(context, found.get(_key(result), ()))
            cells.write(row, table.columns[columns.REMARKS], said)
        else:
            write_cancelled(context, cells, table, row, result, planned(context, result))
        cells.end()
    fit_heights(cells, headings)
    _colour(context, cells, table)
    return table


def goal_text(context: ReportContext, number: str) -> str:
    """A goal as the form prints it: number and text."""
    goal = context.consolidation.plan.goal(number)
    return f"{goal.number} {goal.text}"


def _goals(context: ReportContext, number: str) -> tuple[str, str | None]:
    """The council goal above an activity, and the committee goal if it is under one."""
    plan = context.consolidation.plan
    goal, council = plan.goal(number), plan.council_goal_of(number)
    committee = goal.level is GoalLevel.COMMITTEE
    return goal_text(context, council.number), goal_text(context, number) if committee else None


def planned(context: ReportContext, result: ActivityResult) -> dict[str, CellValue]:
    """What the plan says of an activity, by the keys of the form's columns."""
    activity = result.activity
    number = activity.goal
    council, committee = context.remembered(("goals", number), lambda: _goals(context, number))
    return {
        "number": activity.number,
        "council_goal": council,
        "committee_goal": committee,
        "title": activity.title,
        "description": activity.description,
        "start": activity.start,
        "end": activity.end,
    }


def date_state_word(context: ReportContext, result: ActivityResult) -> str:
    """What the decided dates say, in the template's words."""
    state, language = result.date_state, context.language
    return context.remembered(
        state, lambda: context.template.word("date_state", state.value, language)
    )


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
    inputs = columns.input_columns(context)
    write_answers(context, cells, table, row, inputs, result.answers)
    cells.write(row, place[columns.DATE_STATE], date_state_word(context, result))
    _write_comments(context, cells, table, row, result)
    write_sources(cells, table, row, inputs, result.answers)


def _write_comments(
    context: ReportContext, cells: Cells, table: PlacedTable, row: int, result: ActivityResult
) -> None:
    if not result.comments:
        return
    said = [
        f"{context.department_name(comment.department)}: {comment.text}"
        for comment in result.comments
    ]
    sources = [comment.source for comment in result.comments]
    cells.write(row, table.columns[columns.COMMENTS], "\n".join(said))
    spots = ", ".join(source.cell for source in sources)
    first = sources[0] if sources else None
    cells.write_linked(row, table.columns[columns.COMMENTS_SOURCE], spots, first)


def _counted(context: ReportContext, table: PlacedTable) -> RowFormula:
    """The word that each row counts as, by what its status says."""
    letters = column_letters(table.columns["status"])
    return RowFormula(lambda row: counted_formula(context, f"{letters}{row}"), table.last_row)


def _write_counted(
    context: ReportContext,
    cells: Cells,
    table: PlacedTable,
    row: int,
    result: ActivityResult,
    formula: RowFormula,
) -> None:
    place, word = table.columns[columns.COUNTED], counted_word(context, result)
    status = result.answers.get("status")
    if status is not None and not status.sound:
        # What could not be read stays uncounted, even if it looks like a status word.
        cells.write(row, place, word)
        return
    cells.write_row_formula(row, place, formula, word)


def _colour(context: ReportContext, cells: Cells, table: PlacedTable) -> None:
    styles, worksheet = context.book.styles, cells.worksheet
    for column in ("status", columns.COUNTED):
        colour_words(styles, worksheet, table, column, role_words(context))
