"""Place a free table of finance: its head, its columns, and how it prints in two parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kexcel.excel.styles import money_format
from kexcel.report.budget.figures import Money
from kexcel.report.budget.rounds import RoundTable
from kexcel.report.parts.answer_sources import file_headings
from kexcel.report.parts.banner import write_banner
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.tables import Heading
from kexcel.template.schema import Column

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

REMARK = "row.findings"
_REMARK_WIDTH, _WIDEST = 40.0, 28.0


@dataclass(frozen=True, slots=True)
class FreeSheet:
    """A sheet being written; the table's headings stand in ``row``."""

    cells: Cells
    row: int


def free_sheet(table: RoundTable, worksheet: Worksheet) -> FreeSheet:
    """The sheet with its head, and the line that says from which round the rows are."""
    context = table.context
    row = write_banner(context, worksheet, worksheet.get_name())
    cells = Cells(worksheet, context.book.styles)
    if table.rows and table.remark:
        worksheet.write_string(row, 0, table.remark, cells.styles.get(bold=True))
        row += 2
    return FreeSheet(cells, row)


def exact_money(context: ReportContext, cells: Cells, decimals: int) -> Money:
    """What writes amounts with so many decimals, whatever kexcel.toml says of other sheets."""
    money = Money(context, cells)
    money.decimals, money.format = decimals, money_format(decimals)
    return money


def input_heading(context: ReportContext, column: Column) -> Heading:
    """A column that departments fill in, no wider than a report has room for."""
    align = "right" if column.type in {"money", "number"} else "left"
    label = column.label.get(context.language)
    return Heading(column.key, label, min(column.width, _WIDEST), align)


def closing_headings(context: ReportContext) -> list[Heading]:
    """What is said of each row, and where it was read from."""
    remark = Heading(REMARK, context.translate("Findings"), _REMARK_WIDTH)
    return [remark, *file_headings(context)]
