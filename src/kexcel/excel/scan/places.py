"""Where a cell is, by its A1 reference."""

from __future__ import annotations

Place = tuple[int, int]
"""Row and column, counted from 0."""

_KEPT = 100_000
_DIGITS = "0123456789"
_BEFORE_A = ord("A") - 1


class _Columns(dict[str, int]):
    """The places of columns by their letters, of which there are at most 18,278 that are valid."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - _BEFORE_A
        column = self[letters] = number - 1
        return column


class _Places(dict[str, Place]):
    """Remembers the places it has worked out: every form uses the same ones."""

    def __missing__(self, reference: str) -> Place:
        letters = reference.rstrip(_DIGITS)
        place = int(reference[len(letters) :]) - 1, _COLUMNS[letters]
        if len(self) < _KEPT:
            self[reference] = place
        return place


_COLUMNS = _Columns()
PLACES = _Places()
