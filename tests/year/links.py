"""Where the links of a published workbook lead: to cells of archived files, or to whole files."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path, PureWindowsPath
from typing import Any

from python_calamine import CalamineWorkbook

from tests.year.published import told, workbook

OF_A_TEXT = "Källa: "
TYPED_IN = {"plan.xlsx", "Beslut.xlsx"}
"""What people go on typing in, and so is not kept in the archive."""

MILLION = 1_000_000
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Link:
    """A cell with a link out of the workbook; ``row`` is its row by the headings above it."""

    sheet: str
    cell: str
    heading: str
    row: dict[str, Any]
    target: Path
    place: tuple[str, str] | None

    @property
    def said(self) -> Any:
        """What is said here of what the link leads to: in the cell, or in the text's own column."""
        return self.row.get(self.heading.removeprefix(OF_A_TEXT), self.row.get(self.heading))

    @property
    def archived(self) -> Any:
        """What stands in the archived cell."""
        assert self.place is not None
        sheet, cell = self.place
        return _cells(self.target)[sheet].get(cell)

    @property
    def beside(self) -> set[Any]:
        """What stands on the row of the cell that the link leads to."""
        assert self.place is not None
        sheet, cell = self.place
        row = cell.lstrip(LETTERS)
        cells = _cells(self.target)[sheet]
        return {value for at, value in cells.items() if at.lstrip(LETTERS) == row}

    @property
    def booked(self) -> float:
        """What the linked ledger says of the row's responsibility code, in millions."""
        lines = csv.DictReader(self.target.read_text(encoding="utf-8").splitlines(), delimiter=";")
        amounts = {line["Ansvar"]: line["Utfall ack."] for line in lines}
        return float(amounts[str(self.row["Ansvarskod"])].replace(",", ".")) / MILLION


def links(path: Path) -> Iterator[Link]:
    """Every link of a workbook that leads to a file."""
    for sheet in workbook(path).worksheets:
        heads: dict[int, str] = {}
        above = 0
        for row in sheet.iter_rows():
            filled = [cell for cell in row if cell.value is not None]
            if above < 2 <= len(filled):  # a table begins: above it is a blank row or a title
                heads = {cell.column: str(cell.value) for cell in filled}
            above = len(filled)
            said = {heads[c.column]: told(c.value) for c in row if c.column in heads}
            for cell in row:
                if cell.hyperlink and cell.hyperlink.target:
                    yield _link(path, sheet.title, cell, heads.get(cell.column, ""), said)


def leads_there(link: Link) -> bool:
    """Whether the linked file is the one that was kept, and says what is published."""
    if link.target.name in TYPED_IN:
        return {*_identity(link.row), *_verdict(link)} <= link.beside
    is_kept = sha256(link.target.read_bytes()).hexdigest() == link.target.stem
    return is_kept and _says_the_same(link)


def _identity(row: dict[str, Any]) -> tuple[Any, ...]:
    """What tells a row of what people typed: an activity, or who hands over to whom."""
    return (row["Nr"],) if "Nr" in row else (row["Från avdelning"], row["Till avdelning"])


def _verdict(link: Link) -> set[Any]:
    return {link.said} if link.target.name == "Beslut.xlsx" else set()


def _says_the_same(link: Link) -> bool:
    if link.target.suffix == ".csv":
        return "Ansvarskod" not in link.row or _agree(link.said, link.booked)
    if link.place is None:
        return bool(link.said == "Öppna")
    return _agree(link.said, link.archived) or _is_told_beside(link, *link.place)


def _is_told_beside(link: Link, sheet: str, cell: str) -> bool:
    """Whether the cell tells of the place, and its row what stands there."""
    if link.heading == "Källa: cell":
        beside = any(_agree(said, link.archived) for said in link.row.values())
        return link.said in {f"{sheet}!{cell}", cell} and beside
    if link.heading == "Källa: medverkande":
        return str(link.archived) in link.row["Medverkandes kommentarer"]
    words = str(link.archived)
    shown = words.replace(".", ",") if isinstance(link.archived, float) else words
    return bool(link.row.get("Det som hittades") == shown)


def _agree(said: Any, archived: Any) -> bool:
    """Whether what is published is what stands in the archived cell."""
    if isinstance(said, int | float) and isinstance(archived, int | float):
        return abs(said - archived) < 5e-7
    return archived is not None and bool(said == archived)


def _link(path: Path, sheet: str, cell: Any, heading: str, row: dict[str, Any]) -> Link:
    link = cell.hyperlink
    target = (path.parent / PureWindowsPath(link.target).as_posix()).resolve()
    place = None
    if link.location:
        name, _, reference = link.location.rpartition("!")
        place = (name.strip("'"), reference)
    return Link(sheet, cell.coordinate, heading, row, target, place)


@cache
def _cells(path: Path) -> dict[str, dict[str, Any]]:
    """Every cell of an archived workbook that says something: sheet → reference → value."""
    book = CalamineWorkbook.from_path(str(path))
    return {name: dict(_filled(book, name)) for name in book.sheet_names}


def _filled(book: CalamineWorkbook, name: str) -> Iterator[tuple[str, Any]]:
    for row, values in enumerate(
        book.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1
    ):
        for column, value in enumerate(values):
            if value != "":
                yield f"{_letters(column)}{row}", _day(value)


def _letters(column: int) -> str:
    first, last = divmod(column, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)


def _day(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value
