"""The first sheet of a correction: everything to mend, with links to the cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink

from kexcel.excel.annotate_marks import FillPlace
from kexcel.excel.references import quoted_sheet
from kexcel.model.identity import correction_mark
from kexcel.template.limits import CELL_TEXT_LENGTH, SHEET_NAME_LENGTH

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from kexcel.template.schema import Looks

MARKER = "kexcel-correction"
"""What tells the sheet by, whatever its name became. It stands in a hidden column."""

_WIDTHS = (5, 11, 16, 8, 30, 18, 24, 44, 46)
_LINK_COLUMN, _SEVERITY_COLUMN, _SHEET_COLUMN, _MEMORY_COLUMN = 4, 2, 3, 10
_A4 = 9
_TALLEST_ROW = 400


@dataclass(frozen=True, slots=True)
class ListedFault:
    """One line. ``cells`` are the texts of the columns; ``tone`` the severity's colours."""

    cells: tuple[str, ...]
    tone: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The whole sheet: its name, a title, lines of what to do, column labels and faults.

    ``page`` is the footer's, with &P for the page and &N for how many there are.
    """

    name: str
    title: str
    lines: tuple[str, ...]
    labels: tuple[str, ...]
    faults: tuple[ListedFault, ...]
    page: str
    corrects: str = ""
    """The sha256 of the return that is being corrected."""


def find_listing(book: Workbook) -> Worksheet | None:
    """The listing of an earlier round, known by its marker."""
    for sheet in book.worksheets:
        if _marker_cell(sheet) is not None:
            return sheet
    return None


def remembered_fills(sheet: Worksheet | None) -> dict[FillPlace, str]:
    """The fills that marked cells had before, from the hidden column of an earlier listing."""
    marker = _marker_cell(sheet) if sheet is not None else None
    if sheet is None or marker is None:
        return {}
    fills: dict[FillPlace, str] = {}
    for row in range(marker.row + 1, sheet.max_row + 1):
        place, _separator, fill = str(sheet.cell(row, marker.column).value or "").partition("\n")
        name, _mark, cell = place.rpartition("!")
        if fill.startswith("<fill") and name:
            fills[name, cell] = fill
    return fills


def write_listing(
    book: Workbook, listing: Listing, looks: Looks, fills: Mapping[FillPlace, str]
) -> None:
    """Add the listing as the first sheet, and open the workbook there."""
    sheet = book.create_sheet(_free_name(book, listing.name), 0)
    _write_heading(sheet, listing, looks)
    header = len(listing.lines) + 3
    for column, label in enumerate(listing.labels, start=1):
        _write(sheet, header, column, label, _header_looks(looks))
    for row, fault in enumerate(listing.faults, start=header + 1):
        _write_fault(sheet, row, fault, looks, book.sheetnames)
    _remember(sheet, header, fills)
    sheet.cell(header - 1, _MEMORY_COLUMN).value = correction_mark(listing.corrects)
    _set_up(sheet, header, listing)
    _open_here(book, sheet)


def _marker_cell(sheet: Worksheet) -> Cell | None:
    for cell in sheet._cells.values():  # noqa: SLF001 - the public ways also make cells
        if cell.value == MARKER:
            return cell
    return None


def _free_name(book: Workbook, wanted: str) -> str:
    taken = {name.casefold() for name in book.sheetnames}
    name, number = wanted[:SHEET_NAME_LENGTH], 1
    while name.casefold() in taken:
        number += 1
        ending = f" ({number})"
        name = wanted[: SHEET_NAME_LENGTH - len(ending)] + ending
    return name


def _write_heading(sheet: Worksheet, listing: Listing, looks: Looks) -> None:
    size = looks.size + 6
    title = Font(name=looks.font, size=size, bold=True, color=_argb(looks.title))
    _write(sheet, 1, 1, listing.title, {"font": title})
    line_font = Font(name=looks.font, size=looks.size + 1)
    for row, line in enumerate(listing.lines, start=2):
        _write(sheet, row, 1, line, {"font": line_font})


def _write_fault(
    sheet: Worksheet, row: int, fault: ListedFault, looks: Looks, names: list[str]
) -> None:
    for column, text in enumerate(fault.cells, start=1):
        _write(sheet, row, column, text, _body_looks(looks))
    sheet.row_dimensions[row].height = _row_height(fault, looks)
    severity = sheet.cell(row, _SEVERITY_COLUMN)
    severity.fill = PatternFill("solid", fgColor=_argb(getattr(looks, fault.tone)))
    words = _argb(getattr(looks, f"{fault.tone}_text"))
    severity.font = Font(name=looks.font, size=looks.size, bold=True, color=words)
    target, place = fault.cells[_SHEET_COLUMN - 1], fault.cells[_LINK_COLUMN - 1]
    if place and target in names:
        _link(sheet.cell(row, _LINK_COLUMN), target, place, looks)


def _row_height(fault: ListedFault, looks: Looks) -> float:
    """The height in points that the longest text needs; not every program finds it by itself."""
    lines = max(
        sum(-(-max(1, len(line)) // max(1, int(width))) for line in text.split("\n"))
        for text, width in zip(fault.cells, _WIDTHS, strict=True)
    )
    return min(_TALLEST_ROW, 5 + lines * looks.size * 1.35)


def _link(cell: Cell | MergedCell, sheet: str, place: str, looks: Looks) -> None:
    location = f"{quoted_sheet(sheet)}!{place}"
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=location, tooltip=location)
    cell.font = Font(
        name=looks.font, size=looks.size, underline="single", color=_argb(looks.ongoing_text)
    )


def _write(
    sheet: Worksheet, row: int, column: int, text: str, properties: Mapping[str, object]
) -> None:
    """Write text that stays text, whatever it begins with."""
    cell: Any = sheet.cell(row, column)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:CELL_TEXT_LENGTH] or None
    if text:
        cell.data_type = "s"
    for name, value in properties.items():
        setattr(cell, name, value)
    if text.startswith(("=", "+", "-", "@")):
        cell._style.quotePrefix = 1  # noqa: SLF001 - there is no public way


def _header_looks(looks: Looks) -> dict[str, object]:
    return {
        "font": Font(name=looks.font, size=looks.size, bold=True, color=_argb(looks.heading_text)),
        "fill": PatternFill("solid", fgColor=_argb(looks.heading)),
        "alignment": Alignment(wrap_text=True, vertical="center"),
        "border": _border(looks),
    }


def _body_looks(looks: Looks) -> dict[str, object]:
    return {
        "font": Font(name=looks.font, size=looks.size),
        "alignment": Alignment(wrap_text=True, vertical="top"),
        "border": _border(looks),
    }


def _border(looks: Looks) -> Border:
    side = Side(style="thin", color=_argb(looks.line))
    return Border(left=side, right=side, top=side, bottom=side)


def _remember(sheet: Worksheet, header: int, fills: Mapping[FillPlace, str]) -> None:
    sheet.cell(header, _MEMORY_COLUMN).value = MARKER
    for row, ((name, cell), fill) in enumerate(fills.items(), start=header + 1):
        sheet.cell(row, _MEMORY_COLUMN).value = f"{name}!{cell}\n{fill}"
    sheet.column_dimensions["J"].hidden = True


def _set_up(sheet: Worksheet, header: int, listing: Listing) -> None:
    for index, width in enumerate(_WIDTHS):
        sheet.column_dimensions[chr(ord("A") + index)].width = width
    sheet.row_dimensions[header].height = 20
    sheet.freeze_panes = f"A{header + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    if sheet.sheet_properties.pageSetUpPr is not None:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.print_title_rows = f"{header}:{header}"
    last = header + max(1, len(listing.faults))
    sheet.print_area = f"A1:{chr(ord('A') + len(_WIDTHS) - 1)}{last}"
    if sheet.oddFooter is not None and sheet.oddFooter.right is not None:
        sheet.oddFooter.left.text = "&A"
        sheet.oddFooter.right.text = listing.page


def _open_here(book: Workbook, first: Worksheet) -> None:
    """Only one sheet may be selected, or what is typed in one lands in all."""
    for sheet in book.worksheets:
        for view in sheet.views.sheetView:
            view.tabSelected = sheet is first
    book.active = 0
    for window in book.views:
        window.firstSheet = 0


def _argb(colour: str) -> str:
    return f"FF{colour.removeprefix('#')}"
