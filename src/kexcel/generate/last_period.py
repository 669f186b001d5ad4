"""What a form shows of the period before: what was said of an activity, and whether it stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kexcel.model.form import STANDS, FormSheet, FormValue
from kexcel.model.plan import Activity
from kexcel.template.schema import Template

PreviousAnswers = Mapping[tuple[str, str], Mapping[str, FormValue]]
"""What was answered in the period before, by department and row identity: a department's
"comment" on an activity, a measure's "outcome" and "as_of", a frame's "forecast", "actual",
"comment" and "action". What an activity's lead said is found under no department: "status",
"completed", "new_end", "lead_comment", and "as_of", the day that the period closed."""

_EVERYONE = ""
_YES = "x"
"""What is printed in a hidden column where a row is of its kind."""


def last_period(
    previous: PreviousAnswers, activity: Activity, department: str, template: Template, year: int
) -> dict[str, FormValue]:
    """The columns of an activity's row that show what was said of it, for one department.

    Its own last comment is what it is held against; whoever contributes sees the lead's beside it.
    """
    number, leads = activity.number, activity.lead == department
    said = {**previous.get((_EVERYONE, number), {}), **previous.get((department, number), {})}
    own, of_lead = said.get("comment"), said.get("lead_comment")
    stands = leads and _stands(said, activity, template, year)
    return {
        "previous": said.get("status"),
        "previous_comment": (of_lead or own) if leads else own,
        "previous_new_end": said.get("new_end"),
        "previous_completed": said.get("completed"),
        "lead_comment": None if leads else of_lead,
        STANDS: _YES if stands else None,
    }


def stands_anywhere(sheet: FormSheet) -> bool:
    """Whether some row of a sheet needs no new answer."""
    return any(row.values.get(STANDS) for row in sheet.rows)


def _stands(
    said: Mapping[str, FormValue], activity: Activity, template: Template, year: int
) -> bool:
    """Whether the last answer counts unless it is changed: done, this year, and not redecided."""
    if template.role("status", str(said.get("status") or "")) != "done":
        return False
    day = said.get("as_of")
    if not isinstance(day, date):
        return True
    return day.year == year and not activity.is_changed_after(day)
