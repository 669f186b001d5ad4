"""The first sheet for finance: departments and units with what is decided, spent and expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kexcel.excel.book import page_height
from kexcel.report.budget.controls import write_controls, write_controls_line
from kexcel.report.budget.deviations import insert_chart, place_deviations, write_deviations
from kexcel.report.budget.findings import money_errors
from kexcel.report.budget.history import PeriodFigures
from kexcel.report.budget.layout import SHARE, STANDING, PlacedSummary, place_groups
from kexcel.report.budget.lines import DEVIATION, groups_of
from kexcel.report.budget.standing import colour_negative, colour_standing
from kexcel.report.budget.summary_columns import has_ledger, summary_headings
from kexcel.report.budget.summary_rows import write_group
from kexcel.report.budget.summary_totals import write_totals
from kexcel.report.budget.ties import Ends, controls_of
from kexcel.report.budget.unplaced import place_unplaced, write_unplaced
from kexcel.report.budget.writing import Writing, writing_of
from kexcel.report.parts.banner import preliminary_reasons, write_banner
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.page import print_parts_apart
from kexcel.report.parts.tables import (
    Heading,
    fit_heights,
    place_table,
    set_widths,
)

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_CHART_COLUMN = 8
_ROW_PIXELS, _CHART_MARGIN = 20, 24


@dataclass(frozen=True, slots=True)
class Summary:
    """The sheet with its table, before what stands beneath it is written."""

    writing: Writing
    headings: tuple[Heading, ...]
    line_row: int
    next_row: int

    @property
    def placed(self) -> PlacedSummary:
        """Where its rows stand."""
        return self.writing.placed


def write_summary(
    context: ReportContext, worksheet: Worksheet, history: Sequence[PeriodFigures]
) -> Summary:
    """Write the head and the table; ``finish_summary`` writes the rest."""
    of_budget = money_errors(context)
    reasons = preliminary_reasons(context, of_budget=of_budget)
    first = write_banner(context, worksheet, worksheet.get_name(), reasons=reasons)
    cells, groups = Cells(worksheet, context.book.styles), groups_of(context.consolidation, history)
    headings = tuple(summary_headings(context, groups, history))
    header = first + 2 if groups else first
    count = sum(len(group.lines) + group.is_split for group in groups)
    empty = context.translate("There are no frames.")
    table = place_table(cells, "Compilation", headings, count, row=header, empty=empty)
    set_widths(worksheet, headings)
    worksheet.freeze_panes(header + 1, 1)
    worksheet.outline_settings(symbols_below=False)
    placed = PlacedSummary(table, place_groups(groups, table.first_row))
    writing = writing_of(context, cells, placed)
    for group in placed.groups:
        write_group(writing, group)
    row = write_totals(writing) if groups else table.first_row + 1
    return Summary(writing, headings, first, row)


def finish_summary(summary: Summary, ends: Ends) -> None:
    """Write the controls, what is booked on no one's code, and the deviations with their chart."""
    writing, placed = summary.writing, summary.placed
    last = summary.next_row
    if placed.groups:
        last = _write_rest(summary, ends)
        first, total = (placed.table.cell(STANDING, row) for row in _ends(placed))
        colour_standing(writing.context, writing.cells.worksheet, writing.words, f"{first}:{total}")
        colour_negative(writing.context, writing.cells.worksheet, _deviations(placed))
    fit_heights(writing.cells, summary.headings)
    _set_pages(summary, last)


def _set_pages(summary: Summary, last: int) -> None:
    """Print what stands beneath the totals on their page where it has room there.

    The headings are repeated only for a table of several pages: on the page beneath it they
    would stand above other tables.
    """
    cells, table = summary.writing.cells, summary.placed.table
    last_column = table.columns[STANDING]
    widths = [heading.width for heading in summary.headings]
    room = page_height(widths[: last_column + 1])
    rest = summary.next_row + 1
    fits = cells.height_of(range(last + 1), widths) <= room
    print_parts_apart(
        cells.worksheet, table, last_column, last, rest=None if fits or rest > last else rest
    )
    if cells.height_of(range(rest), widths) > room:
        cells.worksheet.repeat_rows(table.header_row)


def _deviations(placed: PlacedSummary) -> str:
    first, last = _ends(placed)
    return f"{placed.table.cell(DEVIATION, first)}:{placed.table.cell(SHARE, last)}"


def _ends(placed: PlacedSummary) -> tuple[int, int]:
    return placed.table.first_row, placed.total_row


def _write_rest(summary: Summary, ends: Ends) -> int:
    """Write what stands beneath the totals, the chart beside it; give the last row."""
    writing, row = summary.writing, summary.next_row + 1
    context, cells = writing.context, writing.cells
    # How many controls there are does not depend on where the tables beneath them stand.
    count = len(controls_of(writing, _with_places(writing, ends, row)))
    ends = _with_places(writing, ends, row + count + 3)
    placed = write_controls(context, cells, controls_of(writing, ends), row)
    write_controls_line(context, cells, placed, summary.line_row)
    if ends.ledger:
        write_unplaced(context, cells, ends.ledger)
    if ends.deviations is None:
        return placed.table.last_row
    write_deviations(writing, ends.deviations)
    widths = [heading.width for heading in summary.headings]
    last_column = summary.placed.table.columns[STANDING]
    width = (
        int(sum(7 * each + 5 for each in widths[_CHART_COLUMN : last_column + 1])) - _CHART_MARGIN
    )
    pixels = insert_chart(writing, ends.deviations, row, _CHART_COLUMN, width)
    return max(ends.deviations.table.last_row, row + pixels // _ROW_PIXELS + 1)


def _with_places(writing: Writing, ends: Ends, row: int) -> Ends:
    """The ends with the tables that stand beneath the controls, from ``row`` on."""
    ledger = None
    if has_ledger(writing.context):
        ledger = place_unplaced(writing.context, writing.table.sheet, row)
        row = ledger.last_row + 2
    return replace(ends, ledger=ledger, deviations=place_deviations(writing, row))
