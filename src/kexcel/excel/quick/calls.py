"""Which formulas a file holds as they are written, without the prefixes of newer functions."""

from __future__ import annotations

import re

_CALLED = re.compile(r"([\w.]+)\(")

PLAIN = frozenset(
    {
        *("ABS", "AND", "CHAR", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "DATE", "EXACT"),
        *("IF", "IFERROR", "INDEX", "ISERROR", "ISLOGICAL", "ISNUMBER", "ISTEXT", "LEN"),
        *("MATCH", "MAX", "MIN", "N", "NOT", "OR", "ROUND", "ROWS", "SUBSTITUTE", "SUBTOTAL"),
        *("SUM", "SUMIF", "SUMIFS", "SUMPRODUCT", "TEXT", "TRIM", "TRUE", "VALUE"),
    }
)
"""Functions that XlsxWriter leaves as they are; it looks for others in every formula."""


def is_plain(formula: str) -> bool:
    """Whether a formula is stored as it is, without its "=" if it has one."""
    return (
        formula[-1:] != "}"
        and formula[:1] != "{"
        and PLAIN.issuperset(_CALLED.findall(formula))
        and "_xl" not in formula
    )
