"""Native charts over a sheet's own tables, in the colours that the words have there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kexcel.excel.styles import STATUS_TONES
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.live_counts import role_key
from kexcel.report.parts.status_words import role_word, roles
from kexcel.report.parts.tables import PlacedTable

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

_GAP_PER_CENT = 45
_UNANSWERED_FILL = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class ChartWords:
    """What a chart says: its title, the name of its categories, and itself in words."""

    title: str
    categories: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a chart stands: its upper left cell, and its size in pixels."""

    row: int
    column: int
    width: int
    height: int


def insert_status_bars(
    context: ReportContext,
    worksheet: Worksheet,
    table: PlacedTable,
    category: str,
    words: ChartWords,
    frame: Frame,
) -> None:
    """Insert stacked bars: a bar for each row of the table, a part for each status."""
    chart = context.book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for role in roles(context):
        chart.add_series(_series(context, table, category, role))
    _set_axes(context, chart, words)
    chart.set_title({"name": words.title, "name_font": _font(context, 2, bold=True)})
    chart.set_legend({"position": "bottom", "font": _font(context, -1)})
    chart.set_chartarea({"border": {"color": context.template.looks.line}})
    chart.set_size({"width": frame.width, "height": frame.height})
    place = {"x_offset": 10, "object_position": 2, "description": words.alternative}
    worksheet.insert_chart(frame.row, frame.column, chart, place)


def _series(context: ReportContext, table: PlacedTable, category: str, role: str) -> dict[str, Any]:
    fill, line = role_colours(context, role)
    return {
        "name": f"={table.far_cell(role_key(role), table.header_row)}",
        "categories": f"={table.range(category)}",
        "values": f"={table.range(role_key(role))}",
        "fill": {"color": fill},
        "border": {"color": line, "width": 1},
        "gap": _GAP_PER_CENT,
        # A part of length zero has no number to show.
        "data_labels": {
            "value": True,
            "num_format": "0;;;",
            "font": _font(context, -1) | {"color": line},
        },
    }


def role_colours(context: ReportContext, role: str) -> tuple[str, str]:
    """The fill of a status' part of a bar, and its edge and number."""
    looks = context.template.looks
    if not role_word(context, role) or not role:
        return _UNANSWERED_FILL, looks.muted
    tone = STATUS_TONES.get(role, "neutral")
    return getattr(looks, tone), getattr(looks, f"{tone}_text")


def _set_axes(context: ReportContext, chart: Chart, words: ChartWords) -> None:
    font, line = _font(context, -1), {"color": context.template.looks.line}
    name_font = _font(context, -1)
    # In a bar chart XlsxWriter calls the axis that lies down x, whatever it shows.
    chart.set_y_axis(
        {
            "name": words.categories,
            "name_font": name_font,
            "num_font": font,
            "line": line,
            "reverse": True,
            "crossing": "max",
        }
    )
    chart.set_x_axis(
        {
            "name": context.translate("Number of activities"),
            "name_font": name_font,
            "num_font": font,
            "num_format": "0",
            "min": 0,
            "line": {"none": True},
            "major_gridlines": {"visible": True, "line": line},
        }
    )


def _font(context: ReportContext, larger: float, *, bold: bool = False) -> dict[str, Any]:
    looks = context.template.looks
    return {"name": looks.font, "size": looks.size + larger, "bold": bold, "color": looks.title}
