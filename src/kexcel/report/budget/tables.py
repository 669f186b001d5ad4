"""How frames are distributed over units, and who may approve costs: the free tables for finance."""

from __future__ import annotations

from decimal import Decimal

from kexcel.model.cell import CellValue, cell_reference
from kexcel.model.consolidation import TableRow
from kexcel.report.budget.figures import EXACT, Figure, Money, total
from kexcel.report.followup.activity_columns import form_heading
from kexcel.report.parts.answer_cells import write_answers
from kexcel.report.parts.banner import write_banner
from kexcel.report.parts.cells import FIGURE, Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.page import fit_width, new_sheet
from kexcel.report.parts.tables import (
    Heading,
    PlacedTable,
    fit_heights,
    keep_headings,
    place_table,
    set_widths,
)
from kexcel.template.schema import Column

_DISTRIBUTION, _ATTEST = "distribution", "attest"
_DEPARTMENT, _AMOUNT = "row.department", "amount"
_BESIDE_WIDTH = 30.0


def write_distribution(context: ReportContext) -> None:
    """Add the sheet of how departments distribute their frames, held against the frames."""
    _ = context.translate
    none = _("No department has handed in a distribution of its frame.")
    none = f"{none} {_asked_for(context, _DISTRIBUTION)}"
    cells, table = _write_table(context, _DISTRIBUTION, _("Distribution"), "Distribution", none)
    rows = _rows(context, _DISTRIBUTION)
    if rows and _AMOUNT in table.columns:
        _write_total(context, cells, table, rows)
        _write_comparison(context, cells, table, rows)


def write_attest(context: ReportContext) -> None:
    """Add the sheet of approvers."""
    _ = context.translate
    none = _("No department has handed in a list of approvers.")
    none = f"{none} {_asked_for(context, _ATTEST)}"
    _write_table(context, _ATTEST, _("Approvers"), "Approvers", none)


def _write_table(
    context: ReportContext, key: str, name: str, table_name: str, none: str
) -> tuple[Cells, PlacedTable]:
    worksheet = new_sheet(context, name)
    first = write_banner(context, worksheet, name)
    cells = Cells(worksheet, context.book.styles)
    columns, rows = _columns(context, key), _rows(context, key)
    headings = [
        Heading(_DEPARTMENT, context.translate("Department"), _BESIDE_WIDTH),
        *(form_heading(context, column) for column in columns),
    ]
    table = place_table(cells, table_name, headings, len(rows), row=first, empty=none)
    set_widths(worksheet, headings)
    keep_headings(worksheet, first)
    fit_width(worksheet)
    for row, each in zip(table.rows, rows, strict=True):
        cells.write(row, 0, context.department_name(each.department))
        write_answers(context, cells, table, row, columns, each.answers)
    fit_heights(cells, headings)
    return cells, table


def _asked_for(context: ReportContext, key: str) -> str:
    """When the departments are asked for the table; "" in the round that asks for it."""
    _, period = context.translate, context.consolidation.period
    rounds = [each.name for each in context.settings.periods if key in each.sheets]
    if key in period.sheets:
        return ""
    if not rounds:
        return _("No round in kexcel.toml asks for it.")
    words = _("It is asked for in the round {rounds}, not in {period}.")
    return words.format(rounds=", ".join(rounds), period=period.name)


def _columns(context: ReportContext, key: str) -> tuple[Column, ...]:
    sheet = context.template.sheet(key)
    return sheet.inputs if sheet else ()


def _rows(context: ReportContext, key: str) -> list[TableRow]:
    return [row for row in context.consolidation.tables if row.sheet == key]


def _amount(row: TableRow) -> Decimal | None:
    answer = row.answers.get(_AMOUNT)
    value: CellValue = answer.value if answer and answer.sound else None
    return value if isinstance(value, Decimal) else None


def _write_total(
    context: ReportContext, cells: Cells, table: PlacedTable, rows: list[TableRow]
) -> None:
    row = table.last_row + 1
    for column in table.columns.values():
        cells.write(row, column, None)
    cells.write(row, 0, context.translate("Total"), bold=True)
    formula = f"=ROUND(SUM({table.local_range(_AMOUNT)}),{EXACT})"
    amount = total(_amount(each) for each in rows)
    Money(context, cells).formula(row, table.columns[_AMOUNT], formula, amount, bold=True)


def _write_comparison(
    context: ReportContext, cells: Cells, table: PlacedTable, rows: list[TableRow]
) -> None:
    """Per department: frame, what has been distributed, and the difference."""
    _, row = context.translate, table.last_row + 4
    styles, money = cells.styles, Money(context, cells)
    cells.worksheet.write_string(row - 1, 0, _("Against the frames"), styles.heading())
    labels = (_("Department"), _("Frame"), _("Distributed"), _("Difference"), _("Judgement"))
    for column, label in enumerate(labels):
        cells.write_header(row, column, label, "right" if column else "left")
    for result in context.consolidation.budget:
        own = [each for each in rows if each.department == result.department]
        row += 1
        cells.write(row, 0, context.department_name(result.department))
        money.amount(row, 1, result.frame)
        sides = (table.local_range(_DEPARTMENT), cell_reference(row, 0), table.local_range(_AMOUNT))
        formula = f"=ROUND(SUMIF({','.join(sides)}),{EXACT})"
        distributed = total(_amount(each) for each in own)
        money.formula(row, 2, formula, distributed)
        frame = Figure(cell_reference(row, 1), result.frame)
        amount = money.difference(row, 3, frame, Figure(cell_reference(row, 2), distributed))
        if own:
            money.judgement(row, 4, Figure(cell_reference(row, 3), amount), terms=0)
        else:
            cells.write(row, 4, _("not handed in"), **FIGURE)
