"""What one period's forms show of the period before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from kexcel.model.consolidation import BudgetResult, Consolidation, MergedAnswer
from kexcel.model.form import FormValue
from kexcel.model.period import Period

Shown = dict[tuple[str, str], dict[str, FormValue]]

EVERYONE = ""
"""What stands for the department where something is shown to all who take part in an activity."""

_WORDS = ("comment", "action")
_OF_LEAD = {
    "status": "status",
    "completed": "completed",
    "new_end": "new_end",
    "comment": "lead_comment",
}
"""What is shown of a lead's answers, by their columns."""


def answers_for_next_period(consolidation: Consolidation) -> Shown:
    """What was answered of activities, measures and frames, by department and row identity.

    What the lead said of each activity, under EVERYONE since it is shown to all who take part, and
    each department's own comment; each measure's outcome; each frame's forecast, actual and words,
    on the row that they were given for. Only what was sound is carried over.
    """
    shown: Shown = {}
    _show_activities(consolidation, shown)
    closes = consolidation.period.closes
    for measure in consolidation.measures:
        outcome = _sound(measure.answers, "outcome")
        if isinstance(outcome, Decimal):
            place = (measure.measure.department or "", measure.measure.identity)
            shown[place] = {"outcome": outcome, "as_of": closes}
    for line in consolidation.budget:
        if reported := _reported(line):
            shown.setdefault((line.department, line.identity), {}).update(reported)
    return shown


def _show_activities(consolidation: Consolidation, shown: Shown) -> None:
    for result in consolidation.activities:
        activity = result.activity
        if said := said_by_lead(result.answers, consolidation.period):
            shown[EVERYONE, activity.number] = said
        comments = {each.department: each.text for each in result.comments}
        own = _sound(result.answers, "comment")
        if own is not None:
            comments[activity.lead] = str(own)
        for department, text in comments.items():
            shown.setdefault((department, activity.number), {})["comment"] = text


def said_by_lead(answers: Mapping[str, MergedAnswer], period: Period) -> dict[str, FormValue]:
    """What a lead answered of an activity, with the day that its period closed as "as_of"."""
    said: dict[str, FormValue] = {}
    for key, name in _OF_LEAD.items():
        value = _sound(answers, key)
        if value is not None:
            said[name] = value if isinstance(value, date) else str(value)
    status = answers.get("status")
    given = status.carried_from if status and status.carried_from else period
    return {**said, "as_of": given.closes} if said else {}


def _reported(line: BudgetResult) -> dict[str, FormValue]:
    """A row's figures that count, and its words."""
    reported: dict[str, FormValue] = {"forecast": line.forecast, "actual": line.actual}
    for key in _WORDS:
        text = _sound(line.answers, key)
        reported[key] = None if text is None else str(text)
    return {key: value for key, value in reported.items() if value is not None}


def _sound(answers: Mapping[str, MergedAnswer], key: str) -> object:
    """What an answer means; None where there is none that could be read."""
    answer = answers.get(key)
    return answer.value if answer is not None and answer.sound else None
