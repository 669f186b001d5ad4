"""The course in figures: each goal's activities by status, a line a period, as live counts."""

from __future__ import annotations

from kexcel.merge.verdict import activities_below
from kexcel.model.cell import column_letters
from kexcel.model.consolidation import ActivityResult, Consolidation
from kexcel.model.plan import Goal, GoalLevel
from kexcel.report.followup.course_list import COUNCIL, GOAL, result_of, rounds, status_key
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.live_counts import TOTAL, count_columns, role_key
from kexcel.report.parts.status_words import count_role, role_word, roles
from kexcel.report.parts.tables import Heading, PlacedTable, place_table

_WIDTH = 12


def count_headings(context: ReportContext) -> list[Heading]:
    """Goal and period, a column for each status, and their total."""
    _ = context.translate
    return [
        Heading("number", _("No"), 9),
        Heading("text", _("Goal"), 50),
        Heading("period", _("Period"), 10),
        *(Heading(role_key(r), role_word(context, r), _WIDTH, "center") for r in roles(context)),
        Heading(TOTAL, _("In all"), _WIDTH, "center"),
    ]


def goals_with_activities(context: ReportContext) -> list[Goal]:
    """The goals that have something to count, in the plan's order."""
    whole = context.consolidation
    return [g for g in whole.plan.goals if activities_below(whole.plan, g, _of_year(context))]


def write_counts(
    context: ReportContext, cells: Cells, row: int, goals: list[Goal], course: PlacedTable
) -> PlacedTable:
    """Write a line for each goal and period, counted by formula over the list."""
    lines = [(goal, each) for goal in goals for each in rounds(context)]
    headings = count_headings(context)
    table = place_table(cells, "Course", headings, len(lines), row=row, filtered=False)
    for place, (goal, each) in zip(table.rows, lines, strict=True):
        cells.write(place, table.columns["number"], goal.number)
        cells.write(place, table.columns["text"], goal.text, text_wrap=False)
        cells.write(place, table.columns["period"], each.period.key)
        _write_line(context, cells, table, place, goal, each, course)
    return table


def lines_of(context: ReportContext, table: PlacedTable, place: int) -> tuple[int, int]:
    """The first and last row of a goal's figures; ``place`` is its place among the goals."""
    several = len(rounds(context))
    first = table.first_row + place * several
    return first, first + several - 1


def _of_year(context: ReportContext) -> list[ActivityResult]:
    """Every activity that is not cancelled, or that was not in an earlier period."""
    whole = context.consolidation
    kept = []
    for result in whole.activities:
        before = [result_of(each, result.activity) for each in context.earlier]
        live = [each for each in (*before, result) if each and not each.activity.cancelled_by]
        kept += live[:1]
    return kept


def _below(context: ReportContext, goal: Goal, each: Consolidation) -> list[ActivityResult]:
    """A goal's activities in a period, under the goals that they have now, as the list has them."""
    now = context.consolidation
    plan = now.plan
    found = []
    for current in now.activities:
        under = {current.activity.goal, plan.council_goal_of(current.activity.goal).number}
        result = result_of(each, current.activity) if goal.number in under else None
        if result is not None and result.activity.cancelled_by is None:
            found.append(result)
    return found


def _write_line(
    context: ReportContext,
    cells: Cells,
    table: PlacedTable,
    row: int,
    goal: Goal,
    each: Consolidation,
    course: PlacedTable,
) -> None:
    under = course.range(COUNCIL if goal.level is GoalLevel.COUNCIL else GOAL)
    said, below = course.range(status_key(each)), _below(context, goal, each)
    for role in roles(context):
        place = table.columns[role_key(role)]
        word = f"{column_letters(place)}${table.header_row + 1}"
        formula = f"=SUMPRODUCT(({under}=$A{row + 1})*({said}={word})*1)"
        cells.write_formula(row, place, formula, count_role(below, role), align="center")
    first, last = (column_letters(column) for column in count_columns(context, table))
    total = f"=SUM({first}{row + 1}:{last}{row + 1})"
    place = table.columns[TOTAL]
    cells.write_formula(row, place, total, len(below), align="center", bold=True)
