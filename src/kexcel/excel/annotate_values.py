"""Put what a text was read as in place of the text, so that the workbook's own formulas agree."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kexcel.excel.annotate_marks import FillPlace, find_cell

if TYPE_CHECKING:
    from openpyxl import Workbook

Meant = Decimal | date
_TEXT, _GENERAL = "@", "General"


def put_values(book: Workbook, values: Mapping[FillPlace, Meant]) -> frozenset[FillPlace]:
    """Write the values where a plain text stands, in the cell's own number format.

    Gives the cells that were changed. A format for texts becomes the general one, since programs
    would make the number a text again.
    """
    changed = set()
    for (sheet, coordinate), value in values.items():
        cell = find_cell(book, sheet, coordinate)
        if cell is None or cell.data_type != "s" or not isinstance(cell.value, str):
            continue
        if cell.number_format == _TEXT:
            cell.number_format = _GENERAL
        cell.value = value
        changed.add((sheet, coordinate))
    return frozenset(changed)
