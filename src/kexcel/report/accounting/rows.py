"""The budget as rows for other programs: what each of them holds, whatever the file."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kexcel.model.consolidation import BudgetResult, Consolidation
from kexcel.model.plan import FrameVersion, Perspective, Plan
from kexcel.settings import Settings


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A department's or a unit's line: amounts as net cost, cost positive, in ``money_unit``.

    Amounts that are missing or could not be read are None. ``unit`` and ``responsibility`` are ""
    for what is not distributed. ``booked`` is the ledger's, ``actual`` what counts.
    """

    year: int
    period: str
    department: str
    department_name: str
    unit: str
    responsibility: str
    frame: Decimal | None
    period_budget: Decimal | None
    actual: Decimal | None
    booked: Decimal | None
    forecast: Decimal | None
    deviation: Decimal | None
    last_forecast: Decimal | None
    money_unit: str
    version: str
    comment: str
    action: str
    source: str


AMOUNTS = (
    "frame", "period_budget", "actual", "booked", "forecast", "deviation", "last_forecast",
)  # fmt: skip
"""The columns that hold amounts."""


def budget_rows(consolidation: Consolidation, settings: Settings) -> tuple[BudgetRow, ...]:
    """A row for each of the budget's, in its order."""
    names = {each.key: each.name for each in consolidation.departments}
    names |= {each.key: each.name for each in consolidation.plan.departments}
    return tuple(_row(each, consolidation, settings, names) for each in consolidation.budget)


def _row(
    result: BudgetResult, consolidation: Consolidation, settings: Settings, names: dict[str, str]
) -> BudgetRow:
    is_unit = bool(result.responsibility) or result.identity != result.department
    return BudgetRow(
        year=consolidation.plan.year,
        period=consolidation.period.key,
        department=result.department,
        department_name=names.get(result.department, result.name),
        unit=result.name if is_unit else "",
        responsibility=result.responsibility,
        frame=result.frame,
        period_budget=result.period_budget,
        actual=result.actual,
        booked=result.ledger.amount if result.ledger else None,
        forecast=result.forecast,
        deviation=result.deviation,
        last_forecast=result.last_forecast,
        money_unit=settings.money.unit,
        version=_version(result, consolidation.plan),
        comment=_written(result, "comment"),
        action=_written(result, "action"),
        source=_source(result),
    )


def version_in_force(plan: Plan) -> FrameVersion | None:
    """The decision that the frames are by, where the plan has decisions."""
    return next((each for each in plan.frame_versions if each.name == plan.frame_column), None)


def printed_version(result: BudgetResult, plan: Plan) -> str:
    """What the printed line of the row's department says that its frame is."""
    for line in plan.frames:
        if line.perspective is Perspective.DEPARTMENT and line.department == result.department:
            return line.version
    return ""


def _version(result: BudgetResult, plan: Plan) -> str:
    version = version_in_force(plan)
    if version is None:
        return printed_version(result, plan)
    return " ".join(part for part in (version.name, version.decision) if part)


def _written(result: BudgetResult, column: str) -> str:
    answer = result.answers.get(column)
    return answer.written if answer else ""


def _source(result: BudgetResult) -> str:
    """The cell of the forecast, else of another answer, else where the ledger says it."""
    answer = result.answers.get("forecast") or next(iter(result.answers.values()), None)
    if answer is not None:
        return f"{answer.source.file}, {answer.source.sheet}!{answer.source.cell}"
    if result.ledger is None:
        return ""
    source = result.ledger.source
    place = f"{source.sheet}!{source.cell}" if source.sheet else source.cell
    return f"{source.file}, {place}"
