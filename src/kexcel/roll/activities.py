"""Which activities go on in the next year, and which of them someone must decide on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kexcel.model.consolidation import ActivityResult
from kexcel.model.plan import Activity


class Fate(StrEnum):
    """What becomes of an activity when its year is over."""

    DONE = "done"
    CANCELLED = "cancelled"
    REVOKED = "revoked"
    """A decision of the year took it out of the plan."""
    RUNS_ON = "runs-on"
    """It ends in the new year or later, as decided."""
    ANOTHER_END = "another-end"
    """It runs on, and its department expects another end than the decided one."""
    UNFINISHED = "unfinished"
    """It was to be done, and is not."""
    UNANSWERED = "unanswered"
    """Nobody has said how it stands."""
    CANCELLED_UNDECIDED = "cancelled-undecided"
    """Its department has cancelled it, without a decision to point to."""


_CLOSED = {Fate.DONE, Fate.CANCELLED, Fate.REVOKED}
_DECIDED = {*_CLOSED, Fate.RUNS_ON}


@dataclass(frozen=True, slots=True)
class Followed:
    """An activity with what becomes of it, and the answers that say so."""

    result: ActivityResult
    fate: Fate

    @property
    def activity(self) -> Activity:
        """The activity as it was decided."""
        return self.result.activity

    @property
    def goes_on(self) -> bool:
        """Whether it is in the next year's plan."""
        return self.fate not in _CLOSED

    @property
    def needs_decision(self) -> bool:
        """Whether it goes on without anyone having decided that it does."""
        return self.fate not in _DECIDED


def follow(result: ActivityResult, first_day: date) -> Followed:
    """What becomes of an activity in the year that begins on ``first_day``."""
    return Followed(result, _fate(result, first_day))


def _fate(result: ActivityResult, first_day: date) -> Fate:
    if not result.is_asked:
        return Fate.REVOKED
    if result.role == "done":
        return Fate.DONE
    if result.role == "cancelled":
        decision = result.answers.get("decision")
        has_decision = decision is not None and decision.sound and bool(decision.written)
        return Fate.CANCELLED if has_decision else Fate.CANCELLED_UNDECIDED
    if not result.is_answered:
        return Fate.UNANSWERED
    if result.activity.end < first_day:
        return Fate.UNFINISHED
    moved = result.expected_end not in {None, result.activity.end}
    return Fate.ANOTHER_END if moved else Fate.RUNS_ON
