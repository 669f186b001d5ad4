"""The columns of the sheet of activities: the form's own, and what the merge adds to them."""

from __future__ import annotations

from kexcel.report.parts.answer_sources import source_headings
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.tables import Heading
from kexcel.template.schema import Column, Sheet

SHEET = "followup"
PRINTED = ("number", "council_goal", "committee_goal", "title", "description", "start", "end")
LEAD, CONTRIBUTING = "lead", "contributing"
# A point keeps these apart from the keys of a template's columns.
DATE_STATE, COUNTED = "date.state", "counted.as"
COMMENTS, COMMENTS_SOURCE = "contributors.comments", "contributors.source"
REMARKS = "answer.remarks"

PARTS = (LEAD, CONTRIBUTING)
_PART_WIDTH = 20.0


def layout(context: ReportContext) -> Sheet:
    """The template's sheet of activities; KeyError where a template has none."""
    sheet = context.template.sheet(SHEET)
    if sheet is None:
        raise KeyError(SHEET)
    return sheet


def printed_columns(context: ReportContext) -> tuple[Column, ...]:
    """The columns that the plan fills, in the template's order."""
    columns = layout(context).columns
    return context.remembered("printed", lambda: tuple(c for c in columns if c.key in PRINTED))


def input_columns(context: ReportContext) -> tuple[Column, ...]:
    """The columns that departments fill, in the template's order."""
    return context.remembered("inputs", lambda: layout(context).inputs)


def activity_headings(context: ReportContext) -> list[Heading]:
    """All columns in order; every input column of the template appears by itself."""
    _ = context.translate
    parts = [
        Heading(part_key(part), context.template.word("part", part, context.language), _PART_WIDTH)
        for part in PARTS
    ]
    return [
        *(form_heading(context, column) for column in printed_columns(context)),
        *parts,
        *(form_heading(context, column) for column in layout(context).inputs),
        Heading(DATE_STATE, _("The dates say"), 14),
        Heading(COUNTED, _("Counted as"), 14),
        Heading(REMARKS, _("Findings"), 14),
        Heading(COMMENTS, _("Contributors' comments"), 44),
        *source_headings(context, layout(context).inputs),
        Heading(COMMENTS_SOURCE, f"{_('Source')}: {_('contributors')}", 20),
    ]


def form_heading(context: ReportContext, column: Column) -> Heading:
    """A column with the label and width it has in the form."""
    align = "right" if column.type in {"money", "number"} else "left"
    return Heading(column.key, column.label.get(context.language), column.width, align)


def part_key(part: str) -> str:
    """The key of the column with those who take a part."""
    return f"part.{part}"
