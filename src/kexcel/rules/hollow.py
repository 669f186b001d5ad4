"""Texts that say nothing: blank ones, mere signs, and phrases such as "se ovan".

Signs and spaces are taken out of a text before it is held against the phrases, so that "Se ovan."
and "se ovan!" are one. The workbook's formula takes out the same signs.
"""

from __future__ import annotations

IGNORED = (".", ",", "-", "–", ":", "!", " ", "\u00a0", "\n")
"""What does not make a text say anything."""

_WITHOUT = str.maketrans(dict.fromkeys(IGNORED, ""))


def bare(text: str) -> str:
    """A text without signs and spaces, in lower case."""
    return text.translate(_WITHOUT).lower()


def bare_phrases(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """The phrases as they are compared, each once and never an empty one."""
    return tuple(each for each in dict.fromkeys(map(bare, phrases)) if each)


def is_hollow(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether a text says nothing; ``phrases`` are as they are compared."""
    return bare(text) in {"", *phrases}
