"""Read what the coordinator has decided in Beslut.xlsx."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kexcel.documents.decisions.layout import CONFLICTS, GOALS, DecisionSheet
from kexcel.errors import ConfigurationError
from kexcel.locale import mark
from kexcel.model.decision import ConflictDecision, Decisions, GoalDecision


def read_decisions(data: bytes, *, file: str = "Beslut.xlsx") -> Decisions:
    """Everything decided so far, over all periods. Rows without a key are left alone.

    Raises:
        ConfigurationError: the file is no workbook, or a sheet or column of it is gone.
    """
    workbook = open_decisions(data, file=file)
    goals = tuple(
        GoalDecision(
            row["period"], row["number"], row["verdict"], row["motivation"], row["cell of verdict"]
        )
        for row in _rows(workbook, GOALS, file)
        if row["period"] and row["number"]
    )
    conflicts = tuple(
        ConflictDecision(
            row["period"],
            *split_key(row["key"]),
            candidates=tuple(row[key] for key in CONFLICTS.candidates if row[key]),
            chosen=row["chosen"],
            motivation=row["motivation"],
            cell=row["cell of chosen"],
        )
        for row in _rows(workbook, CONFLICTS, file)
        if row["period"] and row["key"].count(_KEY_SIGN) == _KEY_PARTS - 1
    )
    return Decisions(goals, conflicts)


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


def open_decisions(data: bytes, *, file: str) -> Workbook:
    """The workbook itself, for reading or for adding rows.

    Raises:
        ConfigurationError: the file is no workbook.
    """
    try:
        return load_workbook(BytesIO(data))
    except Exception as fault:
        # openpyxl lets through whatever its own parts and the XML parser raise.
        raise ConfigurationError(mark("{file} is not a workbook."), file=file) from fault


def columns_of(worksheet: Worksheet, sheet: DecisionSheet, file: str) -> Mapping[str, int]:
    """Each key's column, counted from 1, found by its label.

    Raises:
        ConfigurationError: a label is gone.
    """
    labels = {
        str(cell.value).strip().casefold(): cell.column for cell in worksheet[1] if cell.value
    }
    missing = [label for label in sheet.columns.values() if label.casefold() not in labels]
    if missing:
        phrase = mark("{file}: the sheet {sheet} lacks the column {column}.")
        raise ConfigurationError(phrase, file=file, sheet=sheet.name, column=missing[0])
    return {key: labels[label.casefold()] for key, label in sheet.columns.items()}


def _rows(workbook: Workbook, sheet: DecisionSheet, file: str) -> Iterator[dict[str, str]]:
    if sheet.name not in workbook.sheetnames:
        phrase = mark("{file}: the sheet {sheet} is missing.")
        raise ConfigurationError(phrase, file=file, sheet=sheet.name)
    worksheet = workbook[sheet.name]
    columns = columns_of(worksheet, sheet, file)
    for line in range(2, worksheet.max_row + 1):
        row = {
            key: str(worksheet.cell(line, column).value or "").strip()
            for key, column in columns.items()
        }
        cells = {
            f"cell of {key}": worksheet.cell(line, columns[key]).coordinate
            for key in sheet.filled_in
        }
        yield row | cells
