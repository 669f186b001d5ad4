"""A table for a screen of a given width: words are never broken, and spare columns give way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

GAP = "  "


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    ``wraps`` lets its cells go on to another line. ``spare`` says how soon the column is left out
    where the screen is narrow: 0 is never, and the highest goes first.
    """

    heading: str
    wraps: bool = False
    spare: int = 0


def table_lines(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int, *, rule: str = "─"
) -> tuple[list[str], tuple[str, ...]]:
    """The table's lines, and the headings that there was no room for."""
    shown, widths = _fitting(columns, rows, width)
    left_out = tuple(c.heading for index, c in enumerate(columns) if index not in shown)
    body = [[row[index] for index in shown] for row in rows]
    lines = list(_wrapped([columns[index].heading for index in shown], widths))
    lines.append(rule * (sum(widths) + len(GAP) * (len(widths) - 1)))
    for row in body:
        lines += _wrapped(row, widths)
    return lines, left_out


def unbroken(text: str, width: int) -> list[str]:
    """The text on lines that are broken between words alone; at least one line."""
    return wrap(text, max(1, width), break_long_words=False, break_on_hyphens=False) or [""]


def _fitting(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int
) -> tuple[list[int], list[int]]:
    """Which columns are shown, and how wide each is."""
    shown = list(range(len(columns)))
    while True:
        room = width - len(GAP) * (len(shown) - 1)
        least = [_least(columns[index], _cells(rows, index)) for index in shown]
        spare = [index for index in shown if columns[index].spare]
        if sum(least) <= room or not spare:
            wanted = [_wanted(columns[index], _cells(rows, index)) for index in shown]
            return shown, _shared(wanted, least, room)
        shown.remove(max(spare, key=lambda index: columns[index].spare))


def _shared(wanted: list[int], least: list[int], room: int) -> list[int]:
    """Widths between the least and the wanted: the widest columns give way first."""
    widths = list(wanted)
    while sum(widths) > room and widths != least:
        slack = [index for index in range(len(widths)) if widths[index] > least[index]]
        widths[max(slack, key=lambda index: widths[index])] -= 1
    return widths


def _wanted(column: Column, cells: list[str]) -> int:
    return max(len(text) for text in (column.heading, *cells))


def _least(column: Column, cells: list[str]) -> int:
    """A heading may always be wrapped; a cell only in a column that wraps."""
    whole = [word for cell in cells for word in cell.split()] if column.wraps else cells
    return max(len(text) for text in (*column.heading.split(), *whole, ""))


def _cells(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    return [row[index] for row in rows]


def _wrapped(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    columns = [unbroken(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for line in range(max(map(len, columns))):
        parts = [column[line] if line < len(column) else "" for column in columns]
        padded = [part.ljust(width) for part, width in zip(parts, widths, strict=True)]
        yield GAP.join(padded).rstrip()
