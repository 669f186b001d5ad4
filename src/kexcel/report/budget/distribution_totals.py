"""What is distributed in all, and against what: every frame, or those of whom has handed in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kexcel.report.budget.distribution_table import (
    DEPARTMENT,
    DIFFERENCE,
    LEVEL,
    RAM,
    WORD,
    PlacedDistribution,
)
from kexcel.report.budget.figures import EXACT, IS_NUMBER, Figure, total
from kexcel.report.budget.rounds import AMOUNT


def write_distribution_totals(placed: PlacedDistribution) -> int:
    """Write them beneath the table; give the last row."""
    row = placed.table.last_row
    if not placed.has_amounts:
        return row
    _ = placed.of.context.translate
    is_whole = all(each.amount is not None for each in placed.handed)
    frames = total(each.frame for each in placed.handed)
    _write(placed, row + 1, _("Total"), _whole_frame(placed), frames, is_judged=is_whole)
    if is_whole or distributed(placed) is None:
        return row + 1
    label = _("Of which departments that have handed in")
    formula = f"={frames_formula(placed, far=False)}"
    _write(placed, row + 2, label, formula, frames_of_handed_in(placed), is_judged=True)
    return row + 2


def distributed(placed: PlacedDistribution) -> Decimal | None:
    """All that is distributed; None where nothing is."""
    known = [each.amount for each in placed.handed if each.amount is not None]
    return total(known) if known else None


def frames_of_handed_in(placed: PlacedDistribution) -> Decimal:
    """The frames of the departments that have handed in."""
    return total(each.frame for each in placed.handed if each.amount is not None)


def distributed_formula(placed: PlacedDistribution, *, far: bool) -> str:
    """The formula's part that gives ``distributed``, on the sheet itself or on another."""
    amounts = placed.cells_of(AMOUNT, far=far)
    return f"ROUND(SUMPRODUCT({placed.is_head(far=far)}*1,{amounts}),{EXACT})"


def frames_formula(placed: PlacedDistribution, *, far: bool) -> str:
    """The formula's part that gives ``frames_of_handed_in``."""
    heads = f'{placed.cells_of(LEVEL, far=far)},"{placed.head_word}"'
    given = f"{heads},{placed.cells_of(AMOUNT, far=far)},{IS_NUMBER}"
    return f"ROUND(SUMIFS({placed.cells_of(RAM, far=far)},{given}),{EXACT})"


def _whole_frame(placed: PlacedDistribution) -> str:
    frames = placed.cells_of(RAM, far=False)
    return f"=ROUND(SUMPRODUCT({placed.is_head(far=False)}*1,{frames}),{EXACT})"


def _write(
    placed: PlacedDistribution,
    row: int,
    label: str,
    frame_formula: str,
    frames: Decimal,
    *,
    is_judged: bool,
) -> None:
    columns, money = placed.table.columns, placed.money
    looks: dict[str, Any] = {"bold": True}
    for column in columns.values():
        placed.cells.write(row, column, None)
    placed.cells.write(row, columns[DEPARTMENT], label, **looks)
    amount = distributed(placed) or Decimal(0)
    formula = f"={distributed_formula(placed, far=False)}"
    money.formula(row, columns[AMOUNT], formula, amount, **looks)
    money.formula(row, columns[RAM], frame_formula, frames, **looks)
    sides = (
        Figure(placed.table.cell(RAM, row), frames),
        Figure(placed.table.cell(AMOUNT, row), amount),
    )
    known = money.difference(row, columns[DIFFERENCE], *sides, **looks)
    if is_judged:
        of = Figure(placed.table.cell(DIFFERENCE, row), known)
        money.judgement(row, columns[WORD], of, terms=0, align="left")
