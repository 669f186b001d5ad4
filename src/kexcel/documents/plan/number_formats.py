"""What a cell's number format says of how exactly a figure is shown."""

from __future__ import annotations

import re

_UNSHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""Texts, escaped signs, spaces, fillings, colours and conditions."""

_FIXED = re.compile(r"[#?0, ]*0(?:\.(0+))?")


def shown_decimals(number_format: str) -> int | None:
    """How many decimals every number gets in the format; None where that is up to the number.

    So it is in General, in "0.0##", in dates, and in formats that scale what they show.
    """
    positive = _UNSHOWN.sub("", number_format).partition(";")[0].strip()
    found = _FIXED.fullmatch(positive)
    return len(found[1] or "") if found else None
