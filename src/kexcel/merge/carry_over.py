"""What one period's forms show of the period before."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from kexcel.model.consolidation import BudgetResult, Consolidation, MergedAnswer
from kexcel.model.form import FormValue

Shown = dict[tuple[str, str], dict[str, FormValue]]

_WORDS = ("comment", "action")


def answers_for_next_period(consolidation: Consolidation) -> Shown:
    """What was answered of activities, measures and frames, by department and row identity.

    Each activity's status, shown to all who contribute, with each department's own comment; each
    measure's outcome; each frame's forecast, actual and words, on the row that they were given
    for. Only what was sound is carried over.
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
        activity, status = result.activity, _sound(result.answers, "status")
        for department in (activity.lead, *activity.contributing):
            if status is not None:
                place = (department, activity.number)
                shown.setdefault(place, {})["status"] = str(status)
        comments = {each.department: each.text for each in result.comments}
        own = _sound(result.answers, "comment")
        if own is not None:
            comments[activity.lead] = str(own)
        for department, text in comments.items():
            shown.setdefault((department, activity.number), {})["comment"] = text


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
