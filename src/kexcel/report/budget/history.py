"""What earlier periods of the year said: each department's forecast and actual at their close."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kexcel.model.consolidation import BudgetResult, Consolidation


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """One period's figures by department, as net cost, cost positive, in the plan's unit.

    A department is there only if all its rows have the figure.
    """

    period: str
    closes: date
    forecasts: Mapping[str, Decimal] = field(default_factory=dict)
    actuals: Mapping[str, Decimal] = field(default_factory=dict)


def figures_of(consolidation: Consolidation) -> PeriodFigures:
    """What a consolidated period said. Rows of one department are added up."""
    rows: dict[str, list[BudgetResult]] = {}
    for result in consolidation.budget:
        rows.setdefault(result.department, []).append(result)
    return PeriodFigures(
        consolidation.period.key,
        consolidation.period.closes,
        forecasts=_whole({key: [row.forecast for row in own] for key, own in rows.items()}),
        actuals=_whole({key: [row.actual for row in own] for key, own in rows.items()}),
    )


def _whole(amounts: Mapping[str, Sequence[Decimal | None]]) -> dict[str, Decimal]:
    """The sums of those departments that lack nothing."""
    known = {key: [each for each in own if each is not None] for key, own in amounts.items()}
    return {
        key: sum(known[key], Decimal(0))
        for key, own in amounts.items()
        if len(known[key]) == len(own)
    }
