"""A comparison in words: kinds of change, values, and how many there are of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from kexcel.compare import Change, ChangeKind, ComparedKind, Comparison, Side
from kexcel.compare.comparison import Value
from kexcel.locale import counted, format_number, translator

Translate = Callable[[str], str]

ORDER = (ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.CHANGED, ChangeKind.REWRITTEN)
"""The kinds of change in the order they are counted up."""

_SHOWN_DECIMALS = 6
"""More are noise of a share that was calculated."""


def kind_words(translate: Translate) -> dict[ChangeKind, str]:
    """The word for each kind of change."""
    _ = translate
    return {
        ChangeKind.ADDED: _("Added"),
        ChangeKind.REMOVED: _("Removed"),
        ChangeKind.CHANGED: _("Changed"),
        ChangeKind.REWRITTEN: _("The same"),
    }


def file_word(kind: ComparedKind, translate: Translate) -> str:
    """What a kind of file is called."""
    _ = translate
    words = {
        ComparedKind.PLAN: _("Plan"),
        ComparedKind.RETURN: _("Return"),
        ComparedKind.FOLLOWUP: _("Follow-up"),
        ComparedKind.BUDGET: _("Budget"),
    }
    return words[kind]


def counts_line(counts: Mapping[ChangeKind, int], translate: Translate) -> str:
    """How many changes there are of each kind: "2 additions, 1 change"; "" where there are none."""
    _ = translate
    phrases = {
        ChangeKind.ADDED: (_("{count} addition"), _("{count} additions")),
        ChangeKind.REMOVED: (_("{count} removal"), _("{count} removals")),
        ChangeKind.CHANGED: (_("{count} change"), _("{count} changes")),
        ChangeKind.REWRITTEN: (
            _("{count} answer means the same, written differently"),
            _("{count} answers mean the same, written differently"),
        ),
    }
    return ", ".join(counted(counts[kind], *phrases[kind]) for kind in ORDER if counts.get(kind))


def outcome(comparison: Comparison, translate: Translate) -> str:
    """The whole in one sentence."""
    _ = translate
    line = counts_line(comparison.counts, _)
    if comparison.differences:
        return f"{line}."
    return _("There is no difference.") + (f" {line}." if line else "")


def side_line(side: Side) -> str:
    """A file and what it says that it is."""
    return " · ".join((side.file, *side.facts))


def value_words(value: Value, language: str) -> str:
    """A value as it is read; nothing is said to be empty."""
    if value is None:
        return translator(language)("(empty)")
    if isinstance(value, Decimal):
        return format_number(_rounded(value), language)
    return value.isoformat() if isinstance(value, date) else value


def parts_lines(change: Change, language: str) -> list[str]:
    """What was added or removed, a line for each field that says more than number and title."""
    told = {change.number, change.title}
    return [
        f"{part.label}: {words}" if part.label else words
        for part in change.parts
        if (words := value_words(part.value, language)) not in told
    ]


def _rounded(number: Decimal) -> Decimal:
    exponent = number.as_tuple().exponent
    is_long = isinstance(exponent, int) and -exponent > _SHOWN_DECIMALS
    return round(number, _SHOWN_DECIMALS) if is_long else number
