"""What a decision changed of an activity, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from kexcel.locale import mark, translator
from kexcel.model.plan import Amendment, AmendmentKind, Plan
from kexcel.timeline.changes import ActivityChange, FieldChange, FieldValue

NOTHING = "–"
"""What stands where a field holds nothing."""

FIELD_LABELS = {
    "goal": mark("Goal"),
    "title": mark("Activity"),
    "description": mark("Description"),
    "start": mark("Start"),
    "end": mark("End"),
    "lead": mark("Responsible"),
    "contributing": mark("Contributors"),
}
KIND_WORDS = {
    AmendmentKind.ADDED: mark("New"),
    AmendmentKind.CHANGED: mark("Changed"),
    AmendmentKind.CANCELLED: mark("Revoked"),
}
_ARROW = " → "


def decision_text(amendment: Amendment) -> str:
    """A decision's paragraph, with its day where the paragraph does not say it itself."""
    day = amendment.decided.isoformat()
    return amendment.decision if day in amendment.decision else f"{day} {amendment.decision}"


def change_text(change: ActivityChange, plan: Plan, language: str) -> str:
    """A change on one line: "Slut 2024-06-30 → 2024-10-31, KS 2024-06-11 § 87"."""
    _ = translator(language)
    kind = change.amendment.kind
    parts = [_short(field, plan, _) for field in change.fields]
    if kind is not AmendmentKind.CHANGED:
        parts = [_(KIND_WORDS[kind])]
    return ", ".join([*parts, decision_text(change.amendment)])


def value_text(value: FieldValue, plan: Plan, *, between: str = ", ") -> str:
    """What a field holds: days as YYYY-MM-DD, departments by name."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return between.join(_name(key, plan) for key in value) or NOTHING
    return value or NOTHING


def field_text(field: FieldChange, value: FieldValue, plan: Plan) -> str:
    """What a changed field held or holds; a lead by name."""
    if field.key == "lead" and isinstance(value, str):
        return _name(value, plan)
    return value_text(value, plan)


def _short(field: FieldChange, plan: Plan, translate: Callable[[str], str]) -> str:
    _ = translate
    if field.key == "description":
        return _("description changed")
    was, now = (field_text(field, value, plan) for value in (field.was, field.now))
    return f"{_(FIELD_LABELS[field.key])} {was}{_ARROW}{now}"


def _name(key: str, plan: Plan) -> str:
    try:
        return plan.department(key).name
    except KeyError:
        return key
