"""The same row in several places: what was written in one of them, or a dispute."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kexcel.collect.anchors import Match
from kexcel.excel.references import quoted_sheet
from kexcel.findings import finding
from kexcel.model.cell import cell_reference
from kexcel.model.finding import Finding, Place
from kexcel.model.form import FormRow
from kexcel.validate import RawCell, RawRow
from kexcel.validate.raw import CellsOfRow
from kexcel.validate.written import as_written, tidy

_BETWEEN = " | "


@dataclass(frozen=True, slots=True)
class _Copy:
    """One of the cells where an answer may stand."""

    sheet: str
    cell: RawCell

    @property
    def words(self) -> str:
        return tidy(as_written(self.cell.value))


def row_of(match: Match) -> RawRow:
    """A row of the file with every column of the form that the file has."""
    layout, line = match.layout, match.line
    cells = CellsOfRow(layout.sheet.cells, line, layout.columns)
    return RawRow(match.identity, layout.sheet.name, line, cells)


def same_answers(first: RawRow, second: RawRow, inputs: frozenset[str]) -> bool:
    """Whether two copies of a row say the same."""
    return all(_words(first, key) == _words(second, key) for key in inputs)


def is_copied(found: list[Match]) -> bool:
    """Whether a row stands in several places, or some of its columns do."""
    return len(found) > 1 or any(match.layout.doubled for match in found)


def merge_copies(found: list[Match], issued: FormRow) -> tuple[RawRow, list[Finding]]:
    """The row of several copies: what was written in one of them is taken.

    Blank cells, and those that still hold what the form was issued with, say nothing. Where two
    copies say different things, or a part of the answers stands on another sheet, none is taken.
    """
    copies = {key: list(_copies(found, key)) for key in _keys(found, issued)}
    told = {key: _told(each, _issued(issued, key)) for key, each in copies.items()}
    rows = [row_of(match) for match in found]
    merged = max(rows, key=lambda row: sum(_is_on(row, each) for each in told.values()))
    findings = []
    for key, each in told.items():
        chosen = each[0] if each else copies[key][0]
        if len({copy.words for copy in each}) > 1 or (each and not _is_on(merged, each)):
            merged, said = _dispute(merged, key, copies[key])
            findings.append(said)
        elif each or key not in merged.cells:
            cell = next((copy.cell for copy in each if copy.sheet == merged.sheet), chosen.cell)
            merged = replace(merged, cells={**merged.cells, key: cell})
    return merged, findings


def _keys(found: list[Match], issued: FormRow) -> list[str]:
    keys = dict.fromkeys(key for match in found for key in match.layout.columns)
    return [key for key in keys if key in issued.inputs]


def _copies(found: list[Match], key: str) -> Iterable[_Copy]:
    for match in found:
        layout, line = match.layout, match.line
        if key in layout.columns:
            for place in (layout.columns[key], *layout.doubled.get(key, ())):
                value = layout.sheet.cells.get((line, place))
                yield _Copy(layout.sheet.name, RawCell(value, cell_reference(line, place)))


def _told(copies: list[_Copy], issued: str) -> list[_Copy]:
    return [copy for copy in copies if copy.words and copy.words != issued]


def _issued(row: FormRow, key: str) -> str:
    return tidy(as_written(row.values.get(key)))


def _is_on(row: RawRow, copies: list[_Copy]) -> bool:
    return any(copy.sheet == row.sheet for copy in copies)


def _words(row: RawRow, key: str) -> str:
    return tidy(as_written(row.cells[key].value)) if key in row.cells else ""


def _dispute(row: RawRow, key: str, copies: list[_Copy]) -> tuple[RawRow, Finding]:
    words = dict.fromkeys(as_written(copy.cell.value) for copy in copies)
    disputed = _BETWEEN.join(text for text in words if text)
    cell = replace(row.cells.get(key, copies[0].cell), disputed=disputed)
    several = len({copy.sheet for copy in copies}) > 1
    cells = ", ".join(
        f"{quoted_sheet(copy.sheet)}!{copy.cell.reference}" if several else copy.cell.reference
        for copy in copies
    )
    place = Place(sheet=row.sheet, cell=cell.reference, row=row.identity, column=key)
    said = finding("row-duplicated", place, value=disputed, cells=cells)
    return replace(row, cells={**row.cells, key: cell}), said
