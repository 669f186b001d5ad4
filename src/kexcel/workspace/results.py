"""What each step of the work answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from kexcel.model.finding import Finding, Severity, count
from kexcel.model.remaining import Remaining, Standing
from kexcel.model.returned import Return, ReturnState

if TYPE_CHECKING:
    from kexcel.model.consolidation import Consolidation, LedgerAmount
    from kexcel.model.period import Period
    from kexcel.model.plan import FrameVersion
    from kexcel.money.differences import LineDifference
    from kexcel.roll import RolledPlan


@dataclass(frozen=True, slots=True)
class StandingVersion:
    """A version of the frames, with the sum of its departments' lines in the plan's unit.

    ``change`` is that less the sum of the version it departs from; None for the first.
    """

    version: FrameVersion
    total: Decimal
    change: Decimal | None
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class FramesResult:
    """The versions of the frames in the order they were taken, that of today marked.

    ``lines`` are those of the version that was asked for (``shown``), each with its amount as
    ``second``, and as ``first`` its amount in the version that it is held ``against``.
    """

    unit: str
    versions: tuple[StandingVersion, ...]
    shown: FrameVersion | None = None
    against: FrameVersion | None = None
    lines: tuple[LineDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class IssuedForm:
    """A form's file, from the workspace; ``is_new`` is False where it stood already.

    ``replaces`` is the code of the form that went to the department before, if this is another;
    ``carried`` how many answers stand in it already, ``new_rows`` the numbers of the rows that the
    replaced form lacked, and ``lost`` the cells of earlier returns that it has no place for.
    """

    department: str
    file: str
    code: str
    is_new: bool
    replaces: str | None = None
    carried: int = 0
    new_rows: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GenerateResult:
    """The forms of a period."""

    period: str
    forms: tuple[IssuedForm, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Refilled:
    """A returned file made into a clean form.

    ``file`` is where, from the workspace; None where the file is no return of the period, and
    ``returned`` says why. ``carried`` is how many answers stand in it.
    """

    returned: Return
    file: str | None = None
    carried: int = 0


@dataclass(frozen=True, slots=True)
class RefillResult:
    """The clean forms made of returned files."""

    period: str
    forms: tuple[Refilled, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What there is to say of the files, in their order."""
        return tuple(finding for each in self.forms for finding in each.returned.findings)


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
class PassedOver:
    """A file that was not taken; ``why`` is a phrase.

    ``needs_mending`` says that it may be an answer, and that someone must see to it.
    """

    file: str
    why: str
    needs_mending: bool = False


_SET_ASIDE = {ReturnState.SUPERSEDED, ReturnState.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class CollectResult:
    """Everything received for a period so far, and who has not answered.

    ``conflicts`` are what the files of a department say differently, for the coordinator to
    decide in Beslut.xlsx: one finding for each candidate.
    """

    period: str
    received: tuple[Received, ...]
    missing: tuple[str, ...]
    passed_over: tuple[PassedOver, ...] = ()
    conflicts: tuple[Finding, ...] = ()

    @property
    def current(self) -> tuple[Return, ...]:
        """The returns that no later one replaces and no one withdrew, in the order they came."""
        returns = (each.returned for each in self.received)
        return tuple(each for each in returns if each.state not in _SET_ASIDE)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of every current return, and what they dispute."""
        found = (finding for each in self.current for finding in each.findings)
        return (*found, *self.conflicts)

    @property
    def disputed(self) -> dict[str, int]:
        """How many answers each department's files dispute, by its key."""
        places = {(f.place.department, f.place.row, f.place.column) for f in self.conflicts}
        return dict(
            Counter(department for department, _, _ in sorted(places, key=str) if department)
        )

    @property
    def needs_mending(self) -> bool:
        """Whether a return is missing, one that counts has errors, or a new file is no return.

        A file that was rejected by an earlier call has been told of, and does not wait any more.
        """
        told = {each.returned.sha256 for each in self.received if not each.is_new}
        waiting = (r for r in self.current if r.is_usable or r.sha256 not in told)
        left = any(each.needs_mending for each in self.passed_over)
        return bool(self.missing or self.conflicts) or left or any(each.errors for each in waiting)


@dataclass(frozen=True, slots=True)
class WithdrawResult:
    """A return that was withdrawn or brought back, and how its department stands then.

    ``changed`` is False where it was so already. ``counting`` are the department's returns that
    count now, ``missing`` the departments that have not answered. ``stands_in_form`` says that
    the newest form of the department holds its answers, until forms are generated again.
    """

    period: str
    returned: Return
    changed: bool
    counting: tuple[Return, ...] = ()
    missing: tuple[str, ...] = ()
    stands_in_form: bool = False


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """A file of what is booked, and ``path``, where it is kept, from the workspace.

    ``unit`` and ``sign`` are those it was read with, "" where it has its own; ``posts`` is the
    label of the posts of a SIE file that it was read by.
    """

    file: str
    sha256: str
    path: str
    unit: str
    sign: str
    posts: str


@dataclass(frozen=True, slots=True)
class ActualsResult:
    """What is booked on each code to the day that the period closes, in ``unit``.

    ``is_new`` is False where the same files counted already.
    """

    period: str
    name: str
    closes: date
    unit: str
    files: tuple[LedgerFile, ...]
    amounts: tuple[LedgerAmount, ...]
    findings: tuple[Finding, ...]
    is_new: bool

    @property
    def total(self) -> Decimal:
        """What is booked in all."""
        return sum((each.amount for each in self.amounts), Decimal(0))

    @property
    def unplaced(self) -> tuple[LedgerAmount, ...]:
        """What is booked on codes that no unit and no department has, or on none."""
        return tuple(each for each in self.amounts if each.department is None and each.amount)

    @property
    def needs_mending(self) -> bool:
        """Whether something could not be read or placed."""
        return bool(self.unplaced or count(self.findings, Severity.ERROR))


@dataclass(frozen=True, slots=True)
class ExportResult:
    """The files for the accounting system, from the workspace, and what there is to say of them."""

    consolidation: Consolidation
    files: Mapping[str, str]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class DepartmentStatus:
    """How far a department has come, judged by all its returns together.

    ``sent`` is when its newest form was issued, ``received`` when the latest return that counts
    came (ISO 8601). ``answered`` and ``activities`` count the activities it leads; what else it
    must fill in is in ``remaining``. ``days_late`` counts from the due day while anything waits
    for the department. ``files`` are the names of the returns that count.
    """

    department: str
    name: str
    sent: str | None
    received: str | None
    state: str | None
    answered: int
    activities: int
    days_late: int
    standing: Standing
    remaining: Remaining
    files: tuple[str, ...] = ()

    @property
    def errors(self) -> int:
        """How many errors stand."""
        return self.remaining.errors

    @property
    def warnings(self) -> int:
        """How many warnings stand."""
        return self.remaining.warnings

    @property
    def must_act(self) -> bool:
        """Whether something waits for the department."""
        return self.standing not in {Standing.UNSENT, Standing.TO_DECIDE, Standing.DONE}


@dataclass(frozen=True, slots=True)
class StatusResult:
    """Who has answered in a period, and when the rest is due. ``opens`` is its first day."""

    period: str
    name: str
    opens: date
    due: date
    departments: tuple[DepartmentStatus, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The departments that have no usable return."""
        return tuple(d.department for d in self.departments if d.received is None)

    @property
    def is_issued(self) -> bool:
        """Whether any form has gone out."""
        return any(d.sent for d in self.departments)

    @property
    def needs_mending(self) -> bool:
        """Whether a return is missing or an error stands."""
        return bool(self.missing) or any(d.errors for d in self.departments)


@dataclass(frozen=True, slots=True)
class Reminder:
    """A draft of a mail to one department, from the workspace.

    ``to`` are the addresses, none where they are unknown; ``attached`` the files in it.
    """

    department: str
    name: str
    standing: Standing
    draft: str
    to: tuple[str, ...]
    attached: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemindResult:
    """The drafts of a period and the list of them. Nothing has been sent.

    ``uncollected`` are files in inkommet/ that have not been taken in yet: a department may have
    answered already.
    """

    status: StatusResult
    reminders: tuple[Reminder, ...]
    list_file: str
    sender: str
    uncollected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RollResult:
    """The workspace that was made for another year, and what there is to decide.

    ``judged_by`` is the period whose answers say what goes on; ``list_file`` the workbook in the
    new folder that lists what there is to decide.
    """

    folder: Path
    before: int
    year: int
    judged_by: Period
    rolled: RolledPlan
    list_file: str

    @property
    def needs_mending(self) -> bool:
        """Whether answers are missing in the year that was rolled, or errors stand."""
        from kexcel.roll import Question  # noqa: PLC0415 - loads when a year was rolled

        return any(each.question is Question.YEAR_UNFINISHED for each in self.rolled.to_decide)
