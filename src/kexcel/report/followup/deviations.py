"""Which activities a reader must know of: delayed, cancelled, moved, late, or unanswered."""

from __future__ import annotations

from kexcel.model.consolidation import ActivityResult, DateState
from kexcel.report.followup.activities_sheet import date_state_word
from kexcel.report.followup.activity_columns import layout
from kexcel.report.parts.answer_cells import unsound_properties
from kexcel.report.parts.answer_sources import is_text
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.tables import Heading, PlacedTable

_DEVIATING = {"delayed", "cancelled"}
_ANSWERS = ("status", "new_end", "decision", "comment", "action")


def deviations(context: ReportContext) -> list[tuple[int, ActivityResult]]:
    """Those activities, each with its place among all."""
    everything = enumerate(context.consolidation.activities)
    return [(place, result) for place, result in everything if reason(context, result)]


def deviation_headings(context: ReportContext, widths: list[float]) -> list[Heading]:
    """The columns of the list, in the widths of the sheet they stand on."""
    _ = context.translate
    lead = context.template.word("part", "lead", context.language)
    labels = [
        ("number", _label(context, "number")),
        ("title", _label(context, "title")),
        ("why", _("Why listed")),
        ("status", _label(context, "status")),
        ("date_state", _("The dates say")),
        ("start", _label(context, "start")),
        ("end", _label(context, "end")),
        ("new_end", _label(context, "new_end")),
        ("decision", _label(context, "decision")),
        ("lead", lead),
        ("comment", _label(context, "comment")),
        ("action", _label(context, "action")),
    ]
    return [Heading(key, label, width) for (key, label), width in zip(labels, widths, strict=True)]


def write_deviation(
    context: ReportContext,
    cells: Cells,
    table: PlacedTable,
    row: int,
    result: ActivityResult,
    target: str,
) -> None:
    """Write one activity; ``target`` is its row on the sheet of activities."""
    place, activity = table.columns, result.activity
    cells.write_inner_link(row, place["number"], activity.number, target)
    cells.write(row, place["title"], activity.title)
    cells.write(row, place["why"], reason(context, result))
    for key in _ANSWERS:
        _write_answer(context, cells, row, place[key], result, key)
    cells.write(row, place["date_state"], date_state_word(context, result))
    cells.write(row, place["start"], activity.start)
    cells.write(row, place["end"], activity.end)
    cells.write(row, place["lead"], context.department_name(activity.lead))


def reason(context: ReportContext, result: ActivityResult) -> str:
    """Why an activity is to be known of, in a word or two; "" where it is not."""
    _ = context.translate
    if not result.is_asked:
        return ""
    if not result.is_answered:
        return _("Not answered")
    if result.role in _DEVIATING:
        return context.template.word("status", result.role, context.language)
    if result.date_state is DateState.DUE and result.role != "done":
        return _("Past its end")
    if result.role != "done" and result.expected_end and result.expected_end > result.activity.end:
        return _("Moved")
    return ""


def _write_answer(
    context: ReportContext, cells: Cells, row: int, place: int, result: ActivityResult, key: str
) -> None:
    answer, column = result.answers.get(key), layout(context).column(key)
    if answer is None or column is None:
        cells.write(row, place, None)
        return
    properties = {} if answer.sound else unsound_properties(context)
    source = None if is_text(column) else answer.source
    cells.write_linked(row, place, context.shown(column, answer), source, **properties)


def _label(context: ReportContext, key: str) -> str:
    column = layout(context).column(key)
    return column.label.get(context.language) if column else key
