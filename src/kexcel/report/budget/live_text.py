"""A sentence with live figures in it: a formula, and the words that it gives."""

from __future__ import annotations

import re

_GAP = re.compile(r"\{(\w+)\}")


def live_text(phrase: str, **gaps: tuple[str, int | str]) -> tuple[str, str]:
    """The formula and its result. Each gap is filled by a formula's part and what that gives."""
    parts, stored = [], []
    for place, piece in enumerate(_GAP.split(phrase)):
        if place % 2:
            parts.append(gaps[piece][0])
            stored.append(str(gaps[piece][1]))
        elif piece:
            doubled = piece.replace('"', '""')
            parts.append(f'"{doubled}"')
            stored.append(piece)
    return f"={'&'.join(parts)}", "".join(stored)
