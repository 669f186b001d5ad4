"""What there is to tell of a consolidation."""

from __future__ import annotations

from kexcel.merge.decided import DECISIONS
from kexcel.model.consolidation import Consolidation
from kexcel.model.finding import Finding
from kexcel.model.outcome import FaultyReturn, Outcome


def outcome_of(whole: Consolidation) -> Outcome:
    """The consolidation by its counts, its goals and what is for the coordinator."""
    names = {department.key: department.name for department in whole.departments}
    return Outcome(
        period=whole.period.key,
        is_preliminary=whole.is_preliminary,
        activities=len(whole.asked),
        answered=whole.answered,
        added=whole.added,
        cancelled=whole.cancelled,
        missing=whole.missing,
        waiting=tuple(names.get(key, key) for key in whole.missing),
        faulty=tuple(
            FaultyReturn(names.get(each.department or "", each.file), each.errors)
            for each in whole.returns
            if each.is_usable and each.errors
        ),
        open_conflicts=whole.open_conflicts,
        goals=whole.goals,
        findings=tuple(each for each in whole.findings if _is_for_coordinator(each)),
    )


def _is_for_coordinator(each: Finding) -> bool:
    """Whether it is about the decisions, or tells of an answer that counted and no longer does."""
    return each.place.file == DECISIONS or each.code == "answer-lapsed"
