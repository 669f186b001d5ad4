"""Answers follow their activity when the plan was renumbered after the forms went out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kexcel.findings import finding
from kexcel.merge.late_forms import LateForms
from kexcel.merge.overtaken import CANCELLED, overtaken
from kexcel.model.finding import Finding, Place, Severity
from kexcel.model.form import Form, FormRow, FormSheet
from kexcel.model.period import FOLLOWUP
from kexcel.model.plan import Amendment, Plan
from kexcel.model.returned import Return, ReturnedRow
from kexcel.timeline.changes import earlier_titles


def place_in_plan(
    returned: Return, form: Form | None, plan: Plan
) -> tuple[Return, tuple[Finding, ...]]:
    """The return with its rows under the numbers that their activities have in the plan now.

    An activity is known by its title, also one that a decision has changed since. A number whose
    title was only reworded is the same activity; a title that is gone while its number went to
    another activity has no place any more, and each of its answers is told as an error. Of a
    cancelled activity nothing is asked: its answers have no place either, and are told as a note.
    """
    rows = returned.rows.get(FOLLOWUP, {})
    sheet = form.sheet(FOLLOWUP) if form else None
    if not rows or sheet is None:
        return returned, ()
    numbers, cancelled = numbers_now(returned, form, plan), plan.cancelled
    is_moved = any(numbers.get(row) != row or row in cancelled for row in rows)
    if not is_moved:
        return returned, ()
    placed: dict[str, ReturnedRow] = {}
    moved: dict[str, str | None] = {}
    lost: list[Finding] = []
    for identity, row in rows.items():
        number = numbers.get(identity)
        if number is None:
            moved[identity] = None
            lost += [without_place(returned, row, column) for column in row.answers]
        elif number in cancelled:
            moved[identity] = None
            lost += _of_cancelled(returned, replace(row, identity=number), cancelled[number])
        else:
            moved[identity] = number
            placed[number] = replace(row, identity=number)
    findings = tuple(
        kept for each in returned.findings if (kept := _follow(each, rows, moved)) is not None
    )
    told = tuple(each for each in lost if each.value)
    whole = {**returned.rows, FOLLOWUP: placed}
    return replace(returned, rows=whole, findings=findings), told


def place_forms(forms: Mapping[str, Form], plan: Plan) -> Mapping[str, Form]:
    """The forms with their rows under the numbers that their activities have in the plan now.

    Rows of activities that have been cancelled are left out: nothing is asked of them any more.
    """
    return LateForms(forms, lambda form: _placed_form(form, plan))


def _placed_form(form: Form, plan: Plan) -> Form:
    sheet = form.sheet(FOLLOWUP)
    if sheet is None:
        return form
    numbers, cancelled = _numbers_of(sheet, plan), plan.cancelled
    rows: dict[str, FormRow] = {}
    for row in sheet.rows:
        number = numbers.of(row.identity, _folded(row.anchor))
        if number is not None and number not in rows and number not in cancelled:
            rows[number] = replace(row, identity=number)
    placed = replace(sheet, rows=tuple(rows.values()))
    return replace(form, sheets=tuple(placed if s is sheet else s for s in form.sheets))


def numbers_now(returned: Return, form: Form | None, plan: Plan) -> Mapping[str, str]:
    """Each number of a returned form's activities, and the number it has in the plan now."""
    sheet = form.sheet(FOLLOWUP) if form else None
    if sheet is None:
        return {}
    numbers = _numbers_of(sheet, plan)
    anchors = {row.identity: _folded(row.anchor) for row in sheet.rows}
    found: dict[str, str] = {}
    taken: set[str] = set()
    for identity in returned.rows.get(FOLLOWUP, {}):
        number = numbers.of(identity, anchors.get(identity, ""))
        if number is not None and number not in taken:
            found[identity] = number
            taken.add(number)
    return found


def _numbers_of(sheet: FormSheet, plan: Plan) -> _Numbers:
    return _Numbers(plan, Counter(_folded(row.anchor) for row in sheet.rows))


def _follow(
    said: Finding, rows: Mapping[str, ReturnedRow], moved: Mapping[str, str | None]
) -> Finding | None:
    """A finding under its row's number now; None when its row has no place any more."""
    row = rows.get(said.place.row or "")
    if row is None or row.sheet != said.place.sheet:
        return said
    number = moved[row.identity]
    return None if number is None else replace(said, place=replace(said.place, row=number))


class _Numbers:
    def __init__(self, plan: Plan, issued: Counter[str]) -> None:
        self._issued = issued
        known = _known_of(plan)
        self._titles, self._places, self._earlier = known.titles, known.places, known.earlier

    def of(self, number: str, anchor: str) -> str | None:
        """The number now of an activity issued with this number and title; None if it is gone."""
        title = self._titles.get(number)
        if title == anchor or anchor in self._earlier.get(number, ()):
            return number
        numbers = self._places.get(anchor, ())
        if len(numbers) == 1 and self._issued[anchor] == 1:
            return numbers[0]
        was_reworded = title is not None and title not in self._issued and not numbers
        return number if was_reworded else None


@dataclass(frozen=True, slots=True)
class _Known:
    """What rows are told by: titles by number, numbers by title, what each was called before."""

    titles: Mapping[str, str]
    places: Mapping[str, tuple[str, ...]]
    earlier: Mapping[str, frozenset[str]]


def _known_of(plan: Plan) -> _Known:
    """The same, worked out once for a plan: it is asked for every return and form."""
    kept = _LAST_PLAN.get(id(plan))
    if kept is None or kept[0] is not plan:
        titles = {each.number: _folded(each.title) for each in plan.activities}
        numbers: dict[str, tuple[str, ...]] = {}
        for number, title in titles.items():
            numbers[title] = (*numbers.get(title, ()), number)
        earlier = {
            each.number: frozenset(map(_folded, before))
            for each in plan.activities
            if (before := earlier_titles(each))
        }
        _LAST_PLAN.clear()
        kept = _LAST_PLAN[id(plan)] = plan, _Known(titles, numbers, earlier)
    return kept[1]


_LAST_PLAN: dict[int, tuple[Plan, _Known]] = {}


def without_place(returned: Return, row: ReturnedRow, column: str) -> Finding:
    """The finding that an answer belongs to nothing in the plan as it stands."""
    place, answer = _place_of(returned, row, column), row.answers[column]
    return finding("row-unknown", place, value=answer.written, severity=Severity.ERROR)


def _place_of(returned: Return, row: ReturnedRow, column: str) -> Place:
    return Place(
        file=returned.file,
        department=returned.department,
        sheet=row.sheet,
        cell=row.answers[column].cell,
        row=row.identity,
        column=column,
    )


def without_cancelled(form: Form, plan: Plan) -> Form:
    """The form without the rows of activities that have been cancelled, else as it was issued."""
    sheet = form.sheet(FOLLOWUP)
    if sheet is None or not plan.cancelled:
        return form
    numbers = _numbers_of(sheet, plan)
    rows = tuple(
        row
        for row in sheet.rows
        if numbers.of(row.identity, _folded(row.anchor)) not in plan.cancelled
    )
    asked = replace(sheet, rows=rows)
    return replace(form, sheets=tuple(asked if s is sheet else s for s in form.sheets))


def still_asked(returned: Return, form: Form | None, plan: Plan) -> tuple[Finding, ...]:
    """The findings of a return but those of activities that have been cancelled."""
    if not plan.cancelled:
        return returned.findings
    numbers = numbers_now(returned, form, plan)
    names = {row.sheet for row in returned.rows.get(FOLLOWUP, {}).values()}
    return tuple(
        each
        for each in returned.findings
        if each.place.sheet not in names or numbers.get(each.place.row or "") not in plan.cancelled
    )


def _of_cancelled(returned: Return, row: ReturnedRow, decision: Amendment) -> list[Finding]:
    return [
        overtaken(_place_of(returned, row, column), answer.written, CANCELLED, decision)
        for column, answer in row.answers.items()
    ]


def _folded(title: str) -> str:
    return "".join(title.split()).casefold()
