"""The same row in several places: one row where the copies agree, a dispute where they do not."""

from __future__ import annotations

from dataclasses import replace

from kexcel.collect.anchors import Match
from kexcel.excel.book import quoted_sheet
from kexcel.findings import finding
from kexcel.model.finding import Finding, Place
from kexcel.validate import RawCell, RawRow
from kexcel.validate.written import as_written, tidy

_BETWEEN = " | "


def row_of(match: Match) -> RawRow:
    """A row of the file with every column of the form that the file has."""
    layout, line = match.layout, match.line
    cells = {
        key: RawCell(layout.sheet.cells.get((line, place)), layout.reference(line, key))
        for key, place in layout.columns.items()
    }
    return RawRow(match.identity, layout.sheet.name, line, cells)


def same_answers(first: RawRow, second: RawRow, inputs: frozenset[str]) -> bool:
    """Whether two copies of a row say the same."""
    return all(_words(first, key) == _words(second, key) for key in inputs)


def merge_copies(found: list[Match], inputs: frozenset[str]) -> tuple[RawRow, list[Finding]]:
    """The row of several copies. Where they disagree none of them is taken."""
    rows = [row_of(match) for match in found]
    merged = rows[0]
    findings = []
    for key in (key for key in merged.cells if key in inputs):
        copies = [row for row in rows if key in row.cells]
        if len({_words(row, key) for row in copies}) > 1:
            words = dict.fromkeys(as_written(row.cells[key].value) for row in copies)
            disputed = _BETWEEN.join(text for text in words if text)
            cell = replace(merged.cells[key], disputed=disputed)
            merged = replace(merged, cells={**merged.cells, key: cell})
            findings.append(_duplicated(merged, key, copies))
    return merged, findings


def _words(row: RawRow, key: str) -> str:
    return tidy(as_written(row.cells[key].value)) if key in row.cells else ""


def _duplicated(row: RawRow, key: str, copies: list[RawRow]) -> Finding:
    several = len({copy.sheet for copy in copies}) > 1
    cells = ", ".join(
        f"{quoted_sheet(copy.sheet)}!{copy.cells[key].reference}"
        if several
        else copy.cells[key].reference
        for copy in copies
    )
    cell = row.cells[key]
    place = Place(sheet=row.sheet, cell=cell.reference, row=row.identity, column=key)
    return finding("row-duplicated", place, value=cell.disputed, cells=cells)
