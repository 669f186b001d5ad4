"""Where the rows of Beslut.xlsx stand or are to stand, and what in them is not as it should be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kexcel.documents.decisions.entries import Entries, Entry
from kexcel.documents.decisions.layout import CONFLICTS, GOALS, DecisionSheet
from kexcel.documents.decisions.plain_sheets import PlainDecisions, PlainSheet
from kexcel.documents.decisions.reader import Headings, cell_words, headings_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Row:
    """An entry and its line; ``is_new`` where nothing stands there yet."""

    line: int
    entry: Entry
    is_new: bool


def rows_of(
    worksheet: Worksheet | PlainSheet, sheet: DecisionSheet, headings: Headings, entries: Entries
) -> list[Row]:
    """Every entry where its row stands, or else on the first free lines."""
    lines: dict[tuple[str, ...], int] = {}
    for line in headings.lines(worksheet):
        at = tuple(cell_words(worksheet, line, headings.columns[key]) for key in sheet.identity)
        lines.setdefault(at, line)
    free = _first_free(worksheet, headings)
    rows = []
    for entry in entries.of(sheet):
        identity = identity_of(entry, sheet)
        is_new = identity not in lines
        if not (is_new and identity in entries.settled):
            rows.append(Row(lines.setdefault(identity, free), entry, is_new))
            free += is_new
    return rows


def identity_of(entry: Entry, sheet: DecisionSheet) -> tuple[str, ...]:
    """What tells a row of the sheet from any other."""
    return tuple(entry[key][0] for key in sheet.identity)


def differences(
    worksheet: Worksheet | PlainSheet, sheet: DecisionSheet, headings: Headings, row: Row
) -> Iterator[tuple[int, str]]:
    """The columns of a row that do not say what they should, and what they should say.

    What a person fills in is none of them.
    """
    for key, column in headings.columns.items():
        accepted = row.entry.get(key, ("",))
        if key not in sheet.filled_in and cell_words(worksheet, row.line, column) not in accepted:
            yield column, accepted[0]


def lacks_columns(sheet: DecisionSheet, headings: Headings, entries: Entries) -> bool:
    """Whether there are rows to write, and an older workbook has not all columns."""
    return bool(entries.of(sheet)) and any(key not in headings.columns for key in sheet.optional)


def stand_all(workbook: PlainDecisions, entries: Entries, file: str) -> bool:
    """Whether there is nothing to add, and no proposal to renew.

    The candidates of a conflict that has more than there are columns are not looked at: there
    seldom is one.
    """
    return not entries.many and all(
        _stand(workbook[sheet.name], sheet, entries, file) for sheet in (GOALS, CONFLICTS)
    )


def _stand(worksheet: PlainSheet, sheet: DecisionSheet, entries: Entries, file: str) -> bool:
    headings = headings_of(worksheet, sheet, file)
    if lacks_columns(sheet, headings, entries):
        return False
    rows = rows_of(worksheet, sheet, headings, entries)
    return not any(
        row.is_new or any(True for _ in differences(worksheet, sheet, headings, row))
        for row in rows
    )


def _first_free(worksheet: Worksheet | PlainSheet, headings: Headings) -> int:
    """The row after the last one in which anything stands, in any column."""
    line = worksheet.max_row
    while line > headings.row and not any(cell.value is not None for cell in worksheet[line]):
        line -= 1
    return line + 1
