"""The sheet Att granska of a plan that was brought up to date: rows are only added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment

from kexcel.documents.plan.layout import REVIEW_SHEET
from kexcel.excel.row_height import row_height

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_SIZE = 11
"""The size of the text of plan.xlsx, in points."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a person should look at: its cell ("Aktiviteter!C5" or ""), and what it is."""

    cell: str
    where: str
    what: str
    remedy: str


def add_reviewed(workbook: Workbook, rows: Iterable[Reviewed], like: Worksheet) -> None:
    """Add rows to the sheet, which is made with headings like another's if there is none.

    What stands there already is not added again.
    """
    found = (each for each in workbook.worksheets if each.title == REVIEW_SHEET.name)
    sheet = next(found, None) or _made(workbook, like)
    standing = {_told(row) for row in sheet.iter_rows(min_row=2, max_col=3, values_only=True)}
    last = max((row[0].row for row in sheet.iter_rows(min_row=1) if row[0].row), default=1)
    for each in rows:
        texts = (each.cell, each.where, each.what, each.remedy)
        if _told(texts[:3]) in standing:
            continue
        standing.add(_told(texts[:3]))
        last += 1
        _write(sheet, last, texts)


def _told(texts: Sequence[object]) -> tuple[str, ...]:
    return tuple(str(text or "") for text in texts)


def _write(sheet: Worksheet, row: int, texts: Sequence[str]) -> None:
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row, column)
        cell.value = text or None
        cell.data_type = "s" if text else "n"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    widths = (column.width for column in REVIEW_SHEET.columns)
    height = row_height(zip(texts, widths, strict=False), _SIZE)
    sheet.row_dimensions[row].height = height
    if texts[0]:
        name, _sign, reference = texts[0].partition("!")
        sheet.cell(row, 1).hyperlink = f"#'{name}'!{reference}"


def _made(workbook: Workbook, like: Worksheet) -> Worksheet:
    sheet: Worksheet = workbook.create_sheet(REVIEW_SHEET.name)
    heading = like.cell(1, 1)
    for index, column in enumerate(REVIEW_SHEET.columns, start=1):
        cell = sheet.cell(1, index, column.label)
        for part in ("font", "fill", "border", "alignment"):
            setattr(cell, part, copy(getattr(heading, part)))
        sheet.column_dimensions[cell.column_letter].width = column.width
    sheet.freeze_panes = "B2"
    return sheet
