"""The letters of a SIE file: code page 437 by the standard, and what programs write instead."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

PC8 = "cp437"
"""What #FORMAT PC8 stands for (5.8)."""

UTF_8, WINDOWS = "utf-8", "cp1252"

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LETTERS = "åäöÅÄÖéÉü"
_LIKE = str.maketrans({
    "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "’": "'", "‘": "'", "”": '"', "“": '"',
    "…": "...", "\xad": "", "×": "x", "§": "par.", "€": "EUR", "Ø": "O", "ø": "o",
})  # fmt: skip
"""What stands for a common sign that the code page lacks."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Which encoding a file has. ``is_certain`` is False where its bytes fit more than one."""

    encoding: str
    is_certain: bool = True


def decode(data: bytes, declared: str = PC8) -> Decoded:
    """Tell by its bytes how a file is encoded, ``declared`` being what it says itself.

    A byte order mark tells. So does UTF-8: the Swedish letters of the other two are never sound
    UTF-8. Between the code page and Windows' own, the Swedish letters tell, which are box drawings
    or quotation marks in the other. Where neither or both have any, it is as declared.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(encoding)
    if data.isascii():
        return Decoded(declared)
    try:
        data.decode(UTF_8)
    except UnicodeDecodeError:
        return _of_one_byte(data, declared)
    return Decoded(UTF_8)


def _of_one_byte(data: bytes, declared: str) -> Decoded:
    found = [name for name in (PC8, WINDOWS) if _has_letters(data, name)]
    if len(found) == 1:
        return Decoded(found[0])
    return Decoded(declared if declared in {PC8, WINDOWS} else PC8, is_certain=False)


def _has_letters(data: bytes, encoding: str) -> bool:
    letters = (letter.encode(encoding) for letter in _LETTERS if _has(letter, encoding))
    return any(letter in data for letter in letters)


def _has(letter: str, encoding: str) -> bool:
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def representable(text: str) -> tuple[str, str]:
    """The text with signs of code page 437 alone, and those of its own that had to give way.

    A letter becomes the same without its mark, a common sign one like it, anything else "?".
    A control sign, which the standard forbids (5.7), becomes a space.
    """
    replaced: list[str] = []
    parts: list[str] = []
    for sign in unicodedata.normalize("NFC", text):
        if unicodedata.category(sign) == "Cc":
            parts.append(" ")
        elif _has(sign, PC8):
            parts.append(sign)
        else:
            replaced.append(sign)
            parts.append(_like(sign))
    return "".join(parts), "".join(dict.fromkeys(replaced))


def _like(sign: str) -> str:
    other = sign.translate(_LIKE)
    if other == sign:
        apart = unicodedata.normalize("NFKD", sign)
        other = "".join(part for part in apart if not unicodedata.combining(part)) or "?"
    return other.encode(PC8, "replace").decode(PC8)
