"""Answers follow their activity when the plan was renumbered after the forms went out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from kexcel.findings import finding
from kexcel.model.finding import Finding, Place, Severity
from kexcel.model.form import Form, FormRow, FormSheet
from kexcel.model.period import FOLLOWUP
from kexcel.model.plan import Plan
from kexcel.model.returned import Return, ReturnedRow


def place_in_plan(
    returned: Return, form: Form | None, plan: Plan
) -> tuple[Return, tuple[Finding, ...]]:
    """The return with its rows under the numbers that their activities have in the plan now.

    An activity is known by its title. A number whose title was only reworded is the same activity;
    a title that is gone while its number went to another activity has no place any more, and each
    of its answers is told as an error.
    """
    rows = returned.rows.get(FOLLOWUP, {})
    sheet = form.sheet(FOLLOWUP) if form else None
    if not rows or sheet is None:
        return returned, ()
    numbers = numbers_now(returned, form, plan)
    placed: dict[str, ReturnedRow] = {}
    moved: dict[str, str | None] = {}
    lost: list[Finding] = []
    for identity, row in rows.items():
        number = numbers.get(identity)
        if number is None:
            moved[identity] = None
            lost += [without_place(returned, row, column) for column in row.answers]
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
    """The forms with their rows under the numbers that their activities have in the plan now."""
    return _PlacedForms(forms, plan)


class _PlacedForms(Mapping[str, Form]):
    """Forms that are looked up in the plan when they are asked for; few of thousands are."""

    def __init__(self, forms: Mapping[str, Form], plan: Plan) -> None:
        self._forms = forms
        self._plan = plan
        self._placed: dict[str, Form] = {}

    def __getitem__(self, code: str) -> Form:
        if code not in self._placed:
            if len(self._placed) >= _KEPT_FORMS:
                self._placed.clear()
            self._placed[code] = _placed_form(self._forms[code], self._plan)
        return self._placed[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._forms)

    def __len__(self) -> int:
        return len(self._forms)


_KEPT_FORMS = 64


def _placed_form(form: Form, plan: Plan) -> Form:
    sheet = form.sheet(FOLLOWUP)
    if sheet is None:
        return form
    numbers = _numbers_of(sheet, plan)
    rows: dict[str, FormRow] = {}
    for row in sheet.rows:
        number = numbers.of(row.identity, _folded(row.anchor))
        if number is not None and number not in rows:
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
        self._titles, self._places = _titles_of(plan)

    def of(self, number: str, anchor: str) -> str | None:
        """The number now of an activity issued with this number and title; None if it is gone."""
        title = self._titles.get(number)
        if title == anchor:
            return number
        numbers = self._places.get(anchor, ())
        if len(numbers) == 1 and self._issued[anchor] == 1:
            return numbers[0]
        was_reworded = title is not None and title not in self._issued and not numbers
        return number if was_reworded else None


def _titles_of(plan: Plan) -> tuple[Mapping[str, str], Mapping[str, tuple[str, ...]]]:
    """Each activity's title by its number, and the numbers by title; worked out once for a plan."""
    kept = _LAST_PLAN.get(id(plan))
    if kept is None or kept[0] is not plan:
        titles = {each.number: _folded(each.title) for each in plan.activities}
        numbers: dict[str, tuple[str, ...]] = {}
        for number, title in titles.items():
            numbers[title] = (*numbers.get(title, ()), number)
        _LAST_PLAN.clear()
        kept = _LAST_PLAN[id(plan)] = plan, titles, numbers
    return kept[1], kept[2]


_LAST_PLAN: dict[int, tuple[Plan, Mapping[str, str], Mapping[str, tuple[str, ...]]]] = {}


def without_place(returned: Return, row: ReturnedRow, column: str) -> Finding:
    """The finding that an answer belongs to nothing in the plan as it stands."""
    answer = row.answers[column]
    place = Place(
        file=returned.file,
        department=returned.department,
        sheet=row.sheet,
        cell=answer.cell,
        row=row.identity,
        column=column,
    )
    return finding("row-unknown", place, value=answer.written, severity=Severity.ERROR)


def _folded(title: str) -> str:
    return "".join(title.split()).casefold()
