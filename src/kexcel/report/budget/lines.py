"""The rows of the compilation: departments with the rows that make them up, and their figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from kexcel.model.consolidation import BudgetResult, Consolidation
from kexcel.report.budget.figures import difference, total
from kexcel.report.budget.history import PeriodFigures
from kexcel.settings import Settings

FRAME, PERIOD, ACTUAL, FORECAST = "frame", "period.budget", "actual", "forecast"
LEDGER, UNBOOKED = "ledger", "actual.less.ledger"
DEVIATION, LAST, CHANGE = "deviation", "last.forecast", "change"

SUMMED = (FRAME, PERIOD, ACTUAL, LEDGER, UNBOOKED, FORECAST, DEVIATION, LAST, CHANGE)
"""The columns that are added up."""


@dataclass(frozen=True)
class Line:
    """A row that is reported: a department, a unit, or what is not distributed."""

    result: BudgetResult
    last: Decimal | None = None

    @property
    def is_unit(self) -> bool:
        """Whether the row is one of its department's units; what no unit has is "stab/"."""
        department = self.result.department
        return self.result.identity not in {department, f"{department}/"}

    @cached_property
    def amounts(self) -> dict[str, Decimal | None]:
        """Every figure of the row by its column; None where it is not known."""
        result = self.result
        booked = result.ledger.amount if result.ledger else None
        return {
            FRAME: result.frame,
            PERIOD: result.period_budget,
            ACTUAL: result.actual,
            LEDGER: booked,
            UNBOOKED: difference(result.actual, booked),
            FORECAST: result.forecast,
            DEVIATION: difference(result.frame, result.forecast),
            LAST: self.last,
            CHANGE: difference(result.forecast, self.last),
        }


@dataclass(frozen=True)
class Group:
    """A department with its rows, and the whole department's last forecast if only that is known.

    ``is_split`` says whether it has units, and so a row of its own that is the sum of theirs.
    """

    department: str
    name: str
    lines: tuple[Line, ...]
    last: Decimal | None = None

    @property
    def is_split(self) -> bool:
        """Whether the department has units."""
        return len(self.lines) > 1 or any(line.is_unit for line in self.lines)

    def lacks(self, key: str) -> int:
        """How many of its rows have no such figure."""
        return sum(line.amounts[key] is None for line in self.lines)

    def has_all(self, *keys: str) -> bool:
        """Whether each of its rows has the figures."""
        return not any(self.lacks(key) for key in keys)

    def sum_of(self, key: str) -> Decimal | None:
        """The figure of its own row: the sum of what is known, or its only row's as it is."""
        if self.knows_last_as_a_whole and key in {LAST, CHANGE}:
            return self.last if key == LAST else self._change
        if not self.is_split:
            return self.lines[0].amounts[key]
        return sum_of_known(line.amounts[key] for line in self.lines)

    def parts(self, key: str) -> tuple[Decimal | None, ...]:
        """What a total adds: the rows' figures, or the department's where only that is known."""
        if self.knows_last_as_a_whole and key in {LAST, CHANGE}:
            return (self.sum_of(key),)
        return tuple(line.amounts[key] for line in self.lines)

    @property
    def knows_last_as_a_whole(self) -> bool:
        """Whether the last forecast is the department's alone, not its rows'."""
        return self.last is not None and self.lacks(LAST) == len(self.lines)

    @property
    def _change(self) -> Decimal | None:
        return difference(self.sum_of(FORECAST), self.last) if self.has_all(FORECAST) else None


def sum_of_known(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is known; None where nothing is."""
    known = [each for each in amounts if each is not None]
    return total(known) if known else None


def frame_column(consolidation: Consolidation, settings: Settings) -> str:
    """The column of frames that is in force."""
    return consolidation.plan.frame_column or settings.money.frame


def groups_of(
    consolidation: Consolidation, history: Sequence[PeriodFigures] = ()
) -> tuple[Group, ...]:
    """The departments with their rows, in the order they first come.

    A row's last forecast is what the consolidation says, or else what the department said in
    the last of ``history``.
    """
    names = {each.key: each.name for each in consolidation.plan.departments}
    last = history[-1].forecasts if history else {}
    rows: dict[str, list[BudgetResult]] = {}
    for result in consolidation.budget:
        rows.setdefault(result.department, []).append(result)
    return tuple(
        _group(key, names.get(key, own[0].name), own, last.get(key)) for key, own in rows.items()
    )


def _group(key: str, name: str, rows: Sequence[BudgetResult], last: Decimal | None) -> Group:
    lines = tuple(Line(row, row.last_forecast) for row in rows)
    group = Group(key, name, lines, last)
    if group.is_split or lines[0].last is not None:
        return group
    return Group(key, name, (Line(rows[0], last),))
