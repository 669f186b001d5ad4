"""The rows of a ledger's table: amounts on codes, and the totals of them, which are no amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from kexcel.findings import finding
from kexcel.ledger.amounts import read_amount, stored_amount
from kexcel.ledger.booked import COST_NEGATIVE, Booked, Terms
from kexcel.ledger.codes import read_code
from kexcel.ledger.columns import Columns, is_headings
from kexcel.ledger.grid import Cells, Grid
from kexcel.locale import mark
from kexcel.model.cell import CellValue
from kexcel.model.finding import Finding, Place
from kexcel.validate.reading import Reckoning
from kexcel.validate.written import as_written, plain_number

TOO_MANY_CELLS = mark("the row has more columns than there are headings")

_TOTAL = re.compile(
    r"(summa|summering|delsumma|totalsumma|totalt|total|sum|grand total|s:a)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with something where the amount should be. ``is_total`` where it says that it is a sum,
    ``is_bare`` where nothing stands before the amount.
    """

    number: int
    code: str
    name: str
    value: CellValue
    is_total: bool
    is_bare: bool
    is_too_wide: bool


def read_rows(grid: Grid, columns: Columns, terms: Terms) -> tuple[list[Booked], list[Finding]]:
    """What is booked on each row's code, in the file's order, and what cannot be read."""
    reading = _Reading(grid, columns, terms)
    rows = list(_rows(grid, columns, terms))
    for row in rows:
        reading.take(row, is_last=row is rows[-1])
    return reading.booked, reading.findings


def _rows(grid: Grid, columns: Columns, terms: Terms) -> Iterator[_Row]:
    for number, cells in grid.rows():
        if number <= columns.row or is_headings(cells, terms, columns):
            continue
        value = cells.get(columns.amount)
        if as_written(value):
            code, name = read_code(cells.get(columns.code), terms.codes)
            yield _Row(
                number,
                code,
                name,
                value,
                is_total=_is_labelled(cells, columns),
                is_bare=not any(as_written(cells[each]) for each in cells if each < columns.amount),
                is_too_wide=max(cells) > columns.last and not grid.sheet,
            )


def _is_labelled(cells: Cells, columns: Columns) -> bool:
    """Whether the row says that it is a sum, in whatever column it does."""
    return any(
        isinstance(value, str) and _TOTAL.match(value.strip()) is not None
        for column, value in cells.items()
        if column != columns.amount
    )


@dataclass(slots=True)
class _Reading:
    """The rows read so far. ``tops`` are the sums that a total may begin to count from."""

    grid: Grid
    columns: Columns
    terms: Terms
    booked: list[Booked] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    sum: Decimal = Decimal(0)
    tops: dict[Decimal, None] = field(default_factory=lambda: {Decimal(0): None})
    is_whole: bool = True

    def take(self, row: _Row, *, is_last: bool) -> None:
        """Count a row, or hold it against those above it if it is their total."""
        is_unlabelled = row.is_bare and not row.code and bool(self.booked)
        if row.is_total or (is_unlabelled and (is_last or self._is_sum_so_far(row))):
            self._take_total(row)
        else:
            self._take_amount(row)

    def _take_amount(self, row: _Row) -> None:
        if row.is_too_wide:
            self._say("not-a-number", row, reason=TOO_MANY_CELLS)
            return
        reading = read_amount(row.value, self._reckoning)
        if not isinstance(reading.value, Decimal):
            self._say(reading.fault, row, reason=reading.reason)
            return
        self.sum += reading.value
        self.booked.append(self._booked(row, reading.value))

    def _booked(self, row: _Row, amount: Decimal) -> Booked:
        signed = -amount if self.terms.sign == COST_NEGATIVE else amount
        own = self.terms.own(signed, self.terms.unit)
        cell = self.grid.told(row.number, self.columns.amount)
        code_cell = self.grid.told(row.number, self.columns.code)
        return Booked(row.code, own, cell, self.grid.sheet, row.name, code_cell=code_cell)

    def _take_total(self, row: _Row) -> None:
        """Hold a total against the sum of the rows above it, all or from an earlier total on."""
        printed = stored_amount(row.value, self._reckoning)
        if printed is not None and self.is_whole and self.sum - printed not in self.tops:
            computed = self._sum_closest_to(printed)
            self.findings.append(
                finding(
                    "total-mismatch",
                    self._place(row, self.columns.amount),
                    printed=plain_number(printed),
                    computed=plain_number(computed),
                    difference=plain_number(printed - computed),
                )
            )
        self.tops[self.sum] = None

    def _sum_closest_to(self, printed: Decimal) -> Decimal:
        """What was probably meant: the sum of all rows, or of those since the last total."""
        sums = (self.sum, self.sum - next(reversed(self.tops)))
        return min(sums, key=lambda each: abs(each - printed))

    def _is_sum_so_far(self, row: _Row) -> bool:
        printed = stored_amount(row.value, self._reckoning)
        return printed is not None and self.sum - printed in self.tops

    def _say(self, code: str, row: _Row, *, reason: str) -> None:
        """A row whose amount is not known: the totals cannot be held against the others."""
        self.is_whole = False
        place, value = self._place(row, self.columns.amount), as_written(row.value)
        said = finding(code, place, value=value)
        self.findings.append(finding(code, place, value=value, reason=reason) if reason else said)

    def _place(self, row: _Row, column: int) -> Place:
        return self.terms.place(self.grid.told(row.number, column), self.grid.sheet)

    @property
    def _reckoning(self) -> Reckoning:
        terms = self.terms
        return Reckoning(terms.closes.year, unit=terms.unit, language=terms.language)
