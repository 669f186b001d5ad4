"""Every department's answers put together for one period: what the reports show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kexcel.model.cell import CellValue
from kexcel.model.decision import ConflictDecision, Verdict
from kexcel.model.finding import Finding, Severity
from kexcel.model.period import FOLLOWUP, Period
from kexcel.model.plan import Activity, Department, Goal, Measure, Plan, undistributed
from kexcel.model.remembered import remember_last
from kexcel.model.returned import Return


class DateState(StrEnum):
    """What the decided dates say at the close of the period, whatever was reported."""

    NOT_DUE_TO_START = "not_due_to_start"
    UNDER_WAY = "under_way"
    DUE = "due"


class Basis(StrEnum):
    """Why one of a department's answers to a cell counts."""

    AGREED = "agreed"
    """No other file says anything else."""
    DECIDED = "decided"
    """The coordinator chose it in Beslut.xlsx."""
    FINAL = "final"
    """The final file says so, and a draft said otherwise."""
    DRAFT = "draft"
    """Only a draft says so, beside a final file that leaves the cell as it was."""


class SetAsideBy(StrEnum):
    """The declared rules by which an answer does not count."""

    CORRECTION = "correction"
    """The department mended it in the correction that was made from the file."""
    NEWER_FORM = "newer-form"
    """The department changed it in a newer form that was issued with it."""
    FINAL = "final"
    """It stood in a draft, and the final file says otherwise."""
    CHANGED = "changed"
    """It was left as the form was issued, and another file changed it."""
    READABLE = "readable"
    """It could not be read with certainty, and another file could."""


@dataclass(frozen=True, slots=True)
class Source:
    """The cell an answer was read from. ``path`` is the archived file, from the workspace."""

    file: str
    path: str
    sheet: str
    cell: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class MergedAnswer:
    """One answer that counts. ``sound`` is False where it could not be read with certainty;
    then ``value`` is what was written, to be shown marked and never counted. ``basis`` is why it
    counts, and ``motivation`` the coordinator's words where it was decided. ``carried_from`` is
    the earlier period that it was given in, where it stands since nothing was changed.
    """

    value: CellValue
    written: str
    source: Source
    sound: bool = True
    basis: Basis = Basis.AGREED
    motivation: str = ""
    carried_from: Period | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """An answer that gave way by a declared rule, and the name of the file it gave way to.

    ``row`` and ``column`` are as in a conflict; a row of a free table is told as a whole, with
    "" for its column.
    """

    department: str
    sheet: str
    row: str
    column: str
    written: str
    source: Source
    rule: SetAsideBy
    to: str


@dataclass(frozen=True, slots=True)
class ContributorComment:
    """What a contributing department said of an activity that another leads."""

    department: str
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class ActivityResult:
    """An activity with its lead's answers. ``role`` is the status word's role, or "" when the
    status is missing or unknown; ``answers`` maps column keys to what counts.
    """

    activity: Activity
    date_state: DateState
    role: str
    answers: Mapping[str, MergedAnswer]
    comments: tuple[ContributorComment, ...] = ()

    @property
    def is_asked(self) -> bool:
        """Whether anything is asked of it: a decision of the year may have cancelled it."""
        return self.activity.cancelled_by is None

    @property
    def is_answered(self) -> bool:
        """Whether the lead has given a status that could be read."""
        return self.role != ""

    @property
    def expected_end(self) -> date | None:
        """The lead's new end date, where one is given; the decided date never changes."""
        answer = self.answers.get("new_end")
        value = answer.value if answer and answer.sound else None
        return value if isinstance(value, date) else None


@dataclass(frozen=True, slots=True)
class GoalResult:
    """A goal's verdict: proposed from its activities, decided by a person (or "" so far).

    ``counts`` maps a status role to a number of activities, "" being those without an answer.
    ``decided`` is as written in ``cell`` of Beslut.xlsx, "" while nothing is, and ``verdict`` what
    it means; None when it is no word of the list.
    """

    goal: Goal
    counts: Mapping[str, int]
    proposed: Verdict
    decided: str = ""
    motivation: str = ""
    verdict: Verdict | None = None
    cell: str = ""


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """A measure with this period's outcome."""

    measure: Measure
    answers: Mapping[str, MergedAnswer]


@dataclass(frozen=True, slots=True)
class LedgerAmount:
    """What the ledger says of one responsibility code, from the start of the year to the period's
    close: net cost, cost positive, in the plan's unit. ``department`` is None where no unit and no
    department has the code. ``parts`` are the cells or lines that were added up.
    """

    responsibility: str
    amount: Decimal
    source: Source
    department: str | None = None
    name: str = ""
    parts: int = 1


@dataclass(frozen=True, slots=True)
class BudgetResult:
    """A frame with what is reported of it, as net cost, cost positive, in the plan's unit.

    A row is a department, or one of its units where they are known; then ``responsibility`` is
    the unit's code, and ``identity`` is "department/code". What is not distributed has
    "department/" for its identity and the department's name; a department that is followed up as
    a whole has its own key.

    ``actual`` is what counts: what the department wrote (``answers["actual"]``), or else what
    the ledger says (``ledger``); None where what is written could not be read. ``period_budget``
    is the part of the frame that the plan profile puts before the period's close. ``deviation`` is
    frame less forecast: plus is surplus. ``last_forecast`` and ``last_actual`` are those of the
    period before. Figures that are missing or could not be read are None.
    """

    identity: str
    department: str
    name: str
    frame: Decimal | None
    actual: Decimal | None
    forecast: Decimal | None
    deviation: Decimal | None
    answers: Mapping[str, MergedAnswer] = field(default_factory=dict)
    responsibility: str = ""
    period_budget: Decimal | None = None
    ledger: LedgerAmount | None = None
    last_forecast: Decimal | None = None
    last_actual: Decimal | None = None

    @property
    def is_undistributed(self) -> bool:
        """Whether the row is what is left of a department's frame beside its units."""
        return self.identity == undistributed(self.department)

    @property
    def is_unit(self) -> bool:
        """Whether the row is a unit's, rather than a department's or what is not distributed."""
        under = self.identity.startswith(undistributed(self.department))
        return under and not self.is_undistributed


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table that departments fill freely (own activities, distribution, attest)."""

    sheet: str
    department: str
    answers: Mapping[str, MergedAnswer]


@dataclass(frozen=True, slots=True)
class Consolidation:
    """All that is known of a period. The same inputs give an equal consolidation."""

    plan: Plan
    period: Period
    departments: tuple[Department, ...]
    activities: tuple[ActivityResult, ...]
    goals: tuple[GoalResult, ...]
    measures: tuple[MeasureResult, ...]
    budget: tuple[BudgetResult, ...]
    tables: tuple[TableRow, ...]
    returns: tuple[Return, ...]
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]
    conflicts: tuple[ConflictDecision, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    ledger: tuple[LedgerAmount, ...] = ()

    @property
    def asked(self) -> tuple[ActivityResult, ...]:
        """The activities that are followed up: those that no decision has cancelled."""
        return _asked(self.activities)

    @property
    def answered(self) -> int:
        """How many activities have a status that could be read."""
        return _answered(self.asked)

    @property
    def added(self) -> int:
        """How many of the activities that are followed up the year's decisions have added."""
        return sum(result.activity.is_added for result in self.asked)

    @property
    def cancelled(self) -> int:
        """How many activities the year's decisions have cancelled."""
        return len(self.activities) - len(self.asked)

    @property
    def open_conflicts(self) -> int:
        """How many conflicting answers still wait for a decision."""
        return sum(not conflict.chosen for conflict in self.conflicts)

    @property
    def is_preliminary(self) -> bool:
        """Whether returns or answers are missing, errors stand or conflicts wait."""
        unanswered = FOLLOWUP in self.period.sheets and self.answered < len(self.asked)
        return bool(self.missing or unanswered or self.errors or self.open_conflicts)

    @property
    def errors(self) -> int:
        """How many errors stand, apart from those of files that were no return at all."""
        usable = {each.file for each in self.returns if each.is_usable}
        rejected = {each.file for each in self.returns} - usable
        return sum(
            each.severity is Severity.ERROR and each.place.file not in rejected
            for each in self.findings
        )


# Every sheet of a report asks for these two, some for each of a plan's goals.


@remember_last
def _asked(activities: tuple[ActivityResult, ...]) -> tuple[ActivityResult, ...]:
    return tuple(result for result in activities if result.is_asked)


@remember_last
def _answered(asked: tuple[ActivityResult, ...]) -> int:
    return sum(result.is_answered for result in asked)
