"""What the coordinator decided: a goal's verdict, or which of several answers counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a goal fares. Proposed from the timetable, decided by a person."""

    FULFILLED = "fulfilled"
    ON_PLAN = "on_plan"
    DEVIATES = "deviates"
    NOT_FULFILLED = "not_fulfilled"
    CANNOT_JUDGE = "cannot_judge"


@dataclass(frozen=True, slots=True)
class GoalDecision:
    """A person's verdict on a goal for a period, with the reason for it.

    ``verdict`` is as written in Beslut.xlsx, in ``cell``; empty until someone has chosen.
    """

    period: str
    goal: str
    verdict: str = ""
    motivation: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class ConflictDecision:
    """Which of several answers to the same cell counts.

    ``candidates`` are shown as the dropdown, and ``sources`` tell of each where it stands, when
    the file came and from whom. ``chosen`` is as written in ``cell``, or empty.
    """

    period: str
    department: str
    sheet: str
    row: str
    column: str
    candidates: tuple[str, ...]
    chosen: str = ""
    motivation: str = ""
    cell: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StrayEntry:
    """Something a person entered in a row of Beslut.xlsx that tells no goal and no conflict."""

    sheet: str
    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """Everything decided so far, over all periods."""

    goals: tuple[GoalDecision, ...] = ()
    conflicts: tuple[ConflictDecision, ...] = ()
    strays: tuple[StrayEntry, ...] = ()

    def count_as(self, other: Decisions) -> bool:
        """Whether they decide the same: these may have rows of goals at the end without a word."""
        told = len(other.goals)
        added = self.goals[told:]
        same = (self.goals[:told], self.conflicts, self.strays)
        return same == (other.goals, other.conflicts, other.strays) and not any(
            each.verdict or each.motivation for each in added
        )
