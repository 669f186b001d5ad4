"""One form for a text before anyone asks what it means: plain letters, spaces and dashes."""

from __future__ import annotations

import unicodedata

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"), "-")
_APOSTROPHES = dict.fromkeys(map(ord, "\u2019\u02bc\u00b4"), "'")
_MADE_LIKE = ("<wide>", "<font>")
"""A wide or a bold 1 is a 1; a raised or an encircled one is a remark about something."""

_USUAL = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\t\n\r åäöÅÄÖéÉ")
"""Signs that are plain already."""

_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that make the reader see the text in another order than it is stored."""


def plain_form(text: str) -> str:
    """The text with single plain spaces and plain dashes, without signs that nobody sees.

    "" where what is seen would not be what is read: "12²" is not 122.
    """
    if _USUAL.issuperset(text):
        return " ".join(text.split())
    if any(_deceives(sign) for sign in text):
        return ""
    dashed = unicodedata.normalize("NFKC", text.translate(_DASHES)).translate(_DASHES)
    shown = (sign for sign in dashed if unicodedata.category(sign) != "Cf")
    return " ".join("".join(shown).translate(_APOSTROPHES).split())


def _deceives(sign: str) -> bool:
    if sign in _TURNS:
        return True
    if sign.isascii() or not any(c.isdigit() for c in unicodedata.normalize("NFKC", sign)):
        return False
    return not unicodedata.decomposition(sign).startswith(_MADE_LIKE)
