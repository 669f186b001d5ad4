"""The lines of the follow-up's sheet of money: departments, with their units beneath them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from kexcel.model.consolidation import BudgetResult
from kexcel.report.budget.figures import difference

FIGURES: dict[str, Callable[[BudgetResult], Decimal | None]] = {
    "frame": lambda result: result.frame,
    "period_budget": lambda result: result.period_budget,
    "ledger": lambda result: result.ledger.amount if result.ledger else None,
    "actual": lambda result: result.actual,
    "forecast": lambda result: result.forecast,
    "deviation": lambda result: result.deviation,
    "previous_forecast": lambda result: result.last_forecast,
    "change": lambda result: difference(result.forecast, result.last_forecast),
}
"""The template's key of each figure, and where it comes from."""

DIFFERENCES = {"deviation": ("frame", "forecast"), "change": ("forecast", "previous_forecast")}
"""The figures that are the first of two less the second."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet: a row that was reported, or a department over the ``beneath`` it."""

    result: BudgetResult | None
    department: str
    beneath: tuple[BudgetResult, ...] = ()

    @property
    def is_subtotal(self) -> bool:
        """Whether the line only adds up the lines beneath it."""
        return self.result is None

    @property
    def is_beneath(self) -> bool:
        """Whether the line stands under its department's."""
        return self.result is not None and (self.result.is_unit or self.result.is_undistributed)


def lines_of(results: Iterable[BudgetResult]) -> list[Line]:
    """The lines in order: a department that has units stands above them with their sums."""
    return [
        line
        for department, own in groupby(results, key=lambda result: result.department)
        for line in _of_department(department, tuple(own))
    ]


def _of_department(department: str, results: tuple[BudgetResult, ...]) -> Iterator[Line]:
    if any(result.is_unit for result in results):
        yield Line(None, department, results)
    yield from (Line(result, department) for result in results)
