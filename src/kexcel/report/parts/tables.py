"""Place a table on a sheet: its headings, its widths, its filter and how it prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kexcel.excel.references import quoted_sheet
from kexcel.model.cell import cell_reference, column_letters
from kexcel.report.parts.cells import Cells

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Heading:
    """A column to be: its key, its label, its width in characters, and its alignment."""

    key: str
    label: str
    width: float = 14
    align: str = "left"


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """Where a table stands. Rows and columns are counted from 0, both ends included."""

    sheet: str
    header_row: int
    first_row: int
    last_row: int
    columns: Mapping[str, int]

    @property
    def rows(self) -> range:
        """The rows below the headings; none for an empty table."""
        return range(self.first_row, self.last_row + 1)

    def range(self, key: str) -> str:
        """The column's cells as a formula on any sheet refers to them."""
        return f"{quoted_sheet(self.sheet)}!{self.local_range(key)}"

    def local_range(self, key: str) -> str:
        """The column's cells as a formula on the same sheet refers to them."""
        letters = column_letters(self.columns[key])
        last = max(self.first_row, self.last_row)
        return f"${letters}${self.first_row + 1}:${letters}${last + 1}"

    def cell(self, key: str, row: int) -> str:
        """The cell of a column in a row, as a formula on the same sheet refers to it."""
        return cell_reference(row, self.columns[key])

    def far_cell(self, key: str, row: int) -> str:
        """The cell of a column in a row, as a formula on any sheet refers to it."""
        return f"{quoted_sheet(self.sheet)}!{self.cell(key, row)}"


def place_table(
    cells: Cells,
    name: str,
    headings: Sequence[Heading],
    count: int,
    *,
    row: int,
    empty: str = "",
    filtered: bool = True,
) -> PlacedTable:
    """Write the headings in ``row`` from column A and make the ``count`` rows below an Excel table.

    ``name`` is the table's own, ASCII, once in a workbook. Widths are the caller's to set
    (``set_widths``), as several tables may share a sheet. With no rows there is no table,
    only the headings and below them the line ``empty``.
    """
    worksheet, styles = cells.worksheet, cells.styles
    labels = unique_labels([heading.label for heading in headings])
    for column, heading in enumerate(headings):
        cells.write_header(row, column, labels[column], heading.align)
    if count:
        columns = [
            {"header": label, "header_format": styles.header(align=heading.align)}
            for label, heading in zip(labels, headings, strict=True)
        ]
        worksheet.add_table(
            row,
            0,
            row + count,
            len(headings) - 1,
            {"name": name, "columns": columns, "style": None, "autofilter": filtered},
        )
    elif empty:
        worksheet.write_string(row + 1, 0, empty, styles.remark())
    places = {heading.key: column for column, heading in enumerate(headings)}
    return PlacedTable(worksheet.get_name(), row, row + 1, row + count, places)


def set_widths(worksheet: Worksheet, headings: Sequence[Heading]) -> None:
    """Make the columns from A as wide as the headings say."""
    for column, heading in enumerate(headings):
        worksheet.set_column(column, column, heading.width)


def fit_heights(cells: Cells, headings: Sequence[Heading]) -> None:
    """Make the rows written so far high enough for their wrapped texts."""
    cells.fit_heights([heading.width for heading in headings])


def keep_headings(worksheet: Worksheet, row: int, *, columns: int = 0) -> None:
    """Freeze everything down to the headings' row, and repeat that row on each printed page."""
    worksheet.freeze_panes(row + 1, columns)
    worksheet.repeat_rows(row)


def unique_labels(labels: Sequence[str]) -> list[str]:
    """The labels, numbered where a table would have the same twice (Excel repairs such files)."""
    seen: dict[str, int] = {}
    unique = []
    for label in labels:
        text = label.strip() or "–"
        while text.casefold() in seen:
            seen[label.casefold()] = seen.get(label.casefold(), 1) + 1
            text = f"{label} {seen[label.casefold()]}"
        seen.setdefault(text.casefold(), 1)
        unique.append(text)
    return unique
