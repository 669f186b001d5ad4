"""How a heading and a new row look in a Beslut.xlsx that rows are added to."""

from __future__ import annotations

import re

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kexcel.documents.decisions.appearance import (
    FONT,
    HEADING,
    PRINTED,
    Look,
    height_of,
    last_printed,
    look_of,
)
from kexcel.documents.decisions.layout import DecisionSheet
from kexcel.documents.decisions.reader import Headings, cell_words

_OWN_PRINT_AREA = re.compile(r"(.*!)?\$?A\$?1:\$?(I|J)\$?\d+")


def put_heading(
    worksheet: Worksheet, sheet: DecisionSheet, row: int, column: int, key: str
) -> None:
    """Write a column's label and give the column its width."""
    cell = worksheet.cell(row, column, sheet.columns[key])
    _dress(cell, HEADING)
    width = dict(zip(sheet.columns, sheet.widths, strict=True))[key]
    worksheet.column_dimensions[get_column_letter(column)].width = width


def dress_row(worksheet: Worksheet, sheet: DecisionSheet, headings: Headings, line: int) -> None:
    """Give a row that was just added its looks; rows that stood there keep what they have."""
    for key, column in headings.columns.items():
        _dress(worksheet.cell(line, column), look_of(sheet, key))
    texts = [(key, cell_words(worksheet, line, at)) for key, at in headings.columns.items()]
    worksheet.row_dimensions[line].height = height_of(sheet, texts)


def show_printed(worksheet: Worksheet) -> None:
    """Print the first columns, down to the last row, unless someone has set another area."""
    area = worksheet.print_area
    if not area or _OWN_PRINT_AREA.fullmatch(str(area)):
        worksheet.print_area = f"A1:{PRINTED}{last_printed(worksheet.max_row)}"


def _dress(cell: Cell | MergedCell, look: Look) -> None:
    cell.font = Font(name=FONT, size=look.size, bold=look.bold, color=look.colour)
    cell.alignment = Alignment(vertical=look.vertical, wrap_text=True)
    if look.fill:
        cell.fill = PatternFill("solid", fgColor=look.fill)
    if look.line:
        side = Side(style="thin", color=look.line)
        cell.border = Border(left=side, right=side, top=side, bottom=side)
