"""Deviations by department: the table, who has answered, and the chart of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kexcel.locale import format_number
from kexcel.report.budget.figures import EXACT, Figure
from kexcel.report.budget.labels import label_of
from kexcel.report.budget.layout import PlacedGroup
from kexcel.report.budget.lines import DEVIATION
from kexcel.report.budget.writing import Writing
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.tables import Heading, PlacedTable, place_table

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart

_LABEL, _ANSWER, _SURPLUS, _DEFICIT = "label", "answer", "surplus", "deficit"
_BAR_HEIGHT, _REST_HEIGHT = 30, 110


@dataclass(frozen=True, slots=True)
class PlacedDeviations:
    """The table, and how many of its departments have answered."""

    table: PlacedTable
    answered: int

    def answered_formula(self, context: ReportContext) -> str:
        """The formula's part that counts those that have answered."""
        return f'COUNTIF({self.table.local_range(_ANSWER)},"{_answer_word(context, given=True)}")'

    @property
    def all_formula(self) -> str:
        """The formula's part that counts all of them."""
        return f"COUNTA({self.table.local_range(_ANSWER)})"


def place_deviations(writing: Writing, row: int) -> PlacedDeviations:
    """Where the table stands when its title is in ``row``, in the sheet's first four columns."""
    groups, missing = writing.placed.groups, writing.context.consolidation.missing
    columns = {key: place for place, key in enumerate((_LABEL, _ANSWER, _SURPLUS, _DEFICIT))}
    table = PlacedTable(writing.table.sheet, row + 1, row + 2, row + 1 + len(groups), columns)
    answered = sum(group.group.department not in missing for group in groups)
    return PlacedDeviations(table, answered)


def write_deviations(writing: Writing, placed: PlacedDeviations) -> None:
    """Write the table where it was placed."""
    context, cells, row = writing.context, writing.cells, placed.table.header_row
    _ = context.translate
    cells.worksheet.write_string(row - 1, 0, _("Deviation by department"), cells.styles.heading())
    groups = writing.placed.groups
    headings = [
        Heading(_LABEL, _("Department")),
        Heading(_ANSWER, _("Return")),
        Heading(_SURPLUS, _("Surplus"), align="right"),
        Heading(_DEFICIT, _("Deficit"), align="right"),
    ]
    table = place_table(cells, "Deviations", headings, len(groups), row=row, filtered=False)
    for place, group in zip(table.rows, groups, strict=True):
        _write(writing, table, place, group)


def _answer_word(context: ReportContext, *, given: bool) -> str:
    _ = context.translate
    return _("has answered") if given else _("missing")


def _write(writing: Writing, table: PlacedTable, row: int, group: PlacedGroup) -> None:
    context, cells, money = writing.context, writing.cells, writing.money
    formula, label = label_of(writing.placed, writing.words, group)
    cells.write_formula(row, table.columns[_LABEL], formula, label)
    given = group.group.department not in context.consolidation.missing
    cells.write(row, table.columns[_ANSWER], _answer_word(context, given=given))
    deviation = Figure(writing.cell(DEVIATION, group.row), group.group.sum_of(DEVIATION))
    for key, function in ((_SURPLUS, max), (_DEFICIT, min)):
        part = f"{function.__name__.upper()}({deviation.cell},0)"
        formula = f'=IF(ISNUMBER({deviation.cell}),ROUND({part},{EXACT}),"")'
        known = deviation.amount
        amount = None if known is None else function(known, Decimal(0))
        money.formula(row, table.columns[key], formula, amount)


def insert_chart(
    writing: Writing, placed: PlacedDeviations, row: int, column: int, width: int
) -> int:
    """Insert the chart with its corner at ``row`` and ``column``; give its height in pixels.

    Without any deviation there is nothing to show, and no chart.
    """
    if not any(group.group.sum_of(DEVIATION) for group in writing.placed.groups):
        return 0
    context, table = writing.context, placed.table
    chart = context.book.workbook.add_chart({"type": "bar"})
    looks = context.template.looks
    for key, fill in ((_SURPLUS, looks.ongoing_text), (_DEFICIT, looks.bad_text)):
        chart.add_series(_series(context, table, key, fill))
    title = _title(context)
    _set_axes(context, chart, title)
    height = _REST_HEIGHT + _BAR_HEIGHT * len(table.rows)
    chart.set_size({"width": width, "height": height})
    options = {"description": f"{title}: {_in_words(writing)}", "object_position": 2, "y_offset": 4}
    writing.cells.worksheet.insert_chart(row, column, chart, options)
    return height


def _title(context: ReportContext) -> str:
    unit = context.settings.money.unit
    return context.translate("Deviation by department, {unit} (plus is surplus)").format(unit=unit)


def _series(context: ReportContext, table: PlacedTable, key: str, fill: str) -> dict[str, Any]:
    decimals = "0." + "0" * context.settings.money.decimals
    number = f"#,##{decimals.rstrip('.')}"
    return {
        "name": f"={table.far_cell(key, table.header_row)}",
        "categories": f"={table.range(_LABEL)}",
        "values": f"={table.range(key)}",
        "fill": {"color": fill},
        "gap": 60,
        # Each department has a bar in one series only, so they stand in the same place.
        "overlap": 100,
        "data_labels": {
            "value": True,
            "position": "outside_end",
            "font": _font(context),
            # A side without a bar has no figure either.
            "num_format": f"+{number};-{number};;",
        },
    }


def _set_axes(context: ReportContext, chart: Chart, title: str) -> None:
    font, line = _font(context), {"color": context.template.looks.line}
    chart.set_title({"name": title, "name_font": {**font, "bold": True}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_y_axis({"reverse": True, "label_position": "low", "num_font": font, "line": line})
    chart.set_x_axis({"num_font": font, "major_gridlines": {"visible": True, "line": line}})
    chart.set_chartarea({"border": line})


def _font(context: ReportContext) -> dict[str, Any]:
    looks = context.template.looks
    return {"name": looks.font, "size": looks.size, "color": looks.title}


def _in_words(writing: Writing) -> str:
    context = writing.context
    decimals = context.settings.money.decimals
    known = [(each.group.name, each.group.sum_of(DEVIATION)) for each in writing.placed.groups]
    return "; ".join(
        f"{name} {format_number(amount, context.language, decimals)}"
        for name, amount in known
        if amount is not None
    )
