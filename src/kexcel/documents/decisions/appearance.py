"""How Beslut.xlsx looks, said once for what makes it new and for what adds rows to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kexcel.documents.decisions.layout import CONFLICTS, MORE, DecisionSheet
from kexcel.excel.row_height import row_height
from kexcel.model.cell import column_letters
from kexcel.template.schema import Template

FONT = "Calibri"
CHOOSE = "Välj ur listan."
PROMPT = "Välj ur listan. Skriv varför i kolumnen Motivering."


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of cell looks: colours as RRGGBB, "" for none.

    ``line`` is the colour of its frame, and ``vertical`` where its text stands, which is wrapped.
    """

    size: int
    vertical: str
    colour: str = "000000"
    fill: str = ""
    line: str = ""
    bold: bool = False


HEADING = Look(11, "center", colour="FFFFFF", fill="1F4E5F", bold=True)
CELL = Look(10, "top", line="BFC7CC")
FILLED_IN = replace(CELL, fill="FFF2C2")
"""What a person fills in."""


def look_of(sheet: DecisionSheet, key: str) -> Look:
    """How a column's cells look."""
    return FILLED_IN if key in sheet.filled_in else CELL


def height_of(sheet: DecisionSheet, texts: Iterable[tuple[str, str]]) -> float:
    """Points that a row needs for its texts, each told with its column's key."""
    widths = dict(zip(sheet.columns, sheet.widths, strict=True))
    return row_height([(text, widths[key]) for key, text in texts], CELL.size, lowest=18)


def verdict_words(template: Template, language: str) -> list[str]:
    """What can be chosen for a goal."""
    return [word.get(language) for word in template.choice("verdict").words]


def choices_in(first: int, last: int, line: int) -> str:
    """Where a conflict's candidates stand, from its first column to its last, counted from 1."""
    return f"${column_letters(first - 1)}${line}:${column_letters(last - 1)}${line}"


def choices_listed(key: int, line: int) -> str:
    """The same for one that has them on the hidden sheet, wherever its row is sorted to."""
    found = f"OFFSET({MORE}!$B$1,MATCH(${column_letters(key - 1)}{line},{MORE}!$A:$A,0)-1,0,1,"
    return f"{found}COUNTA({found}256)))"


def last_printed(lines: int) -> int:
    """The last line that is printed of so many, with the headings."""
    return max(2, lines)


PRINTED = column_letters(CONFLICTS.printed - 1)
"""The last column of conflicts that is printed."""
