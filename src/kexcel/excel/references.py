"""How formulas refer to sheets."""

from __future__ import annotations


def quoted_sheet(name: str) -> str:
    """A sheet's name as a formula refers to it."""
    doubled = name.replace("'", "''")
    return f"'{doubled}'"
