"""What there is to say about the rows of a free table, in words to stand beside each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kexcel.findings import render
from kexcel.model.consolidation import Source, TableRow
from kexcel.model.finding import Finding, Place
from kexcel.report.budget.rounds import RoundTable
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.findings_sheet import severity_word

_NUMBER = re.compile(r"\d+$")

Spot = tuple[str, str, str]
"""File, sheet and the number of the row."""


class RowFindings:
    """The findings about a table's rows, and those about a department's table as a whole."""

    def __init__(self, table: RoundTable) -> None:
        self._context = table.context
        names = _sheet_names(table)
        found = [each for each in table.source.findings if each.place.sheet in names]
        spots = {spot for row in table.rows for spot in _spots(row)}
        self._beside: dict[Spot, list[Finding]] = {}
        self._whole: dict[str, list[Finding]] = {}
        for each in found:
            spot = _spot_of(each.place)
            if spot in spots:
                self._beside.setdefault(spot, []).append(each)
            else:
                self._whole.setdefault(each.place.department or "", []).append(each)

    def beside(self, row: TableRow) -> str:
        """What there is to say about a row, a line for each finding."""
        spots = dict.fromkeys(_spots(row))
        return in_words(self._context, (f for spot in spots for f in self._beside.get(spot, [])))

    def about(self, department: str) -> str:
        """What there is to say about a department's table that is about none of its rows."""
        return in_words(self._context, self._whole.get(department, []))


def in_words(context: ReportContext, findings: Iterable[Finding]) -> str:
    """The findings with their severities, without their places."""
    return "\n".join(
        dict.fromkeys(
            f"{severity_word(context, each.severity)}: "
            f"{render(replace(each, place=Place()), context.language).message}"
            for each in findings
        )
    )


def _sheet_names(table: RoundTable) -> set[str]:
    """What the sheet is called in the template, and in the files that the rows are from."""
    sheet = table.context.template.sheet(table.sheet)
    names = {sheet.name.sv, sheet.name.en} if sheet else set()
    return names | {source.sheet for row in table.rows for source in _sources(row)}


def _sources(row: TableRow) -> list[Source]:
    return [answer.source for answer in row.answers.values()]


def _spots(row: TableRow) -> list[Spot]:
    return [(each.file, each.sheet, _row_number(each.cell)) for each in _sources(row)]


def _spot_of(place: Place) -> Spot:
    return place.file, place.sheet or "", _row_number(place.cell or "")


def _row_number(cell: str) -> str:
    found = _NUMBER.search(cell)
    return found[0] if found else ""
