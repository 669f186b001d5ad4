"""One perspective's printed table of frames, with its sums and what is to be said of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kexcel.excel.styles import money_format
from kexcel.locale import format_number
from kexcel.model.cell import cell_reference
from kexcel.model.plan import FrameLine, Perspective, Plan
from kexcel.money.rounding import Judgement, tolerance
from kexcel.report.budget.figures import EXACT, Figure, Money, finest, total
from kexcel.report.parts.cells import FIGURE, Cells
from kexcel.report.parts.context import ReportContext

NAME_WIDTH, FIGURE_WIDTH, FORCE_WIDTH, VERSION_WIDTH = 32.0, 17.0, 17.0, 23.0
BOLD: dict[str, Any] = {"bold": True}
BESIDE: dict[str, Any] = {"indent": 1, "align": "left"}
"""How a text stands clear of the figures to its left."""

PRINTED, SUM, DIFFERENCE, JUDGEMENT, ALLOWED, SIGN = range(6)
"""The rows beneath the lines."""


@dataclass(frozen=True, slots=True)
class Block:
    """One perspective's table, from a column on. Rows and columns are counted from 0.

    ``figures`` are the printed columns. ``in_force`` is the version in force, "" where it says
    what is printed; beside it stands what it changes of ``frame``, the printed frame.
    """

    perspective: Perspective
    column: int
    lines: tuple[FrameLine, ...]
    printed: FrameLine | None
    figures: tuple[str, ...]
    frame: str
    in_force: str = ""

    def place(self, figure: str) -> int:
        """The column of a figure, printed or in force."""
        return self.column + 1 + (*self.figures, self.in_force).index(figure)

    @property
    def version_place(self) -> int:
        """The column that says which version a line is printed by."""
        return self.column + 1 + len(self.figures) + (2 if self.in_force else 0)

    @property
    def widths(self) -> list[float]:
        """How wide its columns are, in characters."""
        in_force = [FORCE_WIDTH] * 2 if self.in_force else []
        return [NAME_WIDTH, *[FIGURE_WIDTH] * len(self.figures), *in_force, VERSION_WIDTH]

    def sum_of(self, figure: str) -> Decimal:
        """The sum of the lines in a column."""
        return total(line.amounts.get(figure) for line in self.lines)

    def printed_of(self, figure: str) -> Decimal | None:
        """The printed total of a column, if there is one."""
        return self.printed.amounts.get(figure) if self.printed else None

    def figures_in(self, figure: str) -> list[Decimal]:
        """The lines' figures in a column."""
        return [line.amounts[figure] for line in self.lines if figure in line.amounts]

    def allowed(self, figure: str) -> Decimal:
        """The most that rounding can make of printed total less sum."""
        printed = self.printed_of(figure)
        return tolerance([*self.figures_in(figure), *([] if printed is None else [printed])])


def block_of(plan: Plan, frame: str, perspective: Perspective, column: int) -> Block:
    """A perspective's table in a plan with versions."""
    own = [line for line in plan.frames if line.perspective is perspective]
    lines = [line for line in own if not line.is_total]
    now = plan.frame_column or frame
    differs = any(line.amounts.get(now) != line.amounts.get(frame) for line in lines)
    is_printed = frame in plan.frame_columns and now not in plan.frame_columns
    in_force = now if differs and is_printed else ""
    shown = {*plan.frame_columns, in_force}
    return Block(
        perspective,
        column,
        tuple(line for line in lines if shown & line.amounts.keys()),
        next((line for line in own if line.is_total), None),
        plan.frame_columns,
        frame,
        in_force,
    )


@dataclass(frozen=True, slots=True)
class Writing:
    """The sheet being written; the lines start in ``first`` and the totals in ``bottom``."""

    context: ReportContext
    cells: Cells
    money: Money
    first: int
    bottom: int

    def printed(self, block: Block, figure: str) -> Figure:
        """A printed total with its cell."""
        return self._under(block, figure, PRINTED, block.printed_of(figure))

    def computed(self, block: Block, figure: str) -> Figure:
        """A sum of lines with its cell."""
        return self._under(block, figure, SUM, block.sum_of(figure))

    def _under(self, block: Block, figure: str, row: int, amount: Decimal | None) -> Figure:
        return Figure(cell_reference(self.bottom + row, block.place(figure)), amount)

    def exact(self, row: int, column: int, amount: Decimal | None, **looks: Any) -> None:
        """Write a printed amount with the decimals that it is printed with."""
        own = None if amount is None else -int(amount.as_tuple().exponent)
        shown = self.money.format if own is None else money_format(max(0, own))
        self.cells.write(row, column, amount, number_format=shown, **looks)

    def mark_difference(self, row: int, column: int) -> None:
        """Make a judgement stand out where it says that the figures do not agree."""
        condition = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{self.money.words[Judgement.DIFFERS]}"',
            "format": self.cells.styles.tone("bad"),
        }
        self.cells.worksheet.conditional_format(row, column, row, column, condition)

    def as_exact(self, block: Block) -> dict[str, Any]:
        """The look of what is in force: with the decimals that some decision has."""
        least = self.money.decimals
        return {"number_format": money_format(finest(block.figures_in(block.in_force), least))}

    def in_words(self, amount: Decimal) -> str:
        """An amount as it is written in a sentence."""
        decimals = finest([amount], self.money.decimals)
        return format_number(amount, self.context.language, decimals)


def caption(context: ReportContext, perspective: Perspective) -> str:
    """What a perspective is called."""
    _ = context.translate
    words = {
        Perspective.CITIZEN: _("By citizen group"),
        Perspective.DEPARTMENT: _("By department"),
    }
    return words[perspective]


def write_block(writing: Writing, block: Block) -> None:
    """Write the table with what stands beneath it."""
    _write_headings(writing, block)
    for row, line in enumerate(block.lines, start=writing.first):
        _write_line(writing, block, row, line)
    _write_labels(writing, block)
    for figure in block.figures:
        _write_sums(writing, block, figure)
    if block.in_force:
        _write_sums_in_force(writing, block)


def _write_headings(writing: Writing, block: Block) -> None:
    _, cells, row = writing.context.translate, writing.cells, writing.first - 1
    cells.write_header(row, block.column, caption(writing.context, block.perspective), "left")
    for figure in block.figures:
        cells.write_header(row, block.place(figure), figure, "right")
    if block.in_force:
        place = block.place(block.in_force)
        words = _("In force: {version}").format(version=block.in_force)
        cells.write_header(row, place, words, "right")
        words = _("Change from {column}").format(column=block.frame)
        cells.write_header(row, place + 1, words, "right")
    cells.write_header(row, block.version_place, _("Printed version"), "center")


def _write_line(writing: Writing, block: Block, row: int, line: FrameLine) -> None:
    writing.cells.write(row, block.column, line.name)
    for figure in block.figures:
        writing.exact(row, block.place(figure), line.amounts.get(figure))
    if block.in_force:
        place, printed = block.place(block.in_force), block.place(block.frame)
        now, before = line.amounts.get(block.in_force), line.amounts.get(block.frame)
        look = writing.as_exact(block)["number_format"]
        writing.cells.write(row, place, now, number_format=look)
        _write_change(writing, row, place, (printed, before), now, **writing.as_exact(block))
    writing.cells.write(row, block.version_place, line.version, **BESIDE)


def _write_change(
    writing: Writing,
    row: int,
    place: int,
    printed: tuple[int, Decimal | None],
    now: Decimal | None,
    **looks: Any,
) -> None:
    """What is in force less what is printed, beside it; what is not there is nothing."""
    there, before = printed
    cells = cell_reference(row, place), cell_reference(row, there)
    formula = f"=ROUND(SUM({cells[0]})-SUM({cells[1]}),{EXACT})"
    change = total([now]) - total([before])
    writing.money.formula(row, place + 1, formula, change, **looks)


def _write_labels(writing: Writing, block: Block) -> None:
    _ = writing.context.translate
    labels = {
        PRINTED: _("Printed total"),
        SUM: _("Sum of the rows"),
        DIFFERENCE: _("Difference"),
        JUDGEMENT: _("Judgement"),
        ALLOWED: _("Rounding can give at most"),
        SIGN: _("Net cost printed with"),
    }
    beside = range(block.column + 1, block.version_place + 1)
    for offset, label in labels.items():
        row = writing.bottom + offset
        looks = BOLD if offset < JUDGEMENT else {}
        writing.cells.write(row, block.column, label, **looks)
        for column in beside:
            writing.cells.write(row, column, None)
    version = block.printed.version if block.printed else None
    writing.cells.write(writing.bottom, block.version_place, version, **BOLD, **BESIDE)


def _write_sums(writing: Writing, block: Block, figure: str) -> None:
    money, row, column = writing.money, writing.bottom, block.place(figure)
    printed, computed = writing.printed(block, figure), writing.computed(block, figure)
    writing.exact(row + PRINTED, column, printed.amount, **BOLD)
    money.formula(row + SUM, column, _sum(writing, block, column), computed.amount, **BOLD)
    amount = money.difference(row + DIFFERENCE, column, printed, computed, **BOLD)
    of = Figure(cell_reference(row + DIFFERENCE, column), amount)
    allowed = Figure(cell_reference(row + ALLOWED, column), block.allowed(figure))
    money.judgement(row + JUDGEMENT, column, of, allowed=allowed)
    writing.mark_difference(row + JUDGEMENT, column)
    writing.exact(row + ALLOWED, column, allowed.amount)
    sign = _sign(writing.context, block.perspective, figure)
    writing.cells.write(row + SIGN, column, sign, **{**FIGURE, "text_wrap": True})


def _write_sums_in_force(writing: Writing, block: Block) -> None:
    row, column = writing.bottom + SUM, block.place(block.in_force)
    now, before = block.sum_of(block.in_force), block.sum_of(block.frame)
    looks = {**writing.as_exact(block), **BOLD}
    writing.money.formula(row, column, _sum(writing, block, column), now, **looks)
    _write_change(writing, row, column, (block.place(block.frame), before), now, **looks)


def _sum(writing: Writing, block: Block, column: int) -> str:
    start = cell_reference(writing.first, column)
    end = cell_reference(max(writing.first, writing.first + len(block.lines) - 1), column)
    return f"=ROUND(SUM({start}:{end}),{EXACT})"


def _sign(context: ReportContext, perspective: Perspective, figure: str) -> str:
    """What sign the column was printed with, and that it is turned here."""
    _ = context.translate
    signs = context.consolidation.plan.printed_signs
    words = {"+": _("plus"), "-": _("minus, turned here")}
    return words.get(signs.get((perspective, figure), ""), "")


def blocks_of(context: ReportContext) -> Iterator[Block]:
    """The tables that there are side by side, by citizen group first, a column apart."""
    plan, frame = context.consolidation.plan, context.settings.money.frame
    column = 0
    for perspective in Perspective:
        block = block_of(plan, frame, perspective, column)
        if block.lines or block.printed:
            yield block
            column += len(block.widths) + 1
