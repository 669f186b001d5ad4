"""The words of goals' verdicts: proposed by the timetable, decided by a person."""

from __future__ import annotations

from kexcel.model.consolidation import GoalResult
from kexcel.model.decision import Verdict
from kexcel.report.parts.context import ReportContext

_LIST = "verdict"


def verdict_words(context: ReportContext) -> dict[str, str]:
    """Word → role, in the template's order."""
    words = context.template.choice(_LIST).words
    return {word.get(context.language): word.role for word in words}


def proposed_word(context: ReportContext, result: GoalResult) -> str:
    """The proposed verdict; the role itself where the template has no word for it."""
    verdict: Verdict = result.proposed
    return context.template.word(_LIST, verdict.value, context.language) or verdict.value


def decided_word(context: ReportContext, result: GoalResult) -> str:
    """What was decided, in the report's words; "" while nobody has decided."""
    role = context.template.role(_LIST, result.decided) or result.decided
    return context.template.word(_LIST, role, context.language) or result.decided
