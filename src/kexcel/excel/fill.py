"""Type values into cells of an existing workbook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook

from kexcel.excel.repack import repack

Typed = str | int | float | Decimal | date | bool | None


def fill_in(data: bytes, cells: Mapping[tuple[str, str], Typed], *, saved: date) -> bytes:
    """The workbook with values in cells, named by sheet and A1 reference.

    ``saved`` is what its properties say of when it was saved. KeyError for an unknown sheet.
    """
    workbook = load_workbook(BytesIO(data))
    for (sheet, cell), value in cells.items():
        target = workbook[sheet][cell]
        target.value = value
        if isinstance(value, str):
            target.data_type = "s"
    stream = BytesIO()
    workbook.save(stream)
    return repack(stream.getvalue(), modified=saved)
