"""Make a new workbook in memory, the same bytes for the same content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kexcel.excel.quick.book import QuickWorkbook
from kexcel.excel.quick.row_formula import RowFormula
from kexcel.excel.quick.sheet import QuickSheet
from kexcel.excel.references import quoted_sheet
from kexcel.excel.styles import Styles
from kexcel.garbage import none_collected

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

    from kexcel.template.schema import Looks

_is_plain: ContextVar[bool] = ContextVar("_is_plain", default=False)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "max_url_length": 2079,
}

_A4 = 9
_A4_LANDSCAPE_WIDTH_PIXELS = 970
"""297 mm less margins of 13 mm on each side, at 96 pixels an inch, less 5 % for programs whose
columns come out a little wider than Excel's."""

_A4_LANDSCAPE_HEIGHT_POINTS = 470
"""210 mm less the margins above and below, and a little for rows that come out higher."""


class _Growing(Worksheet):  # type: ignore[misc] # XlsxWriter carries no types
    """A sheet whose rows keep growing with what is typed in them.

    XlsxWriter marks every height as the user's own ("customHeight"), and then no program makes the
    row higher when a longer text is typed. Heights set here are what the program would have found.
    """

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, object]]) -> None:
        kept = [each for each in attributes if tag != "row" or each[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, kept)

    def print_areas(self, *areas: str) -> None:
        """Print several ranges, such as "$A$1:$F$9", each from a page of its own.

        XlsxWriter knows of one only, and writes this attribute as it stands.
        """
        sheet = quoted_sheet(self.get_name())
        self.print_area_range = ",".join(f"{sheet}!{area}" for area in areas)


class GrowingWorksheet(_Growing, QuickSheet):
    """A sheet of every workbook, whose cells are written fast."""


class PlainWorksheet(_Growing):
    """The same, written by XlsxWriter cell by cell: what the fast way is held against."""

    def write_row_formula(
        self,
        row: int,
        column: int,
        formula: RowFormula,
        cell_format: Format | None = None,
        value: object = 0,
    ) -> None:
        """Write the formula that the row has."""
        self.write_formula(row, column, formula.at(row), cell_format, value)

    def write_line(
        self,
        _row: int,
        values: Sequence[object],
        _formats: tuple[Format, Format],
        write_other: Callable[[int], None],
    ) -> None:
        """Leave every value of a row to whoever writes it by itself."""
        for column in range(len(values)):
            write_other(column)

    def write_link(self, row: int, column: int, target: str, tip: str) -> None:
        """Lay a link over a cell that has been written, which stays as it is."""
        cell = self.table[row][column]
        self.write_url(row, column, target, string="", tip=tip)
        self.table[row][column] = cell


@contextmanager
def plainly() -> Iterator[None]:
    """Write the workbooks that are begun inside the block as XlsxWriter does, without haste."""
    token = _is_plain.set(True)
    try:
        yield
    finally:
        _is_plain.reset(token)


@dataclass(frozen=True, slots=True)
class Properties:
    """A workbook's document properties. ``created`` comes from the content, never the clock."""

    title: str
    subject: str
    author: str
    created: date
    keywords: str = ""
    comments: str = ""


class NewBook:
    """A workbook being written, its formats, and its bytes once it is closed."""

    def __init__(self, looks: Looks, properties: Properties) -> None:
        self._stream = BytesIO()
        self._is_plain = _is_plain.get()
        self.workbook: Workbook = (
            xlsxwriter.Workbook(self._stream, _OPTIONS)
            if self._is_plain
            else QuickWorkbook(_OPTIONS)
        )
        self.styles = Styles(self.workbook, looks)
        day = properties.created
        self.workbook.set_properties(
            {
                "title": properties.title,
                "subject": properties.subject,
                "author": properties.author,
                "company": properties.author,
                "keywords": properties.keywords,
                "comments": properties.comments,
                "created": datetime(day.year, day.month, day.day),  # noqa: DTZ001 - a plain day
            }
        )

    def sheet(self, name: str) -> Worksheet:
        """Add a sheet without grid lines, printed on A4 landscape."""
        kind = PlainWorksheet if self._is_plain else GrowingWorksheet
        worksheet = self.workbook.add_worksheet(name, kind)
        worksheet.hide_gridlines(2)
        worksheet.set_landscape()
        worksheet.set_paper(_A4)
        worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        return worksheet

    @property
    def data(self) -> bytes:
        """The finished workbook."""
        if isinstance(self.workbook, QuickWorkbook):
            return self.workbook.data
        return self._stream.getvalue()


@contextmanager
def new_book(looks: Looks, properties: Properties) -> Iterator[NewBook]:
    """Write a workbook inside the block; afterwards ``data`` holds its bytes."""
    book = NewBook(looks, properties)
    with none_collected():
        yield book
        book.workbook.close()


def print_scale(widths: list[float]) -> int:
    """The per cent that makes columns of these widths (in characters) fit A4 landscape."""
    pixels = sum(7 * width + 5 for width in widths)
    return max(40, min(100, int(100 * _A4_LANDSCAPE_WIDTH_PIXELS / pixels)))


def page_height(widths: list[float]) -> float:
    """How many points of rows one page holds when it is as wide as these columns."""
    return 100 * _A4_LANDSCAPE_HEIGHT_POINTS / print_scale(widths)
