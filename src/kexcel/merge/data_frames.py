"""A consolidation as pandas frames, for whoever wants to go on in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kexcel.model.consolidation import Consolidation, MergedAnswer
from kexcel.model.plan import Activity
from kexcel.timeline.wording import decision_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


def frames(consolidation: Consolidation) -> dict[str, pd.DataFrame]:
    """The frames ``activities``, ``goals``, ``measures``, ``budget`` and ``findings``.

    Answers that could not be read are None; amounts are Decimal in the plan's unit. Each answer
    has a column with its source beside it, as "file!sheet!cell".
    """
    import pandas as pd  # noqa: PLC0415 - pandas is slow to load and most runs need no frames

    return {
        "activities": pd.DataFrame(_activities(consolidation)),
        "goals": pd.DataFrame(_goals(consolidation)),
        "measures": pd.DataFrame(_measures(consolidation)),
        "budget": pd.DataFrame(_budget(consolidation)),
        "findings": pd.DataFrame(_findings(consolidation)),
    }


def _answers(answers: Mapping[str, MergedAnswer]) -> dict[str, object]:
    row: dict[str, object] = {}
    for column, answer in answers.items():
        row[column] = answer.value if answer.sound else None
        source = answer.source
        row[f"{column}_source"] = f"{source.file}!{source.sheet}!{source.cell}"
    return row


def _activities(consolidation: Consolidation) -> list[dict[str, object]]:
    return [
        {
            "number": result.activity.number,
            "goal": result.activity.goal,
            "title": result.activity.title,
            "start": result.activity.start,
            "end": result.activity.end,
            "lead": result.activity.lead,
            "date_state": result.date_state.value,
            "role": result.role,
            "carried_from": _carried_from(result.answers),
            "cancelled_by": _decision(result.activity),
            **_answers(result.answers),
        }
        for result in consolidation.activities
    ]


def _carried_from(answers: Mapping[str, MergedAnswer]) -> str | None:
    """The earlier period whose status stands, where the period's own says nothing."""
    status = answers.get("status")
    period = status.carried_from if status else None
    return period.key if period else None


def _decision(activity: Activity) -> str | None:
    """The decision that cancelled an activity; None where none has."""
    return decision_text(activity.cancelled_by) if activity.cancelled_by else None


def _goals(consolidation: Consolidation) -> list[dict[str, object]]:
    return [
        {
            "number": result.goal.number,
            "level": result.goal.level.value,
            "text": result.goal.text,
            "proposed": result.proposed.value,
            "decided": result.decided,
            "motivation": result.motivation,
        }
        for result in consolidation.goals
    ]


def _measures(consolidation: Consolidation) -> list[dict[str, object]]:
    return [
        {
            "measure": result.measure.name,
            "department": result.measure.department,
            "unit": result.measure.unit,
            "earlier": result.measure.outcome,
            **_answers(result.answers),
        }
        for result in consolidation.measures
    ]


def _budget(consolidation: Consolidation) -> list[dict[str, object]]:
    return [
        {
            "department": line.department,
            "row": line.identity,
            "name": line.name,
            "responsibility": line.responsibility,
            "frame": line.frame,
            "period_budget": line.period_budget,
            "ledger": line.ledger.amount if line.ledger else None,
            "actual": line.actual,
            "forecast": line.forecast,
            "deviation": line.deviation,
            "last_actual": line.last_actual,
            "last_forecast": line.last_forecast,
            **_words(line.answers),
        }
        for line in consolidation.budget
    ]


def _words(answers: Mapping[str, MergedAnswer]) -> dict[str, object]:
    """What was written beside the figures, and the cells that all of it was read from."""
    return {
        key: value for key, value in _answers(answers).items() if key not in {"actual", "forecast"}
    }


def _findings(consolidation: Consolidation) -> list[dict[str, object]]:
    return [
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "file": finding.place.file,
            "department": finding.place.department,
            "sheet": finding.place.sheet,
            "cell": finding.place.cell,
            "row": finding.place.row,
            "column": finding.place.column,
            "value": finding.value,
        }
        for finding in consolidation.findings
    ]
