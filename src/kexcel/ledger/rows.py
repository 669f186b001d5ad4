"""The rows of a ledger's table: amounts on codes, and the totals of them, which are no amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from kexcel.findings import finding
from kexcel.ledger.amounts import read_amount, stored_amount
from kexcel.ledger.booked import COST_NEGATIVE, Booked, Terms
from kexcel.ledger.codes import read_code
from kexcel.ledger.columns import Columns
from kexcel.ledger.grid import Cells, Grid
from kexcel.locale import mark
from kexcel.model.cell import CellValue
from kexcel.model.finding import Finding, Place
from kexcel.validate.reading import Reckoning
from kexcel.validate.written import as_written, plain_number

TOO_MANY_CELLS = mark("the row has more columns than there are headings")

_TOTAL = re.compile(
    r"\s*(summa|summering|delsumma|totalsumma|totalt|total|sum|grand total|s:a)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with something where the amount should be. ``is_total`` where it says that it is a sum,
    ``is_bare`` where nothing stands before the amount.
    """

    number: int
    code: CellValue
    value: CellValue
    is_total: bool
    is_bare: bool
    is_too_wide: bool


def read_rows(grid: Grid, columns: Columns, terms: Terms) -> tuple[list[Booked], list[Finding]]:
    """What is booked on each code, in the order they come, and what cannot be read.

    The rows are taken one by one, since an export may have a million.
    """
    reading = _Reading(grid, columns, terms)
    for row, is_last in _and_whether_last(_rows(grid, columns)):
        reading.take(row, is_last=is_last)
    return reading.in_own_unit(), reading.findings


def _and_whether_last(rows: Iterator[_Row]) -> Iterator[tuple[_Row, bool]]:
    before = next(rows, None)
    while before is not None:
        after = next(rows, None)
        yield before, after is None
        before = after


def _rows(grid: Grid, columns: Columns) -> Iterator[_Row]:
    for number, cells in grid.rows():
        value = cells.get(columns.amount)
        if number <= columns.row or _is_blank(value) or columns.are_repeated_in(cells):
            continue
        yield _Row(
            number,
            cells.get(columns.code),
            value,
            is_total=_is_labelled(cells, columns),
            is_bare=all(_is_blank(cells[each]) for each in cells if each < columns.amount),
            is_too_wide=max(cells) > columns.last and not grid.sheet,
        )


def _is_blank(value: CellValue) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _is_labelled(cells: Cells, columns: Columns) -> bool:
    """Whether the row says that it is a sum, in whatever column it does."""
    return any(
        isinstance(value, str) and _TOTAL.match(value) is not None
        for column, value in cells.items()
        if column != columns.amount
    )


class _Reading:
    """The rows read so far, amounts as in the file."""

    def __init__(self, grid: Grid, columns: Columns, terms: Terms) -> None:
        self._grid, self._columns, self._terms = grid, columns, terms
        self._reckoning = Reckoning(terms.closes.year, unit=terms.unit, language=terms.language)
        self._booked: dict[str, Booked] = {}
        self._codes: dict[tuple[type, CellValue], tuple[str, str]] = {}
        self._totals = _Totals()
        self.findings: list[Finding] = []

    def take(self, row: _Row, *, is_last: bool) -> None:
        """Count a row, or hold it against those above it if it is their total."""
        if row.is_total or self._is_unlabelled_total(row, is_last=is_last):
            self._take_total(row)
        else:
            self._take_amount(row)

    def in_own_unit(self) -> list[Booked]:
        """What is booked on each code, net cost positive, in the workspace's unit."""
        terms = self._terms
        sign = -1 if terms.sign == COST_NEGATIVE else 1
        return [
            replace(each, amount=terms.own(sign * each.amount, terms.unit))
            for each in self._booked.values()
        ]

    def _is_unlabelled_total(self, row: _Row, *, is_last: bool) -> bool:
        """Whether a row with nothing but an amount is the sum of those above it."""
        if not row.is_bare or not self._booked or self._code(row)[0]:
            return False
        printed = stored_amount(row.value, self._reckoning)
        return is_last or (printed is not None and self._totals.has(printed))

    def _take_amount(self, row: _Row) -> None:
        if row.is_too_wide:
            self._say("not-a-number", row, reason=TOO_MANY_CELLS)
            return
        reading = read_amount(row.value, self._reckoning)
        if not isinstance(reading.value, Decimal):
            self._say(reading.fault, row, reason=reading.reason)
            return
        self._totals.add(reading.value)
        self._book(row, reading.value)

    def _book(self, row: _Row, amount: Decimal) -> None:
        code, name = self._code(row)
        before = self._booked.get(code)
        if before is not None:
            total, parts = before.amount + amount, before.parts + 1
            self._booked[code] = replace(before, amount=total, parts=parts)
            return
        cell = self._grid.told(row.number, self._columns.amount)
        code_cell = self._grid.told(row.number, self._columns.code)
        self._booked[code] = Booked(code, amount, cell, self._grid.sheet, name, code_cell=code_cell)

    def _take_total(self, row: _Row) -> None:
        printed = stored_amount(row.value, self._reckoning)
        if printed is not None and not self._totals.has(printed) and self._totals.is_known:
            computed = self._totals.closest(printed)
            self.findings.append(
                finding(
                    "total-mismatch",
                    self._place(row),
                    printed=plain_number(printed),
                    computed=plain_number(computed),
                    difference=plain_number(printed - computed),
                )
            )
        self._totals.end_part()

    def _code(self, row: _Row) -> tuple[str, str]:
        key = (type(row.code), row.code)
        if key not in self._codes:
            self._codes[key] = read_code(row.code, self._terms.codes)
        return self._codes[key]

    def _say(self, code: str, row: _Row, *, reason: str) -> None:
        """A row whose amount is not known: no total can be held against the others."""
        self._totals.is_known = False
        place, value = self._place(row), as_written(row.value)
        said = finding(code, place, value=value)
        self.findings.append(finding(code, place, value=value, reason=reason) if reason else said)

    def _place(self, row: _Row) -> Place:
        cell = self._grid.told(row.number, self._columns.amount)
        return self._terms.place(cell, self._grid.sheet)


@dataclass(slots=True)
class _Totals:
    """The sum of the rows so far, and the sums there were at each total before.

    ``is_known`` is False once a row's amount could not be read.
    """

    sum: Decimal = Decimal(0)
    is_known: bool = True
    _before: dict[Decimal, None] = field(default_factory=lambda: {Decimal(0): None})

    def add(self, amount: Decimal) -> None:
        """Count a row."""
        self.sum += amount

    def has(self, printed: Decimal) -> bool:
        """Whether it is the sum of all rows, or of those since one of the totals."""
        return self.sum - printed in self._before

    def closest(self, printed: Decimal) -> Decimal:
        """What was probably meant: the sum of all rows, or of those since the last total."""
        sums = (self.sum, self.sum - next(reversed(self._before)))
        return min(sums, key=lambda each: abs(each - printed))

    def end_part(self) -> None:
        """A total stood here."""
        self._before[self.sum] = None
