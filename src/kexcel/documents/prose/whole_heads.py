"""Heads of tables that are wrapped over several lines, put together to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kexcel.documents.prose.heads import HeadFinder
from kexcel.documents.prose.stream import Block, Document, Gap, Line, Row, Segment, join_pair

_MOST_LINES = 3
_FEWEST_PARTS = 2


def with_whole_heads(document: Document, heads: HeadFinder) -> Document:
    """The document with each head on one line: words beneath each other belong to one column."""
    blocks: list[Block] = []
    index = 0
    while index < len(document.blocks):
        block, used = _whole(document.blocks, index, heads)
        blocks.append(block)
        index += used
    return replace(document, blocks=tuple(blocks))


def _whole(blocks: Sequence[Block], index: int, heads: HeadFinder) -> tuple[Block, int]:
    """The block, or the head that it and those beneath it make, and how many they are."""
    first = blocks[index]
    if isinstance(first, Row):
        return _whole_row(first, blocks[index + 1 : index + 2], heads)
    if len(first.segments) < _FEWEST_PARTS or heads.find(first):
        return first, 1
    whole = first
    for used in range(1, _MOST_LINES):
        below = blocks[index + used] if index + used < len(blocks) else None
        if not isinstance(below, Line) or below.gap is not Gap.NONE:
            break
        whole = _joined(whole, below)
        if heads.may_be_head(below.text) and heads.find(whole):
            return whole, used + 1
    return first, 1


def _whole_row(row: Row, rest: Sequence[Block], heads: HeadFinder) -> tuple[Block, int]:
    """The row, or the head that a break of pages cut in two."""
    below = rest[0] if rest else None
    is_part = heads.may_be_head(row.text.replace("|", " ")) and heads.find(row) is None
    if not is_part or not isinstance(below, Row) or not below.starts_page:
        return row, 1
    lower = {cell.start: cell.lines for cell in below.cells}
    cells = tuple(
        replace(cell, lines=(*cell.lines, *lower.get(cell.start, ()))) for cell in row.cells
    )
    whole = replace(below, cells=cells)
    return (whole, 2) if heads.find(whole) else (row, 1)


def _joined(line: Line, below: Line) -> Line:
    segments = list(line.segments)
    for segment in below.segments:
        place = max(range(len(segments)), key=lambda i: _overlap(segments[i], segment))
        above = segments[place]
        segments[place] = Segment(
            join_pair(above.text, segment.text),
            min(above.start, segment.start),
            max(above.end, segment.end),
        )
    text = " ".join(segment.text for segment in segments)
    return replace(line, text=text, segments=tuple(segments))


def _overlap(one: Segment, other: Segment) -> float:
    return min(one.end, other.end) - max(one.start, other.start)
