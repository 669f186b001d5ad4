"""The table of what people write, as docs/values.md shows it, ready to be put into a form."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from kexcel.model.cell import CellValue, FormulaText, Percentage, TimeOfDay
from kexcel.model.finding import Finding
from kexcel.model.form import FormRow, FormSheet
from kexcel.model.returned import Answer
from kexcel.validate import RawCell, RawRow, RawSheet, Reckoning, judge_workbook
from tests.builders import Issued, issued

TABLE = Path(__file__).with_name("value_cases.toml")

ABOUT_VALUES = {
    "interpreted", "not-a-date", "not-a-number", "unknown-status", "error-value", "out-of-range",
    "completed-out-of-range",
}  # fmt: skip
"""The codes about the cell itself; others may follow from its row."""

Spot = tuple[str, str, str, str]
SPOTS: Mapping[str, Spot] = {
    "date": ("T1", "own", "own-001", "start"),
    "completed": ("T1", "followup", "3.1-1", "completed"),
    "new_end": ("T1", "followup", "3.1-1", "new_end"),
    "signed_on": ("T1", "cover", "signed_on", "value"),
    "money": ("internbudget", "distribution", "new-001", "amount"),
    "number": ("T1", "measures", "sjukfranvaro-stab", "outcome"),
    "status": ("T1", "followup", "3.1-1", "status"),
    "text": ("T1", "followup", "3.1-1", "comment"),
}
"""Where a kind of column is found: period, sheet, row and column."""


_TELLING = {
    "written", "formula", "percent", "time", "truth", "language", "unit", "ends", "date1904",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ValueCase:
    """One line of the table, with what its section says of it."""

    title: str
    given: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The cell as a few words, which no other line of the table has."""
        told = [f"{key}={value!r}" for key, value in self.given.items() if key in _TELLING]
        return " ".join([self.column, *told])

    @property
    def column(self) -> str:
        return str(self.given["column"])

    @property
    def language(self) -> str:
        return str(self.given.get("language", "sv"))

    @property
    def held(self) -> CellValue:
        """What the cell holds."""
        if "formula" in self.given:
            return FormulaText(self.given["formula"])
        if "percent" in self.given:
            return Percentage(self.given["percent"])
        if "time" in self.given:
            return TimeOfDay(self.given["time"])
        value: CellValue = self.given["truth"] if "truth" in self.given else self.given["written"]
        return value

    @property
    def findings(self) -> list[str]:
        """The codes that are to be said of the cell."""
        expected = self.given.get("finding", [])
        codes = [expected] if isinstance(expected, str) else list(expected)
        is_said = "means" in self.given and not codes and not self.given.get("silent")
        return ["interpreted"] if is_said else codes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was read in the cell, and what is said of it."""

    answer: Answer
    findings: tuple[Finding, ...]

    @property
    def codes(self) -> list[str]:
        return [each.code for each in self.findings]


def value_cases() -> Iterator[ValueCase]:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    for section in table["sections"]:
        shared = {key: section[key] for key in ("column", "unit") if key in section}
        for case in section["cases"]:
            yield ValueCase(section["title"], {**shared, **case})


def outcome_of(case: ValueCase) -> Outcome:
    """The case written into its cell of a form, read and judged."""
    period, sheet_key, row_key, key = SPOTS[case.column]
    form = issued("stab", period, case.language)
    sheet = with_changes(found_sheet(form, sheet_key), case)
    row = next((row for row in sheet.rows if row.identity == row_key), sheet.rows[0])
    cells = {key: RawCell(case.held, "A1")}
    raw = RawSheet(sheet_key, (RawRow(row.identity, sheet.name, row.index, cells),))
    reckoning = Reckoning(
        2024, case.given.get("unit", "mnkr"), case.language, case.given.get("date1904", False)
    )
    alone = replace(form.form, sheets=(sheet,))
    judged = judge_workbook(alone, [raw], form.book, reckoning)
    rows = judged.rows[sheet_key]
    about = [each for each in judged.findings if each.code in ABOUT_VALUES]
    answer = rows[row.identity].answers[key] if rows else Answer(key, None, "", "A1")
    own = tuple(f for f in about if (f.place.row, f.place.column) == (row.identity, key))
    return Outcome(answer, own)


def found_sheet(form: Issued, key: str) -> FormSheet:
    sheet = form.form.sheet(key)
    assert sheet is not None
    return sheet


def with_changes(sheet: FormSheet, case: ValueCase) -> FormSheet:
    """The form's sheet with the unit and the decided end that the case asks for."""
    changes = {"unit": case.given.get("unit"), "end": case.given.get("ends")}
    wanted = {key: value for key, value in changes.items() if isinstance(value, str | date)}
    return replace(sheet, rows=tuple(changed(row, wanted) for row in sheet.rows))


def changed(row: FormRow, wanted: Mapping[str, str | date]) -> FormRow:
    known = {key: value for key, value in wanted.items() if key in row.values}
    return replace(row, values={**row.values, **known})
