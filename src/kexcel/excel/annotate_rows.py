"""Rows of a correction: high enough for what is written in them, and still growing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from kexcel.excel.row_height import row_height

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from kexcel.excel.stored_cells import StoredSheet

_ROW = re.compile(rb"<row\b[^>]*>")
_NUMBER = re.compile(rb'\br="(\d+)"')
_FIXED = re.compile(rb'\scustomHeight="(?:1|true)"')


def raise_rows(sheet: Worksheet, stored: StoredSheet, size: float) -> None:
    """Make rows with a recorded height no lower than their wrapped texts need.

    A formula's text counts as stored; ``size`` is the typeface's, in points.
    """
    widths = _shown_widths(sheet)
    texts: dict[int, list[tuple[str, float]]] = {}
    for row, column, text in _wrapped_texts(sheet, stored):
        if column in widths:
            texts.setdefault(row, []).append((text, widths[column]))
    for row, written in texts.items():
        height = sheet.row_dimensions[row].height
        if height is not None and (needed := row_height(written, size)) > height:
            sheet.row_dimensions[row].height = needed


def fixed_rows(content: bytes) -> frozenset[bytes]:
    """The numbers of the rows whose height a person has set, in a worksheet's part."""
    return frozenset(
        number[1]
        for tag in _ROW.findall(content)
        if _FIXED.search(tag) and (number := _NUMBER.search(tag))
    )


def let_rows_grow(content: bytes, fixed: frozenset[bytes]) -> bytes:
    """A worksheet as openpyxl wrote it, with no row fixed in height but those named.

    openpyxl says of every recorded height that a person has set it, and then no program makes
    the row higher when more is typed in it.
    """

    def loosen(found: re.Match[bytes]) -> bytes:
        number = _NUMBER.search(found.group())
        kept = number is not None and number[1] in fixed
        return found.group() if kept else _FIXED.sub(b"", found.group())

    return _ROW.sub(loosen, content)


def _shown_widths(sheet: Worksheet) -> Mapping[int, float]:
    """Column → its width in characters, where one is recorded and the column is shown."""
    return {
        column: each.width
        for each in sheet.column_dimensions.values()
        if each.width and not each.hidden
        for column in range(each.min or 1, (each.max or each.min or 1) + 1)
    }


def _wrapped_texts(sheet: Worksheet, stored: StoredSheet) -> Iterator[tuple[int, int, str]]:
    for (row, column), cell in tuple(sheet._cells.items()):  # noqa: SLF001 - the public ways also make cells
        if not cell.has_style or not cell.alignment.wrap_text:
            continue
        result = stored.results.get(f"{get_column_letter(column)}{row}")
        text = str(cell.value or "") if cell.data_type != "f" else result.text if result else ""
        if text:
            yield row, column, text
