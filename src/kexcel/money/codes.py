"""How codes and names, of units and of decisions, are compared."""

from __future__ import annotations


def plain_code(text: str) -> str:
    """A code or a name without what does not tell it from others: case and surplus spaces."""
    return " ".join(text.split()).casefold()
