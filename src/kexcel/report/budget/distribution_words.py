"""Write the rows of the distribution, each held against a frame in figures and in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kexcel.report.budget.distribution_rows import Handed, HandedRow
from kexcel.report.budget.distribution_table import (
    APPROVER,
    DEPARTMENT,
    DIFFERENCE,
    LEVEL,
    RAM,
    SINCE,
    WORD,
    PlacedDistribution,
)
from kexcel.report.budget.figures import EXACT, Figure
from kexcel.report.budget.free_table import REMARK
from kexcel.report.budget.lines import FRAME
from kexcel.report.budget.rounds import AMOUNT, CODE, UNIT
from kexcel.report.parts.answer_cells import write_answers
from kexcel.report.parts.answer_sources import write_source


def write_head(placed: PlacedDistribution, handed: Handed) -> None:
    """Write a department's own row: what it distributes in all, against its frame."""
    cells, columns, row = placed.cells, placed.table.columns, handed.row
    looks: dict[str, Any] = {"bold": True, "bg_color": placed.of.context.template.looks.locked}
    for column in columns.values():
        cells.write(row, column, None, **looks)
    cells.write(row, columns[DEPARTMENT], handed.name, **looks)
    cells.write(row, columns[LEVEL], placed.head_word, **looks)
    about = placed.findings.about(handed.department)
    cells.write(row, columns[REMARK], about, bg_color=looks["bg_color"])
    if not placed.has_amounts:
        return
    amount = _write_sum(placed, handed, looks)
    frame = _write_frame(placed, handed, looks)
    _write_since(placed, row, handed.since, looks)
    both = f"AND(ISNUMBER({frame.cell}),ISNUMBER({amount.cell}))"
    left = f"{frame.cell}-{amount.cell}{placed.less_since(row)}"
    formula, known = f'=IF({both},ROUND({left},{EXACT}),"")', handed.difference
    placed.money.formula(row, columns[DIFFERENCE], formula, known, **looks)
    _write_head_word(placed, row, known, looks, is_handed_in=amount.amount is not None)


def _write_since(
    placed: PlacedDistribution, row: int, since: Decimal | None, looks: dict[str, Any]
) -> None:
    if placed.has_since:
        placed.money.amount(row, placed.table.columns[SINCE], since, **looks)


def _write_sum(placed: PlacedDistribution, handed: Handed, looks: dict[str, Any]) -> Figure:
    row, column, places = handed.row, placed.table.columns[AMOUNT], handed.rows
    if places:
        own = _own_range(placed, handed, AMOUNT)
        formula = f'=IF(COUNT({own})=0,"",ROUND(SUM({own}),{EXACT}))'
        placed.money.formula(row, column, formula, handed.amount, **looks)
    return Figure(placed.table.cell(AMOUNT, row), handed.amount)


def _own_range(placed: PlacedDistribution, handed: Handed, key: str) -> str:
    first, last = handed.rows[0].row, handed.rows[-1].row
    return f"{placed.table.cell(key, first)}:{placed.table.cell(key, last)}"


def _write_frame(placed: PlacedDistribution, handed: Handed, looks: dict[str, Any]) -> Figure:
    if handed.group:
        far = placed.summary.far(FRAME, handed.group.row)
        _write_far_frame(placed, handed.row, far, handed.frame, looks)
    return Figure(placed.table.cell(RAM, handed.row), handed.frame)


def _write_far_frame(
    placed: PlacedDistribution, row: int, far: str, frame: Decimal | None, looks: dict[str, Any]
) -> None:
    formula = f'=IF(ISNUMBER({far}),{far},"")'
    placed.money.formula(row, placed.table.columns[RAM], formula, frame, **looks)


def _write_head_word(
    placed: PlacedDistribution,
    row: int,
    known: Decimal | None,
    looks: dict[str, Any],
    *,
    is_handed_in: bool,
) -> None:
    none = placed.of.context.translate("not handed in")
    amount, cell = placed.table.cell(AMOUNT, row), placed.table.cell(DIFFERENCE, row)
    words = placed.words
    judged = f'IF(ISNUMBER({cell}),{words.formula(cell, 0)},"")'
    formula = f'=IF(ISNUMBER({amount}),{judged},"{none}")'
    said = ("" if known is None else words.of(known, 0)) if is_handed_in else none
    placed.cells.write_formula(row, placed.table.columns[WORD], formula, said, **looks)


def write_row(placed: PlacedDistribution, handed: Handed, row: HandedRow) -> None:
    """Write a row as it was handed in, against its unit's frame."""
    cells, columns, table = placed.cells, placed.table.columns, placed.table
    answers = row.answers.answers
    cells.write(row.row, columns[DEPARTMENT], handed.name, indent=1, align="left")
    cells.write(row.row, columns[LEVEL], placed.row_word)
    write_answers(
        placed.of.context,
        cells,
        table,
        row.row,
        placed.of.columns,
        answers,
        decimals=placed.money.decimals,
    )
    for key in (RAM, DIFFERENCE, WORD, APPROVER):
        cells.write(row.row, columns[key], None)
    _write_since(placed, row.row, row.since, {})
    if placed.has_amounts:
        _write_unit(placed, handed, row)
    if placed.has_codes:
        _write_approver(placed, row)
    if row.is_added:
        _write_added(placed, row)
    else:
        cells.write(row.row, columns[REMARK], placed.findings.beside(row.answers))
    write_source(cells, table, row.row, answers.get(AMOUNT) or next(iter(answers.values()), None))


def _write_added(placed: PlacedDistribution, row: HandedRow) -> None:
    """Who the row is, which nobody handed in, and why it stands here."""
    columns, _ = placed.table.columns, placed.of.context.translate
    for key, text in ((CODE, row.code), (UNIT, row.unit_name)):
        if key in columns:
            placed.cells.write(row.row, columns[key], text)
    words = _("Nobody handed this row in: the frame was decided since.")
    placed.cells.write(row.row, columns[REMARK], words)


def _write_unit(placed: PlacedDistribution, handed: Handed, row: HandedRow) -> None:
    """The unit's frame in the compilation. Rows with one code are held against it together."""
    if row.unit is None:
        if handed.has_units:
            _ = placed.of.context.translate
            word = _("counted above") if row.is_repeated else _("missing")
            placed.cells.write(row.row, placed.table.columns[WORD], word)
        return
    far = placed.summary.far(FRAME, row.unit.row)
    _write_far_frame(placed, row.row, far, row.unit.line.amounts[FRAME], {})
    cell, ram = placed.table.cell(DIFFERENCE, row.row), placed.table.cell(RAM, row.row)
    less = f"{ram}-{_same_code(placed, handed, row)}{placed.less_since(row.row)}"
    formula = f'=IF(ISNUMBER({ram}),ROUND({less},{EXACT}),"")'
    placed.money.formula(row.row, placed.table.columns[DIFFERENCE], formula, row.difference)
    if len(row.same) > 1:
        words = placed.of.context.translate("All rows with the same code are counted here.")
        placed.cells.note(row.row, placed.table.columns[DIFFERENCE], words)
    known = row.difference
    judged = f'=IF(ISNUMBER({cell}),{placed.words.formula(cell, 0)},"")'
    said = "" if known is None else placed.words.of(known, 0)
    placed.cells.write_formula(row.row, placed.table.columns[WORD], judged, said)


def _same_code(placed: PlacedDistribution, handed: Handed, row: HandedRow) -> str:
    """What the department's rows with the row's code distribute, as a formula's part."""
    own = _own_range(placed, handed, AMOUNT)
    if len(row.same) <= 1 or not row.code:
        return f"N({placed.table.cell(AMOUNT, row.row)})"
    codes, code = _own_range(placed, handed, CODE), placed.table.cell(CODE, row.row)
    return f"SUMPRODUCT(({codes}={code})*1,{own})"


def _write_approver(placed: PlacedDistribution, row: HandedRow) -> None:
    _, code = placed.of.context.translate, placed.table.cell(CODE, row.row)
    given, missing = _("in place"), _("missing")
    known = placed.approvers.has_formula(code)
    formula = f'=IF(LEN({code})=0,"",IF({known},"{given}","{missing}"))'
    said = given if row.code.casefold() in placed.approvers.codes else missing
    column = placed.table.columns[APPROVER]
    placed.cells.write_formula(row.row, column, formula, said if row.code else "")
