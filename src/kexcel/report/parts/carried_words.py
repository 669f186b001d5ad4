"""How an answer of an earlier period that still counts is marked."""

from __future__ import annotations

from kexcel.model.consolidation import MergedAnswer
from kexcel.report.parts.context import ReportContext


def carried_format(answer: MergedAnswer) -> str:
    """A format that shows after a text from which period it is: Genomförd (T1).

    The cell holds the word alone, so that formulas go on counting it. "" for the period's own.
    """
    period = answer.carried_from
    return suffix_format(period.key) if period else ""


def with_suffix(word: str, suffix: str) -> str:
    """What such a format makes of a word."""
    return f"{word} ({suffix})"


def suffix_format(suffix: str) -> str:
    """A format that shows something in brackets after a text, whatever the text is."""
    return f'@" ({suffix.replace(chr(34), "")})"'


def carried_note(context: ReportContext, answer: MergedAnswer) -> str:
    """In words that the answer is an earlier period's; "" for the period's own."""
    period = answer.carried_from
    if period is None:
        return ""
    words = context.translate("Answered in {period}; what was done needs no new answer.")
    return words.format(period=period.key)
