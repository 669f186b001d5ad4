"""What a plan has to print in each kind of sheet: one record per row, keyed by column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kexcel.generate.last_period import PreviousAnswers, last_period
from kexcel.model.form import FormValue
from kexcel.model.period import Period
from kexcel.model.plan import Activity, Department, Plan, undistributed
from kexcel.money.frame_rows import FrameRow, frame_rows, row_name
from kexcel.money.profile import period_budget, shares_in
from kexcel.settings import Settings
from kexcel.template.schema import Sheet, Template
from kexcel.timeline import changes_of
from kexcel.timeline.profiles import profiles_in
from kexcel.timeline.wording import change_text

Booked = Mapping[str, Decimal]
"""What the ledger says of a frame's row, by its identity."""


@dataclass(frozen=True, slots=True)
class Context:
    """All that a form is composed of."""

    plan: Plan
    template: Template
    settings: Settings
    period: Period
    department: Department
    language: str
    previous: PreviousAnswers = field(default_factory=dict)
    booked: Booked = field(default_factory=dict)

    @property
    def frame_column(self) -> str:
        """The column of the frames' amounts that is in force; else the printed one."""
        return self.plan.frame_column or self.settings.money.frame


@dataclass(frozen=True, slots=True)
class Record:
    """A row to be: ``parts`` are the kinds of input the department is asked for in it."""

    identity: str
    values: Mapping[str, FormValue]
    parts: frozenset[str]
    number: str = ""
    anchor: str = ""


_YES = "x"
"""What is printed in a hidden column where a row is of its kind."""

ALL = frozenset({"all"})
LEAD = frozenset({"all", "lead"})
NOTHING: frozenset[str] = frozenset()


def records(context: Context, sheet: Sheet) -> tuple[Record, ...]:
    """The rows of a sheet for the context's department."""
    return _SOURCES[sheet.source](context, sheet)


def _activities(context: Context, _sheet: Sheet) -> tuple[Record, ...]:
    key = context.department.key
    return tuple(_activity(context, each) for each in context.plan.activities_of(key))


def _activity(context: Context, activity: Activity) -> Record:
    plan, language = context.plan, context.language
    leads = activity.lead == context.department.key
    goal, council = plan.goal(activity.goal), plan.council_goal_of(activity.goal)
    values: dict[str, FormValue] = {
        "number": activity.number,
        "council_goal": f"{council.number} {council.text}",
        "committee_goal": None if goal is council else f"{goal.number} {goal.text}",
        "title": activity.title,
        "description": activity.description or None,
        "start": activity.start,
        "end": activity.end,
        "part": context.template.word("part", "lead" if leads else "contributing", language),
        **last_period(
            context.previous, activity, context.department.key, context.template, plan.year
        ),
        "lead": plan.department(activity.lead).name,
        "amended": _amended(context, activity),
    }
    return Record(activity.number, values, LEAD if leads else ALL, activity.number, activity.title)


def _amended(context: Context, activity: Activity) -> str | None:
    """What decisions since the period before have changed of an activity; None if nothing."""
    before = context.settings.previous_period(context.period.key)
    changes = changes_of(activity, before.closes if before else date.min)
    said = [change_text(each, context.plan, context.language) for each in changes]
    return "; ".join(said) or None


def _measures(context: Context, _sheet: Sheet) -> tuple[Record, ...]:
    """The department's own measures to fill in, and the whole body's to compare with."""
    own = [m for m in context.plan.measures if m.department == context.department.key]
    goals = {measure.goal for measure in own}
    shown = [m for m in context.plan.measures if m in own or (not m.department and m.goal in goals)]
    rows = []
    for measure in shown:
        goal = context.plan.goal(measure.goal)
        previous = context.previous.get((measure.department or "", measure.identity), {})
        values: dict[str, FormValue] = {
            "goal": f"{goal.number} {goal.text}",
            "name": measure.name,
            "unit": measure.unit,
            "direction": measure.direction.value or None,
            "target": measure.target,
            "earlier": previous.get("outcome", measure.outcome),
            "as_of": previous.get("as_of", measure.as_of),
        }
        parts = LEAD if measure in own else NOTHING
        rows.append(Record(measure.identity, values, parts, measure.name, measure.name))
    return tuple(rows)


def _frames(context: Context, _sheet: Sheet) -> tuple[Record, ...]:
    """The department's units and what it has not distributed, or itself as a whole."""
    key = context.department.key
    rows = frame_rows(
        context.plan,
        key,
        column=context.frame_column,
        has_booked_beside=undistributed(key) in context.booked,
    )
    return tuple(_frame(context, row) for row in rows)


def _frame(context: Context, row: FrameRow) -> Record:
    name = row_name(row, context.language)
    previous = context.previous.get((row.department, row.identity), {})
    values: dict[str, FormValue] = {
        "name": name,
        "responsibility": row.responsibility or None,
        "frame": row.frame,
        "period_budget": _period_budget(context, row),
        "ledger": context.booked.get(row.identity),
        "undistributed": _YES if row.is_undistributed else None,
        "previous_forecast": previous.get("forecast"),
        "previous_actual": previous.get("actual"),
        "previous_comment": previous.get("comment"),
        "previous_action": previous.get("action"),
    }
    return Record(row.identity, values, LEAD, row.responsibility or name, name)


def _period_budget(context: Context, row: FrameRow) -> Decimal | None:
    """What the plan profile puts before the period's close; nothing before the year begins."""
    settings, closes = context.settings, context.period.closes
    if closes.year < settings.year:
        return None
    profiles = profiles_in(settings.money.profile, context.plan)
    shares = shares_in(profiles, row.department, row.responsibility)
    return period_budget(row.frame, shares, closes, settings.money.unit, year=settings.year)


def _blank(_context: Context, sheet: Sheet) -> tuple[Record, ...]:
    return tuple(
        Record(f"{sheet.key}-{place:03}", {}, LEAD) for place in range(1, sheet.blank_rows + 1)
    )


def _fields(context: Context, sheet: Sheet) -> tuple[Record, ...]:
    return tuple(
        Record(
            column.key,
            {"label": column.label.get(context.language)},
            LEAD if column.input else NOTHING,
            column.label.get(context.language),
            column.label.get(context.language),
        )
        for column in sheet.columns
    )


_SOURCES: dict[str, Callable[[Context, Sheet], tuple[Record, ...]]] = {
    "activities": _activities,
    "measures": _measures,
    "frames": _frames,
    "blank": _blank,
    "fields": _fields,
}
