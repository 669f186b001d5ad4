"""The totals of the compilation, and what they include: nothing that is missing counts as zero."""

from __future__ import annotations

from typing import Any

from kexcel.locale import counted
from kexcel.report.budget.figures import (
    EXACT,
    IS_NUMBER,
    PERCENT,
    Figure,
    decimals_of,
    share,
)
from kexcel.report.budget.layout import (
    CODE,
    LEVEL,
    NAME,
    PARTED,
    SHARE,
    STANDING,
    USED,
    WHOLE,
    level_words,
)
from kexcel.report.budget.lines import (
    ACTUAL,
    CHANGE,
    DEVIATION,
    FORECAST,
    FRAME,
    LAST,
    LEDGER,
    PERIOD,
    SUMMED,
    UNBOOKED,
)
from kexcel.report.budget.live_text import live_text
from kexcel.report.budget.standing import Several
from kexcel.report.budget.summary_columns import text_columns
from kexcel.report.budget.summary_heads import SHARES, quotient, quotient_of
from kexcel.report.budget.writing import Writing
from kexcel.report.parts.answer_sources import FILE, FIRST

_BOLD: dict[str, Any] = {"bold": True}


def write_totals(writing: Writing) -> int:
    """Write them beneath the table; give the first free row."""
    _ = writing.context.translate
    row = writing.placed.total_row
    looks = _BOLD | {"top": 2}
    _write_frame_of_row(writing, row, _("Total"), looks)
    for key in filter(writing.has, SUMMED):
        amount = writing.placed.sum_of(key)
        column = writing.table.columns[key]
        writing.money.formula(row, column, total_formula(writing, key), amount, **looks)
    _write_total_shares(writing, row, looks)
    _write_total_standing(writing, row, looks)
    if writing.placed.has_forecast_part:
        row += 1
        _write_forecast_part(writing, row)
    return _write_counts(writing, row + 1)


def total_formula(writing: Writing, key: str) -> str:
    """The sum over the rows that are reported, and never of sums that are rounded already.

    A last forecast that only a department had stands in its own row, and is added from there.
    """
    cells = writing.table.local_range(key)
    own = [
        f"N({writing.cell(key, group.row)})"
        for group in writing.placed.groups
        if key in {LAST, CHANGE} and group.group.knows_last_as_a_whole
    ]
    return f'=IF(COUNT({cells})=0,"",ROUND({"+".join([rows_part(writing, key), *own])},{EXACT}))'


def rows_part(writing: Writing, key: str) -> str:
    """The formula's part that adds up the rows that are reported, unrounded."""
    cells, levels = writing.table.local_range(key), writing.table.local_range(LEVEL)
    return f'SUMIF({levels},"<>{level_words(writing.context)[PARTED]}",{cells})'


def departments_formula(writing: Writing, key: str) -> str:
    """The sum over the departments: those without units, and the sums of those with them."""
    cells, levels = writing.table.local_range(key), writing.table.local_range(LEVEL)
    words = level_words(writing.context)
    sums = [f'SUMIF({levels},"{words[level]}",{cells})' for level in (PARTED, WHOLE)]
    return f"=ROUND({'+'.join(sums)},{EXACT})"


def _write_frame_of_row(writing: Writing, row: int, label: str, looks: dict[str, Any]) -> None:
    """The label, and the cells of the row that hold no figure."""
    writing.cells.write(row, writing.table.columns[NAME], label, **looks)
    texts = (column.key for column in text_columns(writing.context))
    for key in (LEVEL, CODE, *texts, FILE, FIRST):
        writing.cells.write(row, writing.table.columns[key], None, **looks)


def _known(writing: Writing, key: str) -> int:
    return sum(placed.line.amounts[key] is not None for placed in writing.placed.lines)


def count_of(writing: Writing, key: str) -> str:
    """How many reported rows have a number in the column, as a formula's part."""
    levels, parted = writing.table.local_range(LEVEL), level_words(writing.context)[PARTED]
    return f'COUNTIFS({levels},"<>{parted}",{writing.table.local_range(key)},{IS_NUMBER})'


def count_of_rows(writing: Writing) -> str:
    """How many rows are reported, as a formula's part."""
    levels, parted = writing.table.local_range(LEVEL), level_words(writing.context)[PARTED]
    return f'SUMPRODUCT(({levels}<>"{parted}")*1)'


def _write_total_shares(writing: Writing, row: int, looks: dict[str, Any]) -> None:
    """Shares of the whole, said only when nothing is missing."""
    wanted = len(writing.placed.lines)
    for key, part, whole in SHARES:
        lacking = ",".join(f"{count_of(writing, each)}<{wanted}" for each in (part, whole))
        cells = [writing.cell(each, row) for each in (part, whole)]
        formula = f'=IF(OR({lacking},{cells[1]}=0),"",{quotient(key, *cells)})'
        known = _known(writing, part) == wanted == _known(writing, whole)
        sums = [writing.placed.sum_of(each) if known else None for each in (part, whole)]
        amount = quotient_of(key, *sums)
        column = writing.table.columns[key]
        writing.money.formula(row, column, formula, amount, number_format=PERCENT, **looks)


def _write_total_standing(writing: Writing, row: int, looks: dict[str, Any]) -> None:
    lines = [each.line for each in writing.placed.lines]
    sums = {key: writing.placed.sum_of(key) for key in (FRAME, DEVIATION)}
    rows = Several(lines, sums, {key: count_of(writing, key) for key in (DEVIATION, ACTUAL)})
    formula = writing.words.formula_of_several(writing.cells_of(row), rows)
    said = writing.words.of_several(rows)
    writing.cells.write_formula(row, writing.table.columns[STANDING], formula, said, **looks)


def _write_forecast_part(writing: Writing, row: int) -> None:
    """The part of the total with a forecast, where frame less forecast is the deviation."""
    _ = writing.context.translate
    departments = _("Of which departments with a forecast")
    label = _("Of which rows with a forecast") if writing.placed.is_split else departments
    _write_frame_of_row(writing, row, label, {})
    sums = writing.placed.part_with_forecast
    for key in (FRAME, PERIOD, ACTUAL, FORECAST):
        column = writing.table.columns[key]
        amount = sums[key] if _known(writing, key) else None
        writing.money.formula(row, column, _part_formula(writing, key), amount)
    frame, forecast = (Figure(writing.cell(key, row), sums[key]) for key in (FRAME, FORECAST))
    amount = writing.money.difference(row, writing.table.columns[DEVIATION], frame, forecast)
    deviation = writing.cell(DEVIATION, row)
    formula = f'=IF({frame.cell}=0,"",{deviation}/ABS({frame.cell}))'
    part = share(amount, frame.amount)
    column = writing.table.columns[SHARE]
    writing.money.formula(row, column, formula, part, number_format=PERCENT)
    for key in filter(writing.has, (LEDGER, UNBOOKED, USED, LAST, CHANGE, STANDING)):
        writing.cells.write(row, writing.table.columns[key], None)


def _part_formula(writing: Writing, key: str) -> str:
    levels, parted = writing.table.local_range(LEVEL), level_words(writing.context)[PARTED]
    counted = f'{levels},"<>{parted}",{writing.table.local_range(DEVIATION)},{IS_NUMBER}'
    cells = writing.table.local_range(key)
    return f'=IF(COUNT({cells})=0,"",ROUND(SUMIFS({cells},{counted}),{EXACT}))'


def _write_counts(writing: Writing, row: int) -> int:
    """In words, live: how many rows the total of actuals and of forecasts is the sum of."""
    _ = writing.context.translate
    every = len(writing.placed.lines)
    phrases = {
        ACTUAL: _("Actuals in the total: {count} of {all}."),
        FORECAST: _("Forecasts in the total: {count} of {all}. The deviation counts only those."),
    }
    for key, phrase in phrases.items():
        formula, stored = live_text(
            phrase.replace("{all}", str(every)),
            count=(count_of(writing, key), _known(writing, key)),
        )
        remark = writing.cells.styles.remark()
        writing.cells.worksheet.write_formula(row, 0, formula, remark, stored)
        row += 1
    if hidden := _hidden_decimals(writing):
        writing.cells.worksheet.write_string(row, 0, hidden, writing.cells.styles.remark())
        row += 1
    return row


def _hidden_decimals(writing: Writing) -> str:
    """That amounts have more decimals than are shown, where they do."""
    _, shown = writing.context.translate, writing.money.decimals
    amounts = [each.line.amounts[key] for each in writing.placed.lines for key in SUMMED]
    if decimals_of(amounts, shown) == shown:
        return ""
    return counted(
        shown,
        _("Amounts are shown to one decimal. The cells hold all of them, as do the sums."),
        _("Amounts are shown to {count} decimals. The cells hold all of them, as do the sums."),
    )
