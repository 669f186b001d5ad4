"""Protection without a password: a guard against slips, not a lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def protect(worksheet: Worksheet) -> None:
    """Leave only input cells open; sorting, filtering and sizes of columns and rows stay free."""
    worksheet.protect(
        "",
        {
            "sort": True,
            "autofilter": True,
            "format_columns": True,
            "format_rows": True,
            "select_locked_cells": True,
            "select_unlocked_cells": True,
        },
    )
