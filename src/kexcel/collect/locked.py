"""Notice what the department changed in cells that were not its to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import repeat

from kexcel.findings import finding
from kexcel.model.cell import CellValue, FormulaText
from kexcel.model.finding import Finding, Place
from kexcel.model.form import FormRow, FormSheet, FormValue
from kexcel.template.schema import Sheet
from kexcel.validate import RawCell, RawRow, Reckoning, as_written
from kexcel.validate.dates import read_date
from kexcel.validate.numbers import read_number
from kexcel.validate.raw import CellsOfRow
from kexcel.validate.written import exact, tidy

_COMPARED_AS_THEY_ARE = {str, date}
_EQUAL_WITHIN = Decimal("0.000000001")


def changed_cells(
    form: FormSheet, rows: tuple[RawRow, ...], template: Sheet, reckoning: Reckoning
) -> Iterator[Finding]:
    """Every locked cell that differs from what was issued; what was issued still counts."""
    issued = {row.identity: row for row in form.rows}
    fields = template.source == "fields"
    locked = {c.key for c in template.columns if c.type != "check" and not c.formula}
    columns = {"label"} if fields else locked
    known = [(row, issued[row.identity]) for row in rows if row.identity in issued]
    columns -= columns.intersection(*(of_form.inputs for _, of_form in known)) if known else set()
    columns -= _columns_as_issued(known, columns)
    if columns:
        for row, of_form in known:
            yield from _changed_in(row, of_form, columns, reckoning)


def _columns_as_issued(rows: list[tuple[RawRow, FormRow]], columns: set[str]) -> set[str]:
    """Those of the columns, of texts and days, in which every row says exactly what was printed.

    Nearly all do. Looking down the columns tells in a tenth of the time it takes cell by cell.
    """
    cells = [row.cells for row, _ in rows]
    lazily = [each for each in cells if isinstance(each, CellsOfRow)]
    if (
        not lazily
        or len(lazily) != len(cells)
        or any(each.columns is not lazily[0].columns for each in lazily)
    ):
        return set()
    values, lines = lazily[0].values_of_sheet.get, [each.line for each in lazily]
    of_form = [issued.values for _, issued in rows]
    found = set()
    for key, place in lazily[0].columns.items():
        if key not in columns:
            continue
        printed = [each.get(key) for each in of_form]
        found_here = list(map(values, zip(lines, repeat(place))))
        if printed == found_here and Decimal not in set(map(type, printed)):
            found.add(key)
    return found


def _changed_in(
    row: RawRow, issued: FormRow, columns: set[str], reckoning: Reckoning
) -> Iterator[Finding]:
    for key, value in _values(row):
        if key not in columns or key in issued.inputs:
            continue
        printed = issued.values.get(key)
        if value is printed or (value == printed and value.__class__ in _COMPARED_AS_THEY_ARE):
            continue
        if not _is_same(value, printed, reckoning):
            yield _changed(row, key, row.cells[key], printed)


def _values(row: RawRow) -> Iterator[tuple[str, CellValue]]:
    """What stands in each of the row's columns, without making a record of every cell."""
    cells = row.cells
    if isinstance(cells, CellsOfRow):
        values, line = cells.values_of_sheet, cells.line
        return ((key, values.get((line, place))) for key, place in cells.columns.items())
    return ((key, cell.value) for key, cell in cells.items())


def _is_same(value: CellValue, printed: FormValue, reckoning: Reckoning) -> bool:
    words = as_written(value)
    if printed is None or not words:
        return not words and not as_written(printed)
    if isinstance(value, FormulaText):
        return False
    if isinstance(printed, date):
        return read_date(value, reckoning).value == printed
    if isinstance(printed, Decimal):
        return _is_same_number(value, printed, reckoning)
    return tidy(words).casefold() == tidy(printed).casefold()


def _is_same_number(value: CellValue, printed: Decimal, reckoning: Reckoning) -> bool:
    number = read_number(value, reckoning).value
    return isinstance(number, Decimal) and abs(exact(number) - printed) <= _EQUAL_WITHIN


def _changed(row: RawRow, key: str, cell: RawCell, printed: FormValue) -> Finding:
    place = Place(sheet=row.sheet, cell=cell.reference, row=row.identity, column=key)
    value = as_written(cell.value) or None
    return finding("locked-cell-changed", place, value=value, issued=as_written(printed))
