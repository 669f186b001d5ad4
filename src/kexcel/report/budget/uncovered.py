"""Beneath the approvers: the codes of the distribution that nobody may approve costs for."""

from __future__ import annotations

from collections.abc import Sequence

from kexcel.report.budget.approvers import PlacedApprovers
from kexcel.report.budget.distribution_rows import Handed, HandedRow
from kexcel.report.budget.distribution_table import APPROVER, PlacedDistribution
from kexcel.report.budget.free_table import REMARK
from kexcel.report.budget.live_text import live_text
from kexcel.report.budget.rounds import CODE, DISTRIBUTION, UNIT, RoundTable
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.page import print_parts_apart
from kexcel.report.parts.tables import fit_heights


def write_uncovered(
    of: RoundTable, approvers: PlacedApprovers, distribution: PlacedDistribution | None
) -> None:
    """Beneath the table: how many codes of the distribution lack an approver, and which."""
    cells, table = approvers.sheet.cells, approvers.table
    row = max(table.last_row, table.first_row)
    if distribution and distribution.has_codes:
        row += 2
        _write_count(of, cells, distribution, row)
        lacking = _uncovered(distribution)
        if lacking:
            _write_codes(of, cells, distribution, lacking, row + 1)
        row += 1 + len(lacking)
    fit_heights(cells, approvers.headings)
    print_parts_apart(cells.worksheet, table, table.columns[REMARK], row)


def _uncovered(distribution: PlacedDistribution) -> list[tuple[Handed, HandedRow]]:
    """The first row of each code without an approver."""
    codes: dict[tuple[str, str], tuple[Handed, HandedRow]] = {}
    for handed in distribution.handed:
        for row in handed.rows:
            code = row.code.casefold()
            if code and code not in distribution.approvers.codes:
                codes.setdefault((handed.department, code), (handed, row))
    return list(codes.values())


def _write_count(of: RoundTable, cells: Cells, distribution: PlacedDistribution, row: int) -> None:
    _ = of.context.translate
    missing, column = _("missing"), distribution.table.range(APPROVER)
    count = f'COUNTIF({column},"{missing}")'
    lacking = distribution.codes_without_approver
    phrase = _("Rows in {sheet} whose responsibility code has no approver here: {count}")
    phrase = phrase.replace("{sheet}", distribution.table.sheet)
    formula, stored = live_text(phrase, count=(count, lacking))
    worksheet, styles = cells.worksheet, cells.styles
    worksheet.write_formula(row, 0, formula, styles.get(bold=True), stored)


def _write_codes(
    of: RoundTable,
    cells: Cells,
    distribution: PlacedDistribution,
    lacking: Sequence[tuple[Handed, HandedRow]],
    row: int,
) -> None:
    context, _ = of.context, of.context.translate
    labels = (
        _("Department"),
        context.column_label(DISTRIBUTION, CODE),
        context.column_label(DISTRIBUTION, UNIT),
        _("Approver"),
    )
    for column, label in enumerate(labels):
        cells.write_header(row, column, label, "left")
    for place, (handed, each) in enumerate(lacking, start=row + 1):
        cells.write(place, 0, handed.name)
        cells.write(place, 1, each.code)
        cells.write(place, 2, each.unit_name or None)
        live = distribution.table.far_cell(APPROVER, each.row)
        cells.write_formula(place, 3, f"={live}", _("missing"))
    _colour(cells, _("missing"), row + 1, row + len(lacking))


def _colour(cells: Cells, word: str, first: int, last: int) -> None:
    """Colour the words, and the line above them while any is there.

    A rule looks at its own sheet only: not every program lets it look at another.
    """
    words = f"$D${first + 1}:$D${last + 1}"
    format_ = cells.styles.role("error")
    each = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": format_}
    cells.worksheet.conditional_format(first, 3, last, 3, each)
    some = {"type": "formula", "criteria": f'=COUNTIF({words},"{word}")>0', "format": format_}
    cells.worksheet.conditional_format(first - 2, 0, first - 2, 2, some)
