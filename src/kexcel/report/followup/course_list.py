"""The course as a list: every goal with its verdicts, its activities beneath, period by period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kexcel.model.cell import CellValue
from kexcel.model.consolidation import ActivityResult, Consolidation, GoalResult
from kexcel.model.plan import Activity, Goal, GoalLevel
from kexcel.report.followup.activity_columns import COUNTED, layout
from kexcel.report.followup.course_verdicts import write_verdict
from kexcel.report.parts.carried_words import carried_format, carried_note
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.colouring import colour_words
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.status_words import counted_word, role_words
from kexcel.report.parts.tables import Heading, PlacedTable
from kexcel.report.parts.verdict_words import verdict_words

GOAL, COUNCIL = "under.goal", "under.council"
"""Hidden columns with the goals that an activity is counted under; blank in a goal's own row."""

_STATUS_WIDTH, _END_WIDTH = 20, 12
_NOTHING = "–"

Results = Mapping[str, Mapping[str, ActivityResult]]
"""Each round's activities by its key and their numbers; one that the plan lacked then is absent."""


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A row of the list: a goal, or an activity under it with its place among all."""

    goal: Goal
    activity: Activity | None = None
    place: int = 0


def rounds(context: ReportContext) -> tuple[Consolidation, ...]:
    """The year's rounds up to this one, this one last."""
    return (*context.earlier, context.consolidation)


def course_rows(context: ReportContext) -> list[CourseRow]:
    """The goals in the plan's order, each with its activities beneath."""
    whole = context.consolidation
    rows = []
    for goal in whole.plan.goals:
        rows.append(CourseRow(goal))
        for place, result in enumerate(whole.activities):
            if result.activity.goal == goal.number:
                rows.append(CourseRow(goal, result.activity, place))
    return rows


def course_headings(context: ReportContext) -> list[Heading]:
    """Number, text, lead, decided end, and two columns a period."""
    _ = context.translate
    end = layout(context).column("end")
    headings = [
        Heading("number", _("No"), 9),
        Heading("text", _("Goal or activity"), 44),
        Heading("lead", context.template.word("part", "lead", context.language), 26),
        Heading("end", end.label.get(context.language) if end else "end", 12),
    ]
    for each in rounds(context):
        key = each.period.key
        headings.append(Heading(status_key(each), key, _STATUS_WIDTH))
        headings.append(Heading(_end_key(each), f"{_('Expected end')} {key}", _END_WIDTH))
    return headings


def status_key(whole: Consolidation) -> str:
    """The key of a period's column of statuses and verdicts."""
    return f"status.{whole.period.key}"


def write_list(
    context: ReportContext,
    cells: Cells,
    table: PlacedTable,
    rows: list[CourseRow],
    activities: PlacedTable,
) -> None:
    """Fill the list. The period's own words are those of the sheet of activities, by formula."""
    results = results_by_number(context)
    for line, row in zip(table.rows, rows, strict=True):
        if row.activity is None:
            _write_goal(context, cells, table, line, row.goal)
        else:
            _write_activity(context, cells, table, line, row, (activities, results))
    words = {**role_words(context), **verdict_words(context)}
    for each in rounds(context):
        colour_words(context.book.styles, cells.worksheet, table, status_key(each), words)


def results_by_number(context: ReportContext) -> Results:
    """Every round's activities, so that each is found at once."""
    return {
        each.period.key: {result.activity.number: result for result in each.activities}
        for each in rounds(context)
    }


def _write_goal(
    context: ReportContext, cells: Cells, table: PlacedTable, line: int, goal: Goal
) -> None:
    looks: dict[str, Any] = {"bold": True}
    if goal.level is GoalLevel.COUNCIL:
        looks["bg_color"] = context.template.looks.locked
    plain: dict[str, CellValue] = {"number": goal.number, "text": goal.text}
    blank = (key for key in table.columns if key not in {GOAL, COUNCIL})
    for key in blank:
        cells.write(line, table.columns[key], plain.get(key), **looks)
    for each in rounds(context):
        result: GoalResult | None = next(
            (g for g in each.goals if g.goal.number == goal.number), None
        )
        if result is not None:
            write_verdict(context, cells, line, table.columns[status_key(each)], result, bold=True)


def _write_activity(
    context: ReportContext,
    cells: Cells,
    table: PlacedTable,
    line: int,
    row: CourseRow,
    behind: tuple[PlacedTable, Results],
) -> None:
    activity, columns = row.activity, table.columns
    if activity is None:
        return
    activities, results = behind
    council = context.consolidation.plan.council_goal_of(row.goal.number)
    target = activities.far_cell("number", activities.first_row + row.place)
    cells.write_inner_link(line, columns["number"], activity.number, target)
    for key, value in _planned(context, activity):
        cells.write(line, columns[key], value)
    for key, goal in ((GOAL, row.goal), (COUNCIL, council)):
        cells.worksheet.write_string(line, columns[key], goal.number)
    for each in context.earlier:
        result = results[each.period.key].get(activity.number)
        before = _carried_cell(context, table, line, result)
        place = columns[status_key(each)]
        _write_status(context, cells, line, place, result, formula=f"={before}" if before else "")
        _write_end(cells, line, columns[_end_key(each)], result)
    whole = context.consolidation
    result = results[whole.period.key].get(activity.number)
    counted = activities.far_cell(COUNTED, activities.first_row + row.place)
    place = columns[status_key(whole)]
    _write_status(context, cells, line, place, result, formula=f"={counted}")
    _write_end(cells, line, columns[_end_key(whole)], result)


def _carried_cell(
    context: ReportContext, table: PlacedTable, line: int, result: ActivityResult | None
) -> str:
    """The cell of the period that an answer was carried from; "" for the period's own answer."""
    status = result.answers.get("status") if result else None
    period = status.carried_from if status else None
    found = [status_key(each) for each in context.earlier if each.period == period]
    return table.cell(found[0], line) if found else ""


def _planned(context: ReportContext, activity: Activity) -> Iterator[tuple[str, CellValue]]:
    yield "text", activity.title
    yield "lead", context.department_name(activity.lead)
    yield "end", activity.end


def _write_status(
    context: ReportContext,
    cells: Cells,
    line: int,
    column: int,
    result: ActivityResult | None,
    *,
    formula: str = "",
) -> None:
    """The word that an activity is counted under, linked to the cell that says so."""
    if result is None or result.activity.cancelled_by is not None:
        word = context.translate("Cancelled by decision") if result else _NOTHING
        cells.write(line, column, word)
        return
    word, status = counted_word(context, result), result.answers.get("status")
    shown = carried_format(status) if status else ""
    cells.write_linked(line, column, word, status.source if status else None, number_format=shown)
    if formula:
        cells.write_formula(line, column, formula, word, number_format=shown)
    if status and (said := carried_note(context, status) or _unread(context, result)):
        cells.note(line, column, said)


def _unread(context: ReportContext, result: ActivityResult) -> str:
    """What was written where it could not be read."""
    status = result.answers.get("status")
    if status is None or status.sound:
        return ""
    words = context.translate("Could not be read with certainty; not counted.")
    return f"{status.written}\n{words}"


def _write_end(cells: Cells, line: int, column: int, result: ActivityResult | None) -> None:
    """The expected end, where it is a later one than the decided and the activity is not done."""
    answer = result.answers.get("new_end") if result else None
    end = result.expected_end if result else None
    if result is None or end is None or result.role == "done" or end <= result.activity.end:
        cells.write(line, column, None)
        return
    cells.write_linked(line, column, end, answer.source if answer else None)


def _end_key(whole: Consolidation) -> str:
    return f"end.{whole.period.key}"
