"""Pieces of formulas that are written alike wherever they stand."""

from __future__ import annotations

_NO_BREAK_SPACE = "\u00a0"


def number_tests(cell: str) -> list[str]:
    """What must hold of a number. A truth value is none, though LibreOffice's ISNUMBER says so.

    ISNUMBER of an error is FALSE; holding the cell against itself lets the error spread.
    """
    return [f"ISNUMBER({cell})", f"NOT(ISLOGICAL({cell}))", f"{cell}={cell}"]


def is_number(cell: str) -> str:
    """Whether a cell holds a number."""
    return f"AND({','.join(number_tests(cell))})"


def plain_text(cell: str) -> str:
    """A text without surplus spaces; a no-break space and a line break count as spaces."""
    spaced = f'SUBSTITUTE(SUBSTITUTE({cell},"{_NO_BREAK_SPACE}"," "),CHAR(10)," ")'
    return f"TRIM({spaced})"
