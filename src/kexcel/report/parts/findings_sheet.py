"""The sheet of findings: all there is to say, errors first, each linked to its cell."""

from __future__ import annotations

from kexcel.findings import render
from kexcel.model.consolidation import Source
from kexcel.model.finding import Finding, Place, Severity
from kexcel.report.parts.banner import write_banner
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.colouring import colour_words
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.found_text import found_text
from kexcel.report.parts.page import fit_width, new_sheet
from kexcel.report.parts.tables import (
    Heading,
    PlacedTable,
    fit_heights,
    keep_headings,
    place_table,
    set_widths,
)

_TONES = {Severity.ERROR: "error", Severity.WARNING: "deviates", Severity.NOTE: "note"}
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def write_findings_sheet(context: ReportContext, *, remark: str = "") -> PlacedTable:
    """Add the sheet with every finding of the period; ``remark`` says which, if not all."""
    _ = context.translate
    name = _("Findings")
    worksheet = new_sheet(context, name)
    first = write_banner(context, worksheet, name)
    if remark:
        worksheet.write_string(first, 0, remark, context.book.styles.remark())
        first += 2
    headings = findings_headings(context)
    found = sorted(context.consolidation.findings, key=lambda each: _ORDER[each.severity])
    cells = Cells(worksheet, context.book.styles)
    table = place_table(
        cells,
        "Findings",
        headings,
        len(found),
        row=first,
        empty=_("Nothing to remark on."),
    )
    set_widths(worksheet, headings)
    keep_headings(worksheet, first)
    fit_width(worksheet)
    for row, finding in zip(table.rows, found, strict=True):
        _write(context, cells, row, finding)
    fit_heights(cells, headings)
    words = {severity_word(context, severity): role for severity, role in _TONES.items()}
    colour_words(context.book.styles, worksheet, table, "severity", words)
    return table


def severity_word(context: ReportContext, severity: Severity) -> str:
    """A severity as readers know it."""
    _ = context.translate
    words = {
        Severity.ERROR: _("Error"),
        Severity.WARNING: _("Warning"),
        Severity.NOTE: _("Note"),
    }
    return words[severity]


def findings_headings(context: ReportContext) -> list[Heading]:
    """The columns of the sheet."""
    _ = context.translate
    return [
        Heading("severity", _("Severity"), 10),
        Heading("department", _("Department"), 20),
        Heading("file", _("File"), 24),
        Heading("sheet", _("Sheet"), 13),
        Heading("cell", _("Cell"), 8),
        Heading("row", _("Row"), 12),
        Heading("column", _("Column"), 14),
        Heading("value", _("Found"), 24),
        Heading("message", _("What is wrong"), 46),
        Heading("hint", _("How to mend it"), 46),
    ]


def _write(context: ReportContext, cells: Cells, row: int, finding: Finding) -> None:
    place, words = finding.place, render(finding, context.language)
    cells.write(row, 0, severity_word(context, finding.severity))
    cells.write(row, 1, context.department_name(place.department))
    cells.write(row, 2, place.file)
    cells.write(row, 3, place.sheet)
    _write_spot(context, cells, row, place)
    cells.write(row, 5, context.row_text(place.row))
    cells.write(row, 6, context.column_label(place.sheet, place.column))
    cells.write(row, 7, found_text(finding, context.language))
    cells.write(row, 8, words.message)
    cells.write(row, 9, words.hint)


def _write_spot(context: ReportContext, cells: Cells, row: int, place: Place) -> None:
    """The cell linked to itself in its file; where none is known, a link to the file."""
    path = context.path_of_file(place.file)
    if path and place.sheet and place.cell:
        source = Source(place.file, path, place.sheet, place.cell)
        cells.write_linked(row, 4, place.cell, source)
    else:
        cells.write_file_link(
            row, 4, place.cell or (context.translate("Open") if path else None), path
        )
