"""Two versions of the frames chosen in lists, and how they differ by department."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kexcel.model.cell import cell_reference, column_letters
from kexcel.model.plan import FrameLine
from kexcel.money.differences import NOTHING
from kexcel.money.versions import VersionColumn
from kexcel.report.budget.figures import EXACT, Money, total
from kexcel.report.budget.frames_block import BOLD
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.tables import PlacedTable

_WILDCARDS = "~*?"
"""What a lookup takes for other than itself, first the sign that guards the others."""

Pair = tuple[VersionColumn, VersionColumn]


@dataclass(frozen=True, slots=True)
class Compared:
    """The matrix that amounts are looked up in: a line in each row, a version in each column."""

    versions: tuple[VersionColumn, ...]
    lines: tuple[FrameLine, ...]
    matrix: PlacedTable

    @property
    def names(self) -> str:
        """The matrix's headings, which are the versions' names."""
        return self._across(self.matrix.header_row)

    def looked_up(self, offset: int, chosen: str) -> str:
        """The amount of a line in the version whose name stands in a cell."""
        for sign in _WILDCARDS:
            if any(sign in each.version.name for each in self.versions):
                chosen = f'SUBSTITUTE({chosen},"{sign}","~{sign}")'
        amounts = self._across(self.matrix.first_row + offset)
        found = f"INDEX({amounts},1,MATCH({chosen},{self.names},0))"
        return f'=IF(ISNUMBER({found}),{found},"")'

    def _across(self, row: int) -> str:
        return f"{fixed_cell(row, 1)}:{fixed_cell(row, len(self.versions))}"


def fixed_cell(row: int, column: int) -> str:
    """A cell, counted from 0, as a formula refers to it wherever it is copied."""
    return f"${column_letters(column)}${row + 1}"


def write_comparison(
    context: ReportContext, money: Money, compared: Compared, in_force: VersionColumn, row: int
) -> None:
    """Write it from a row on: the two chosen in the headings, then a row for each line."""
    _, cells = context.translate, money.cells
    cells.worksheet.write_string(row, 0, _("Two versions compared"), cells.styles.heading())
    words = _("Choose versions in the yellow cells. The difference is the second less the first.")
    cells.worksheet.write_string(row + 1, 0, words, cells.styles.remark())
    header = row + 2
    pair = _pair(compared.versions, in_force)
    cells.write_header(header, 0, _("Department"), "left")
    for column, each in enumerate(pair, start=1):
        _write_choice(context, money, compared, (header, column), each)
    cells.write_header(header, 3, _("Difference"), "right")
    for offset, line in enumerate(compared.lines):
        _write_line(money, compared, header, offset, [line.amounts.get(x.column) for x in pair])
        cells.write(header + 1 + offset, 0, line.name)
    _write_totals(context, money, compared, pair, header + 1)


def _pair(versions: tuple[VersionColumn, ...], in_force: VersionColumn) -> Pair:
    """The version in force with the one before it, or else with the one after."""
    by_column = {each.column: each for each in versions}
    if in_force.before is not None:
        return by_column[in_force.before], in_force
    later = versions[versions.index(in_force) + 1 :]
    return in_force, next(iter(later), in_force)


def _write_choice(
    context: ReportContext,
    money: Money,
    compared: Compared,
    place: tuple[int, int],
    chosen: VersionColumn,
) -> None:
    """A heading that is chosen from a list of the versions."""
    _, cells = context.translate, money.cells
    style = cells.styles.input(bold=True, align="right", valign="vcenter")
    cells.write_header(*place, chosen.version.name, "right")
    cells.worksheet.write_string(*place, chosen.version.name, style)
    choice = {
        "validate": "list",
        "source": f"={compared.names}",
        "input_title": _("Version"),
        "input_message": _("Choose a version of the frames."),
        "error_title": _("Not in the list"),
        "error_message": _("Choose one of the versions in the list."),
    }
    cells.worksheet.data_validation(*place, *place, choice)


def _write_line(
    money: Money, compared: Compared, header: int, offset: int, amounts: list[Decimal | None]
) -> None:
    """A line's amounts in the two, and the second less the first; empty where it is in neither."""
    row = header + 1 + offset
    for column, amount in enumerate(amounts, start=1):
        formula = compared.looked_up(offset, fixed_cell(header, column))
        money.formula(row, column, formula, amount)
    first, second = (cell_reference(row, column) for column in (1, 2))
    change = f"ROUND(SUM({second})-SUM({first}),{EXACT})"
    formula = f'=IF(COUNT({first}:{second})=0,"",{change})'
    is_known = any(amount is not None for amount in amounts)
    difference = (amounts[1] or NOTHING) - (amounts[0] or NOTHING)
    money.formula(row, 3, formula, difference if is_known else None)


def _write_totals(
    context: ReportContext, money: Money, compared: Compared, pair: Pair, first: int
) -> None:
    row = first + len(compared.lines)
    sums = [total(line.amounts.get(each.column) for line in compared.lines) for each in pair]
    money.cells.write(row, 0, context.translate("Total"), **BOLD)
    for column, amount in enumerate([*sums, sums[1] - sums[0]], start=1):
        cells = f"{cell_reference(first, column)}:{cell_reference(row - 1, column)}"
        money.formula(row, column, f"=ROUND(SUM({cells}),{EXACT})", amount, **BOLD)
