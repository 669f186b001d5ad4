"""Which column of a table a part of a line stands in, by its place across the page."""

from __future__ import annotations

from collections.abc import Sequence

from kexcel.documents.prose.heads import Column
from kexcel.documents.prose.stream import Line, Segment, join_pair


def columns_at(columns: Sequence[Column], segment: Segment) -> list[Column]:
    """The columns whose headings a segment stands beneath, or the one that is nearest."""
    beneath = [column for column in columns if _overlap(column, segment) > 0]
    return beneath or [min(columns, key=lambda column: -_overlap(column, segment))]


def placed_texts(columns: Sequence[Column], line: Line) -> list[str]:
    """What stands in each column of a line."""
    texts = [""] * len(columns)
    for segment in line.segments:
        place = columns.index(columns_at(columns, segment)[0])
        texts[place] = join_pair(texts[place], segment.text)
    return texts


def _overlap(column: Column, segment: Segment) -> float:
    """How much of a segment stands beneath a heading; less than nothing beside it."""
    return min(column.end, segment.end) - max(column.start, segment.start)
