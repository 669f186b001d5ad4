"""What a merge came to, in short: all that is told of it, without the answers themselves."""

from __future__ import annotations

from dataclasses import dataclass

from kexcel.model.consolidation import GoalResult
from kexcel.model.finding import Finding


@dataclass(frozen=True, slots=True)
class FaultyReturn:
    """A return that counts and has errors. ``name`` is its department's, or else its file's."""

    name: str
    errors: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """A consolidation by its counts, as its properties of the same names say what they are.

    ``activities`` are those that are followed up; ``missing`` are the keys of the departments that
    have not answered and ``waiting`` their names. ``findings`` are for the coordinator: about
    Beslut.xlsx, and answers that counted and no longer do.
    """

    period: str
    is_preliminary: bool
    activities: int
    answered: int
    added: int
    cancelled: int
    missing: tuple[str, ...]
    waiting: tuple[str, ...]
    faulty: tuple[FaultyReturn, ...]
    open_conflicts: int
    goals: tuple[GoalResult, ...]
    findings: tuple[Finding, ...]
