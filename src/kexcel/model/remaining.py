"""How far a department has come with what it was asked for, and what is left of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kexcel.model.finding import Finding, Severity, count

_CONFLICT = "conflicting-answers"


class Standing(StrEnum):
    """Where a department stands in a period; the words are those of the JSON output.

    The first that holds is told. All but ``TO_DECIDE`` and ``DONE`` wait for the department, and
    ``UNSENT`` for its form to be issued; in ``TO_DECIDE`` only the coordinator's decisions remain.
    """

    UNSENT = "unsent"
    MISSING = "missing"
    TO_CORRECT = "to-correct"
    UNFINISHED = "unfinished"
    DRAFT = "draft"
    TO_DECIDE = "to-decide"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A row that still waits for its answer.

    ``sheet`` is the sheet's key and ``name`` its name; ``number`` is what the row is told by in
    print, ``title`` what it is about. ``is_blank`` is False where something is written that
    cannot be read with certainty.
    """

    sheet: str
    name: str
    number: str
    title: str
    is_blank: bool = True


@dataclass(frozen=True, slots=True)
class Remaining:
    """What stands of a department's answers when all its returns are put together.

    ``asked`` and ``answered`` count the rows that it must fill in. ``findings`` are those that
    still stand; ``faults`` the errors among them that the department can mend, and ``conflicts``
    how many cells wait for the coordinator's decision instead.
    """

    asked: int = 0
    answered: int = 0
    left: tuple[LeftRow, ...] = ()
    findings: tuple[Finding, ...] = ()
    faults: tuple[Finding, ...] = ()
    conflicts: int = 0
    is_signed_off: bool = False

    @property
    def errors(self) -> int:
        """How many errors stand, whoever is to mend them; a conflict is one, however many files."""
        single = tuple(each for each in self.findings if each.code != _CONFLICT)
        return count(single, Severity.ERROR) + self.conflicts

    @property
    def warnings(self) -> int:
        """How many warnings stand."""
        return count(self.findings, Severity.WARNING)

    @property
    def standing(self) -> Standing:
        """Where a department that has answered stands."""
        if self.faults:
            return Standing.TO_CORRECT
        if self.left:
            return Standing.UNFINISHED
        if not self.is_signed_off:
            return Standing.DRAFT
        return Standing.TO_DECIDE if self.errors or self.conflicts else Standing.DONE
