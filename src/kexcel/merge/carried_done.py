"""What was reported done needs no new answer: the one that was given goes on counting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kexcel.findings import finding
from kexcel.merge.placement import place_forms
from kexcel.merge.verdict import activities_by_goal, count_roles, propose_verdict
from kexcel.model.consolidation import ActivityResult, Consolidation, GoalResult, MergedAnswer
from kexcel.model.finding import Finding, Place
from kexcel.model.form import STANDS, Form
from kexcel.model.period import FOLLOWUP, Period

Done = Mapping[str, Mapping[str, MergedAnswer]]
"""What stands as done after a period: the answers that say so, by activity and column."""

_STATUS = "status"
_LASTING = (_STATUS, "completed")
_REOPENING = frozenset({*_LASTING, "new_end", "action", "decision"})
"""The columns of which any answer means that the row is answered anew."""

_ASKED = "missing-status"


def reported_done(whole: Consolidation) -> Done:
    """The activities that are done when a period is put together, with where that was said."""
    return {
        result.activity.number: dict(_lasting(result, whole.period))
        for result in whole.activities
        if result.role == "done" and result.activity.cancelled_by is None
    }


def with_done(whole: Consolidation, done: Done, forms: Mapping[str, Form]) -> Consolidation:
    """The consolidation with the answers of a period before, where a row was left as it was.

    A row whose form asks for its status counts by what is written in it alone. One that was left
    because the form said done, while nothing says so any more, is told.
    """
    left = [each for each in whole.activities if _is_left(each, whole)]
    carried = {
        each.activity.number: replace(each, role="done", answers={**each.answers, **stands})
        for each in left
        if (stands := _standing(each, done)) is not None
    }
    lapsed = [each for each in left if each.activity.number not in carried]
    activities = tuple(carried.get(each.activity.number, each) for each in whole.activities)
    below = activities_by_goal(whole.plan, activities)
    return replace(
        whole,
        activities=activities,
        goals=tuple(_judged(each, below[each.goal.number], whole.period) for each in whole.goals),
        findings=(*whole.findings, *_lapsed(lapsed, whole, forms)),
    )


def _lasting(result: ActivityResult, period: Period) -> Iterator[tuple[str, MergedAnswer]]:
    for key in _LASTING:
        answer = result.answers.get(key)
        if answer is not None and answer.sound:
            yield key, replace(answer, carried_from=answer.carried_from or period)


def _is_left(result: ActivityResult, whole: Consolidation) -> bool:
    """Whether the lead was not asked for a status and has written nothing that calls for one."""
    activity = result.activity
    if activity.cancelled_by is not None or result.answers.keys() & _REOPENING:
        return False
    disputed = any(
        not each.chosen
        and (each.department, each.sheet, each.row) == (activity.lead, FOLLOWUP, activity.number)
        and each.column in _REOPENING
        for each in whole.conflicts
    )
    return not disputed and not any(
        each.code == _ASKED
        and (each.place.department, each.place.row) == (activity.lead, activity.number)
        for each in whole.findings
    )


def _standing(result: ActivityResult, done: Done) -> Mapping[str, MergedAnswer] | None:
    """The answers that say done, unless a decision has changed the activity since."""
    answers = done.get(result.activity.number, {})
    status = answers.get(_STATUS)
    since = status.carried_from if status else None
    if since is None or result.activity.is_changed_after(since.closes):
        return None
    return answers


def _judged(goal: GoalResult, below: Sequence[ActivityResult], period: Period) -> GoalResult:
    return replace(goal, counts=count_roles(below), proposed=propose_verdict(below, period))


def _lapsed(
    results: Iterable[ActivityResult], whole: Consolidation, forms: Mapping[str, Form]
) -> Iterator[Finding]:
    """Where a row was left blank on the strength of an answer that no longer counts."""
    placed = place_forms(forms, whole.plan)
    for result in results:
        place = _left_blank_in(result, whole, placed)
        if place is not None:
            yield finding("answer-lapsed", place, title=result.activity.title)


def _left_blank_in(
    result: ActivityResult, whole: Consolidation, forms: Mapping[str, Form]
) -> Place | None:
    """The cell of the last usable return whose form said that the answer stood."""
    activity = result.activity
    found = None
    for returned in whole.returns:
        if returned.department != activity.lead or not returned.is_usable:
            continue
        form = forms.get(returned.form or "")
        sheet = form.sheet(FOLLOWUP) if form else None
        rows = [row for row in sheet.rows if row.identity == activity.number] if sheet else []
        row = returned.rows.get(FOLLOWUP, {}).get(activity.number)
        if row is not None and any(each.values.get(STANDS) for each in rows):
            blank = row.answers.get(_STATUS)
            found = Place(
                file=returned.file,
                department=returned.department,
                sheet=row.sheet,
                cell=blank.cell if blank else None,
                row=activity.number,
                column=_STATUS,
            )
    return found
