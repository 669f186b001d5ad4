"""The records of a binary sheet."""

from __future__ import annotations

import struct

import pytest

from kexcel.excel.xlsb_cells import furthest_cell, records
from kexcel.excel.xlsb_sheet import read_sheet
from kexcel.model.cell import ErrorValue, FormulaText

STYLE = bytes(4)
ROW, BLANK, ERROR, REAL, FORMULA, SHORT_BLANK, SHORT_REAL, OTHER = 0, 1, 3, 5, 9, 12, 16, 0x0ABC


def record(kind: int, content: bytes) -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(content)]) + content


def row(number: int) -> bytes:
    return record(ROW, struct.pack("<I", number))


def cell(kind: int, column: int, value: bytes = b"") -> bytes:
    return record(kind, struct.pack("<I", column) + STYLE + value)


def test_cells_that_only_follow_each_other_are_given_their_places() -> None:
    part = row(2) + cell(REAL, 1, b"11111111") + record(SHORT_REAL, STYLE + b"22222222")
    full = row(2) + cell(REAL, 1, b"11111111") + cell(REAL, 2, b"22222222")
    assert read_sheet(part).part == full
    assert furthest_cell(part) == furthest_cell(full) == (2, 2)


def test_a_row_begins_at_its_first_column() -> None:
    part = row(0) + cell(BLANK, 7) + row(1) + record(SHORT_BLANK, STYLE)
    assert read_sheet(part).part == row(0) + cell(BLANK, 7) + row(1) + cell(BLANK, 0)


def test_errors_and_formulas_are_known() -> None:
    part = (
        row(4)
        + cell(ERROR, 0, b"\x2a")
        + cell(FORMULA, 3, bytes(8))
        + cell(11, 4, b"\x07" + bytes(10))
    )
    assert read_sheet(part).marks == {
        (4, 0): ErrorValue("#N/A"),
        (4, 3): FormulaText("="),
        (4, 4): FormulaText("=", "#DIV/0!"),
    }


def test_other_records_are_left_as_they_are() -> None:
    part = record(OTHER, b"abc") + row(0) + record(OTHER, bytes(100))
    assert read_sheet(part).part == part
    assert [kind for kind, _, _ in records(part)] == [OTHER, ROW, OTHER]


@pytest.mark.parametrize("part", [row(0) + cell(BLANK, 16_384), row(0)[:-1], record(BLANK, b"")])
def test_what_cannot_be_is_a_fault(part: bytes) -> None:
    with pytest.raises((ValueError, struct.error)):
        read_sheet(part)
