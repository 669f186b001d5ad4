"""A text that stands first on its page: the rest of the title above, or what describes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kexcel.documents.prose.entry import Entry
from kexcel.documents.prose.sentences import is_broken_off

_ROOM = 0.85
"""How full a line must be, of the longest one, for it to have been broken there."""

_WIDER = 1.15
"""How much longer than any title a line is that reaches across the columns."""


@dataclass(frozen=True, slots=True)
class TitleColumn:
    """What is known of the titles of a table: their longest line, in letters.

    ``has_spans`` says that texts which describe reach across the columns, and ``is_described`` that
    most activities have one.
    """

    width: int
    has_spans: bool
    is_described: bool

    def goes_on(self, entry: Entry, above: Entry, following: Entry | None) -> bool:
        """Whether a text that a break of pages stands above is the rest of the title above.

        ``following`` is what comes after it, None where that is another activity.
        """
        text = entry.text("title")
        longest = max((len(line) for line in entry.lines.get("title", ())), default=0)
        if entry.spans or longest > _WIDER * self.width:
            return False
        last = above.lines.get("title", ("",))[-1]
        if self.has_spans or following is not None or is_broken_off(last, text):
            return True
        needed = len(last) + 1 + len(text.split()[0])
        is_full = needed > _ROOM * self.width
        return is_full and not (self.is_described and text[0].isupper())


def title_column(entries: Iterable[Entry], *, is_described: bool) -> TitleColumn:
    """What the entries of a table tell of its titles."""
    every = list(entries)
    lines = [line for e in every if e.is_anchored for line in e.lines.get("title", ())]
    has_spans = any(entry.spans for entry in every)
    return TitleColumn(max(map(len, lines), default=0), has_spans, is_described)
