"""A text file with a delimiter between its columns, as ledgers and spreadsheet programs save it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from io import StringIO

from kexcel.errors import Fault
from kexcel.ledger.grid import Cells, Grid
from kexcel.locale import mark
from kexcel.sie import decode

DELIMITERS = (";", "\t", ",")
"""In the order they are tried: a comma may stand in every amount."""

_WINDOWS = "cp1252"


def delimited_grids(data: bytes, told: Callable[[int], str]) -> tuple[Grid, ...]:
    """The file as a table for each delimiter; ``told`` says a line, counted from 1, as a place."""
    encoding = decode(data, declared=_WINDOWS).encoding
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    return tuple(_grid(text, delimiter, told) for delimiter in DELIMITERS)


def _grid(text: str, delimiter: str, told: Callable[[int], str]) -> Grid:
    return Grid("", lambda: _rows(text, delimiter), lambda row, _column: told(row + 1))


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, Cells]]:
    """The rows by the line each begins on.

    Raises:
        Fault: a quotation mark is opened and never closed, so that rows would be swallowed.
    """
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as fault:
            phrase = mark("a quotation mark on line {line} is not closed as it should be")
            raise Fault(phrase, line=line + 1) from fault
        if cells is None:
            return
        yield line, {place: cell for place, cell in enumerate(cells) if cell.strip()}
        line = reader.line_num
