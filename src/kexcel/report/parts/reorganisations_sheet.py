"""The sheet Omorganisation of a report: what has gone between departments by the period's close."""

from __future__ import annotations

from decimal import Decimal

from kexcel.documents.plan.layout import PLAN_FILE
from kexcel.documents.plan.reorganisations import REORGANISATIONS_SHEET
from kexcel.excel.styles import money_format
from kexcel.model.consolidation import Source
from kexcel.model.plan import Reorganisation
from kexcel.report.parts.banner import write_banner
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.page import fit_width, new_sheet
from kexcel.report.parts.tables import (
    Heading,
    fit_heights,
    keep_headings,
    place_table,
    set_widths,
)

_SOURCE, _TARGET, _DAY, _PARAGRAPH = "source", "target", "day", "paragraph"
_WHAT, _AMOUNT, _COMMENT, _CELL = "what", "amount", "comment", "cell"


def write_reorganisations(context: ReportContext) -> None:
    """Add the sheet, where anything has been reorganised by the period's close."""
    moves = context.consolidation.plan.reorganisations
    if not moves:
        return
    _ = context.translate
    name = _("Reorganisation")
    worksheet = new_sheet(context, name)
    row = write_banner(context, worksheet, name)
    cells, headings = Cells(worksheet, context.book.styles), _headings(context)
    for line in _explanation(context):
        worksheet.write_string(row, 0, line, context.book.styles.remark())
        row += 1
    table = place_table(cells, "Reorganisations", headings, len(moves), row=row + 1)
    set_widths(worksheet, headings)
    keep_headings(worksheet, row + 1)
    fit_width(worksheet)
    for place, move in zip(table.rows, moves, strict=True):
        _write_move(context, cells, place, move)
    fit_heights(cells, headings)


def taken_over(context: ReportContext, department: str) -> tuple[str, ...]:
    """The names of the departments that a department has taken something over from."""
    moves = context.consolidation.plan.reorganisations
    sources = dict.fromkeys(each.source for each in moves if each.target == department)
    return tuple(context.department_name(key) for key in sources)


def _explanation(context: ReportContext) -> tuple[str, str]:
    _ = context.translate
    unit = context.consolidation.plan.unit
    return (
        _(
            "From the day on, the receiver answers for the whole year of what it took over: frame, "
            "actuals and activities with their history. Totals over all departments are unchanged."
        ),
        _("Amounts are the year's frame that followed, in {unit}.").format(unit=unit),
    )


def _headings(context: ReportContext) -> list[Heading]:
    _ = context.translate
    return [
        Heading(_SOURCE, _("From department"), 30),
        Heading(_TARGET, _("To department"), 30),
        Heading(_DAY, _("Date"), 14),
        Heading(_PARAGRAPH, _("Paragraph"), 30),
        Heading(_WHAT, _("What moved"), 56),
        Heading(_AMOUNT, _("Frame that followed"), 14, "right"),
        Heading(_COMMENT, _("Comment"), 30),
        Heading(_CELL, _("Cell in {file}").format(file=PLAN_FILE), 24),
    ]


def _write_move(context: ReportContext, cells: Cells, row: int, move: Reorganisation) -> None:
    values = (
        context.department_name(move.source),
        context.department_name(move.target),
        move.day,
        move.decision,
        what_moved(context, move),
        None,
        move.comment,
    )
    for column, value in enumerate(values):
        cells.write(row, column, value)
    amount = Decimal(0) if move.moved is None else move.moved
    shown = money_format(_decimals(context, amount))
    cells.write(row, _headings_place(_AMOUNT), amount, number_format=shown)
    source = Source(PLAN_FILE, PLAN_FILE, REORGANISATIONS_SHEET.name, move.cell)
    cells.write_linked(row, _headings_place(_CELL), f"{source.sheet}!{source.cell}", source)


def _headings_place(key: str) -> int:
    return (_SOURCE, _TARGET, _DAY, _PARAGRAPH, _WHAT, _AMOUNT, _COMMENT, _CELL).index(key)


def _decimals(context: ReportContext, amount: Decimal) -> int:
    """As many as the amount has, and no fewer than is usual."""
    exponent = amount.normalize().as_tuple().exponent
    own = -exponent if isinstance(exponent, int) else 0
    return max(context.settings.money.decimals, own)


def what_moved(context: ReportContext, move: Reorganisation) -> str:
    """What a row names, in words; everything that no other row names where it takes the rest."""
    _ = context.translate
    if move.takes_the_rest:
        return _("Everything that is not named elsewhere; the department ends")
    measures = {each.identity: each.name for each in context.consolidation.plan.measures}
    named = (
        (_("Activities"), move.activities),
        (_("Measures"), [measures.get(each, each) for each in move.measures]),
        (_("Responsibility codes"), move.codes),
    )
    told = [f"{label}: {', '.join(words)}" for label, words in named if words]
    return "; ".join(told) or _("A part of the frame")
