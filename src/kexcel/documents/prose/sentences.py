"""Whether a text goes on across a break of pages, told by its words alone."""

from __future__ import annotations

import re

from kexcel.documents.prose.days import ISO_DAY

_ENDED = (".", "!", "?", ":")
_ENDS_IN_DATE = re.compile(rf"{ISO_DAY}$")
_UNFINISHED = re.compile(
    r"(?:[,–-]|\b(?:och|eller|samt|som|att|i|på|för|med|av|till|från|inom|under|om|vid|mellan|hos|"
    r"en|ett|den|det|de|vår|våra|sin|sina|ska|är|har))$",
    re.IGNORECASE,
)
"""What no sentence ends with."""


def is_broken_off(before: str, text: str) -> bool:
    """Whether a text must be the rest of the one before: in the midst of a sentence."""
    return text[:1].islower() or bool(_UNFINISHED.search(before))


def begins_anew(before: str, text: str) -> bool:
    """Whether a text seems to begin something new after another one."""
    if is_broken_off(before, text):
        return False
    return before.endswith(_ENDED) or text[:1].isupper() or bool(_ENDS_IN_DATE.search(before))
