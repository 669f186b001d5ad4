"""Pieces of formulas that are written alike wherever they stand."""

from __future__ import annotations

_NO_BREAK_SPACE = "\u00a0"


def is_number(cell: str) -> str:
    """A truth value is no number, though LibreOffice's ISNUMBER says it is.

    ISNUMBER of an error is FALSE; holding the cell against itself lets the error spread.
    """
    return f"AND(ISNUMBER({cell}),NOT(ISLOGICAL({cell})),{cell}={cell})"


def plain_text(cell: str) -> str:
    """A text without surplus spaces; a no-break space and a line break count as spaces."""
    spaced = f'SUBSTITUTE(SUBSTITUTE({cell},"{_NO_BREAK_SPACE}"," "),CHAR(10)," ")'
    return f"TRIM({spaced})"
