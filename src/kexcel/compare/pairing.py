"""Which items of two files are the same: by number, then by title when they were renumbered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from kexcel.compare.items import Item, folded

Pair = tuple[Item | None, Item | None]
"""An item before and after; None where it is in one of the files only."""

_Key = Callable[[Item], object]


def pair_up(before: Sequence[Item], after: Sequence[Item]) -> tuple[Pair, ...]:
    """Each item with the same one in the other file, in the order of ``before``, then of ``after``.

    Numbers are unique on either side. The outcome is the same, turned round, when the two sides
    change places.
    """
    found: dict[str, Item] = {}
    for key in (_number_and_title, _title, _number):
        left = [item for item in before if item.number not in found]
        taken = {item.number for item in found.values()}
        right = [item for item in after if item.number not in taken]
        found |= _matches(left, right, key)
    taken = {item.number for item in found.values()}
    pairs: list[Pair] = [(item, found.get(item.number)) for item in before]
    pairs += [(None, item) for item in after if item.number not in taken]
    return tuple(pairs)


def _matches(left: Sequence[Item], right: Sequence[Item], key: _Key) -> dict[str, Item]:
    """What only one item has on each side."""
    ours, theirs = _single(left, key), _single(right, key)
    return {item.number: theirs[value] for value, item in ours.items() if value in theirs}


def _single(items: Iterable[Item], key: _Key) -> dict[object, Item]:
    keys = [(key(item), item) for item in items]
    count = Counter(value for value, _ in keys)
    return {value: item for value, item in keys if value is not None and count[value] == 1}


def _number_and_title(item: Item) -> object:
    return item.number, folded(item.title)


def _title(item: Item) -> object:
    return folded(item.title) or None


def _number(item: Item) -> object:
    return item.number
