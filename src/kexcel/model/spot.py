"""Where something stands in a document that has no cells."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a text, PDF or Word document, every figure counted from 1.

    Text has ``line``; PDF ``page`` and ``line`` on it; Word ``paragraph`` outside of tables. A row
    of a table has ``table``, counted through the document, and ``row`` in it.
    """

    page: int | None = None
    line: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
