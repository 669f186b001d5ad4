"""What someone must decide, or look at, before the new year's plan can be trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Question(StrEnum):
    """What a point is about; the words are those of the JSON output."""

    YEAR_UNFINISHED = "year-unfinished"
    GOAL_EXPIRED = "goal-expired"
    ACTIVITY_UNFINISHED = "activity-unfinished"
    ACTIVITY_UNANSWERED = "activity-unanswered"
    ACTIVITY_CANCELLED = "activity-cancelled"
    ACTIVITY_ANOTHER_END = "activity-another-end"
    ACTIVITY_REVOKED = "activity-revoked"
    FRAME_CARRIED = "frame-carried"
    OWNER_UNKNOWN = "owner-unknown"
    OWNER_CHANGED = "owner-changed"
    MEASURE_WITHOUT_OUTCOME = "measure-without-outcome"
    GOAL_CLOSED = "goal-closed"
    GOAL_EXTENDED = "goal-extended"
    DUE_MOVED = "due-moved"
    SETTINGS_REWRITTEN = "settings-rewritten"


_DECISIONS = {
    Question.GOAL_EXPIRED,
    Question.ACTIVITY_UNFINISHED,
    Question.ACTIVITY_UNANSWERED,
    Question.ACTIVITY_CANCELLED,
    Question.ACTIVITY_ANOTHER_END,
    Question.FRAME_CARRIED,
}
"""What only a decision settles; the others are to be looked at."""


@dataclass(frozen=True, slots=True)
class ToDecide:
    """One point. ``number`` and ``title`` tell what it is about, ``details`` fill its sentence."""

    question: Question
    number: str
    title: str
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_decision(self) -> bool:
        """Whether it takes a decision, and not only a look."""
        return self.question in _DECISIONS
