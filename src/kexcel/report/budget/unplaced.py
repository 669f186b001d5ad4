"""What is booked on codes that nobody has: in no department's figures, but in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kexcel.model.consolidation import LedgerAmount
from kexcel.report.budget.figures import EXACT, Figure, Money, total
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.tables import Heading, PlacedTable, place_table

_NAME, _CODE, _SOURCE, _AMOUNT = "name", "code", "source", "amount"
_BOLD: dict[str, Any] = {"bold": True}


@dataclass(frozen=True, slots=True)
class PlacedLedger:
    """The table of what is booked on no one's code, and what the whole ledger amounts to."""

    table: PlacedTable
    amounts: tuple[LedgerAmount, ...]
    ledger: tuple[LedgerAmount, ...]

    @property
    def last_row(self) -> int:
        """The row of the whole ledger."""
        return self.table.first_row + len(self.amounts) + 1

    @property
    def unplaced_part(self) -> str:
        """The formula's part that adds up the table's rows, unrounded."""
        return f"SUM({self.table.local_range(_AMOUNT)})" if self.amounts else "0"

    @property
    def unplaced(self) -> Figure:
        """The sum of the table."""
        known = total(each.amount for each in self.amounts)
        return Figure(self.table.cell(_AMOUNT, self.last_row - 1), known)

    @property
    def whole(self) -> Figure:
        """The ledger as it was read."""
        known = total(each.amount for each in self.ledger)
        return Figure(self.table.cell(_AMOUNT, self.last_row), known)


def place_unplaced(context: ReportContext, sheet: str, row: int) -> PlacedLedger:
    """Where the table stands when its title is in ``row``, in the sheet's first four columns."""
    ledger = context.consolidation.ledger
    unplaced = tuple(each for each in ledger if each.department is None)
    columns = {key: place for place, key in enumerate((_NAME, _CODE, _SOURCE, _AMOUNT))}
    table = PlacedTable(sheet, row + 1, row + 2, row + 1 + len(unplaced), columns)
    return PlacedLedger(table, unplaced, ledger)


def write_unplaced(context: ReportContext, cells: Cells, placed: PlacedLedger) -> None:
    """Write the table where it was placed, its sum, and the whole ledger."""
    _, row = context.translate, placed.table.header_row
    title = _("Booked on codes that no department has")
    cells.worksheet.write_string(row - 1, 0, title, cells.styles.heading())
    headings = [
        Heading(_NAME, _("Name in the ledger")),
        Heading(_CODE, context.column_label("distribution", "responsibility")),
        Heading(_SOURCE, _("Source")),
        Heading(_AMOUNT, _("Booked"), align="right"),
    ]
    count = len(placed.amounts)
    table = place_table(cells, "Unplaced", headings, count, row=row, filtered=False)
    money = Money(context, cells)
    for place, each in zip(table.rows, placed.amounts, strict=True):
        _write(cells, money, place, each)
    last, column = placed.last_row, table.columns[_AMOUNT]
    formula = f"=ROUND({placed.unplaced_part},{EXACT})"
    _write_label(cells, last - 1, _("In all"))
    money.formula(last - 1, column, formula, placed.unplaced.amount, **_BOLD)
    _write_label(cells, last, _("The whole ledger, as it was read"))
    money.amount(last, column, placed.whole.amount)


def _write(cells: Cells, money: Money, row: int, booked: LedgerAmount) -> None:
    cells.write(row, 0, booked.name or None)
    cells.write(row, 1, booked.responsibility)
    cells.write_linked(row, 2, booked.source.cell or booked.source.file, booked.source)
    money.amount(row, 3, booked.amount)


def _write_label(cells: Cells, row: int, label: str) -> None:
    cells.write(row, 0, label, **_BOLD)
    for column in (1, 2):
        cells.write(row, column, None)
