"""Read what the coordinator has decided in Beslut.xlsx."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from kexcel.documents.decisions.layout import CONFLICTS, GOALS, DecisionSheet
from kexcel.documents.decisions.plain_sheets import PlainDecisions, PlainSheet
from kexcel.errors import ConfigurationError
from kexcel.excel.scan import NotPlainError
from kexcel.locale import mark
from kexcel.model.decision import ConflictDecision, Decisions, GoalDecision, StrayEntry

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_HIGHEST_HEADING = 20
"""How many rows may be put above the headings."""


def read_decisions(data: bytes, *, file: str = "Beslut.xlsx") -> Decisions:
    """Everything decided so far, over all periods.

    A row that tells neither a goal nor a conflict is left alone; what is chosen in it is a stray.

    Raises:
        ConfigurationError: the file is no workbook, or a sheet or column of it is gone.
    """
    workbook = _opened(data, file)
    goals, conflicts = [], []
    strays = []
    for row in _rows(workbook, GOALS, file):
        if row["period"] and row["number"]:
            cell = row["cell of verdict"]
            goal = (row["period"], row["number"], row["verdict"], row["motivation"], cell)
            goals.append(GoalDecision(*goal))
        elif row["verdict"]:
            strays.append(StrayEntry(GOALS.name, row["cell of verdict"], row["verdict"]))
    for row in _rows(workbook, CONFLICTS, file):
        if row["period"] and row["key"].count(_KEY_SIGN) == _KEY_PARTS - 1:
            conflicts.append(_conflict(row))
        elif row["chosen"]:
            strays.append(StrayEntry(CONFLICTS.name, row["cell of chosen"], row["chosen"]))
    return Decisions(tuple(goals), tuple(conflicts), tuple(strays))


def _conflict(row: Mapping[str, str]) -> ConflictDecision:
    return ConflictDecision(
        row["period"],
        *split_key(row["key"]),
        candidates=tuple(row[key] for key in CONFLICTS.candidates if row[key]),
        chosen=row["chosen"],
        motivation=row["motivation"],
        cell=row["cell of chosen"],
    )


_KEY_SIGN, _KEY_PARTS = "|", 4


def conflict_key(conflict: ConflictDecision, row: str) -> str:
    """What tells a conflict's row, whatever its words are in the language of the workbook.

    ``row`` tells the row of the form in a way that outlasts a renumbered plan.
    """
    return _KEY_SIGN.join((conflict.department, conflict.sheet, row, conflict.column))


def split_key(key: str) -> tuple[str, str, str, str]:
    """Department, sheet, row and column of a conflict's key."""
    department, sheet, row, column = key.split(_KEY_SIGN)
    return department, sheet, row, column


def _opened(data: bytes, file: str) -> Workbook | PlainDecisions:
    """The workbook to be read only: by the library where it is not plain."""
    try:
        return PlainDecisions(data)
    except NotPlainError:
        return open_decisions(data, file=file)


def open_decisions(data: bytes, *, file: str) -> Workbook:
    """The workbook itself, for reading or for adding rows.

    Raises:
        ConfigurationError: the file is no workbook, or not an Excel one.
    """
    if data[:_OPEN_DOCUMENT_PLACE].endswith(_OPEN_DOCUMENT):
        phrase = mark(
            "{file} is an OpenDocument spreadsheet: save it as an Excel workbook (.xlsx)."
        )
        raise ConfigurationError(phrase, file=file)
    try:
        with warnings.catch_warnings():
            # What openpyxl cannot keep is said in the documentation, not on every run.
            warnings.simplefilter("ignore")
            from openpyxl import load_workbook  # noqa: PLC0415 - loads when its step starts

            return load_workbook(BytesIO(data), rich_text=True)
    except Exception as fault:
        # openpyxl lets through whatever its own parts and the XML parser raise.
        raise ConfigurationError(mark("{file} is not a workbook."), file=file) from fault


_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_OPEN_DOCUMENT_PLACE = 38 + len(_OPEN_DOCUMENT)
"""An OpenDocument file opens with its kind, after the head of its first part."""


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the labels stand: their row, and each key's column, counted from 1."""

    row: int
    columns: Mapping[str, int]

    def lines(self, worksheet: Worksheet | PlainSheet) -> range:
        """The rows below the labels."""
        return range(self.row + 1, worksheet.max_row + 1)


def headings_of(worksheet: Worksheet | PlainSheet, sheet: DecisionSheet, file: str) -> Headings:
    """Find the columns by their labels, in the first row that has them.

    Raises:
        ConfigurationError: a label is gone.
    """
    required = [key for key in sheet.columns if key not in sheet.optional]
    best, missing = _labels(worksheet, 1), required
    for row in range(1, min(worksheet.max_row, _HIGHEST_HEADING) + 1):
        labels = _labels(worksheet, row)
        absent = [key for key in required if sheet.columns[key].casefold() not in labels]
        if not absent:
            wanted = {key: label.casefold() for key, label in sheet.columns.items()}
            found = {key: labels[label] for key, label in wanted.items() if label in labels}
            return Headings(row, found)
        if len(absent) < len(missing):
            best, missing = labels, absent
    phrase = mark("{file}: the sheet {sheet} lacks the column {column}.")
    lacking = next(key for key in missing if sheet.columns[key].casefold() not in best)
    raise ConfigurationError(phrase, file=file, sheet=sheet.name, column=sheet.columns[lacking])


def _labels(worksheet: Worksheet | PlainSheet, row: int) -> dict[str, int]:
    """The texts of a row and their columns; of two alike, the one to the left."""
    labels: dict[str, int] = {}
    for cell in worksheet[row]:
        if cell.value:
            labels.setdefault(str(cell.value).strip().casefold(), int(cell.column or 0))
    return labels


def _rows(
    workbook: Workbook | PlainDecisions, sheet: DecisionSheet, file: str
) -> Iterator[dict[str, str]]:
    if sheet.name not in workbook.sheetnames:
        phrase = mark("{file}: the sheet {sheet} is missing.")
        raise ConfigurationError(phrase, file=file, sheet=sheet.name)
    worksheet = workbook[sheet.name]
    headings = headings_of(worksheet, sheet, file)
    for line in headings.lines(worksheet):
        row = dict.fromkeys(sheet.columns, "")
        row |= {
            key: cell_words(worksheet, line, column) for key, column in headings.columns.items()
        }
        cells = {
            f"cell of {key}": worksheet.cell(line, headings.columns[key]).coordinate
            for key in sheet.filled_in
        }
        yield row | cells


def cell_words(worksheet: Worksheet | PlainSheet, line: int, column: int) -> str:
    """What a cell says, as text: a day as YYYY-MM-DD, a whole number without decimals."""
    value = worksheet.cell(line, column).value
    if value is None:
        return ""
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()
