"""Ledgers as workbooks, written as rows of plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

Rows = Sequence[Sequence[Any]]


def workbook(rows: Rows) -> bytes:
    """An .xlsx with one sheet, ``Blad1``."""
    return sheets({"Blad1": rows})


def sheets(content: Mapping[str, Rows]) -> bytes:
    """An .xlsx with these sheets. A text that begins like one is a formula or an error."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in content.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, column, value, day)
                    elif value == "#N/A":
                        sheet.write_formula(number, column, "=NA()", None, "#N/A")
                    elif value is not None:
                        sheet.write(number, column, value)
    return stream.getvalue()
