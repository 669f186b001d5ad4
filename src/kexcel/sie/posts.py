"""A post of a SIE file: its label and its fields."""

from __future__ import annotations

from dataclasses import dataclass


class Text(str):
    """A field that is written within quotation marks whatever it holds, as names and codes are."""

    __slots__ = ()


Objects = tuple[str, ...]
"""A list of objects: numbers of dimensions and codes by turns, ("1", "1100", "20", "4400")."""

Field = str | Objects


@dataclass(frozen=True, slots=True)
class Post:
    """One post. ``label`` has its number sign and capitals, "#KONTO"; ``line`` counts from 1,
    and is 0 in a post that has not been read from a file.
    """

    label: str
    fields: tuple[Field, ...] = ()
    line: int = 0

    def text(self, place: int) -> str:
        """The field at a place counted from 0; "" where there is none, or a list of objects."""
        field = self.fields[place] if place < len(self.fields) else ""
        return field if isinstance(field, str) else ""

    def objects(self) -> dict[str, str]:
        """The codes in the post's list of objects by dimension; none where it has no list.

        Of a dimension that is named twice, the first code counts.
        """
        found: dict[str, str] = {}
        for field in self.fields:
            if isinstance(field, tuple):
                for dimension, code in zip(field[::2], field[1::2], strict=False):
                    found.setdefault(dimension, code)
        return found
