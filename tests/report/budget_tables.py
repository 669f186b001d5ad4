"""Reads the tables of the budget workbook by their headings, as a controller does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from kexcel.model.consolidation import Consolidation
from kexcel.report.budget.history import PeriodFigures
from kexcel.report.budget.workbook import write_budget
from kexcel.template.load import load_template
from tests.report.budget_samples import settings


def written(
    whole: Consolidation,
    *,
    language: str = "en",
    history: Sequence[PeriodFigures] = (),
    distribution: Consolidation | None = None,
) -> bytes:
    """The budget workbook."""
    return write_budget(
        whole,
        load_template(),
        settings(),
        language=language,
        history=tuple(history),
        distribution=distribution,
    )


def values(data: bytes) -> Any:
    """The workbook with what its formulas gave."""
    return load_workbook(BytesIO(data), data_only=True)


def formulas(data: bytes) -> Any:
    """The workbook with its formulas."""
    return load_workbook(BytesIO(data))


def row_of(sheet: Any, label: str, *, column: int = 1) -> int:
    """The first row where a column begins with the label."""
    rows = sheet.iter_rows(min_col=column, max_col=column)
    return next(int(cell.row) for (cell,) in rows if str(cell.value).startswith(label))


@dataclass(frozen=True)
class Table:
    """A table on a sheet: its labels, and the rows beneath them down to an empty one."""

    sheet: Any
    header: int

    @property
    def labels(self) -> list[str]:
        """The labels in order."""
        cells = self.sheet[self.header]
        return [str(cell.value) for cell in cells if cell.value is not None]

    @property
    def rows(self) -> list[int]:
        """The rows' numbers."""
        found = []
        row = self.header + 1
        while self.sheet.cell(row, 1).value is not None:
            found.append(row)
            row += 1
        return found

    @property
    def names(self) -> list[Any]:
        """What the first column says."""
        return [self.sheet.cell(row, 1).value for row in self.rows]

    def row(self, name: str) -> int:
        """The row whose first column says the name."""
        return next(row for row in self.rows if self.sheet.cell(row, 1).value == name)

    def cell(self, name: str | int, label: str) -> Any:
        """The cell of a row, by its name or number, in the column with the label."""
        row = name if isinstance(name, int) else self.row(name)
        return self.sheet.cell(row, self.labels.index(label) + 1)

    def value(self, name: str | int, label: str) -> Any:
        """What that cell says."""
        return self.cell(name, label).value

    def column(self, label: str) -> list[Any]:
        """A column's values."""
        return [self.value(row, label) for row in self.rows]

    def line(self, name: str | int, first: str, last: str) -> list[Any]:
        """A row's values from one column to another, both included."""
        chosen = self.labels[self.labels.index(first) : self.labels.index(last) + 1]
        return [self.value(name, label) for label in chosen]


def table_at(sheet: Any, first_label: str) -> Table:
    """The table whose first label is this."""
    rows = sheet.iter_rows(min_col=1, max_col=1)
    return Table(sheet, next(int(cell.row) for (cell,) in rows if cell.value == first_label))


def compilation(book: Any) -> Table:
    """The table of the first sheet, with its totals."""
    sheet = book.worksheets[0]
    return table_at(sheet, "Department and unit")


def controls(book: Any) -> list[tuple[Any, ...]]:
    """What is compared, the two sides and the word, line by line."""
    table = table_at(book.worksheets[0], "What is compared")
    labels = ("What is compared", "One side", "Other side", "Judgement")
    return [tuple(table.value(row, label) for label in labels) for row in table.rows]


def as_number(amount: Decimal) -> float:
    """An amount as its cell holds it."""
    return float(round(amount, 6))
