"""The tables of a sheet, found by the blank rows and columns around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kexcel.compare.comparison import Value
from kexcel.excel.workbook_data import SheetData
from kexcel.model.cell import CellValue, ErrorValue, FormulaText
from kexcel.validate.written import exact, plain_number

_FEWEST = 2
"""How many cells a heading, and a row with something to compare, must have."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Island:
    """A table: its caption, its headings by column, and its rows with their cells by column.

    Without headings it is a list of labels with values, and the columns are unnamed.
    """

    caption: str
    headings: Mapping[int, str]
    rows: tuple[tuple[int, Mapping[int, Value]], ...]

    def texts(self, column: int) -> tuple[str | None, ...]:
        """What a column says in every row, a blank cell being ""; None where it is no text."""
        found = (cells.get(column, "") for _, cells in self.rows)
        return tuple(value if isinstance(value, str) else None for value in found)


def find_islands(sheet: SheetData) -> tuple[Island, ...]:
    """The tables of a sheet from above and, beside each other, from the left.

    Formulas count as their stored results, which a result is written with.
    """
    said = {place: _said(value) for place, value in sheet.cells.items()}
    cells = {place: value for place, value in said.items() if value not in {None, ""}}
    bands = _runs(sorted({row for row, _ in cells}))
    found = (_island(part) for band in bands for part in _beside(cells, band))
    return tuple(island for island in found if island is not None)


def _said(value: CellValue) -> Value:
    if isinstance(value, FormulaText):
        return _stored(value.stored)
    if isinstance(value, ErrorValue):
        return value.text
    if isinstance(value, bool):
        return str(value)
    return _plain(exact(value)) if isinstance(value, int | float) else value


def _stored(result: str | None) -> Value:
    """A formula's result, which is kept as text whether it is a number or not."""
    if result is None:
        return None
    try:
        number = Decimal(result)
    except InvalidOperation:
        return result
    return _plain(exact(float(number))) if number.is_finite() else result


def _plain(number: Decimal) -> Decimal:
    return Decimal(plain_number(number))


def _runs(numbers: Sequence[int]) -> Iterator[range]:
    """The stretches without a gap."""
    start = previous = None
    for number in numbers:
        if previous is None or number != previous + 1:
            if start is not None and previous is not None:
                yield range(start, previous + 1)
            start = number
        previous = number
    if start is not None and previous is not None:
        yield range(start, previous + 1)


def _beside(cells: Mapping[Place, Value], band: range) -> Iterator[dict[Place, Value]]:
    within = {place: value for place, value in cells.items() if place[0] in band}
    for columns in _runs(sorted({column for _, column in within})):
        yield {place: value for place, value in within.items() if place[1] in columns}


def _island(cells: Mapping[Place, Value]) -> Island | None:
    lines: dict[int, dict[int, Value]] = {}
    for row, column in sorted(cells):
        lines.setdefault(row, {})[column] = cells[row, column]
    header = _header(lines)
    above = [row for row in lines if header is None or row < header]
    caption = _caption(lines[row] for row in above)
    rows = tuple(
        (row, line)
        for row, line in lines.items()
        if (header is None or row > header) and len(line) >= _FEWEST
    )
    if not rows:
        return None
    headings = {c: str(v) for c, v in lines[header].items()} if header is not None else {}
    return Island(caption, headings, rows)


def _header(lines: Mapping[int, Mapping[int, Value]]) -> int | None:
    """The first row with two cells or more, if there is nothing but text in it."""
    for row, line in lines.items():
        if len(line) >= _FEWEST:
            return row if all(isinstance(value, str) for value in line.values()) else None
    return None


def _caption(lines: Iterable[Mapping[int, Value]]) -> str:
    """The last line that stands alone above the headings."""
    alone = [next(iter(line.values())) for line in lines if len(line) == 1]
    return next((value for value in reversed(alone) if isinstance(value, str)), "")
