"""The two perspectives' totals held against each other, and what differs told in words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kexcel.model.cell import cell_reference
from kexcel.model.plan import Perspective
from kexcel.money.rounding import Judgement, judge, tolerance
from kexcel.report.budget.figures import Figure, difference
from kexcel.report.budget.frames_block import BOLD, SIGN, Block, Writing, caption

LINE = 150
"""How many characters a sentence may have on one line of the sheet."""


def write_reconciliation(writing: Writing, blocks: Sequence[Block]) -> None:
    """Write it beneath the tables, with what differs told in sentences."""
    row = writing.bottom + SIGN + 2
    if len(blocks) == len(Perspective):
        row = _write_compared(writing, blocks, row) + 1
    _write_sentences(writing, blocks, row)


def _write_compared(writing: Writing, blocks: Sequence[Block], row: int) -> int:
    """A line for each printed total and each sum; gives the row below the last."""
    _ = writing.context.translate
    heading = writing.cells.styles.heading()
    title = _("Reconciliation of the two perspectives")
    writing.cells.worksheet.write_string(row, 0, title, heading)
    labels = (
        _("Column"),
        *(caption(writing.context, block.perspective) for block in blocks),
        _("Difference"),
        _("Judgement"),
        _("Rounding can give at most"),
    )
    gap = len(blocks[0].widths)
    columns = [column for column in range(len(labels) + 1) if column != gap][: len(labels)]
    for column, label in zip(columns, labels, strict=True):
        writing.cells.write_header(row + 1, column, label, "right" if column else "left")
    row += 2
    for label, sides, allowed in _compared(writing, blocks):
        _write_comparison(writing, row, columns, label, sides, allowed)
        row += 1
    return row


def _compared(
    writing: Writing, blocks: Sequence[Block]
) -> Iterator[tuple[str, list[Figure], Decimal]]:
    """What is compared: its label, both sides, and what rounding can give."""
    _ = writing.context.translate
    for figure in blocks[0].figures:
        printed = [writing.printed(block, figure) for block in blocks]
        known = [each.amount for each in printed if each.amount is not None]
        yield f"{figure}: {_('printed total')}", printed, tolerance(known)
        sums = [writing.computed(block, figure) for block in blocks]
        rows = [each for block in blocks for each in block.figures_in(figure)]
        yield f"{figure}: {_('sum of the rows')}", sums, tolerance(rows)
    in_force = next((block.in_force for block in blocks if block.in_force), "")
    if in_force:
        shown = [(block, block.in_force or block.frame) for block in blocks]
        sums = [writing.computed(block, figure) for block, figure in shown]
        rows = [each for block, figure in shown for each in block.figures_in(figure)]
        yield f"{in_force}: {_('sum of the rows')}", sums, tolerance(rows)


def _write_comparison(
    writing: Writing,
    row: int,
    columns: Sequence[int],
    label: str,
    sides: Sequence[Figure],
    allowed: Decimal,
) -> None:
    """One line; the difference is department less citizen group."""
    money = writing.money
    first, *places, change, judged, most = columns
    writing.cells.write(row, first, label)
    for column, side in zip(places, sides, strict=True):
        formula = f'=IF(ISNUMBER({side.cell}),{side.cell},"")'
        money.formula(row, column, formula, side.amount)
    citizen, department = sides
    amount = money.difference(row, change, department, citizen, **BOLD)
    of = Figure(cell_reference(row, change), amount)
    money.judgement(row, judged, of, allowed=Figure(cell_reference(row, most), allowed))
    writing.mark_difference(row, judged)
    writing.exact(row, most, allowed)


def _write_sentences(writing: Writing, blocks: Sequence[Block], row: int) -> None:
    """What differs in the printed tables, in sentences."""
    sentences = [*_of_totals(writing, blocks), *_of_perspectives(writing, blocks)]
    if not sentences:
        return
    _, styles = writing.context.translate, writing.cells.styles
    worksheet = writing.cells.worksheet
    worksheet.write_string(row, 0, _("What differs in the printed tables"), styles.heading())
    for sentence in sentences:
        for line in textwrap.wrap(sentence, LINE):
            row += 1
            worksheet.write_string(row, 0, line, styles.get())


def _of_totals(writing: Writing, blocks: Sequence[Block]) -> Iterator[str]:
    _ = writing.context.translate
    opening = _("{column}, {table}: the printed total is {printed} and the rows add up to {sum}.")
    for block in blocks:
        for figure in block.figures:
            printed, computed = block.printed_of(figure), block.sum_of(figure)
            if printed is None or printed == computed:
                continue
            table = caption(writing.context, block.perspective).lower()
            shown = {"printed": writing.in_words(printed), "sum": writing.in_words(computed)}
            told = opening.format(column=figure, table=table, **shown)
            wrong = _("a row or the total is wrong in print, or a row is missing.")
            why = _reason(writing, printed - computed, block.allowed(figure), wrong)
            yield f"{told} {why}"


def _of_perspectives(writing: Writing, blocks: Sequence[Block]) -> Iterator[str]:
    _ = writing.context.translate
    opening = _(
        "{column}: the printed total is {citizen} by citizen group and {department} by department."
    )
    for figure in blocks[0].figures if len(blocks) == len(Perspective) else ():
        citizen, department = (block.printed_of(figure) for block in blocks)
        amount = difference(department, citizen)
        if citizen is None or department is None or not amount:
            continue
        shown = {"citizen": writing.in_words(citizen), "department": writing.in_words(department)}
        told = opening.format(column=figure, **shown)
        wrong = _("the printed tables do not tell of the same money.")
        yield f"{told} {_reason(writing, amount, tolerance([citizen, department]), wrong)}"


def _reason(writing: Writing, amount: Decimal, allowed: Decimal, wrong: str) -> str:
    _ = writing.context.translate
    phrase = {
        Judgement.ROUNDING: _("The difference, {difference}, can be rounding (at most {allowed})."),
        Judgement.DIFFERS: _(
            "The difference, {difference}, is more than rounding can give ({allowed}): {wrong}"
        ),
    }
    shown = {"difference": writing.in_words(amount), "allowed": writing.in_words(allowed)}
    return phrase[judge(amount, allowed)].format(**shown, wrong=wrong)
