"""What has been worked out from the archive, kept for as long as that is as it was."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

Value = TypeVar("Value")


class Memory:
    """Answers by what was asked, each with the state that it was worked out in."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[object, object]] = {}

    def keep(self, asked: Hashable, state: object, make: Callable[[], Value]) -> Value:
        """The answer that is kept where the state is equal, else a new one."""
        kept = self._kept.get(asked)
        if kept is None or kept[0] != state:
            kept = (state, make())
            self._kept[asked] = kept
        return cast("Value", kept[1])
