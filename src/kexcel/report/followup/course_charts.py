"""A small chart for each goal: its activities by status, a column a period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kexcel.model.cell import cell_reference
from kexcel.model.plan import Goal, GoalLevel
from kexcel.report.followup.course_counts import count_headings, lines_of
from kexcel.report.parts.cells import shorten
from kexcel.report.parts.charts import role_colours
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.live_counts import role_key
from kexcel.report.parts.status_words import roles
from kexcel.report.parts.tables import PlacedTable

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

MOST_CHARTS = 36
"""More than this on a sheet are no overview."""

ROWS_EACH = 10
"""How many rows of ordinary height a chart takes with the space below it."""

_WIDTH, _HEIGHT, _SPACE, _DOWN = 215, 190, 10, 4
_LONGEST_TITLE = 44
_GAP_PER_CENT = 60


def charted(goals: list[Goal]) -> list[Goal]:
    """The goals that get a chart: council goals before committee goals where there are too many."""
    first = [each for each in goals if each.level is GoalLevel.COUNCIL]
    rest = [each for each in goals if each.level is not GoalLevel.COUNCIL]
    chosen = {each.number for each in [*first, *rest][:MOST_CHARTS]}
    return [each for each in goals if each.number in chosen]


def rows_down(context: ReportContext, count: int) -> int:
    """How many rows of charts so many make."""
    return -(-count // _across(_sheet_pixels(context)))


def insert_charts(
    context: ReportContext, worksheet: Worksheet, row: int, goals: list[Goal], counts: PlacedTable
) -> None:
    """Insert the charts in a grid from a row on; ``goals`` are all that have figures, in order."""
    pixels = _sheet_pixels(context)
    across, wanted = _across(pixels), charted(goals)
    width = pixels // across - _SPACE
    for place, goal in enumerate(wanted):
        down, right = divmod(place, across)
        chart = _chart(context, goal, counts, lines_of(context, counts, goals.index(goal)))
        chart.set_size({"width": width, "height": _HEIGHT})
        options = {
            "x_offset": right * (width + _SPACE),
            "y_offset": _DOWN,
            "object_position": 2,
            "description": _alternative(context, goal),
        }
        worksheet.insert_chart(row + down * ROWS_EACH, 0, chart, options)


def _sheet_pixels(context: ReportContext) -> int:
    """How wide the sheet's table is."""
    return int(sum(7 * each.width + 5 for each in count_headings(context)))


def _across(pixels: int) -> int:
    return max(1, pixels // _WIDTH)


def _chart(
    context: ReportContext, goal: Goal, counts: PlacedTable, lines: tuple[int, int]
) -> Chart:
    chart = context.book.workbook.add_chart({"type": "column", "subtype": "stacked"})
    for role in roles(context):
        chart.add_series(_series(context, counts, role, lines))
    title = shorten(f"{goal.number} {goal.text}", _LONGEST_TITLE)
    chart.set_title({"name": title, "name_font": _font(context, bold=True), "overlay": False})
    chart.set_legend({"none": True})
    line = {"color": context.template.looks.line}
    chart.set_x_axis({"num_font": _font(context), "line": line, "major_tick_mark": "none"})
    chart.set_y_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    chart.set_chartarea({"border": line})
    return chart


def _series(
    context: ReportContext, counts: PlacedTable, role: str, lines: tuple[int, int]
) -> dict[str, Any]:
    fill, edge = role_colours(context, role)
    return {
        "name": f"={counts.far_cell(role_key(role), counts.header_row)}",
        "categories": _range(counts, "period", lines),
        "values": _range(counts, role_key(role), lines),
        "fill": {"color": fill},
        "border": {"color": edge, "width": 1},
        "gap": _GAP_PER_CENT,
        # A part of height zero has no number to show.
        "data_labels": {"value": True, "num_format": "0;;;", "font": _font(context, edge)},
    }


def _range(table: PlacedTable, key: str, lines: tuple[int, int]) -> str:
    first, last = lines
    column = table.columns[key]
    start, _, _ = table.far_cell(key, first).rpartition("!")
    cells = ":".join(_fixed(cell_reference(row, column)) for row in (first, last))
    return f"={start}!{cells}"


def _fixed(reference: str) -> str:
    letters = reference.rstrip("0123456789")
    return f"${letters}${reference[len(letters) :]}"


def _font(context: ReportContext, colour: str = "", *, bold: bool = False) -> dict[str, Any]:
    looks = context.template.looks
    shown = colour or looks.title
    return {"name": looks.font, "size": looks.size - 1, "bold": bold, "color": shown}


def _alternative(context: ReportContext, goal: Goal) -> str:
    _ = context.translate
    words = _("{title}: stacked columns of the number of activities with each status, by period. ")
    title = f"{goal.number} {goal.text}"
    return words.format(title=title) + _("The table below holds the same figures.")
