"""Write values into a report's cells, so that nothing a department wrote is more than text."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kexcel.excel.quick.row_formula import RowFormula
from kexcel.excel.references import quoted_sheet
from kexcel.excel.row_height import row_height
from kexcel.excel.styles import DATE, Styles, figure_format
from kexcel.model.cell import CellValue, ErrorValue, FormulaText
from kexcel.model.consolidation import Source

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_TEXT = 32_767
"""Excel's limit for a cell, in UTF-16 units."""

MOST_LINKS = 65_530
"""Excel's limit for links on a sheet."""

LONGEST_LINK = 2_079
LONGEST_TIP = 255
WORKSPACE = "../../"
"""The way from a result, resultat/T1/, to the workspace's top."""

FIGURE: dict[str, Any] = {"align": "right", "text_wrap": False}
"""How a figure stands. It is kept clear of the text to its right by its number format, since
LibreOffice forgets the indent of every second of several figures beside each other.
"""

LOWEST_ROW = 15
_SHARE_OF_HEADER = 0.92
_HEADER_ROOM = 6
"""Points more than its lines: LibreOffice cuts the dots off a capital in a row that just fits."""

_FIRST_YEAR = 1900
_LAST_EXACT_INTEGER = 10**15


class Cells:
    """The cells of one sheet. Properties beside a value are XlsxWriter's, for its format."""

    def __init__(self, worksheet: Worksheet, styles: Styles) -> None:
        self.worksheet = worksheet
        self.styles = styles
        self._links = 0
        self._texts: defaultdict[int, list[tuple[str, int, float]]] = defaultdict(list)
        self._levels: dict[int, int] = {}
        self._headers: set[int] = set()

    def write(
        self, row: int, column: int, value: CellValue, *, number_format: str = "", **properties: Any
    ) -> None:
        """Write a value as what it is: text, number, date; a blank cell gets its frame.

        ``number_format`` is for numbers only; dates have the one format of all reports.
        """
        if not (properties or number_format) and (value is None or value.__class__ is str):
            # Most cells of a report are texts and blanks, that look as all others.
            self._fit(row, column, value or "")
            write_value(self.worksheet, row, column, value, self.plain)
            return
        chosen = DATE if isinstance(value, date) else number_format
        if isinstance(value, date):
            properties.setdefault("align", "left")
        elif _is_number(value):
            properties = FIGURE | properties
        if properties.get("align") == "right":
            chosen = figure_format(chosen)
        self._fit(row, column, text_of(value) if properties.get("text_wrap", True) else "")
        write_value(
            self.worksheet,
            row,
            column,
            value,
            self.styles.plain(number_format=chosen, **properties),
        )

    @cached_property
    def plain(self) -> Format:
        """How a text or a blank cell looks that has no properties of its own."""
        return self.styles.plain()

    def write_header(self, row: int, column: int, label: str, align: str) -> None:
        """Write a column's label, which is bold and leaves room for a filter's button."""
        self._fit(row, column, label, _SHARE_OF_HEADER)
        self._headers.add(row)
        self.worksheet.write_string(row, column, label, self.styles.header(align=align))

    def write_linked(
        self,
        row: int,
        column: int,
        value: CellValue,
        source: Source | None,
        *,
        number_format: str = "",
        **properties: Any,
    ) -> None:
        """The same, with a link to the cell the value was read from; it looks like plain text.

        For short texts, numbers and dates: LibreOffice does not wrap a text that is a link.
        """
        if source is not None:
            self._link(row, column, *_way_to(source))
        self.write(row, column, value, number_format=number_format, **properties)

    def write_file_link(
        self, row: int, column: int, value: CellValue, path: str | None, **properties: Any
    ) -> None:
        """The same, with a link to a whole file of the workspace; no path, no link."""
        if path:
            self._link(row, column, external_link(path), path)
        self.write(row, column, value, **properties)

    def write_inner_link(
        self, row: int, column: int, value: CellValue, target: str, **properties: Any
    ) -> None:
        """The same, with a link to a cell of this workbook, given as ``'Sheet'!A1``."""
        self._link(row, column, f"internal:{target}", target)
        self.write(row, column, value, **properties)

    def write_formula(
        self,
        row: int,
        column: int,
        formula: str,
        stored: Decimal | int | str,
        *,
        number_format: str = "",
        **properties: Any,
    ) -> None:
        """A live formula with the result it gives, so that it reads right before it is run."""
        if _is_number(stored):
            properties = FIGURE | properties
        if properties.get("align") == "right":
            number_format = figure_format(number_format)
        if isinstance(stored, str) and properties.get("text_wrap", True):
            self._fit(row, column, stored)
        cell_format = self.styles.plain(number_format=number_format, **properties)
        self.worksheet.write_formula(row, column, formula, cell_format, stored)

    def make_room(self, row: int, column: int, text: str) -> None:
        """Let a row be high enough for a text that a cell shows in another way than it holds it."""
        self._fit(row, column, text)

    def write_row_formula(self, row: int, column: int, formula: RowFormula, stored: str) -> None:
        """The same for a formula that every row of a table has, which gives a text."""
        self._fit(row, column, stored)
        self.worksheet.write_row_formula(row, column, formula, self.plain, stored)

    def nest(self, row: int, level: int) -> None:
        """Make a row that has been written part of an outline, so that it can be folded away."""
        self._levels[row] = level

    def fit_heights(self, widths: Sequence[float]) -> None:
        """Make each row as high as its wrapped texts need in columns of these widths."""
        for row in self._texts:
            outline = {"level": self._levels.get(row, 0)}
            self.worksheet.set_row(row, self._height(row, widths), None, outline)

    def height_of(self, rows: Iterable[int], widths: Sequence[float]) -> float:
        """How high some rows are in all, in points, when they fit their texts."""
        return sum(self._height(row, widths) for row in rows)

    def _fit(self, row: int, column: int, text: str, share: float = 1) -> None:
        """Have a row be high enough for a text in so much of its column's width."""
        self._texts[row].append((text, column, share))

    def _height(self, row: int, widths: Sequence[float]) -> float:
        texts = self._texts.get(row, [])
        room = [
            (text, widths[column] * share) for text, column, share in texts if column < len(widths)
        ]
        return self._with_room(row, row_height(room, self.styles.looks.size, lowest=LOWEST_ROW))

    def _with_room(self, row: int, height: float) -> float:
        return height + _HEADER_ROOM if row in self._headers else height

    def note(self, row: int, column: int, text: str) -> None:
        """A note that shows when the cell is pointed at."""
        size = {"x_scale": 1.6, "font_size": 9, "author": ""}
        self.worksheet.write_comment(row, column, text, size)

    def _lay_link(self, row: int, column: int, source: Source) -> None:
        """Link a cell that has been written to the cell that its value was read from."""
        if self._links >= MOST_LINKS:
            return
        target, tip = _way_to(source)
        if len(target) <= LONGEST_LINK:
            self._links += 1
            self.worksheet.write_link(row, column, target, shorten(tip, LONGEST_TIP))

    def _link(self, row: int, column: int, target: str, tip: str) -> None:
        if len(target) > LONGEST_LINK or self._links >= MOST_LINKS:
            return
        self._links += 1
        # The cell's own value is written over the link's text, and so keeps its type.
        self.worksheet.write_url(row, column, target, string="", tip=shorten(tip, LONGEST_TIP))


def write_value(
    worksheet: Worksheet, row: int, column: int, value: CellValue, cell_format: Format
) -> None:
    """Write any value with a ready format. What Excel has no room for is written as text."""
    if value is None or value == "":
        worksheet.write_blank(row, column, None, cell_format)
    elif isinstance(value, bool):
        worksheet.write_boolean(row, column, value, cell_format)
    elif isinstance(value, date) and value.year >= _FIRST_YEAR:
        worksheet.write_datetime(row, column, value, cell_format)
    elif isinstance(value, int | float | Decimal) and _is_exact(value):
        worksheet.write_number(row, column, value, cell_format)
    else:
        worksheet.write_string(row, column, shorten(text_of(value), LONGEST_TEXT), cell_format)


def text_of(value: CellValue) -> str:
    """A value in words: an error's sign, a formula's text, a date as YYYY-MM-DD."""
    if value is None:
        return ""
    if isinstance(value, ErrorValue | FormulaText):
        return value.text
    text = value.isoformat() if isinstance(value, date) else str(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        # Half a surrogate pair cannot be stored in any file.
        return text.encode("utf-8", "replace").decode()
    return text


def shorten(text: str, limit: int) -> str:
    """The text, cut with an ellipsis if it is longer than the limit in UTF-16 units."""
    if 2 * len(text) <= limit or len(text.encode("utf-16-le")) // 2 <= limit:
        return text
    kept = text.encode("utf-16-le")[: 2 * (limit - 1)]
    return kept.decode("utf-16-le", "ignore") + "…"


def external_link(path: str, sheet: str = "", cell: str = "") -> str:
    """A link from a result to a file of the workspace, and to a cell in it."""
    anchor = f"#{quoted_sheet(sheet)}!{cell}" if sheet and cell else ""
    return f"external:{WORKSPACE}{path}{anchor}"


def _way_to(source: Source) -> tuple[str, str]:
    """A link to the cell of an answer, and what is said where it is pointed at."""
    target = external_link(source.path, source.sheet, source.cell)
    return target, f"{source.file} – {source.sheet}!{source.cell}"


def _is_number(value: CellValue) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _is_exact(number: float | Decimal) -> bool:
    if isinstance(number, int):
        return abs(number) < _LAST_EXACT_INTEGER
    return math.isfinite(number)
