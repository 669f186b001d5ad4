"""The sheet of goals: how each fares by its activities, what is proposed and what is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kexcel.model.consolidation import GoalResult
from kexcel.model.plan import Goal, GoalLevel
from kexcel.report.followup.course_verdicts import (
    colour_earlier_verdicts,
    decided_label,
    earlier_verdict_headings,
    write_earlier_verdicts,
)
from kexcel.report.parts.banner import write_banner
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.colouring import colour_words
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.live_counts import count_headings, write_counts
from kexcel.report.parts.page import fit_width
from kexcel.report.parts.tables import (
    Heading,
    PlacedTable,
    fit_heights,
    keep_headings,
    place_table,
    set_widths,
)
from kexcel.report.parts.verdict_words import decided_word, proposed_word, verdict_words

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

PROPOSED, DECIDED = "proposed", "decided"
_COUNT_WIDTH = 10.5


def write_goals_sheet(
    context: ReportContext, worksheet: Worksheet, activities: PlacedTable
) -> PlacedTable:
    """Fill the sheet. A council goal counts all activities beneath it, a committee goal its own."""
    _ = context.translate
    first = write_banner(context, worksheet, _("Goals"))
    headings = _headings(context)
    cells = Cells(worksheet, context.book.styles)
    results = context.consolidation.goals
    table = place_table(
        cells, "Goals", headings, len(results), row=first, empty=_("There are no goals.")
    )
    set_widths(worksheet, headings)
    keep_headings(worksheet, first, columns=3)
    fit_width(worksheet)
    for row, result in zip(table.rows, results, strict=True):
        _write(context, cells, table, row, result)
        _write_counts(context, cells, table, row, activities, result.goal)
    fit_heights(cells, headings)
    colour_earlier_verdicts(context, cells, table)
    for column in (PROPOSED, DECIDED):
        words = verdict_words(context)
        colour_words(context.book.styles, worksheet, table, column, words)
    return table


def _headings(context: ReportContext) -> list[Heading]:
    _ = context.translate
    return [
        Heading("number", _("No"), 8),
        Heading("level", _("Level"), 7),
        Heading("text", _("Goal"), 50),
        *count_headings(context, _COUNT_WIDTH),
        *earlier_verdict_headings(context),
        Heading(PROPOSED, _("Proposed verdict"), 16),
        Heading(DECIDED, decided_label(context), 16),
        Heading("motivation", _("Motivation"), 44),
    ]


def _write(
    context: ReportContext, cells: Cells, table: PlacedTable, row: int, result: GoalResult
) -> None:
    goal, place = result.goal, table.columns
    bold = goal.level is GoalLevel.COUNCIL
    cells.write(row, place["number"], goal.number, bold=bold)
    cells.write(row, place["level"], goal.level.value, bold=bold)
    cells.write(row, place["text"], goal.text, bold=bold)
    write_earlier_verdicts(context, cells, table, row, goal.number)
    cells.write(row, place[PROPOSED], proposed_word(context, result))
    cells.write(row, place[DECIDED], decided_word(context, result))
    cells.write(row, place["motivation"], result.motivation)


def _write_counts(
    context: ReportContext,
    cells: Cells,
    table: PlacedTable,
    row: int,
    activities: PlacedTable,
    goal: Goal,
) -> None:
    column = "council_goal" if goal.level is GoalLevel.COUNCIL else "committee_goal"
    wanted = f'${table.cell("number", row)}&" "&${table.cell("text", row)}'
    below = context.activities_under(goal)
    write_counts(context, cells, table, row, activities, {column: wanted}, below)
