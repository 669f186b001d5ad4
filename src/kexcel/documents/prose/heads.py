"""The heads of tables: which kind of table they open, and which column is what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from kexcel.documents.prose.profile import Profile
from kexcel.documents.prose.stream import Block, Cell, Row, Segment

OTHER = "other"
"""The key of a column that the profile does not know."""


class TableKind(StrEnum):
    """What a table holds."""

    ACTIVITIES = "activities"
    MEASURES = "measures"
    BUDGET = "budget"


class Form(StrEnum):
    """How a table's columns are told apart: by cells, by place across the page, or by words."""

    CELLS = "cells"
    PLACES = "places"
    WORDS = "words"
    BULLETS = "bullets"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key, the words of its head, and from where to where it reaches.

    ``start`` and ``end`` are columns of cells, or places across the page.
    """

    key: str
    label: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table."""

    kind: TableKind
    form: Form
    columns: tuple[Column, ...]

    def has(self, *keys: str) -> bool:
        """Whether any of the columns is there."""
        return any(column.key in keys for column in self.columns)


Phrases = Mapping[str, str]
"""What may stand in a head, in its plain form → the column's key."""

_TELLING = {
    TableKind.ACTIVITIES: ("title", ("start", "end", "period", "owner", "description", "number")),
    TableKind.MEASURES: ("name", ("outcome", "target")),
    TableKind.BUDGET: ("name", ("figure",)),
}
"""The column that a kind of table must have, and those of which it must have one."""

_FEWEST_FIGURES = 2
"""How many columns of figures make a head of a budget of a line that names nothing else."""

_REMAINDER = re.compile(r"\s*(\([^()]*\)|(per )?\d{4}(-\d{2}-\d{2})?)")
"""What may follow a measure's heading: the day or year that the figures are of."""


class HeadFinder:
    """Knows the heads of a profile's tables."""

    def __init__(self, profile: Profile) -> None:
        """Take the profile's words."""
        self._phrases: dict[TableKind, Phrases] = {
            TableKind.ACTIVITIES: _phrases(profile.activities.columns.model_dump())
        }
        if profile.measures:
            self._phrases[TableKind.MEASURES] = _phrases(profile.measures.columns.model_dump())
        if profile.budget:
            self._phrases[TableKind.BUDGET] = _phrases({"name": profile.budget.names})
        figures = profile.budget.columns if profile.budget else ()
        self._figures = [re.compile(rf"({each})(?!\w)", re.IGNORECASE) for each in figures]
        self._vocabulary = {
            word for phrases in self._phrases.values() for key in phrases for word in key.split()
        }
        titles = profile.activities.columns.title if profile.activities.bullets else ()
        self._lists = {plain(title) for title in titles}

    def find(self, block: Block) -> Head | None:
        """The head that a line or row is, or None."""
        if isinstance(block, Row):
            return self._first(Form.CELLS, _cells(block.cells))
        if plain(block.text) in self._lists:
            column = Column("title", block.text, 0, len(block.text))
            return Head(TableKind.ACTIVITIES, Form.BULLETS, (column,))
        if len(block.segments) > 1:
            found = self._first(Form.PLACES, list(block.segments))
            if found:
                return found
        return self._first(Form.WORDS, [Segment(block.text, 0, len(block.text))])

    def may_be_head(self, text: str) -> bool:
        """Whether a line has no other words than heads of tables have, as a part of one has."""
        words = text.split()
        return bool(words) and all(plain(word) in self._vocabulary for word in words)

    def _first(self, form: Form, parts: list[Segment]) -> Head | None:
        for kind in self._phrases:
            columns = tuple(self._columns(kind, form, parts))
            if kind is TableKind.BUDGET:
                columns = _with_names(columns)
            if _is_telling(kind, columns):
                return Head(kind, form, columns)
        return None

    def _columns(self, kind: TableKind, form: Form, parts: list[Segment]) -> Iterator[Column]:
        for place, part in enumerate(parts):
            found = list(self._words(kind, part.text, is_first=not place))
            if found and form is Form.CELLS:
                found = found[:1] if len(found) == 1 else []
            if not found:
                if form is Form.WORDS:
                    return
                yield Column(OTHER, part.text, part.start, part.end)
            scale = (part.end - part.start) / max(1, len(part.text))
            for key, start, end in found:
                label = part.text[start:end].strip(" :*")
                if form is Form.CELLS:
                    yield Column(key, label, part.start, part.end)
                else:
                    yield Column(key, label, part.start + scale * start, part.start + scale * end)

    def _words(
        self, kind: TableKind, text: str, *, is_first: bool
    ) -> Iterator[tuple[str, int, int]]:
        """Key, start and end of each phrase, if the text is nothing but phrases."""
        found: list[tuple[str, int, int]] = []
        at = 0
        while at < len(text):
            known = self._at(kind, text, at, is_first=is_first and not found)
            if known is None:
                return
            key, end = known
            found.append((key, at, end))
            at = end + len(text[end:]) - len(text[end:].lstrip(" :*|"))
        yield from found

    def _at(self, kind: TableKind, text: str, at: int, *, is_first: bool) -> tuple[str, int] | None:
        if kind is TableKind.BUDGET:
            figure = (found for each in self._figures if (found := each.match(text, at)))
            if found := next(figure, None):
                return "figure", found.end()
            if not is_first:
                return None
        for end in _word_ends(text, at):
            key = self._phrases[kind].get(plain(text[at:end]))
            if key:
                after = _REMAINDER.match(text, end) if kind is TableKind.MEASURES else None
                return key, after.end() if after else end
        return None


def _with_names(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """A budget's columns; the one of names needs no heading above it."""
    figures = [column for column in columns if column.key == "figure"]
    if not columns or len(figures) < _FEWEST_FIGURES or columns[0].key == "name":
        return columns
    if columns[0].key == OTHER and not columns[0].label:
        return (replace(columns[0], key="name"), *columns[1:])
    if columns[0].key == "figure":
        return (Column("name", "", 0, columns[0].start), *columns)
    return columns


def plain(text: str) -> str:
    """The words of a heading without case, hyphens of broken words and signs around them."""
    return " ".join(text.replace("-", "").split()).strip(" :*").casefold()


def _phrases(columns: Mapping[str, object]) -> Phrases:
    return {
        plain(str(word)): key
        for key, words in columns.items()
        if isinstance(words, tuple | list)
        for word in words
    }


def _cells(cells: tuple[Cell, ...]) -> list[Segment]:
    return [Segment(cell.text, cell.start, cell.start + cell.span) for cell in cells]


def _word_ends(text: str, at: int) -> list[int]:
    """Where a phrase that begins at a place may end, the longest first."""
    ends = [found.end() for found in re.finditer(r"[^\s|]+", text[at:])]
    return [at + end for end in reversed(ends)]


def _is_telling(kind: TableKind, columns: tuple[Column, ...]) -> bool:
    required, others = _TELLING[kind]
    keys = [column.key for column in columns]
    return required in keys and any(key in others for key in keys)
