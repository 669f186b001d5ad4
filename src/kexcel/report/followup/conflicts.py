"""Which answers do not count, and why: conflicts with their decisions, and declared rules."""

from __future__ import annotations

from kexcel.model.consolidation import SetAside, SetAsideBy
from kexcel.model.decision import ConflictDecision
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.colouring import colour_words
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.tables import Heading, PlacedTable, place_table

_CHOSEN, _CANDIDATES, _MOTIVATION = "chosen", "candidates", "motivation"


def write_conflicts(context: ReportContext, findings: PlacedTable, widths: list[float]) -> None:
    """List below the findings, in columns of their widths, what did not count; nothing if none."""
    conflicts, aside = context.consolidation.conflicts, context.consolidation.set_aside
    last = max(findings.first_row, findings.last_row)
    if conflicts:
        last = _write_decided(context, findings.sheet, last + 3, widths)
    if aside:
        _write_set_aside(context, findings.sheet, last + 3, widths)


def _write_decided(context: ReportContext, sheet: str, row: int, widths: list[float]) -> int:
    """The conflicts and what was decided; answers the last row."""
    _, conflicts = context.translate, context.consolidation.conflicts
    worksheet = context.book.workbook.get_worksheet_by_name(sheet)
    cells = Cells(worksheet, context.book.styles)
    heading = _("Answers that differed between a department's files")
    worksheet.write_string(row - 1, 0, heading, context.book.styles.heading())
    headings = _headings(context)
    table = place_table(cells, "Conflicts", headings, len(conflicts), row=row, filtered=False)
    for line, conflict in zip(table.rows, conflicts, strict=True):
        _write(context, cells, table, line, conflict)
    cells.fit_heights(widths)
    tones = {_("Settled"): "done", _("Not settled"): "delayed"}
    colour_words(context.book.styles, worksheet, table, "state", tones)
    return table.last_row


def _write_set_aside(context: ReportContext, sheet: str, row: int, widths: list[float]) -> None:
    """The answers that gave way by a declared rule, and to which file."""
    _, aside = context.translate, context.consolidation.set_aside
    worksheet = context.book.workbook.get_worksheet_by_name(sheet)
    cells = Cells(worksheet, context.book.styles)
    heading = _("Answers that gave way to another file from the same department")
    worksheet.write_string(row - 1, 0, heading, context.book.styles.heading())
    labels = (
        ("kind", _("Kind")),
        ("department", _("Department")),
        ("file", _("File")),
        ("sheet", _("Sheet")),
        ("cell", _("Cell")),
        ("row", _("Row")),
        ("column", _("Column")),
        ("written", _("Found")),
        ("why", _("Why it does not count")),
        ("to", _("The file that counts")),
    )
    headings = [Heading(key, label) for key, label in labels]
    table = place_table(cells, "SetAside", headings, len(aside), row=row, filtered=False)
    for line, each in zip(table.rows, aside, strict=True):
        _write_aside(context, cells, table, line, each)
    cells.fit_heights(widths)


def _write_aside(
    context: ReportContext, cells: Cells, table: PlacedTable, row: int, aside: SetAside
) -> None:
    sheet = context.template.sheet(aside.sheet)
    column = sheet.column(aside.column) if sheet else None
    texts = {
        "kind": context.translate("Set aside"),
        "department": context.department_name(aside.department),
        "file": aside.source.file,
        "sheet": aside.source.sheet,
        "row": _row_text(context, aside.row),
        "column": column.label.get(context.language) if column else aside.column,
        "written": aside.written,
        "why": _why(context, aside.rule),
        "to": aside.to,
    }
    for key, text in texts.items():
        cells.write(row, table.columns[key], text)
    cells.write_linked(row, table.columns["cell"], aside.source.cell, aside.source)


def _why(context: ReportContext, rule: SetAsideBy) -> str:
    _ = context.translate
    words = {
        SetAsideBy.CORRECTION: _("The department changed it when it mended the correction."),
        SetAsideBy.NEWER_FORM: _("The department changed it in a newer form that showed it."),
        SetAsideBy.FINAL: _("It stood in a draft, and the final file says otherwise."),
        SetAsideBy.CHANGED: _("It was left as the form was issued; another file changed it."),
        SetAsideBy.READABLE: _("It could not be read with certainty; another file could."),
    }
    return words[rule]


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
        _CANDIDATES: "\n".join(_sourced(conflict)),
        _MOTIVATION: conflict.motivation,
    }
    for key, text in values.items():
        cells.write(row, table.columns[key], text)


def _sourced(conflict: ConflictDecision) -> list[str]:
    """Each candidate as it is offered, with when its file came and from whom."""
    sources = conflict.sources or ("",) * len(conflict.candidates)
    told = zip(conflict.candidates, sources, strict=True)
    return [f"{text}\n  {source}".rstrip() for text, source in told]


def _row_text(context: ReportContext, identity: str) -> str:
    """An activity with its title, a measure by its name, a frame by its unit or department."""
    plan = context.consolidation.plan
    titles = {each.number: f"{each.number} {each.title}" for each in plan.activities}
    measures = {each.identity: each.name for each in plan.measures}
    known = titles.get(identity) or measures.get(identity)
    return known or context.department_name(context.row_text(identity))
