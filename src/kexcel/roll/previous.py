"""What the first forms of a year show of the year before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kexcel.generate import PreviousAnswers
from kexcel.merge import EVERYONE
from kexcel.model.form import FormValue
from kexcel.model.plan import Activity, Plan
from kexcel.roll.history import PastActivity, PastAnswer, PastYear
from kexcel.template.schema import Template


def previous_year_answers(
    years: Sequence[PastYear], plan: Plan, template: Template, language: str
) -> PreviousAnswers:
    """Each activity's last status, and each department's own last comment on it.

    By department and row identity, as between two periods. Statuses are in the words that the
    template has now.
    """
    earlier = [each for each in years if each.year < plan.year]
    if not earlier:
        return {}
    year = max(earlier, key=lambda each: each.year)
    known = _Known(year, plan)
    shown: dict[tuple[str, str], dict[str, FormValue]] = {}
    for activity in plan.activities:
        past = known.of(activity)
        answer = past.answers.get(year.last) if past else None
        if past is not None and answer is not None:
            _show(shown, activity, answer, template, language)
            shown[EVERYONE, activity.number] = _of_lead(past, year)
    return shown


def _show(
    shown: dict[tuple[str, str], dict[str, FormValue]],
    activity: Activity,
    answer: PastAnswer,
    template: Template,
    language: str,
) -> None:
    word = template.word("status", answer.role, language) or answer.status
    for department in (activity.lead, *activity.contributing):
        if word:
            shown.setdefault((department, activity.number), {})["status"] = word
    for department, text in answer.comments.items():
        shown.setdefault((department, activity.number), {})["comment"] = text


def _of_lead(past: PastActivity, year: PastYear) -> dict[str, FormValue]:
    """What the lead said last year, with the day that it was said for."""
    answer = past.answers[year.last]
    said: dict[str, FormValue] = {
        "completed": answer.completed,
        "new_end": answer.new_end,
        "lead_comment": answer.comments.get(past.lead),
        "as_of": year.periods[year.last],
    }
    return {key: value for key, value in said.items() if value is not None}


class _Known:
    """The past activities, known by a title that is theirs alone, or by a number carried over.

    A number that was free and that a new activity has taken brings nothing with it.
    """

    def __init__(self, year: PastYear, plan: Plan) -> None:
        titles = Counter(_folded(each.title) for each in plan.activities)
        past = Counter(_folded(each.title) for each in year.activities)
        self._by_title = {
            title: each
            for each in year.activities
            if past[title := _folded(each.title)] == 1 and titles[title] == 1
        }
        named = {id(self._by_title[t]) for t in titles if t in self._by_title}
        self._by_number = {
            each.number: each for each in year.activities if each.carried and id(each) not in named
        }

    def of(self, activity: Activity) -> PastActivity | None:
        """What became of an activity last year; None where it is new."""
        found = self._by_title.get(_folded(activity.title))
        return found or self._by_number.get(activity.number)


def _folded(title: str) -> str:
    return "".join(title.split()).casefold()
