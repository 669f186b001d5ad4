"""A report's sheet as a page: A4 landscape, one page wide, with a footer that says what it is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from kexcel.excel.book import print_scale
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.tables import Heading

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def new_sheet(context: ReportContext, name: str, *, tab: str = "") -> Worksheet:
    """Add a sheet whose footer names organisation and report, sheet and page."""
    worksheet = context.book.sheet(name)
    _ = context.translate
    whole = context.consolidation
    report = f"{whole.plan.organisation} · {whole.period.name}"
    state = f" · {_('PRELIMINARY')}" if whole.is_preliminary else ""
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


def _escaped(text: str) -> str:
    return text.replace("&", "&&")
