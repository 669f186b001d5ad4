"""Holds a workbook's stored results against those LibreOffice calculates."""

from __future__ import annotations

import math
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from kexcel.model.cell import ErrorValue
from tests.office.driver import Office
from tests.office.values import serial_of

Difference = tuple[str, str, Any, Any]
"""Sheet, cell, stored and recalculated."""


def stored_values_differing_after_recalculation(path: Path, office: Office) -> list[Difference]:
    """Every formula cell whose stored result is wrong, missing or an error.

    Numbers agree within a billionth, texts when they are equal; an empty text is no value.
    An error is a difference even where both say the same.
    """
    stored = _stored_results(path)
    reading = office.read(path, recalculate=True)
    recalculated = {
        (sheet, cell): reading.values[sheet].get(cell)
        for sheet, formulas in reading.formulas.items()
        for cell in formulas
    }
    return [
        (*place, stored.get(place), recalculated.get(place))
        for place in sorted(stored.keys() | recalculated.keys())
        if not _agree(stored.get(place), recalculated.get(place))
    ]


def _stored_results(path: Path) -> dict[tuple[str, str], Any]:
    content = path.read_bytes()
    formulas = load_workbook(BytesIO(content))
    results = load_workbook(BytesIO(content), data_only=True)
    return {
        (sheet.title, cell.coordinate): _told(results[sheet.title][cell.coordinate])
        for sheet in formulas.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def _told(cell: Any) -> Any:
    return ErrorValue(str(cell.value)) if cell.data_type == "e" else cell.value


def _agree(stored: Any, recalculated: Any) -> bool:
    if isinstance(stored, ErrorValue) or isinstance(recalculated, ErrorValue):
        return False
    left, right = _comparable(stored), _comparable(recalculated)
    if isinstance(left, float) and isinstance(right, float):
        return math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-12)
    return left == right


def _comparable(value: Any) -> str | float | None:
    if isinstance(value, date):
        return serial_of(value)
    if isinstance(value, (bool, int, float)):
        return float(value)
    return str(value) if value else None
