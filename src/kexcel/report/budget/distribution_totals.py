"""What is distributed in all, and against what: every frame, or those of whom has handed in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kexcel.report.budget.distribution_table import (
    DEPARTMENT,
    DIFFERENCE,
    LEVEL,
    RAM,
    SINCE,
    WORD,
    PlacedDistribution,
)
from kexcel.report.budget.figures import EXACT, IS_NUMBER, Figure, difference, total
from kexcel.report.budget.lines import FRAME, sum_of_known
from kexcel.report.budget.rounds import AMOUNT


def write_distribution_totals(placed: PlacedDistribution) -> int:
    """Write them beneath the table; give the last row."""
    row = placed.table.last_row
    if not placed.has_amounts:
        return row
    _ = placed.of.context.translate
    is_whole = all(each.amount is not None for each in placed.handed)
    frames = total(each.frame for each in placed.handed)
    formulas = _whole(placed, RAM), _whole(placed, SINCE) if placed.has_since else ""
    known = frames, total(each.since for each in placed.handed)
    _write(placed, row + 1, _("Total"), formulas, known, is_judged=is_whole)
    if is_whole or distributed(placed) is None:
        return row + 1
    label = _("Of which departments that have handed in")
    since = f"=ROUND({_given(placed, SINCE, far=False)},{EXACT})" if placed.has_since else ""
    formulas = f"={frames_formula(placed, far=False)}", since
    known = frames_of_handed_in(placed), since_of_handed_in(placed)
    _write(placed, row + 2, label, formulas, known, is_judged=True)
    return row + 2


def distributed(placed: PlacedDistribution) -> Decimal | None:
    """All that is distributed; None where nothing is."""
    return sum_of_known(row.amount for each in placed.handed for row in each.rows)


def frames_of_handed_in(placed: PlacedDistribution) -> Decimal:
    """The frames of the departments that have handed in."""
    return total(each.frame for each in placed.handed if each.amount is not None)


def distributed_formula(placed: PlacedDistribution, *, far: bool) -> str:
    """The formula's part that gives ``distributed``, on the sheet itself or on another."""
    return f"ROUND({_rows_part(placed, far=far)},{EXACT})"


def distributed_with_since(placed: PlacedDistribution) -> tuple[str, Decimal]:
    """The same with what was decided since for those that handed in, on another sheet."""
    amounts = [distributed(placed), since_of_handed_in(placed)]
    if not placed.has_since:
        return distributed_formula(placed, far=True), total(amounts)
    added = _given(placed, SINCE, far=True)
    return f"ROUND({_rows_part(placed, far=True)}+{added},{EXACT})", total(amounts)


def since_of_handed_in(placed: PlacedDistribution) -> Decimal:
    """What was decided since for the departments that have handed in."""
    return total(each.since for each in placed.handed if each.amount is not None)


def _rows_part(placed: PlacedDistribution, *, far: bool) -> str:
    return f"SUMPRODUCT({placed.is_row(far=far)}*1,{placed.cells_of(AMOUNT, far=far)})"


def _given(placed: PlacedDistribution, key: str, *, far: bool) -> str:
    """The sum of a column over the departments that have handed in."""
    heads = f'{placed.cells_of(LEVEL, far=far)},"{placed.head_word}"'
    given = f"{heads},{placed.cells_of(AMOUNT, far=far)},{IS_NUMBER}"
    return f"SUMIFS({placed.cells_of(key, far=far)},{given})"


def frames_formula(placed: PlacedDistribution, *, far: bool) -> str:
    """The formula's part that gives ``frames_of_handed_in``."""
    return f"ROUND({_given(placed, RAM, far=far)},{EXACT})"


def _whole(placed: PlacedDistribution, key: str) -> str:
    """The formula of a column's sum over all departments."""
    cells = placed.cells_of(key, far=False)
    return f"=ROUND(SUMPRODUCT({placed.is_head(far=False)}*1,{cells}),{EXACT})"


def _write(
    placed: PlacedDistribution,
    row: int,
    label: str,
    formulas: tuple[str, str],
    known: tuple[Decimal, Decimal],
    *,
    is_judged: bool,
) -> None:
    """A total's row. ``formulas`` and what they give are of the frames and of the added since."""
    columns, money = placed.table.columns, placed.money
    frames, since = known
    looks: dict[str, Any] = {"bold": True}
    for column in columns.values():
        placed.cells.write(row, column, None)
    placed.cells.write(row, columns[DEPARTMENT], label, **looks)
    amount = distributed(placed) or Decimal(0)
    formula = f"={distributed_formula(placed, far=False)}"
    money.formula(row, columns[AMOUNT], formula, amount, **looks)
    money.formula(row, columns[RAM], formulas[0], frames, **looks)
    if placed.has_since:
        money.formula(row, columns[SINCE], formulas[1], since, **looks)
    left = difference(frames, amount + since)
    less = f"{placed.table.cell(RAM, row)}-{placed.table.cell(AMOUNT, row)}"
    formula = f"=ROUND({less}{placed.less_since(row)},{EXACT})"
    money.formula(row, columns[DIFFERENCE], formula, left, **looks)
    if is_judged:
        of = Figure(placed.table.cell(DIFFERENCE, row), left)
        terms = placed.summary.roundings(FRAME)
        money.judgement(row, columns[WORD], of, terms=terms, align="left")
