"""How Beslut.xlsx looks when kexcel makes it, and how a new row in it looks."""

from __future__ import annotations

import re

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from kexcel.documents.decisions.layout import CONFLICTS, GOALS, DecisionSheet
from kexcel.documents.decisions.reader import Headings, cell_words
from kexcel.excel.row_height import row_height

_FONT = "Calibri"
_SIZE = 10
_HEADING = PatternFill("solid", fgColor="1F4E5F")
_INPUT = PatternFill("solid", fgColor="FFF2C2")
_SIDE = Side(style="thin", color="BFC7CC")
_LINE = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_OWN_PRINT_AREA = re.compile(r"(.*!)?\$?A\$?1:\$?(I|J)\$?\d+")


def new_workbook() -> Workbook:
    """An empty Beslut.xlsx with its sheets and headings."""
    workbook = Workbook()
    workbook.properties.title, workbook.properties.creator = "Beslut", "kexcel"
    workbook.remove(workbook.worksheets[0])
    for sheet in (GOALS, CONFLICTS):
        worksheet = workbook.create_sheet(sheet.name)
        for place, key in enumerate(sheet.columns, start=1):
            put_heading(worksheet, sheet, 1, place, key)
        _set_page(worksheet)
        hidden = list(sheet.columns).index("key") + 1 if "key" in sheet.columns else 0
        if hidden:
            worksheet.column_dimensions[get_column_letter(hidden)].hidden = True
    return workbook


def put_heading(
    worksheet: Worksheet, sheet: DecisionSheet, row: int, column: int, key: str
) -> None:
    """Write a column's label and give the column its width."""
    cell = worksheet.cell(row, column, sheet.columns[key])
    cell.font, cell.fill = Font(name=_FONT, size=11, bold=True, color="FFFFFF"), _HEADING
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    width = dict(zip(sheet.columns, sheet.widths, strict=True))[key]
    worksheet.column_dimensions[get_column_letter(column)].width = width


def _set_page(worksheet: Worksheet) -> None:
    worksheet.freeze_panes = "C2"
    worksheet.sheet_view.showGridLines = False
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.print_title_rows = "1:1"
    footer = worksheet.oddFooter
    if footer is not None:
        footer.left.text, footer.right.text = "Beslut: &A", "&P / &N"


def dress_row(worksheet: Worksheet, sheet: DecisionSheet, headings: Headings, line: int) -> None:
    """Give a row that was just added its looks; rows that stood there keep what they have."""
    for key, column in headings.columns.items():
        cell = worksheet.cell(line, column)
        cell.font = Font(name=_FONT, size=_SIZE)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cell.border = _LINE
        if key in sheet.filled_in:
            cell.fill = _INPUT
    widths = dict(zip(sheet.columns, sheet.widths, strict=True))
    texts = [
        (cell_words(worksheet, line, column), widths[key])
        for key, column in headings.columns.items()
    ]
    worksheet.row_dimensions[line].height = row_height(texts, _SIZE, lowest=18)


def show_printed(worksheet: Worksheet, sheet: DecisionSheet) -> None:
    """Print the first columns, down to the last row, unless someone has set another area."""
    area = worksheet.print_area
    if not area or _OWN_PRINT_AREA.fullmatch(str(area)):
        last = get_column_letter(sheet.printed)
        worksheet.print_area = f"A1:{last}{max(2, worksheet.max_row)}"
