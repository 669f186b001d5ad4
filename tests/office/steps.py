"""What people do to a sheet besides typing; rows and columns are named as on the screen."""

from __future__ import annotations

from typing import Any

Step = dict[str, Any]


def sort(sheet: str, cells: str, column: str, *, descending: bool = False) -> Step:
    """Sort a range without headings, such as "A8:P40", by the column with the letters."""
    return {
        "step": "sort",
        "sheet": sheet,
        "range": cells,
        "column": column,
        "descending": descending,
    }


def delete_rows(sheet: str, first: int, count: int = 1) -> Step:
    """Delete rows from the first one on."""
    return {"step": "delete_rows", "sheet": sheet, "first": first, "count": count}


def insert_rows(sheet: str, first: int, count: int = 1) -> Step:
    """Insert empty rows above one."""
    return {"step": "insert_rows", "sheet": sheet, "first": first, "count": count}


def delete_columns(sheet: str, first: str, count: int = 1) -> Step:
    """Delete columns from the one with the letters on."""
    return {"step": "delete_columns", "sheet": sheet, "first": first, "count": count}


def rename_sheet(sheet: str, name: str) -> Step:
    """Give a sheet another name."""
    return {"step": "rename_sheet", "sheet": sheet, "name": name}


def copy_sheet(sheet: str, name: str) -> Step:
    """Copy a sheet to the end of the workbook."""
    return {"step": "copy_sheet", "sheet": sheet, "name": name}
