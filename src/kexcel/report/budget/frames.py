"""The frames as printed, in both perspectives side by side, with their sums and differences."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from kexcel.excel.book import quoted_sheet
from kexcel.model.cell import cell_reference
from kexcel.model.plan import FrameLine, Perspective
from kexcel.report.budget.figures import Figure, Money, total
from kexcel.report.budget.lines import frame_column
from kexcel.report.parts.banner import write_banner
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.page import fit_width, new_sheet

_NAME_WIDTH, _FIGURE_WIDTH, _VERSION_WIDTH, _GAP_WIDTH = 27.0, 18.0, 20.0, 3.0
_LINE = 150
_BOLD: dict[str, Any] = {"bold": True}


@dataclass(frozen=True, slots=True)
class FramesPlaced:
    """Where other sheets find the departments' totals: those printed, by printed column, and the
    sum of the frames that are in force; and the citizen groups' sum of those in force.
    """

    totals: Mapping[str, Figure] = field(default_factory=dict)
    in_force: Figure | None = None
    citizens_in_force: Figure | None = None


@dataclass(frozen=True, slots=True)
class _Block:
    """One perspective's table. Rows and columns are counted from 0."""

    perspective: Perspective
    column: int
    lines: tuple[FrameLine, ...]
    printed: FrameLine | None
    figures: tuple[str, ...]

    def place(self, figure: str) -> int:
        return self.column + 1 + self.figures.index(figure)

    @property
    def version_place(self) -> int:
        return self.column + 1 + len(self.figures)

    def sum_of(self, figure: str) -> Decimal:
        return total(line.amounts.get(figure) for line in self.lines)

    def printed_of(self, figure: str) -> Decimal | None:
        return self.printed.amounts.get(figure) if self.printed else None


@dataclass(frozen=True, slots=True)
class _Writing:
    """The sheet being written; the lines start in ``first`` and the totals in ``bottom``."""

    context: ReportContext
    cells: Cells
    money: Money
    first: int
    bottom: int


def write_frames(context: ReportContext) -> FramesPlaced:
    """Add the sheet of frames."""
    _ = context.translate
    name = _("Frames")
    worksheet = new_sheet(context, name)
    row = write_banner(context, worksheet, name)
    cells = Cells(worksheet, context.book.styles)
    row = _write_explanation(context, cells, row)
    blocks = _blocks(context)
    if not any(block.lines or block.printed for block in blocks):
        worksheet.write_string(row, 0, _("There are no frames."), context.book.styles.remark())
        return FramesPlaced()
    first = row + 2
    bottom = first + max(len(block.lines) for block in blocks)
    writing = _Writing(context, cells, Money(context, cells), first, bottom)
    for block in blocks:
        _write_block(writing, block)
    _write_reconciliation(writing, blocks)
    widths = _widths(blocks[0])
    for column, width in enumerate(widths):
        worksheet.set_column(column, column, width)
    cells.fit_heights(widths)
    worksheet.freeze_panes(first, 1)
    fit_width(worksheet)
    citizens, departments = (_sum_in_force(writing, block, name) for block in blocks)
    return FramesPlaced(_printed_totals(writing, blocks[1], name), departments, citizens)


def _write_explanation(context: ReportContext, cells: Cells, row: int) -> int:
    _ = context.translate
    lines = [
        _(
            "The figures are those printed in the plan, as net cost. "
            "Difference: printed total less the sum of the rows."
        ),
        _(
            "Rounding: at most half a unit in the last decimal for each row. "
            "Nothing has been adjusted."
        ),
        *textwrap.wrap(context.consolidation.plan.decision, _LINE),
    ]
    for line in lines:
        cells.worksheet.write_string(row, 0, line, cells.styles.remark())
        row += 1
    return row + 1


def _blocks(context: ReportContext) -> tuple[_Block, _Block]:
    plan = context.consolidation.plan
    width = len(plan.frame_columns) + 3

    def block(perspective: Perspective, column: int) -> _Block:
        lines = [line for line in plan.frames if line.perspective is perspective]
        return _Block(
            perspective,
            column,
            tuple(line for line in lines if not line.is_total),
            next((line for line in lines if line.is_total), None),
            plan.frame_columns,
        )

    return block(Perspective.CITIZEN, 0), block(Perspective.DEPARTMENT, width)


def _widths(block: _Block) -> list[float]:
    one = [_NAME_WIDTH, *[_FIGURE_WIDTH] * len(block.figures), _VERSION_WIDTH]
    return [*one, _GAP_WIDTH, *one]


def _caption(context: ReportContext, perspective: Perspective) -> str:
    _ = context.translate
    words = {
        Perspective.CITIZEN: _("By citizen group"),
        Perspective.DEPARTMENT: _("By department"),
    }
    return words[perspective]


def _write_block(writing: _Writing, block: _Block) -> None:
    cells, header = writing.cells, writing.first - 1
    _ = writing.context.translate
    caption = _caption(writing.context, block.perspective)
    cells.write_header(header, block.column, caption, "left")
    for figure in block.figures:
        cells.write_header(header, block.place(figure), figure, "right")
    cells.write_header(header, block.version_place, _("Version"), "center")
    for row, line in enumerate(block.lines, start=writing.first):
        _write_line(writing, block, row, line)
    _write_sums(writing, block)


def _write_line(writing: _Writing, block: _Block, row: int, line: FrameLine) -> None:
    writing.cells.write(row, block.column, line.name)
    for figure in block.figures:
        writing.money.amount(row, block.place(figure), line.amounts.get(figure))
    writing.cells.write(row, block.version_place, line.version, indent=1, align="left")


def _write_sums(writing: _Writing, block: _Block) -> None:
    _ = writing.context.translate
    labels = (_("Printed total"), _("Sum of the rows"), _("Difference"), _("Judgement"))
    for offset, label in enumerate(labels):
        writing.cells.write(writing.bottom + offset, block.column, label, **_BOLD)
        version = block.printed.version if block.printed and not offset else None
        writing.cells.write(
            writing.bottom + offset, block.version_place, version, indent=1, align="left", **_BOLD
        )
    for figure in block.figures:
        _write_sum(writing, block, figure)


def _write_sum(writing: _Writing, block: _Block, figure: str) -> None:
    money, row, column = writing.money, writing.bottom, block.place(figure)
    printed, computed = _printed(writing, block, figure), _computed(writing, block, figure)
    money.amount(row, column, printed.amount, **_BOLD)
    start = cell_reference(writing.first, column)
    end = cell_reference(max(writing.first, writing.first + len(block.lines) - 1), column)
    money.formula(row + 1, column, f"=ROUND(SUM({start}:{end}),6)", computed.amount, **_BOLD)
    amount = money.difference(row + 2, column, printed, computed, **_BOLD)
    of = Figure(cell_reference(row + 2, column), amount)
    money.judgement(row + 3, column, of, terms=len(block.lines))


def _printed(writing: _Writing, block: _Block, figure: str) -> Figure:
    place = cell_reference(writing.bottom, block.place(figure))
    return Figure(place, block.printed_of(figure))


def _computed(writing: _Writing, block: _Block, figure: str) -> Figure:
    place = cell_reference(writing.bottom + 1, block.place(figure))
    return Figure(place, block.sum_of(figure))


def _write_reconciliation(writing: _Writing, blocks: Sequence[_Block]) -> None:
    _ = writing.context.translate
    styles, row = writing.cells.styles, writing.bottom + 5
    citizen, department = blocks
    caption = _("Reconciliation of the two perspectives")
    writing.cells.worksheet.write_string(row, 0, caption, styles.heading())
    labels = (
        _("Column"),
        *(_caption(writing.context, block.perspective) for block in blocks),
        _("Difference"),
        _("Judgement"),
    )
    for column, label in enumerate(labels):
        writing.cells.write_header(row + 1, column, label, "right" if column else "left")
    rows = len(citizen.lines) + len(department.lines)
    for figure in citizen.figures:
        sides = [_printed(writing, block, figure) for block in blocks]
        _write_comparison(writing, row + 2, f"{figure}: {_('printed total')}", sides, terms=2)
        sides = [_computed(writing, block, figure) for block in blocks]
        _write_comparison(writing, row + 3, f"{figure}: {_('sum of the rows')}", sides, terms=rows)
        row += 2


def _write_comparison(
    writing: _Writing, row: int, label: str, sides: Sequence[Figure], *, terms: int
) -> None:
    """One line of the reconciliation; the difference is department less citizen group."""
    writing.cells.write(row, 0, label)
    citizen, department = sides
    for column, side in enumerate(sides, start=1):
        formula = f'=IF(ISNUMBER({side.cell}),{side.cell},"")'
        writing.money.formula(row, column, formula, side.amount)
    amount = writing.money.difference(row, 3, department, citizen, **_BOLD)
    of = Figure(cell_reference(row, 3), amount)
    writing.money.judgement(row, 4, of, terms=terms)


def _printed_totals(writing: _Writing, block: _Block, sheet: str) -> dict[str, Figure]:
    found = {figure: _printed(writing, block, figure) for figure in block.figures}
    return {
        figure: Figure(f"{quoted_sheet(sheet)}!{each.cell}", each.amount)
        for figure, each in found.items()
        if each.amount is not None
    }


def _sum_in_force(writing: _Writing, block: _Block, sheet: str) -> Figure | None:
    column = frame_column(writing.context.consolidation, writing.context.settings)
    if column not in block.figures or not block.lines:
        return None
    computed = _computed(writing, block, column)
    return Figure(f"{quoted_sheet(sheet)}!{computed.cell}", computed.amount)
