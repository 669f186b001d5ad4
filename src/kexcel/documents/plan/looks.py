"""How plan.xlsx looks: its formats, its headings and how it prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from textwrap import wrap
from typing import TYPE_CHECKING

from kexcel.documents.plan.layout import PlanColumn
from kexcel.errors import UsageError
from kexcel.model.cell import column_letters
from kexcel.template.limits import CELL_TEXT_LENGTH

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from kexcel.documents.plan.rows import RowValue

_DARK, _PALE, _LINE, _MUTED = "#1F4E79", "#EAF1F8", "#C9D3DD", "#595959"
_A4 = 9
_BASE = {"valign": "top", "text_wrap": True, "bottom": 1, "bottom_color": _LINE}
_FIGURE = "#,##0"
_MOST_DECIMALS = 9
_LINE_HEIGHT, _PADDING, _TALLEST = 15.0, 3.0, 400.0
_CHARACTERS_PER_WIDTH = 1.15
"""A column is as wide as so many digits; most letters of running text are narrower."""
_RIGHT = {"align": "right", "indent": 1, "text_wrap": False}
_HEADING = {
    "bold": True,
    "font_color": "#FFFFFF",
    "bg_color": _DARK,
    "valign": "vcenter",
    "border": 1,
    "border_color": _DARK,
}

_LOOKS: Mapping[str, Mapping[str, object]] = {
    "text": {"num_format": "@"},
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "number": {"num_format": "0.0##", **_RIGHT},
    "whole": {"num_format": "0", "align": "left"},
    "figure": {"num_format": _FIGURE, **_RIGHT},
    "strong": {"bold": True, "bg_color": _PALE},
    "total": {"num_format": _FIGURE, **_RIGHT, "bold": True, "bg_color": _PALE},
    "sign": {"num_format": "@", **_RIGHT, "italic": True, "font_color": _MUTED},
    "muted": {"italic": True, "font_color": _MUTED},
    "link": {"font_color": "#0B4F8A", "underline": 1, "num_format": "@"},
    "heading": _HEADING,
    "figure heading": {**_HEADING, **_RIGHT, "indent": 2},  # room for the filter button
}


_SPARE = ("text", "date", "number")
_MARKED = ("text", "date", "number", "figure", "sign")
_TO_SEE = "#FFF2C2"
_LAST_ROW = 1_048_576


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet with the formats that its cells are written in."""

    worksheet: Worksheet
    formats: Mapping[str, Format]

    def write(self, row: int, column: int, value: RowValue, look: str) -> None:
        """Write a value. Text stays text, whatever it begins with.

        Raises:
            UsageError: the text is longer than a cell can hold.
        """
        style = self.formats[look]
        if isinstance(value, Decimal):
            self.worksheet.write_number(row, column, float(value), style)
        elif isinstance(value, date):
            self.worksheet.write_datetime(row, column, value, style)
        elif value:
            _require_length(value)
            self.worksheet.write_string(row, column, value, style)
        else:
            self.worksheet.write_blank(row, column, None, style)

    def fit_height(self, row: int, values: Sequence[RowValue], widths: Sequence[float]) -> None:
        """Make a row as high as its longest text needs; not every program does so by itself."""
        pairs = zip(values, widths, strict=True)
        lines = max(_line_count(text, width) for text, width in pairs)
        self.worksheet.set_row(row, min(_TALLEST, _PADDING + _LINE_HEIGHT * lines))

    def head(self, columns: Sequence[PlanColumn], *, fixed_columns: int) -> None:
        """Write the headings with their help, set the widths, freeze and set up the print."""
        self.worksheet.set_row(0, 24)
        for index, column in enumerate(columns):
            self.worksheet.set_column(index, index, column.width)
            self.worksheet.write_string(0, index, column.label, self.heading(column))
            self.comment(index, column.help)
        self.worksheet.freeze_panes(1, fixed_columns)
        self.worksheet.hide_gridlines(2)
        self._set_up_print()

    def heading(self, column: PlanColumn) -> Format:
        """The format of a column's heading."""
        return self.formats["figure heading" if column.is_figure else "heading"]

    def prepare_spare_rows(self, widths: Sequence[float], looks: Sequence[str]) -> None:
        """Give the rows that are still empty the formats of those that are filled in.

        A number such as "4.1" typed into a cell without them would become a date.
        """
        everywhere = f"A1:{column_letters(len(looks) - 1)}{_LAST_ROW}"
        self.worksheet.ignore_errors({"number_stored_as_text": everywhere})
        for index, (width, look) in enumerate(zip(widths, looks, strict=True)):
            self.worksheet.set_column(index, index, width, self.formats[f"spare {look}"])

    def comment(self, column: int, text: str, row: int = 0) -> None:
        """Put a note on a heading, or on a cell of another row."""
        size = {"width": 300, "height": 40 + 18 * (len(text) // 42 + 1)}
        self.worksheet.write_comment(row, column, text, {"author": "kexcel", **size})

    def _set_up_print(self) -> None:
        self.worksheet.set_landscape()
        self.worksheet.set_paper(_A4)
        self.worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self.worksheet.fit_to_pages(1, 0)
        self.worksheet.repeat_rows(0)
        self.worksheet.set_footer("&L&A&RSida &P av &N")


def make_formats(workbook: Workbook) -> dict[str, Format]:
    """The formats by the name of the look.

    "spare text" is "text" without lines, "figure 1" a figure with one decimal, and "marked text"
    one that a person should look at.
    """
    looks = {**_LOOKS, **_exact()}
    filled = {name: workbook.add_format({**_BASE, **look}) for name, look in looks.items()}
    spare = {
        f"spare {name}": workbook.add_format({"valign": "top", "text_wrap": True, **_LOOKS[name]})
        for name in _SPARE
    }
    marked = {
        f"marked {name}": workbook.add_format({**_BASE, **look, "bg_color": _TO_SEE})
        for name, look in looks.items()
        if name.split()[0] in _MARKED
    }
    return filled | spare | marked


def decimals_of(number: Decimal) -> int:
    """How many decimals a figure is printed with, and no more than a look has."""
    exponent = number.as_tuple().exponent
    return min(_MOST_DECIMALS, max(0, -exponent)) if isinstance(exponent, int) else 0


def figure_format(decimals: int) -> str:
    """How a figure with so many decimals is shown."""
    return f"{_FIGURE}.{'0' * decimals}".rstrip(".")


def _exact() -> dict[str, Mapping[str, object]]:
    """The looks of figures with so many decimals."""
    return {
        f"{name} {decimals}": {
            **_LOOKS[name],
            "num_format": figure_format(decimals),
        }
        for name in ("figure", "total")
        for decimals in range(_MOST_DECIMALS + 1)
    }


def _line_count(value: RowValue, width: float) -> int:
    if not isinstance(value, str):
        return 1
    characters = max(1, int(width * _CHARACTERS_PER_WIDTH))
    return sum(max(1, len(wrap(line, characters))) for line in value.split("\n"))


def _require_length(text: str) -> None:
    if len(text) > CELL_TEXT_LENGTH:
        raise UsageError(
            f"Texten {text[:40]!r}… är längre än de {CELL_TEXT_LENGTH} tecken en cell rymmer."
        )
