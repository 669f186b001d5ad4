"""Where a cell is, by its A1 reference."""

from __future__ import annotations

Place = tuple[int, int]
"""Row and column, counted from 0."""

_KEPT = 100_000
_BEFORE_A = ord("A") - 1


class _Places(dict[str, Place]):
    """Remembers the places it has worked out: every form uses the same ones."""

    def __missing__(self, reference: str) -> Place:
        letters = reference.rstrip("0123456789")
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - _BEFORE_A
        if len(self) >= _KEPT:
            self.clear()
        place = self[reference] = int(reference[len(letters) :]) - 1, column - 1
        return place


PLACES = _Places()
