"""The activities of a plan as they stand at the year's end, and the decisions that made them so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from kexcel.compare.items import Field, Group, Item, as_value, plain_field, told_apart
from kexcel.documents.plan.amendment_sheet import AMENDMENTS_SHEET, amendment_rows
from kexcel.documents.plan.layout import ACTIVITIES_SHEET
from kexcel.model.plan import Activity, Amendment, Plan
from kexcel.timeline import changes_of, plan_on
from kexcel.timeline.changes import FIELDS
from kexcel.timeline.wording import decision_text

AT_YEARS_END = f"{ACTIVITIES_SHEET.name} vid årets slut"
"""What activities are called where decisions of the year have changed them."""

_CANCELLED = "Upphävd"


def stood_activities(plan: Plan) -> tuple[Activity, ...]:
    """The activities by all the year's decisions."""
    return plan_on(plan, date.max).activities if plan.amendments else plan.activities


def activities_group(plan: Plan, told: tuple[str, tuple[Item, ...]]) -> Group:
    """The activities as told, each with the decision that cancelled it.

    What a decision has changed stands in the decision's row, not where it was printed.
    """
    label, items = told
    if not plan.amendments:
        return Group("activities", label, items)
    stood = zip(items, stood_activities(plan), strict=True)
    return Group("activities", AT_YEARS_END, tuple(_decided(*each) for each in stood))


def amendments_group(plan: Plan) -> Group:
    """The decisions, told by activity and paragraph, with what stands in their rows."""
    rows = zip(plan.amendments, amendment_rows(plan), strict=True)
    items = (_amendment(amendment, row) for amendment, row in rows)
    return Group("amendments", AMENDMENTS_SHEET.name, told_apart(items))


def _decided(item: Item, activity: Activity) -> Item:
    fields = dict(item.fields)
    for key, cell in _cells(activity):
        fields[key] = replace(fields[key], cell=cell)
    if activity.cancelled_by is not None:
        text, cell = decision_text(activity.cancelled_by), _cell(activity.cancelled_by)
        fields["cancelled"] = plain_field(_CANCELLED, text, cell)
    return replace(item, fields=fields)


def _cells(activity: Activity) -> Iterator[tuple[str, str]]:
    """The fields that decisions have set, with the row of the last one for each."""
    for change in changes_of(activity):
        keys = [field.key for field in change.fields]
        if change.activity.before is None:
            keys = ["number", *FIELDS]
        for key in keys:
            yield key, _cell(change.amendment)


def _amendment(amendment: Amendment, row: Sequence[object]) -> Item:
    cell = _cell(amendment)
    fields: dict[str, Field] = {
        column.key: plain_field(column.label, as_value(value), cell)
        for column, value in zip(AMENDMENTS_SHEET.columns, row, strict=True)
    }
    title = f"{amendment.kind}, {decision_text(amendment)}"
    number = f"{amendment.number} {amendment.decision}"
    return Item(number, title, fields, shown=amendment.number)


def _cell(amendment: Amendment) -> str:
    return f"{AMENDMENTS_SHEET.name}!{amendment.cell}" if amendment.cell else ""
