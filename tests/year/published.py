"""What the example's year published: the tables of its workbooks."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

Row = dict[str, Any]
"""Heading → what stands beneath it."""


@cache
def workbook(path: Path) -> Any:
    """A workbook with its stored values."""
    return load_workbook(path, data_only=True)


def table(sheet: Any, *headings: str) -> list[Row]:
    """The rows of the table that has these headings, down to the first blank row."""
    rows = [[told(cell.value) for cell in row] for row in sheet.iter_rows()]
    head = next(place for place, row in enumerate(rows) if set(headings) <= set(row))
    found: list[Row] = []
    for row in rows[head + 1 :]:
        if not any(value is not None for value in row):
            break
        found.append({label: value for label, value in zip(rows[head], row, strict=True) if label})
    return found


def column(rows: list[Row], key: str, label: str) -> dict[Any, Any]:
    """What each row says under a heading, by what it says under another."""
    return {row[key]: row[label] for row in rows}


def told(value: Any) -> Any:
    """What a cell says; a date without a time of day."""
    return value.date() if isinstance(value, datetime) else value


def results(year: Path, period: str, kind: str) -> Path:
    """A period's workbook, of the kind "Uppföljning" or "Budget"."""
    return year / "resultat" / period / f"{kind} {period} 2024.xlsx"


def follow_up(year: Path, period: str, sheet: str) -> Any:
    """A sheet of a period's follow-up."""
    return workbook(results(year, period, "Uppföljning"))[sheet]


def budget(year: Path, period: str, sheet: str) -> Any:
    """A sheet of a period's budget workbook."""
    return workbook(results(year, period, "Budget"))[sheet]


def next_plan(folder: Path, sheet: str) -> list[Row]:
    """The rows of a sheet of the next year's plan."""
    first = {"Avdelningar": "Nyckel", "Ramar": "Perspektiv", "Mått": "Mått"}.get(sheet, "Nr")
    return table(workbook(folder / "2025" / "plan.xlsx")[sheet], first)


def only(row: Row, wanted: Row) -> Row:
    """What a row says under the headings that are asked for."""
    return {label: row[label] for label in wanted}


def as_published(figures: Row, *, within: float = 5e-7) -> Row:
    """Figures as a workbook holds them: to within half of the sixth decimal."""
    return {
        label: pytest.approx(float(value), abs=within) if isinstance(value, Decimal) else value
        for label, value in figures.items()
    }
