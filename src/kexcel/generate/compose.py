"""Compose the form of one department and period: what stands where, as data."""

from __future__ import annotations

from dataclasses import replace

from kexcel.generate.last_period import PreviousAnswers
from kexcel.generate.records import Booked, Context, Record, records
from kexcel.generate.whereabouts import room_for_summary
from kexcel.model.form import Form, FormColumn, FormRow, FormSheet
from kexcel.model.form_json import encode_form
from kexcel.model.identity import ID_COLUMN, fingerprint, form_code
from kexcel.model.period import Period
from kexcel.model.plan import Department, Perspective, Plan
from kexcel.model.remembered import remember_last
from kexcel.money.versions import version_behind
from kexcel.settings import Settings
from kexcel.strict import as_json
from kexcel.template.schema import Sheet, Template

__all__ = ["PreviousAnswers", "compose_form", "departments_with_forms"]

_TABLE_KEY_ROW = 2
_COVER_GAP = 3


def departments_with_forms(plan: Plan) -> tuple[Department, ...]:
    """The departments that answer for an activity or a frame, in the plan's order.

    A frame that a department gets by a version that is not in force is none yet.
    """
    framed = {
        line.department
        for line in plan.frames
        if line.perspective is Perspective.DEPARTMENT
        and (not plan.frame_column or plan.frame_column in line.amounts)
    }
    active = {key for each in plan.activities for key in (each.lead, *each.contributing)}
    return tuple(d for d in plan.departments if d.key in framed or d.key in active)


def compose_form(  # noqa: PLR0913 - all that a form is made from
    plan: Plan,
    template: Template,
    settings: Settings,
    period: Period,
    department: Department,
    *,
    language: str = "sv",
    previous: PreviousAnswers | None = None,
    booked: Booked | None = None,
) -> Form:
    """The form of a department for a period. A sheet with nothing to show is left out.

    ``previous`` is what the department answered in the period before, and ``booked`` what the
    ledger says of each row of its frame, both shown beside.
    """
    beside = (previous or {}, booked or {})
    context = Context(plan, template, settings, period, department, language, *beside)
    composed = [
        (_cover if sheet.source == "fields" else _table)(context, sheet, rows)
        for sheet in template.sheets
        if sheet.key in period.sheets and (rows := records(context, sheet))
    ]
    frame = plan.frame_of(department.key, context.frame_column)
    form = Form(
        code="",
        organisation=plan.organisation,
        year=plan.year,
        period=period.key,
        department=department.key,
        department_name=department.name,
        language=language,
        plan=plan_fingerprint(plan),
        template=fingerprint(_contract(template, settings, period)),
        sheets=tuple(composed),
        frame=frame,
        frame_version="" if frame is None else _frame_version(context),
    )
    return replace(form, code=form_code(encode_form(form)))


def _frame_version(context: Context) -> str:
    """The version that the department's frame comes from."""
    base, shown = context.settings.money.frame, context.frame_column
    return version_behind(context.plan, base, shown, context.department.key)


def _contract(template: Template, settings: Settings, period: Period) -> bytes:
    """Everything besides the plan that a form's words and rules follow from."""
    parts = (template, settings.money, settings.limits, settings.codes)
    return b"\n".join([*map(as_json, parts), repr(period).encode()])


@remember_last
def plan_fingerprint(plan: Plan) -> str:
    """Twelve signs that stand for what the plan decides (not for how its file was saved)."""
    content = (plan.organisation, plan.body, plan.year, plan.goals, plan.activities)
    return fingerprint(repr(content).encode())


def _table(context: Context, sheet: Sheet, rows: tuple[Record, ...]) -> FormSheet:
    columns = [
        FormColumn(column.key, column.label.get(context.language), index)
        for index, column in enumerate(sheet.columns)
    ]
    columns.append(FormColumn(ID_COLUMN, "id", len(columns)))
    key_row = _TABLE_KEY_ROW + room_for_summary(sheet, len(rows))
    first = key_row + 2
    return FormSheet(
        key=sheet.key,
        name=sheet.name.get(context.language),
        columns=tuple(columns),
        rows=tuple(_row(sheet, record, first + place) for place, record in enumerate(rows)),
        key_row=key_row,
        header_row=key_row + 1,
        extendable=sheet.source == "blank",
    )


def _row(sheet: Sheet, record: Record, index: int) -> FormRow:
    printed = {c.key: record.values.get(c.key) for c in sheet.columns if not c.input}
    return FormRow(
        identity=record.identity,
        index=index,
        values={key: value for key, value in printed.items() if value is not None},
        inputs=frozenset(c.key for c in sheet.inputs if c.input in record.parts),
        number=record.number,
        anchor=record.anchor,
    )


def _cover(context: Context, sheet: Sheet, rows: tuple[Record, ...]) -> FormSheet:
    """The cover's fields stand under its lines and the live count of what is left."""
    counted = sum(key != sheet.key for key in context.period.sheets)
    key_row = len(context.template.lines) + counted + _COVER_GAP
    return FormSheet(
        key=sheet.key,
        name=sheet.name.get(context.language),
        columns=(
            FormColumn("label", "", 0),
            FormColumn("value", "", 1),
            FormColumn(ID_COLUMN, "id", 2),
        ),
        rows=tuple(
            FormRow(
                identity=record.identity,
                index=key_row + 2 + place,
                values=record.values,
                inputs=frozenset({"value"} if record.parts else ()),
                number=record.number,
                anchor=record.anchor,
            )
            for place, record in enumerate(rows)
        ),
        key_row=key_row,
        header_row=key_row + 1,
    )
