"""Where in plan.xlsx everything stands, for those who compare or point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kexcel.documents.plan.layout import (
    ACTIVITIES_SHEET,
    DEPARTMENTS_SHEET,
    GOALS_SHEET,
    MEASURES_SHEET,
    PLAN_FILE,
    PLAN_SHEET,
)
from kexcel.documents.plan.notes import Notes
from kexcel.documents.plan.table import Table, find_table
from kexcel.documents.plan.workbook_cells import read_cells

Addresses = Mapping[tuple[str, str, str], str]
"""Sheet of the layout, what a row is told by, and a column's key → a cell such as "F14"."""

_SHEETS = (PLAN_SHEET, DEPARTMENTS_SHEET, GOALS_SHEET, ACTIVITIES_SHEET, MEASURES_SHEET)


def plan_addresses(data: bytes, *, file: str = PLAN_FILE) -> Addresses:
    """The cells of the sheets whose rows are told by a word of their own.

    Of several rows that are told by the same, the first counts, as when the plan is read.

    Raises:
        UnreadableInputError: ``data`` is not a workbook that can be read.
    """
    sheets = read_cells(data, file=file)
    unsaid = Notes()
    found: dict[tuple[str, str, str], str] = {}
    for layout in _SHEETS:
        table = find_table(sheets, layout, unsaid, file=file)
        for key, cell in _cells(table) if table else ():
            found.setdefault((layout.name, *key), cell)
    return found


def _cells(table: Table) -> Iterator[tuple[tuple[str, str], str]]:
    for row in table.rows():
        for key in table.columns:
            cell = row.cell(key).place.cell
            if row.identity and cell:
                yield (row.identity, key), cell
