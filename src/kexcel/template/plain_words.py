"""Words as they are compared, whoever has written them."""

from __future__ import annotations

from functools import lru_cache

_LONGEST_WORD = 60


def plain(text: str) -> str:
    """A word as it is compared: lower case, single spaces, none at the ends."""
    return _plain_word(text) if len(text) <= _LONGEST_WORD else _plain(text)


@lru_cache(2048)
def _plain_word(text: str) -> str:
    """The words of lists come again in every row."""
    return _plain(text)


def _plain(text: str) -> str:
    spaced = text.replace("\u00a0", " ").replace("\n", " ")
    return " ".join(word for word in spaced.split(" ") if word).lower()
