"""The rows of an activity table as entries."""

from __future__ import annotations

from kexcel.documents.prose.entry import Entry
from kexcel.documents.prose.heads import OTHER, Column, Form, Head
from kexcel.documents.prose.line_entries import LineReader
from kexcel.documents.prose.profile import Profile
from kexcel.documents.prose.sections import Piece, Table
from kexcel.documents.prose.stream import Cell, Row, join_lines


def entries_of(table: Table, profile: Profile, year: int) -> list[Entry]:
    """The table's entries in order. ``year`` is meant where a date has none."""
    if table.head.form is not Form.CELLS:
        return LineReader(table.head, profile, year).entries(table.pieces)
    return [
        _row_entry(piece, piece.block, table.head)
        for piece in table.pieces
        if isinstance(piece.block, Row)
    ]


def _row_entry(piece: Piece, row: Row, head: Head) -> Entry:
    lines: dict[str, tuple[str, ...]] = {}
    others: dict[str, str] = {}
    for cell in row.cells:
        column = _column_of(cell, head)
        if column.key != OTHER:
            lines[column.key] = (*lines.get(column.key, ()), *cell.lines)
        elif cell.lines:
            others[column.label] = cell.text
    return Entry(
        cells={key: join_lines(each) for key, each in lines.items()},
        indices=(piece.index,),
        spot=row.spot,
        lines=lines,
        spans=_spans(row, head),
        continues=piece.after_break,
        others=others,
    )


def _column_of(cell: Cell, head: Head) -> Column:
    for column in head.columns:
        if column.start <= cell.start < column.end:
            return column
    return Column(OTHER, "", cell.start, cell.start + cell.span)


def _spans(row: Row, head: Head) -> bool:
    """Whether the row's only text reaches across more columns than its heading does."""
    filled = [cell for cell in row.cells if cell.lines]
    if len(filled) != 1:
        return False
    column = _column_of(filled[0], head)
    return filled[0].start + filled[0].span > column.end
