"""Which answers were set aside: every conflict between a department's files, and its decision."""

from __future__ import annotations

from kexcel.model.decision import ConflictDecision
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.colouring import colour_words
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.tables import Heading, PlacedTable, place_table

_CHOSEN, _CANDIDATES, _MOTIVATION = "chosen", "candidates", "motivation"


def write_conflicts(context: ReportContext, findings: PlacedTable, widths: list[float]) -> None:
    """List the conflicts below the findings, in columns of their widths; nothing if none."""
    conflicts = context.consolidation.conflicts
    if not conflicts:
        return
    _ = context.translate
    worksheet = context.book.workbook.get_worksheet_by_name(findings.sheet)
    cells = Cells(worksheet, context.book.styles)
    row = max(findings.first_row, findings.last_row) + 3
    heading = _("Answers that differed between a department's files")
    worksheet.write_string(row - 1, 0, heading, context.book.styles.heading())
    headings = _headings(context)
    table = place_table(cells, "Conflicts", headings, len(conflicts), row=row, filtered=False)
    for line, conflict in zip(table.rows, conflicts, strict=True):
        _write(context, cells, table, line, conflict)
    cells.fit_heights(widths)
    tones = {_("Settled"): "done", _("Not settled"): "delayed"}
    colour_words(context.book.styles, worksheet, table, "state", tones)


def _headings(context: ReportContext) -> list[Heading]:
    _ = context.translate
    labels = (
        ("state", _("Decision")),
        ("department", _("Department")),
        ("row", _("Row")),
        ("sheet", _("Sheet")),
        ("period", _("Period")),
        ("column", _("Column")),
        ("count", _("Answers")),
        (_CHOSEN, _("Chosen")),
        (_CANDIDATES, _("All answers")),
        (_MOTIVATION, _("Motivation")),
    )
    return [Heading(key, label) for key, label in labels]


def _write(
    context: ReportContext, cells: Cells, table: PlacedTable, row: int, conflict: ConflictDecision
) -> None:
    _ = context.translate
    sheet = context.template.sheet(conflict.sheet)
    column = sheet.column(conflict.column) if sheet else None
    language = context.language
    values = {
        "state": _("Settled") if conflict.chosen else _("Not settled"),
        "department": context.department_name(conflict.department),
        "row": _row_text(context, conflict.row),
        "sheet": sheet.name.get(language) if sheet else conflict.sheet,
        "period": conflict.period,
        "column": column.label.get(language) if column else conflict.column,
        "count": str(len(conflict.candidates)),
        _CHOSEN: conflict.chosen,
        _CANDIDATES: "\n".join(conflict.candidates),
        _MOTIVATION: conflict.motivation,
    }
    for key, text in values.items():
        cells.write(row, table.columns[key], text)


def _row_text(context: ReportContext, identity: str) -> str:
    """An activity with its title, a measure by its name, a frame by its department."""
    plan = context.consolidation.plan
    titles = {each.number: f"{each.number} {each.title}" for each in plan.activities}
    measures = {each.identity: each.name for each in plan.measures}
    return titles.get(identity) or measures.get(identity) or context.department_name(identity)
