"""A report's sheet as a page: A4 landscape, one page wide, with a footer that says what it is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from kexcel.excel.book import print_scale
from kexcel.model.cell import column_letters
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.tables import Heading, PlacedTable

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def new_sheet(context: ReportContext, name: str, *, tab: str = "") -> Worksheet:
    """Add a sheet whose footer names organisation and report, sheet and page."""
    worksheet = context.book.sheet(name)
    _ = context.translate
    whole = context.consolidation
    report = f"{whole.plan.organisation} · {whole.period.name}"
    state = f" · {_('PRELIMINARY')}" if context.is_preliminary else ""
    page = _("Page {page} of {pages}").format(page="&P", pages="&N")
    worksheet.set_footer(f"&L&8{_escaped(report + state)}&C&8{_escaped(name)}&R&8{page}")
    if tab:
        worksheet.set_tab_color(tab)
    return worksheet


def fit_width(worksheet: Worksheet) -> None:
    """Print as wide as one page, and as many pages down as it takes."""
    worksheet.fit_to_pages(1, 0)


def print_in_parts(
    worksheet: Worksheet, headings: Sequence[Heading], breaks: Sequence[int], *, repeated: int
) -> None:
    """Print a table too wide for one page as parts side by side, broken before some columns.

    The first ``repeated`` columns stand on every part. The scale fits the widest part.
    """
    widths = [heading.width for heading in headings]
    parts = pairwise([0, *breaks, len(widths)])
    kept = widths[:repeated]
    scales = [print_scale((kept if first else []) + widths[first:last]) for first, last in parts]
    worksheet.set_print_scale(min(scales))
    worksheet.set_v_pagebreaks(list(breaks))
    worksheet.print_across()
    worksheet.repeat_columns(0, repeated - 1)


def print_parts_apart(
    worksheet: Worksheet,
    table: PlacedTable,
    last_column: int,
    last_row: int,
    *,
    rest: int | None = None,
) -> None:
    """Print a wide sheet as areas, each fitted to one page's width and on a page of its own.

    The first is the sheet down to ``last_row`` with its columns to ``last_column``; where ``rest``
    is given it ends above that row, and the rest is an area too. The last is the table's other
    columns, with column A repeated before them.
    """
    last_of_all = max(table.columns.values())
    bottom = max(table.rows, default=table.first_row)
    last_row = max(last_row, bottom)
    areas = [_absolute(0, 0, last_row if rest is None else rest - 1, last_column)]
    if rest is not None:
        areas.append(_absolute(rest, 0, last_row, last_column))
    areas.append(_absolute(table.header_row, last_column + 1, bottom, last_of_all))
    fit_width(worksheet)
    worksheet.repeat_columns(0, 0)
    worksheet.print_areas(*areas)


def _absolute(first_row: int, first_column: int, last_row: int, last_column: int) -> str:
    first, last = column_letters(first_column), column_letters(last_column)
    return f"${first}${first_row + 1}:${last}${last_row + 1}"


def _escaped(text: str) -> str:
    return text.replace("&", "&&")
