"""The words that activities are counted under: one for each role, and one for no answer."""

from __future__ import annotations

from collections.abc import Iterable

from kexcel.model.consolidation import ActivityResult
from kexcel.report.parts.context import ReportContext

UNANSWERED = ""
"""The role of an activity whose lead has given no status that could be read."""


def roles(context: ReportContext) -> list[str]:
    """The roles of the template's status words in order, and last that of no answer."""
    words = context.template.choice("status").words
    return [*dict.fromkeys(word.role for word in words), UNANSWERED]


def role_word(context: ReportContext, role: str) -> str:
    """The word that activities with the role are counted under."""
    return context.remembered(("status", role), lambda: _role_word(context, role))


def _role_word(context: ReportContext, role: str) -> str:
    if role == UNANSWERED:
        return context.translate("Not answered")
    return context.template.word("status", role, context.language)


def role_words(context: ReportContext) -> dict[str, str]:
    """Word → role, in the order of ``roles``."""
    return {role_word(context, role): role for role in roles(context)}


def counted_word(context: ReportContext, result: ActivityResult) -> str:
    """The word that an activity is counted under."""
    return role_word(context, result.role)


def counted_formula(context: ReportContext, status_cell: str) -> str:
    """The same as a live formula over the cell with the status, so that a mended one counts."""
    formula = _text(role_word(context, UNANSWERED))
    for role in reversed(roles(context)[:-1]):
        words = [
            word.get(context.language)
            for word in context.template.choice("status").words
            if word.role == role
        ]
        condition = _any_of(status_cell, words)
        formula = f"IF({condition},{_text(role_word(context, role))},{formula})"
    return f"={formula}"


def count_role(results: Iterable[ActivityResult], role: str) -> int:
    """How many of the activities have the role."""
    return sum(result.role == role for result in results)


def _any_of(cell: str, words: list[str]) -> str:
    tests = [f"{cell}={_text(word)}" for word in words]
    return tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"


def _text(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
