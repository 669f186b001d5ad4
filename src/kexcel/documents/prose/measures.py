"""Tables of measures: a name, a figure for each column, and whom it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kexcel.documents.prose.coverage import Use, Uses
from kexcel.documents.prose.days import ISO_DAY
from kexcel.documents.prose.figures import value_of
from kexcel.documents.prose.heads import OTHER, Column, Form
from kexcel.documents.prose.line_entries import unbulleted
from kexcel.documents.prose.placing import placed_texts
from kexcel.documents.prose.profile import Profile
from kexcel.documents.prose.sections import Table
from kexcel.documents.prose.stream import Gap, Line, Row, join_pair
from kexcel.model.spot import Spot

_DAY = re.compile(ISO_DAY)
_YEAR = re.compile(r"(19|20|21)\d{2}")
_VALUES = ("outcome", "target")
_VALUE = r"((?:[-+−–]?\d+(?: \d{3})*(?:[.,]\d+)?(?:\s*(?:%|procent))?)|[-–—*])"
_UNIT_IN_NAME = re.compile(r"\((?P<unit>%|[^()]{1,8})\)")


@dataclass(frozen=True, slots=True)
class PrintedMeasure:
    """A measure as printed. ``scope`` are the words for whom it is about, if there are any."""

    name: str
    scope: str
    unit: str
    outcome: Decimal | None
    as_of: date | None
    target: Decimal | None
    spot: Spot


def measures_of(table: Table, profile: Profile, uses: Uses) -> Iterator[PrintedMeasure]:
    """The table's measures. Lines that hold none are said in ``uses`` not to be understood."""
    reader = _Reader(table, profile, uses)
    if table.head.form is Form.CELLS:
        yield from reader.rows()
    elif table.head.form is Form.PLACES:
        yield from reader.placed()
    else:
        yield from reader.lines()


def columns_left_out(table: Table) -> list[Column]:
    """The columns that a measure has no place for: unknown ones, and all outcomes but the last."""
    latest = _latest(table.head.columns)
    return [
        column
        for column in table.head.columns
        if column.key == OTHER or (column.key == "outcome" and column is not latest)
    ]


@dataclass(frozen=True, slots=True)
class _Reader:
    table: Table
    profile: Profile
    uses: Uses

    def rows(self) -> Iterator[PrintedMeasure]:
        for piece in self.table.pieces:
            row = piece.block
            if not isinstance(row, Row):
                continue
            texts = [_cell_in(row, column) for column in self.table.head.columns]
            measure = self._measure(texts, row.spot)
            self.uses.say(Use.MEASURE if measure else Use.UNKNOWN, piece.index)
            if measure:
                yield measure

    def placed(self) -> Iterator[PrintedMeasure]:
        """Figures stand beneath their headings; a name may go on in the line above them."""
        columns = self.table.head.columns
        opening: list[int] = []
        name = ""
        for piece in self.table.pieces:
            if not isinstance(piece.block, Line):
                continue
            texts = placed_texts(columns, piece.block)
            place = [column.key for column in columns].index("name")
            texts[place] = join_pair(name, texts[place])
            measure = self._measure(texts, piece.block.spot)
            opening.append(piece.index)
            name = "" if measure else texts[place]
            if measure:
                self.uses.say(Use.MEASURE, *opening)
                opening = []
                yield measure
        self.uses.say(Use.UNKNOWN, *opening)

    def lines(self) -> Iterator[PrintedMeasure]:
        """A name may go on over several lines; its figures stand at the end."""
        columns = self.table.head.columns
        count = len(columns) - 1
        pattern = re.compile(r"(?P<name>.*\S)\s+" + r"\s+".join([_VALUE] * count))
        text, spot = "", Spot()
        indices: list[int] = []
        for piece in self.table.pieces:
            if not isinstance(piece.block, Line):
                continue
            if not indices or piece.gap is Gap.BLANK:
                self.uses.say(Use.UNKNOWN, *indices)
                text, indices, spot = "", [], piece.block.spot
            text = join_pair(text, piece.block.text)
            indices.append(piece.index)
            found = pattern.fullmatch(text)
            if found:
                name, *values = found.groups()
                measure = self._measure([name, *values], spot)
                self.uses.say(Use.MEASURE if measure else Use.UNKNOWN, *indices)
                if measure:
                    yield measure
                text, indices = "", []
        self.uses.say(Use.UNKNOWN, *indices)

    def _measure(self, texts: Sequence[str], spot: Spot) -> PrintedMeasure | None:
        columns = self.table.head.columns
        latest = _latest(columns)
        cells = {
            column.key: text
            for column, text in zip(columns, texts, strict=True)
            if column.key != "outcome" or column is latest
        }
        name = unbulleted(cells.get("name", ""), self.profile.document.bullets)
        values = {key: value_of(cells.get(key, "")) for key in _VALUES}
        if not name or not any(number is not None for number, _unit in values.values()):
            return None
        units = [unit for _number, unit in values.values() if unit]
        return PrintedMeasure(
            name=name,
            scope=cells.get("department", "") or self._scope(name),
            unit=cells.get("unit", "") or next(iter(units), "") or _unit_in(name),
            outcome=values["outcome"][0],
            as_of=day_of(latest.label) if latest else None,
            target=values["target"][0],
            spot=spot,
        )

    def _scope(self, name: str) -> str:
        pattern = self.profile.measures.scope if self.profile.measures else ""
        found = re.search(rf"(?:{pattern})\s*$", name, re.IGNORECASE) if pattern else None
        return (found.groupdict().get("scope") or "") if found else ""


def day_of(label: str) -> date | None:
    """The day that a column's figures are of: as printed, or the last one of a year."""
    if found := _DAY.search(label):
        try:
            return date.fromisoformat(found.group())
        except ValueError:
            return None
    year = _YEAR.search(label)
    return date(int(year.group()), 12, 31) if year else None


def _latest(columns: Sequence[Column]) -> Column | None:
    outcomes = [column for column in columns if column.key == "outcome"]
    return max(outcomes, key=lambda column: day_of(column.label) or date.min, default=None)


def _unit_in(name: str) -> str:
    found = _UNIT_IN_NAME.search(name)
    return found["unit"] if found and found["unit"] == "%" else ""


def _cell_in(row: Row, column: Column) -> str:
    return " ".join(
        cell.text for cell in row.cells if column.start <= cell.start < column.end and cell.text
    )
