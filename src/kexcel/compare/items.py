"""What is compared, whatever file it came from: groups of items that have fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from kexcel.compare.comparison import Part, Value
from kexcel.validate.written import exact, plain_number, tidy


@dataclass(frozen=True, slots=True)
class Field:
    """A field: what is shown of it, what it means, and the cell it stands in, if one is known.

    Two fields say the same when they mean the same. ``written`` is how it stands there, where two
    ways of writing the same are to be told apart.
    """

    label: str
    value: Value
    meaning: Hashable
    cell: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that is the same thing in both files: an activity, a row.

    ``number`` tells it from the others of its group, in ``title`` people recognise it. ``shown``
    is what is said for the number where that is no word of the file's own.
    """

    number: str
    title: str
    fields: Mapping[str, Field]
    shown: str | None = None

    @property
    def name(self) -> str:
        """What is said for its number."""
        return self.number if self.shown is None else self.shown

    @property
    def parts(self) -> tuple[Part, ...]:
        """The fields that say something."""
        return tuple(
            Part(key, each.label, each.value)
            for key, each in self.fields.items()
            if each.value is not None
        )

    @property
    def cell(self) -> str:
        """The first cell that is known of it."""
        return next((each.cell for each in self.fields.values() if each.cell), "")


@dataclass(frozen=True, slots=True)
class Group:
    """Items of one kind. ``key`` tells the group in both files, ``label`` is for people."""

    key: str
    label: str
    items: tuple[Item, ...] = field(default=())


def plain_field(label: str, value: Value, cell: str = "") -> Field:
    """A field that means what it shows; blank space and the way numbers are written don't count."""
    return Field(label, value or None if isinstance(value, str) else value, meaning(value), cell)


def meaning(value: Value) -> Hashable:
    """What a value means: equal for two that say the same, and of another kind for a number."""
    if value is None or value == "":
        return None
    if isinstance(value, Decimal):
        return ("number", plain_number(value))
    if isinstance(value, date):
        return ("day", value.isoformat())
    return tidy(value) or None


def as_value(value: object) -> Value:
    """Any plain value as one that can be shown."""
    if value is None or isinstance(value, str | Decimal | date):
        return value
    if isinstance(value, bool):
        return str(value)
    return exact(value) if isinstance(value, int | float) else str(value)


def told_apart(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items, with a place added to a number that an earlier one has already."""
    seen: Counter[str] = Counter()
    apart = []
    for item in items:
        seen[item.number] += 1
        place = seen[item.number]
        number = item.number if place == 1 else f"{item.number}/{place}"
        apart.append(replace(item, number=number, shown=item.name))
    return tuple(apart)


def folded(text: str) -> str:
    """A title as it is compared: letters alone, without case."""
    return "".join(text.split()).casefold()


Naming = Callable[[str], str]
"""A key to the name that people know."""
