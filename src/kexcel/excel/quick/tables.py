"""Excel tables of many rows, without a look at each of their cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

_Area = tuple[int, int, int, int]
_USUAL = {"name", "columns", "style", "autofilter", "description", "title"}
_USUAL_OF_COLUMN = {"header", "header_format"}


class TableSheet(Worksheet):  # type: ignore[misc] # XlsxWriter carries no types
    """A sheet that has XlsxWriter add a table's first two rows, and then widens it to all."""

    def __init__(self) -> None:
        super().__init__()
        self._areas: list[_Area] = []

    def add_table(
        self,
        first_row: int,
        first_column: int,
        last_row: int,
        last_column: int,
        options: dict[str, Any] | None = None,
    ) -> int:
        """Make a range a table.

        Raises:
            OverlappingRange: it overlaps another.
        """
        area, given = (first_row, first_column, last_row, last_column), options or {}
        for each in self._areas:
            if _overlap(area, each):
                ranges = f"'{xl_range(*area)}' overlaps previous table range '{xl_range(*each)}'"
                raise OverlappingRange(f"Table range {ranges}.")
        is_usual = self._is_usual(area, given)
        last = first_row + 1 if is_usual else last_row
        result = int(super().add_table(first_row, first_column, last, last_column, options))
        if result == 0:
            self._areas.append(area)
        if result == 0 and is_usual:
            table, whole = self.tables[-1], xl_range(*area)
            table["range"] = table["a_range"] = whole
            if table.get("autofilter"):
                table["autofilter"] = whole
        return result

    def _is_usual(self, area: _Area, options: Mapping[str, Any]) -> bool:
        has_room = area[0] + 1 < area[2] < self.xls_rowmax and not self.merged_cells
        columns = options.get("columns", [])
        is_plain = all(each.keys() <= _USUAL_OF_COLUMN for each in columns)
        return has_room and is_plain and options.keys() <= _USUAL


def _overlap(one: _Area, other: _Area) -> bool:
    is_beside = one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
    return not is_beside
