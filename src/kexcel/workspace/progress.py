"""How a long step tells how far it has come, without knowing of terminals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class Progress(Protocol):
    """Passes items through, and shows on the way how many there are left."""

    def __call__(self, items: Iterable[Item], label: str, length: int) -> Iterator[Item]:
        """Yield the items one by one."""
        ...


def silent(items: Iterable[Item], label: str, length: int) -> Iterator[Item]:
    """Show nothing."""
    del label, length
    yield from items
