"""The sheet of the year's decisions on activities: what each changed, and where it stands."""

from __future__ import annotations

from kexcel.locale import translator
from kexcel.model.cell import CellValue
from kexcel.model.plan import AmendmentKind, Plan
from kexcel.report.followup.cancelled_row import plan_source
from kexcel.report.parts.banner import write_banner
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.page import fit_width, new_sheet
from kexcel.report.parts.tables import (
    Heading,
    PlacedTable,
    fit_heights,
    keep_headings,
    place_table,
    set_widths,
)
from kexcel.timeline import ActivityChange, changes_in
from kexcel.timeline.changes import FIELDS, FieldChange
from kexcel.timeline.wording import FIELD_LABELS, KIND_WORDS, NOTHING, field_text

_TOLD_OF_NEW = ("description", "start", "end", "lead", "contributing")
_TOLD_OF_CANCELLED = ("start", "end", "lead")


def write_amendments_sheet(context: ReportContext) -> None:
    """Add the sheet, where there are any decisions up to the close of the period."""
    changes = changes_in(context.consolidation.plan)
    if not changes:
        return
    _ = context.translate
    name = _("Changes to the plan")
    worksheet = new_sheet(context, name)
    first = write_banner(context, worksheet, name)
    headings = _headings(context)
    cells = Cells(worksheet, context.book.styles)
    table = place_table(cells, "Amendments", headings, len(changes), row=first)
    set_widths(worksheet, headings)
    keep_headings(worksheet, first)
    fit_width(worksheet)
    for row, change in zip(table.rows, changes, strict=True):
        _write(context, cells, table, row, change)
    fit_heights(cells, headings)


def _headings(context: ReportContext) -> list[Heading]:
    _ = context.translate
    return [
        Heading("decided", _("Date"), 12),
        Heading("decision", _("Paragraph"), 20),
        Heading("kind", _("Kind"), 10),
        Heading("number", _("No"), 9),
        Heading("title", _("Activity"), 34),
        Heading("was", _("Was"), 40),
        Heading("now", _("Is"), 40),
        Heading("comment", _("Comment"), 30),
        Heading("source", f"{_('Source')}: plan.xlsx", 22),
    ]


def _write(
    context: ReportContext, cells: Cells, table: PlacedTable, row: int, change: ActivityChange
) -> None:
    place, amendment = table.columns, change.amendment
    was, now = _was_and_is(change, context.consolidation.plan, context.language)
    source = plan_source(amendment)
    values: dict[str, CellValue] = {
        "decided": amendment.decided,
        "decision": amendment.decision,
        "kind": context.translate(KIND_WORDS[amendment.kind]),
        "number": amendment.number,
        "title": change.activity.title,
        "was": was,
        "now": now,
        "comment": amendment.comment,
    }
    for key, value in values.items():
        cells.write(row, place[key], value)
    cells.write_linked(row, place["source"], f"{source.sheet}!{source.cell}", source)


def _was_and_is(change: ActivityChange, plan: Plan, language: str) -> tuple[str, str]:
    """What was and what is, a field a line."""
    _ = translator(language)
    match change.amendment.kind:
        case AmendmentKind.ADDED:
            return NOTHING, _lines(_fields(change, _TOLD_OF_NEW), plan, language, is_now=True)
        case AmendmentKind.CANCELLED:
            stood = _lines(_fields(change, _TOLD_OF_CANCELLED), plan, language, is_now=False)
            return stood, _(KIND_WORDS[AmendmentKind.CANCELLED])
    was, now = (_lines(change.fields, plan, language, is_now=each) for each in (False, True))
    return was, now


def _fields(change: ActivityChange, keys: tuple[str, ...]) -> tuple[FieldChange, ...]:
    """An activity's fields as it stands, in the order of a decision's."""
    values = [(key, getattr(change.activity, key)) for key in FIELDS if key in keys]
    return tuple(FieldChange(key, value, value) for key, value in values)


def _lines(fields: tuple[FieldChange, ...], plan: Plan, language: str, *, is_now: bool) -> str:
    _ = translator(language)
    said = [(field, field.now if is_now else field.was) for field in fields]
    return "\n".join(
        f"{_(FIELD_LABELS[field.key])}: {field_text(field, value, plan)}" for field, value in said
    )
