"""What is typed and what is read, as it travels to LibreOffice and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from kexcel.model.cell import ErrorValue, cell_reference

_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets know no time zones


@dataclass(frozen=True, slots=True)
class Typed:
    """Text as a Swede types it: "30 apr" becomes a date, "12,5" a number, "=A1" a formula."""

    text: str


CellToType = str | int | float | Decimal | bool | date | Typed | None
Rows = Sequence[Sequence[CellToType]]
ToType = CellToType | Rows
"""A value for one cell, or rows of values that are pasted from that cell on."""

Entries = Mapping[tuple[str, str], ToType]
"""What to type, by sheet and cell."""

Grid = list[list[Any]]


@dataclass(frozen=True, slots=True)
class OfficeReading:
    """Every value and every formula of a workbook, by sheet and cell; blank cells are left out.

    A value is text, a float, a truth value, a date (a datetime if it has a time of day) or an
    ErrorValue.
    """

    values: Mapping[str, Mapping[str, Any]]
    formulas: Mapping[str, Mapping[str, str]]

    def __getitem__(self, sheet: str) -> Mapping[str, Any]:
        return self.values[sheet]


def encode_entries(entries: Entries) -> list[list[Any]]:
    """Entries as the worker takes them."""
    return [[sheet, cell, _encode(value)] for (sheet, cell), value in entries.items()]


def _encode(value: ToType) -> Any:
    match value:
        case Typed(text):
            return {"typed": text}
        case date():
            return {"date": serial_of(value)}
        case Decimal():
            return float(value)
        case None | str() | bool() | int() | float():
            return value
        case _:
            return {"values": [[_encode(cell) for cell in row] for row in value]}


def serial_of(day: date) -> float:
    """A date as the number of days that spreadsheets count."""
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)  # noqa: DTZ001
    return (moment - _DAY_ZERO) / timedelta(days=1)


def decode_reading(sheets: Sequence[Mapping[str, Any]]) -> OfficeReading:
    """A workbook as the worker tells it."""
    return OfficeReading(
        values={sheet["name"]: _decode_sheet(sheet) for sheet in sheets},
        formulas={sheet["name"]: sheet["formulas"] for sheet in sheets},
    )


def _decode_sheet(sheet: Mapping[str, Any]) -> dict[str, Any]:
    return {
        cell_reference(sheet["row"] + down, sheet["column"] + right): decode(value)
        for down, line in enumerate(sheet["values"])
        for right, value in enumerate(line)
        if value is not None
    }


def decode(value: Any) -> Any:
    """One value as the worker tells it."""
    if not isinstance(value, dict):
        return value
    if "error" in value:
        return ErrorValue(value["error"])
    moment = _DAY_ZERO + timedelta(days=value["date"])
    return moment.date() if float(value["date"]).is_integer() else moment
