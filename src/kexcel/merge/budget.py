"""What is reported of each frame: of a department's units, or of the department as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kexcel.findings import finding
from kexcel.model.consolidation import BudgetResult, LedgerAmount, MergedAnswer
from kexcel.model.finding import Finding, Place
from kexcel.model.form import FormValue
from kexcel.model.period import Period
from kexcel.model.plan import Plan, undistributed
from kexcel.money.booked import DepartmentOf, by_row, nobody, with_departments
from kexcel.money.frame_rows import FrameRow, frame_rows
from kexcel.money.profile import Shares, period_budget, shares_in
from kexcel.validate.written import plain_number

SHEET = "budget"

Row = Mapping[str, MergedAnswer]
RowsOf = Mapping[str, Mapping[tuple[str, str], Row]]
"""Department → (sheet, row identity) → column → answer."""


@dataclass(frozen=True, slots=True)
class Background:
    """What frames are followed up against, besides the plan.

    ``profile`` are the plan profiles of kexcel.toml; ``ledger`` is what is booked, and
    ``department_of`` tells the department of a code that no unit has. ``previous`` are the
    figures of the period before by department and row identity. ``whole`` are the departments
    that the period's forms asked for as one, whatever they have distributed since.
    """

    profile: Mapping[str, Shares] = field(default_factory=dict)
    ledger: tuple[LedgerAmount, ...] = ()
    previous: Mapping[tuple[str, str], Mapping[str, FormValue]] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()
    department_of: DepartmentOf = nobody


class Frames:
    """The frames of a plan, row by row. ``column`` is the frames' column that is in force.

    ``ledger`` is what is booked, with departments, and ``booked`` the same by row identity.
    """

    def __init__(self, plan: Plan, column: str, period: Period, background: Background) -> None:
        self._plan, self._period, self._background = plan, period, background
        framed = {d.key for d in plan.departments if plan.frame_of(d.key, column) is not None}
        self.ledger = with_departments(background.ledger, plan, framed, background.department_of)
        self.booked = by_row(self.ledger, plan, background.whole)
        self.rows = tuple(
            row
            for department in plan.departments
            for row in frame_rows(
                plan,
                department.key,
                column=column,
                is_whole=department.key in background.whole,
                has_booked_beside=undistributed(department.key) in self.booked,
            )
        )

    @property
    def places(self) -> frozenset[tuple[str, str]]:
        """The rows' departments and identities."""
        return frozenset((row.department, row.identity) for row in self.rows)

    def results(self, answers: RowsOf) -> tuple[BudgetResult, ...]:
        """Each row with what is reported of it, the departments in the plan's order."""
        return tuple(
            self._result(row, answers.get(row.department, {}).get((SHEET, row.identity), {}))
            for row in self.rows
        )

    def findings(self) -> Iterator[Finding]:
        """What is booked on codes that nobody has."""
        for each in self.ledger:
            if each.department is None and each.amount:
                source = each.source
                place = Place(
                    file=source.file, sheet=source.sheet or None, cell=source.cell or None
                )
                yield finding(
                    "ledger-unplaced",
                    place,
                    value=each.responsibility or None,
                    amount=plain_number(each.amount),
                    unit=self._plan.unit,
                )

    def _result(self, row: FrameRow, answers: Row) -> BudgetResult:
        forecast, booked = _amount(answers.get("forecast")), self.booked.get(row.identity)
        last = self._background.previous.get((row.department, row.identity), {})
        return BudgetResult(
            identity=row.identity,
            department=row.department,
            name=row.name,
            frame=row.frame,
            actual=_actual(answers.get("actual"), booked),
            forecast=forecast,
            deviation=None if forecast is None else row.frame - forecast,
            answers=answers,
            responsibility=row.responsibility,
            period_budget=self._period_budget(row),
            ledger=booked,
            last_forecast=_figure(last.get("forecast")),
            last_actual=_figure(last.get("actual")),
        )

    def _period_budget(self, row: FrameRow) -> Decimal | None:
        """What the plan profile puts before the period's close; nothing before the year begins."""
        plan, closes = self._plan, self._period.closes
        if closes.year < plan.year:
            return None
        shares = shares_in(self._background.profile, row.department, row.responsibility)
        return period_budget(row.frame, shares, closes, plan.unit, year=plan.year)


def _actual(written: MergedAnswer | None, booked: LedgerAmount | None) -> Decimal | None:
    """What counts: what is written, be it unreadable; else what is booked."""
    if written is not None and written.written:
        return _amount(written)
    return booked.amount if booked else None


def _amount(answer: MergedAnswer | None) -> Decimal | None:
    return _figure(answer.value) if answer is not None and answer.sound else None


def _figure(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
