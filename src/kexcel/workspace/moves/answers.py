"""What a return is told of a reorganisation that came after its form was made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from kexcel.collect.outdated import counted_names, say_outdated
from kexcel.documents.plan.cell_words import alike
from kexcel.findings import finding
from kexcel.merge.placement import place_forms, place_in_plan
from kexcel.merge.rehoming import rehome
from kexcel.model.finding import Finding, Place
from kexcel.model.form import Form
from kexcel.model.plan import Plan, undistributed
from kexcel.model.returned import Return, ReturnedRow
from kexcel.money.sums import add_up, less
from kexcel.timeline.frames import version_rests_on
from kexcel.timeline.holders import holder_of_rest
from kexcel.workspace.issued.forms import IssuedForms

_BUDGET, _FRAME, _FORECAST = "budget", "frame", "forecast"
_OUTDATED = "outdated-form"
_BETWEEN, _COMMA = "; ", ", "


def told_of_moves(returned: Return, forms: IssuedForms, plan: Plan, base: str) -> Return:
    """The return with who answers now for what it says, and what of it was said of another frame.

    ``plan`` is that of the period, and ``base`` the printed column that the frames start from.
    """
    department = returned.department
    if department is None or not returned.is_usable or not plan.reorganisations:
        return returned
    if holder_of_rest(department, plan.reorganisations) != department:
        return replace(returned, findings=(*returned.findings, _ended(returned, plan)))
    if (form := forms.get(returned.form or "")) is None:
        return returned
    told = _Told(returned, form, plan, base)
    newest = forms.index.newest(form)
    return replace(returned, findings=(*told.of_the_form(newest), *told.findings()))


def _ended(returned: Return, plan: Plan) -> Finding:
    """That the department has ended, and who answers for the rest of it."""
    key, moves = returned.department or "", plan.reorganisations
    ended = next(each for each in moves if each.source == key and each.takes_the_rest)
    return finding(
        "department-reorganised",
        Place(file=returned.file, department=key),
        value=plan.department(key).name,
        day=ended.day.isoformat(),
        target=plan.department(holder_of_rest(key, moves)).name,
    )


@dataclass
class _Told:
    """A return of a department that goes on, and the plan as it is after the moves."""

    returned: Return
    form: Form
    plan: Plan
    base: str

    def __post_init__(self) -> None:
        placed, _lost = place_in_plan(self.returned, self.form, self.plan)
        forms = place_forms({self.form.code: self.form}, self.plan)
        rest, *parts = rehome(placed, forms, self.plan).parts
        self.own, self.parts = rest, [each for each in parts if _cells(each)]

    def of_the_form(self, newest: Form) -> Iterator[Finding]:
        """What is said already, where a newer form has no place for what now is another's."""
        for each in self.returned.findings:
            if each.code == _OUTDATED and self.parts:
                said = say_outdated(self.form, newest, self.own.rows)
                yield replace(said, place=each.place)
            else:
                yield each

    def findings(self) -> Iterator[Finding]:
        """Which answers count for others, and which forecast was made for another frame."""
        if self.parts:
            yield finding(
                "answers-moved",
                Place(file=self.returned.file, department=self.returned.department),
                value=self.form.department_name,
                moved=_BETWEEN.join(map(self._counted, self.parts)),
            )
        for row in self.own.rows.get(_BUDGET, {}).values():
            yield from self._of_forecast(row)

    def _counted(self, part: Return) -> str:
        cells = _cells(part)
        name = self.plan.department(part.department or "").name
        return f"{name}: {counted_names(len(cells), cells)}"

    def _of_forecast(self, row: ReturnedRow) -> Iterator[Finding]:
        """A forecast of the department's frame, made before a move of money from or to it."""
        answer, now = row.answers.get(_FORECAST), self._frame_now(row.identity)
        sheet = self.form.sheet(_BUDGET)
        printed = {each.identity: each.values.get(_FRAME) for each in sheet.rows} if sheet else {}
        issued = printed.get(row.identity)
        if answer is None or not answer.written or now is None or not isinstance(issued, Decimal):
            return
        if issued != now and (days := self._unknown_days()):
            was, is_now = alike(issued, now)
            place = Place(
                file=self.returned.file,
                department=self.returned.department,
                sheet=row.sheet,
                cell=answer.cell,
                row=row.identity,
                column=_FORECAST,
            )
            yield finding(
                "forecast-before-move",
                place,
                value=answer.written,
                day=_COMMA.join(days),
                issued=was,
                now=is_now,
            )

    def _frame_now(self, identity: str) -> Decimal | None:
        """The frame of a row that is the department's own, whole or not distributed."""
        key = self.form.department
        frame = self.plan.frame_of(key, self.plan.frame_column)
        if frame is None or identity not in {key, undistributed(key)}:
            return None
        units = (each.frame for each in self.plan.units if each.department == key)
        return frame if identity == key else less(frame, add_up(units))

    def _unknown_days(self) -> list[str]:
        """The days of the moves of its money that the form knows nothing of."""
        key, version = self.form.department, self.form.frame_version
        days = {
            each.day.isoformat()
            for each in self.plan.reorganisations
            if each.moved
            and key in {each.source, each.target}
            and not version_rests_on(self.plan, self.base, version, each)
        }
        return sorted(days)


def _cells(part: Return) -> list[str]:
    """The cells of a return in which something is written."""
    return [
        f"{row.sheet}!{answer.cell}"
        for rows in part.rows.values()
        for row in rows.values()
        for answer in row.answers.values()
        if answer.written
    ]
