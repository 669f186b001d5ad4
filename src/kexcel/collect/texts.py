"""What the cells of a sheet say, each text once with every place it stands in.

Whoever looks for marks or headings asks here, so that a sheet of thousands of cells is gone
through once and not once for each column of the form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from kexcel.excel.workbook_data import SheetData
from kexcel.model.cell import CellValue
from kexcel.validate.written import tidy

Place = tuple[int, int]

_LONGEST_KEPT = 60
_KEPT = 4096


def plain(text: str) -> str:
    """A text for comparing, whatever its case and space."""
    return _plain_word(text) if len(text) <= _LONGEST_KEPT else tidy(text).casefold()


@lru_cache(_KEPT)
def _plain_word(text: str) -> str:
    """Headings, words of lists and numbers come again in every file."""
    return tidy(text).casefold()


class Beginnings(frozenset[str]):
    """How the texts that are looked for begin, by which nearly all others are told at once."""

    @classmethod
    def of(cls, texts: Iterable[str]) -> Beginnings:
        """Those of plain texts."""
        return cls(text[:2] for text in texts)

    def may_begin(self, start: str) -> bool:
        """Whether a text with these first three signs may, in its plain form, be looked for."""
        if not start.isascii() or start[:1] <= " " or start[1:2] <= " ":
            return True  # composing or closing up may change how it begins
        return start[:2].lower() in self


class SheetTexts:
    """The texts of one sheet."""

    def __init__(self, sheet: SheetData, beginnings: Beginnings) -> None:
        self.sheet = sheet
        self._beginnings = beginnings

    @cached_property
    def _likely(self) -> Mapping[str, list[Place]]:
        """The texts that may be marks or headings, with where they stand."""
        may_begin = self._beginnings.may_begin
        likely: dict[str, bool] = {}
        found: dict[str, list[Place]] = {}
        for place, value in self.sheet.cells.items():
            if value.__class__ is not str:
                continue
            start = value[:3]
            is_likely = likely.get(start)
            if is_likely is None:
                is_likely = likely[start] = may_begin(start)
            if is_likely:
                found.setdefault(value, []).append(place)
        return found

    @cached_property
    def _stripped(self) -> Mapping[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for text, places in self._likely.items():
            found.setdefault(text.strip(), []).extend(places)
        return found

    @cached_property
    def _plain(self) -> Mapping[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for text, places in self._likely.items():
            found.setdefault(plain(text), []).extend(places)
        return found

    def marks(self, wanted: Mapping[str, str]) -> list[tuple[Place, str]]:
        """Where each of the marks stands, and what it means; in the order of the sheet."""
        return sorted(_found(self._stripped, wanted))

    def headings(self, wanted: Mapping[str, str]) -> list[tuple[Place, str]]:
        """Where each of the headings stands however it is typed, and what it means."""
        return sorted(_found(self._plain, wanted))

    def in_rows(self, rows: Iterable[int]) -> Iterator[tuple[int, CellValue]]:
        """What stands in some rows, with the row."""
        wanted = frozenset(rows)
        return ((row, v) for (row, _), v in self.sheet.cells.items() if row in wanted)


def _found(
    places: Mapping[str, list[Place]], wanted: Mapping[str, str]
) -> Iterator[tuple[Place, str]]:
    for text, meaning in wanted.items():
        for place in places.get(text, ()):
            yield place, meaning
