"""Names of sheets that every spreadsheet program takes, made of any words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST = 31


def sheet_names(labels: Sequence[str], reserved: Iterable[str] = ()) -> list[str]:
    """A name for each label, none twice and none of the reserved ones."""
    taken = {name.casefold() for name in reserved}
    names = []
    for label in labels:
        words = " ".join(_FORBIDDEN.sub(" ", label).split()).strip("'") or "–"
        number, name = 1, words[:_LONGEST].rstrip()
        while name.casefold() in taken:
            number += 1
            end = f" ({number})"
            name = words[: _LONGEST - len(end)].rstrip() + end
        taken.add(name.casefold())
        names.append(name)
    return names
