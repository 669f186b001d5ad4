"""Where a department stands and what is left of its answers, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from kexcel.locale import counted, translator
from kexcel.model.remaining import LeftRow, Remaining, Standing

Translate = Callable[[str], str]

_MOST_ROWS = 12
"""How many rows of a sheet are named; the rest are counted."""


def standing_words(language: str) -> dict[Standing, str]:
    """The words for where a department stands."""
    _ = translator(language)
    return {
        Standing.UNSENT: _("no form sent"),
        Standing.MISSING: _("no answer"),
        Standing.TO_CORRECT: _("to correct"),
        Standing.UNFINISHED: _("unfinished"),
        Standing.DRAFT: _("not signed off"),
        Standing.TO_DECIDE: _("your decision"),
        Standing.DONE: _("done"),
    }


def left_lines(left: Iterable[LeftRow], translate: Translate) -> Iterator[str]:
    """One line a sheet: how many rows are blank, and which. What cannot be read is a fault."""
    _, blank = translate, [row for row in left if row.is_blank]
    for name, group in groupby(blank, key=lambda row: row.name):
        rows = list(group)
        named = [row.number or row.title for row in rows]
        if not any(named):
            yield _("{sheet}: nothing is filled in").format(sheet=name)
            continue
        words = counted(
            len(rows), _("{count} row without an answer"), _("{count} rows without an answer")
        )
        yield f"{name}: {words} ({_shortened(named, _)})"


def _shortened(named: list[str], translate: Translate) -> str:
    _ = translate
    if len(named) <= _MOST_ROWS:
        return ", ".join(named)
    more = _("and {count} more").format(count=len(named) - _MOST_ROWS)
    return f"{', '.join(named[:_MOST_ROWS])} {more}"


def waiting_lines(rest: Remaining, translate: Translate) -> Iterator[str]:
    """What else is left than blank rows and errors: the sign-off, and the coordinator's choices."""
    _ = translate
    if not rest.is_signed_off:
        yield _("not signed off")
    if rest.conflicts:
        yield counted(
            rest.conflicts,
            _("{count} conflict waits for your choice in Beslut.xlsx"),
            _("{count} conflicts wait for your choice in Beslut.xlsx"),
        )
