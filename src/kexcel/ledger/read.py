"""Read one file of what is booked, whatever kind it is. Pure, so that it can be done elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import localcontext

from kexcel.errors import Fault, Said, UnreadableInputError, UsageError
from kexcel.excel.guard import Guarded, Limits, Notice, guard
from kexcel.excel.read import read_workbook
from kexcel.excel.sniff import FileKind, sniff
from kexcel.excel.workbook_data import SheetData, WorkbookLockedError, WorkbookReadError
from kexcel.findings import finding
from kexcel.ledger.booked import Booked, LedgerReading, Terms
from kexcel.ledger.columns import ROWS_SEARCHED, Columns, find_columns
from kexcel.ledger.delimited import delimited_grids
from kexcel.ledger.grid import Cells, Grid
from kexcel.ledger.rows import read_rows
from kexcel.ledger.sie_ledger import read_sie_ledger
from kexcel.locale import mark
from kexcel.model.cell import CellValue, cell_reference
from kexcel.model.finding import Finding
from kexcel.rules.codes import code_words, is_code
from kexcel.sie import begins_as_sie

MEGABYTE = 1_000_000

LEDGER_BYTES = 100 * MEGABYTE
"""The largest file that is read: a municipality's verifications of a year are some tens of MB."""

_DIGITS = 100
"""Of sums: more than any amounts that can be read make."""

_LIMITS = Limits(cells=1_000_000, ratio_from_bytes=10 * MEGABYTE)
"""A ledger has a row for each account and code, where a form has some hundred in all."""

_EXAMPLES = {"unit": "kr", "sign": "cost-positive"}
_HEAD = 4096
_FIFTH = b"sie.se/sie5"

_PASSWORD = mark("it is locked with a password. Save it without one")
_OTHER_KIND = mark("it is {kind}. Export it as .xlsx, CSV or SIE 4")
_TOO_LARGE = mark("it is larger than {limit}. Export balances by period (SIE 3) instead")
_SIE_5 = mark("it is SIE 5 (XML). Export it as SIE 4")


def is_sie(data: bytes) -> bool:
    """Whether the file has unit and sign of its own, as SIE does."""
    return begins_as_sie(data)


def read_ledger(data: bytes, terms: Terms) -> LedgerReading:
    """What is booked on each code. ``terms`` must have unit and sign, unless the file is SIE.

    Raises:
        UnreadableInputError: the file cannot be read at all; it says why.
        UsageError: it can be read in several ways, or its unit is none of money.
    """
    try:
        with localcontext(prec=_DIGITS):
            return _together(_reading(data, terms), terms)
    except Fault as reason:
        raise cannot_read(terms.file, reason) from reason


def cannot_read(file: str, reason: Said) -> UnreadableInputError:
    """The error for a file that is no ledger."""
    phrase = mark("{file} cannot be read: {reason}.")
    return UnreadableInputError(phrase, file=file, reason=reason)


def _reading(data: bytes, terms: Terms) -> LedgerReading:
    if len(data) > LEDGER_BYTES:
        raise Fault(_TOO_LARGE, limit=f"{LEDGER_BYTES // MEGABYTE} MB")
    if begins_as_sie(data):
        return read_sie_ledger(data, terms)
    if _FIFTH in data[:_HEAD]:
        raise Fault(_SIE_5)
    if sniff(data, terms.file) is FileKind.TEXT:
        return _of_text(data, terms)
    return _of_workbook(data, terms)


def _of_text(data: bytes, terms: Terms) -> LedgerReading:
    """By the first delimiter with which a row has the headings."""
    faults: list[Fault] = []
    for grid in delimited_grids(data, terms.line):
        try:
            columns = find_columns(grid, terms)
        except Fault as fault:  # with another delimiter its quotation marks may be sound
            faults.append(fault)
            continue
        if columns:
            return _of_table(grid, columns, terms)
    raise faults[0] if faults else _no_headings(terms)


def _of_workbook(data: bytes, terms: Terms) -> LedgerReading:
    """From the only sheet that has the headings."""
    sheets = _sheets(data, terms)
    visible = [each for each in sheets if each.visible] or sheets
    grids = map(_grid, visible)
    found = [(grid, columns) for grid in grids if (columns := find_columns(grid, terms))]
    if not found:
        raise _no_headings(terms)
    if len(found) > 1:
        names = ", ".join(grid.sheet for grid, _ in found)
        raise Fault(mark("several sheets have the headings: {sheets}. Leave one"), sheets=names)
    return _of_table(*found[0], terms)


def _sheets(data: bytes, terms: Terms) -> tuple[SheetData, ...]:
    guarded = guard(data, terms.file, _LIMITS)
    if guarded.refusal:
        raise _refused(guarded, guarded.refusal)
    try:
        return read_workbook(data, guarded).sheets
    except WorkbookLockedError as fault:
        raise Fault(_PASSWORD) from fault
    except WorkbookReadError as fault:
        raise Fault(fault.reason) from fault


def _of_table(grid: Grid, columns: Columns, terms: Terms) -> LedgerReading:
    _must_be_told(terms)
    booked, findings = read_rows(grid, columns, terms)
    return LedgerReading(tuple(booked), tuple(findings))


def _must_be_told(terms: Terms) -> None:
    """A printed column says neither its unit nor which sign a cost has, and nobody may guess."""
    told = {"unit": terms.unit, "sign": terms.sign}
    lines = "".join(f'\n{key} = "{_EXAMPLES[key]}"' for key, value in told.items() if not value)
    if lines:
        phrase = mark(
            "{file}: say in which unit the amounts are and which sign a cost has, with --unit and "
            "--sign, or in kexcel.toml:\n\n[ledger]{lines}\n\n"
            "(sign is cost-positive or cost-negative)"
        )
        raise UsageError(phrase, file=terms.file, lines=lines)


def _no_headings(terms: Terms) -> Fault:
    phrase = mark(
        "no row among the first {rows} has a heading for responsibility codes ({codes}) and one "
        "for amounts ({amounts}). Write what they are called under [ledger] in kexcel.toml"
    )
    return Fault(
        phrase,
        rows=ROWS_SEARCHED,
        codes=", ".join(terms.headings.responsibility),
        amounts=", ".join(terms.headings.amount),
    )


def _refused(guarded: Guarded, notice: Notice) -> Fault:
    details = dict(notice.details)
    match notice.code:
        case "file-encrypted":
            return Fault(_PASSWORD)
        case "file-too-large":
            return Fault(_TOO_LARGE, limit=details["limit"])
        case "not-a-form":
            return Fault(_OTHER_KIND, kind=Fault(guarded.kind.value))
    return Fault(details["reason"])


def _grid(sheet: SheetData) -> Grid:
    rows: dict[int, dict[int, CellValue]] = {}
    for (row, column), value in sheet.cells.items():
        rows.setdefault(row, {})[column] = value

    def in_order() -> Iterator[tuple[int, Cells]]:
        return ((row, rows[row]) for row in sorted(rows))

    return Grid(sheet.name, in_order, cell_reference)


def _together(reading: LedgerReading, terms: Terms) -> LedgerReading:
    """One amount for each code, in the order that they come in the file; odd codes told once."""
    sums: dict[str, Booked] = {}
    for each in reading.booked:
        before = sums.get(each.code)
        if before is None:
            sums[each.code] = each
        else:
            amount, parts = before.amount + each.amount, before.parts + each.parts
            sums[each.code] = replace(before, amount=amount, parts=parts)
    odd = tuple(_odd(each, terms) for each in sums.values() if _is_odd(each, terms))
    return replace(reading, booked=tuple(sums.values()), findings=(*reading.findings, *odd))


def _is_odd(booked: Booked, terms: Terms) -> bool:
    return bool(booked.code) and not is_code(booked.code, terms.codes)


def _odd(booked: Booked, terms: Terms) -> Finding:
    place = terms.place(booked.code_cell or booked.cell, booked.sheet)
    allowed = code_words(terms.codes, terms.words)
    return finding("unknown-code", place, value=booked.code, allowed=allowed)
