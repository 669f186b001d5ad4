"""The course in figures: each goal's activities by status, a line a period, as live counts."""

from __future__ import annotations

from collections.abc import Mapping

from kexcel.model.cell import column_letters
from kexcel.model.consolidation import ActivityResult
from kexcel.model.plan import Goal, GoalLevel
from kexcel.report.followup.course_list import (
    COUNCIL,
    GOAL,
    results_by_number,
    rounds,
    status_key,
)
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.live_counts import TOTAL, count_columns, role_key
from kexcel.report.parts.status_words import count_role, role_word, roles
from kexcel.report.parts.tables import Heading, PlacedTable, place_table

_WIDTH = 12

Figures = Mapping[str, Mapping[str, list[ActivityResult]]]
"""The activities that are counted, by goal and round."""


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
    """The goals that have something to count in any round, in the plan's order."""
    figures = figures_of(context)
    return [goal for goal in context.consolidation.plan.goals if any(figures[goal.number].values())]


def figures_of(context: ReportContext) -> Figures:
    """What is counted for each goal and round: a council goal has those of the goals beneath it.

    Activities stand under the goals that they have now, as in the list.
    """
    plan, results = context.consolidation.plan, results_by_number(context)
    found: dict[str, dict[str, list[ActivityResult]]] = {
        goal.number: {each.period.key: [] for each in rounds(context)} for goal in plan.goals
    }
    for current in context.consolidation.activities:
        goal = current.activity.goal
        for number in {goal, plan.council_goal_of(goal).number}:
            for key, known in results.items():
                result = known.get(current.activity.number)
                if result is not None and result.activity.cancelled_by is None:
                    found[number][key].append(result)
    return found


def write_counts(
    context: ReportContext, cells: Cells, row: int, goals: list[Goal], course: PlacedTable
) -> PlacedTable:
    """Write a line for each goal and period, counted by formula over the list."""
    lines = [(goal, each) for goal in goals for each in rounds(context)]
    headings, figures = count_headings(context), figures_of(context)
    table = place_table(cells, "Course", headings, len(lines), row=row, filtered=False)
    for place, (goal, each) in zip(table.rows, lines, strict=True):
        cells.write(place, table.columns["number"], goal.number)
        cells.write(place, table.columns["text"], goal.text, text_wrap=False)
        cells.write(place, table.columns["period"], each.period.key)
        under = course.range(COUNCIL if goal.level is GoalLevel.COUNCIL else GOAL)
        said = course.range(status_key(each))
        below = figures[goal.number][each.period.key]
        _write_line(context, cells, table, place, f"({under}=$A{place + 1})*({said}=", below)
    return table


def lines_of(context: ReportContext, table: PlacedTable, place: int) -> tuple[int, int]:
    """The first and last row of a goal's figures; ``place`` is its place among the goals."""
    several = len(rounds(context))
    first = table.first_row + place * several
    return first, first + several - 1


def _write_line(
    context: ReportContext,
    cells: Cells,
    table: PlacedTable,
    row: int,
    test: str,
    below: list[ActivityResult],
) -> None:
    for role in roles(context):
        place = table.columns[role_key(role)]
        word = f"{column_letters(place)}${table.header_row + 1}"
        formula = f"=SUMPRODUCT({test}{word})*1)"
        cells.write_formula(row, place, formula, count_role(below, role), align="center")
    first, last = (column_letters(column) for column in count_columns(context, table))
    total = f"=SUM({first}{row + 1}:{last}{row + 1})"
    place = table.columns[TOTAL]
    cells.write_formula(row, place, total, len(below), align="center", bold=True)
