"""The workbook issued to one department for one period, as data.

The form is the contract between writer and reader: where each row and column was put,
what was printed in it, and which cells the department was asked to fill in.
Rows and columns are counted from 0, as the spreadsheet libraries do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

FormValue = str | Decimal | date | None
"""What a form is issued with: text, an exact number, a date or nothing."""

STANDS = "stands"
"""The column that says of a row that what was answered last period stands unless it is changed."""


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column as issued: its key, its printed label and its place."""

    key: str
    label: str
    index: int


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row as issued. ``identity`` never changes; ``index`` is only where it was put.

    ``anchor`` is the text that the row's checksum covers: the activity's title.
    ``number`` is what is printed to tell the row by; ``inputs`` the columns to fill in.
    """

    identity: str
    index: int
    values: Mapping[str, FormValue]
    inputs: frozenset[str] = frozenset()
    number: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A sheet as issued. A cover sheet has rows whose only input column is ``value``."""

    key: str
    name: str
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]
    key_row: int
    header_row: int
    extendable: bool = False

    def column(self, key: str) -> FormColumn:
        """The column with the key; KeyError if the sheet has none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class CarriedReturn:
    """A return whose answers a form was issued with: its sha256, and when it came (ISO 8601)."""

    sha256: str
    received: str


@dataclass(frozen=True, slots=True)
class Form:
    """One issued workbook. ``code`` is printed on every sheet and tells the form by itself.

    ``plan`` and ``template`` are fingerprints: of what the plan decides, and of the template with
    the money settings, limits and dates that the form's words and rules follow from. ``frame`` is
    the department's net cost, cost positive; None where it has none, and ``frame_version`` the
    version of the frames that it comes from. ``carried`` are the returns whose answers stand in it
    already, as values of input columns.
    """

    code: str
    organisation: str
    year: int
    period: str
    department: str
    department_name: str
    language: str
    plan: str
    template: str
    sheets: tuple[FormSheet, ...]
    frame: Decimal | None = None
    carried: tuple[CarriedReturn, ...] = ()
    frame_version: str = ""

    def sheet(self, key: str) -> FormSheet | None:
        """The sheet with the key, or None where the form has no such sheet."""
        return next((sheet for sheet in self.sheets if sheet.key == key), None)
