"""Write the row of a department with units: the sums of its rows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kexcel.report.budget.figures import EXACT, PERCENT, share, used
from kexcel.report.budget.labels import standing_of
from kexcel.report.budget.layout import (
    CODE,
    LEVEL,
    NAME,
    PARTED,
    SHARE,
    STANDING,
    USED,
    PlacedGroup,
    level_words,
)
from kexcel.report.budget.lines import (
    ACTUAL,
    CHANGE,
    DEVIATION,
    FORECAST,
    FRAME,
    LAST,
    PERIOD,
    SUMMED,
)
from kexcel.report.budget.standing import Several
from kexcel.report.budget.summary_columns import text_columns
from kexcel.report.budget.writing import Writing
from kexcel.report.parts.answer_sources import FILE, FIRST

SHARES = ((USED, ACTUAL, PERIOD), (SHARE, DEVIATION, FRAME))
"""The columns that are a part of a whole, with the part's column and the whole's."""


def quotient(key: str, part: str, whole: str) -> str:
    """The formula's part that gives a share; of a deviation, plus stays surplus."""
    return f"{part}/{whole}" if key == USED else f"{part}/ABS({whole})"


def quotient_of(key: str, part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """What ``quotient`` gives."""
    return used(part, whole) if key == USED else share(part, whole)


def _looks(writing: Writing) -> dict[str, Any]:
    """How the row of a department with units stands out."""
    return {"bold": True, "bg_color": writing.context.template.looks.locked}


def write_head(writing: Writing, group: PlacedGroup) -> None:
    """Write the row of a department with units, above them."""
    cells, columns, row = writing.cells, writing.table.columns, group.row
    looks = _looks(writing)
    cells.write(row, columns[NAME], group.group.name, **looks)
    cells.write(row, columns[LEVEL], level_words(writing.context)[PARTED], **looks)
    for key in (CODE, *(each.key for each in text_columns(writing.context)), FILE, FIRST):
        cells.write(row, columns[key], None, **looks)
    for key in filter(writing.has, SUMMED):
        _write_sum(writing, group, key, looks)
    _write_head_shares(writing, group, looks)
    counts = {key: f"COUNT({writing.placed.own_range(group, key)})" for key in (DEVIATION, ACTUAL)}
    rows = Several(group.group.lines, {}, counts)
    formula = writing.words.formula_of_several(writing.cells_of(row), rows)
    cells.write_formula(row, columns[STANDING], formula, standing_of(writing.words, group), **looks)


def _write_sum(writing: Writing, group: PlacedGroup, key: str, looks: dict[str, Any]) -> None:
    """The sum of the rows; of a last forecast that only the department had, the amount itself."""
    row, column, amount = group.row, writing.table.columns[key], group.group.sum_of(key)
    if group.group.knows_last_as_a_whole and key == LAST:
        writing.money.amount(row, column, amount, **looks)
        return
    own = writing.placed.own_range(group, key)
    formula = f'=IF(COUNT({own})=0,"",ROUND(SUM({own}),{EXACT}))'
    if group.group.knows_last_as_a_whole and key == CHANGE:
        forecasts = writing.placed.own_range(group, FORECAST)
        forecast, last = (writing.cell(each, row) for each in (FORECAST, LAST))
        known = f"COUNT({forecasts})={len(group.lines)}"
        formula = f'=IF({known},ROUND({forecast}-{last},{EXACT}),"")'
    writing.money.formula(row, column, formula, amount, **looks)


def _write_head_shares(writing: Writing, group: PlacedGroup, looks: dict[str, Any]) -> None:
    """Shares of the whole department, said only when none of its rows lacks anything."""
    for key, part, whole in SHARES:
        counts = [f"COUNT({writing.placed.own_range(group, each)})" for each in (part, whole)]
        wanted = len(group.lines)
        lacking = ",".join(f"{count}<{wanted}" for count in counts)
        cells = [writing.cell(each, group.row) for each in (part, whole)]
        formula = f'=IF(OR({lacking},{cells[1]}=0),"",{quotient(key, *cells)})'
        known = group.group.has_all(part, whole)
        sums = [group.group.sum_of(each) if known else None for each in (part, whole)]
        amount = quotient_of(key, *sums)
        column = writing.table.columns[key]
        writing.money.formula(group.row, column, formula, amount, number_format=PERCENT, **looks)
