"""The frames as printed, in both perspectives side by side, with their sums and differences."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field

from kexcel.excel.references import quoted_sheet
from kexcel.model.plan import Perspective
from kexcel.money.versions import version_named
from kexcel.report.budget.figures import Figure, Money
from kexcel.report.budget.frames_block import Block, Writing, blocks_of, write_block
from kexcel.report.budget.frames_reconciliation import LINE, write_reconciliation
from kexcel.report.parts.banner import write_banner
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.kind_words import told_version
from kexcel.report.parts.page import fit_width, new_sheet

_GAP_WIDTH = 3.0


@dataclass(frozen=True, slots=True)
class FramesPlaced:
    """Where other sheets find the departments' totals: those printed, by printed column, and the
    sum of the frames that are in force; and the citizen groups' sum of those in force.
    """

    totals: Mapping[str, Figure] = field(default_factory=dict)
    in_force: Figure | None = None
    citizens_in_force: Figure | None = None


def write_frames(context: ReportContext) -> FramesPlaced:
    """Add the sheet of frames."""
    _ = context.translate
    name = _("Frames")
    worksheet = new_sheet(context, name)
    row = write_banner(context, worksheet, name)
    cells = Cells(worksheet, context.book.styles)
    blocks = tuple(blocks_of(context))
    if not blocks:
        worksheet.write_string(row, 0, _("There are no frames."), context.book.styles.remark())
        return FramesPlaced()
    first = _write_explanation(context, cells, row) + 2
    bottom = first + max(len(block.lines) for block in blocks)
    writing = Writing(context, cells, Money(context, cells), first, bottom)
    for block in blocks:
        write_block(writing, block)
    write_reconciliation(writing, blocks)
    widths = [width for block in blocks for width in (*block.widths, _GAP_WIDTH)]
    for column, width in enumerate(widths):
        worksheet.set_column(column, column, width)
    cells.fit_heights(widths)
    worksheet.freeze_panes(first, 1)
    worksheet.repeat_rows(first - 1)
    fit_width(worksheet)
    return _placed(writing, blocks, name)


def _write_explanation(context: ReportContext, cells: Cells, row: int) -> int:
    _, plan = context.translate, context.consolidation.plan
    unit = _(
        "The figures are those printed in the plan, in {unit}, turned to net cost with cost as "
        "plus. Difference: printed total less the sum of the rows."
    )
    lines = [
        unit.format(unit=plan.unit),
        _(
            "Each printed figure may be off by half a unit in its last decimal, the total too: so "
            "much rounding can give. Nothing has been adjusted."
        ),
        _in_force(context),
        *textwrap.wrap(plan.decision, LINE),
    ]
    for line in lines:
        cells.worksheet.write_string(row, 0, line, cells.styles.remark())
        row += 1
    return row + 1


def _in_force(context: ReportContext) -> str:
    """Which version holds at the period's close, with its kind, day and paragraph."""
    _, plan = context.translate, context.consolidation.plan
    frame = context.settings.money.frame
    found = version_named(plan, frame, plan.frame_column or frame)
    words = _("In force at the close of the period: {version}.")
    name = frame if found is None else told_version(found.version, context.translate)
    return words.format(version=name)


def _placed(writing: Writing, blocks: tuple[Block, ...], sheet: str) -> FramesPlaced:
    def far(figure: Figure) -> Figure:
        return Figure(f"{quoted_sheet(sheet)}!{figure.cell}", figure.amount)

    def in_force(block: Block) -> Figure | None:
        shown = block.in_force or block.frame
        is_shown = block.lines and (block.in_force or block.frame in block.figures)
        return far(writing.computed(block, shown)) if is_shown else None

    placed = {each.perspective: each for each in blocks}
    citizens, departments = (placed.get(each) for each in Perspective)
    figures = departments.figures if departments else ()
    printed = {figure: writing.printed(departments, figure) for figure in figures if departments}
    return FramesPlaced(
        {figure: far(each) for figure, each in printed.items() if each.amount is not None},
        in_force(departments) if departments else None,
        in_force(citizens) if citizens else None,
    )
