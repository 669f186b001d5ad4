"""Answers that nothing in the plan, as it stands now, has a place for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from kexcel.findings import finding
from kexcel.merge.overtaken import overtaken, parted
from kexcel.model.consolidation import MergedAnswer
from kexcel.model.finding import Finding, Place, Severity
from kexcel.model.plan import Plan
from kexcel.template.schema import Template

Rows = Mapping[str, Mapping[tuple[str, str], Mapping[str, MergedAnswer]]]
"""Department → (sheet, row identity) → column → the answer that counts."""


def unused_answers(
    plan: Plan, template: Template, frame_rows: AbstractSet[tuple[str, str]], answers: Rows
) -> Iterator[Finding]:
    """An error for each answer that nothing in the plan, as it stands now, has a place for.

    It is a note where a decision of the year has given the department's part to another.
    ``frame_rows`` are the departments and identities of the rows that frames are followed up by.
    """
    used = _Places(plan, template, frame_rows)
    for department, rows in answers.items():
        for (sheet, identity), row in rows.items():
            for column, answer in row.items():
                if answer.written and not used.has(department, sheet, identity, column):
                    source = answer.source
                    place = Place(
                        file=source.file,
                        department=department,
                        sheet=source.sheet,
                        cell=source.cell,
                        row=identity,
                        column=column,
                    )
                    yield used.without(place, sheet, answer.written)


class _Places:
    """What the plan and the template ask each department for."""

    def __init__(
        self, plan: Plan, template: Template, frame_rows: AbstractSet[tuple[str, str]]
    ) -> None:
        self._template = template
        self._activities = {each.number: each for each in plan.activities}
        self._measures = {(each.identity, each.department) for each in plan.measures}
        self._frame_rows = frame_rows

    def without(self, place: Place, sheet: str, written: str) -> Finding:
        """What there is to say of an answer that has no place."""
        layout = self._template.sheet(sheet)
        is_of_activity = layout is not None and layout.source == "activities"
        activity = self._activities.get(place.row or "") if is_of_activity else None
        why = parted(activity, place.department or "") if activity else None
        if why is not None:
            return overtaken(place, written, *why)
        return finding("row-unknown", place, value=written, severity=Severity.ERROR)

    def has(self, department: str, sheet: str, identity: str, column: str) -> bool:
        """Whether the department's answer in the cell is one that the results show."""
        layout = self._template.sheet(sheet)
        if layout is None:
            return False
        if layout.source == "fields":
            return True
        asked = layout.column(column)
        if asked is None or not asked.input:
            return False
        match layout.source:
            case "activities":
                activity = self._activities.get(identity)
                leads = activity is not None and activity.lead == department
                helps = activity is not None and department in activity.contributing
                return leads or (helps and asked.input == "all")
            case "measures":
                return (identity, department) in self._measures
        return (department, identity) in self._frame_rows
