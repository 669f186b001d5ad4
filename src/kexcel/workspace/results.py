"""What each step of the work answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kexcel.model.consolidation import Consolidation
from kexcel.model.finding import Finding, Severity, count
from kexcel.model.plan import Plan
from kexcel.model.returned import Return, ReturnState


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The plan, and what there is to say about it and the template."""

    plan: Plan
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        """How many findings must be mended before forms can go out."""
        return count(self.findings, Severity.ERROR)


@dataclass(frozen=True, slots=True)
class IssuedForm:
    """A form's file, from the workspace; ``is_new`` is False where it stood already.

    ``replaces`` is the code of the form that went to the department before, if this is another.
    """

    department: str
    file: str
    code: str
    is_new: bool
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class GenerateResult:
    """The forms of a period."""

    period: str
    forms: tuple[IssuedForm, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Received:
    """A received file and the correction or receipt made for it, if any.

    ``is_new`` says whether the file was taken in by this very call.
    """

    returned: Return
    correction: str | None = None
    receipt: str | None = None
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class CollectResult:
    """Everything received for a period so far, and who has not answered."""

    period: str
    received: tuple[Received, ...]
    missing: tuple[str, ...]
    passed_over: tuple[str, ...] = ()

    @property
    def current(self) -> tuple[Return, ...]:
        """The returns that no later one replaces, in the order the files came."""
        returns = (each.returned for each in self.received)
        return tuple(each for each in returns if each.state is not ReturnState.SUPERSEDED)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of every current return."""
        return tuple(finding for each in self.current for finding in each.findings)

    @property
    def needs_mending(self) -> bool:
        """Whether a return is missing, one that counts has errors, or a new file is no return.

        A file that was rejected by an earlier call has been told of, and does not wait any more.
        """
        told = {each.returned.sha256 for each in self.received if not each.is_new}
        waiting = (r for r in self.current if r.is_usable or r.sha256 not in told)
        return bool(self.missing) or any(each.errors for each in waiting)


@dataclass(frozen=True, slots=True)
class MergeResult:
    """The consolidation and the files made from it, from the workspace."""

    consolidation: Consolidation
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DepartmentStatus:
    """How far a department has come. ``left`` counts what its return must still mend."""

    department: str
    name: str
    sent: str | None
    received: str | None
    state: str | None
    errors: int
    warnings: int
    answered: int
    activities: int
    days_late: int


@dataclass(frozen=True, slots=True)
class StatusResult:
    """Who has answered in a period, and when the rest is due."""

    period: str
    name: str
    due: date
    departments: tuple[DepartmentStatus, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The departments that have no usable return."""
        return tuple(d.department for d in self.departments if d.received is None)
