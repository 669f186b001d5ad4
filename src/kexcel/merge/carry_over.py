"""What one period's forms show of the period before."""

from __future__ import annotations

from decimal import Decimal

from kexcel.model.consolidation import Consolidation
from kexcel.model.form import FormValue


def answers_for_next_period(
    consolidation: Consolidation,
) -> dict[tuple[str, str], dict[str, FormValue]]:
    """Each activity's status, each department's own comment on it, and each measure's outcome.

    By department and row identity; the lead's status is shown to all who contribute. Only what
    was sound is carried over.
    """
    shown: dict[tuple[str, str], dict[str, FormValue]] = {}
    for result in consolidation.activities:
        activity, status = result.activity, result.answers.get("status")
        for department in (activity.lead, *activity.contributing):
            if status and status.sound and status.value is not None:
                place = (department, activity.number)
                shown.setdefault(place, {})["status"] = str(status.value)
        comments = {each.department: each.text for each in result.comments}
        own = result.answers.get("comment")
        if own and own.sound and own.value is not None:
            comments[activity.lead] = str(own.value)
        for department, text in comments.items():
            shown.setdefault((department, activity.number), {})["comment"] = text
    closes = consolidation.period.closes
    for measure in consolidation.measures:
        answer = measure.answers.get("outcome")
        if answer and answer.sound and isinstance(answer.value, Decimal):
            place = (measure.measure.department or "", measure.measure.identity)
            shown[place] = {"outcome": answer.value, "as_of": closes}
    return shown
