"""Colours for words of status and verdict. The word is always there; the colour only helps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kexcel.excel.styles import Styles
from kexcel.report.parts.tables import PlacedTable

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def colour_words(
    styles: Styles, worksheet: Worksheet, table: PlacedTable, column: str, roles: Mapping[str, str]
) -> None:
    """Colour a column's cells by the word they hold. ``roles`` maps each word to its role."""
    if not table.rows:
        return
    place = table.columns[column]
    for word, role in roles.items():
        doubled = word.replace('"', '""')
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{doubled}"',
            "format": styles.role(role),
        }
        worksheet.conditional_format(table.first_row, place, table.last_row, place, rule)
