"""The sheet of sources: every received file, what became of it, and who signed it off."""

from __future__ import annotations

from collections.abc import Sequence

from kexcel.model.returned import Return, ReturnState
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

_COUNTS = ("errors", "warnings", "notes")
_SIGNING = ("signing", "signed_by", "signed_on")


def write_sources_sheet(
    context: ReportContext, *, earlier: Sequence[Return] = (), earlier_period: str = ""
) -> PlacedTable:
    """Add the sheet with every received file of the period, and of an earlier one that is shown.

    Those of the ``earlier`` one come last, and a column says which period each file is of.
    """
    _ = context.translate
    name = _("Sources")
    worksheet = new_sheet(context, name)
    first = write_banner(context, worksheet, name)
    words = _(
        "The links open files in the workspace's folder arkiv/, beside resultat/. "
        "If this workbook is moved they lead nowhere."
    )
    worksheet.write_string(first, 0, words, context.book.styles.remark())
    first += 2
    own = context.consolidation.period.name
    files = [(own, each) for each in context.consolidation.returns]
    files += [(earlier_period, each) for each in earlier]
    headings = _headings(context)
    if earlier:
        headings.append(Heading("period", _("Period"), 20))
    cells = Cells(worksheet, context.book.styles)
    table = place_table(
        cells,
        "Sources",
        headings,
        len(files),
        row=first,
        empty=_("No file has been received."),
    )
    set_widths(worksheet, headings)
    keep_headings(worksheet, first)
    fit_width(worksheet)
    for row, (period, received) in zip(table.rows, files, strict=True):
        _write(context, cells, table, row, received)
        if earlier:
            cells.write(row, table.columns["period"], period)
    fit_heights(cells, headings)
    return table


def state_word(context: ReportContext, state: ReturnState) -> str:
    """What became of a file, as readers know it."""
    _ = context.translate
    words = {
        ReturnState.ACCEPTED: _("Accepted"),
        ReturnState.NEEDS_CORRECTION: _("Needs correction"),
        ReturnState.DUPLICATE: _("Duplicate"),
        ReturnState.SUPERSEDED: _("Superseded"),
        ReturnState.REJECTED: _("Rejected"),
        ReturnState.WITHDRAWN: _("Withdrawn"),
    }
    return words[state]


def _headings(context: ReportContext) -> list[Heading]:
    _ = context.translate
    cover = context.template.sheet("cover")
    signing = [cover.column(key) if cover else None for key in _SIGNING]
    labels = [
        column.label.get(context.language) if column else key
        for key, column in zip(_SIGNING, signing, strict=True)
    ]
    return [
        Heading("department", _("Department"), 24),
        Heading("file", _("File"), 30),
        Heading("open", _("Archived"), 10),
        Heading("state", _("State"), 16),
        Heading("received", _("Received"), 16),
        Heading("sender", _("Sender"), 26),
        Heading("sent", _("Sent"), 16),
        Heading("inside", _("Came in"), 20),
        *(
            Heading(key, label, width)
            for key, label, width in zip(_SIGNING, labels, (14, 28, 12), strict=True)
        ),
        Heading("errors", _("Errors"), 9, "right"),
        Heading("warnings", _("Warnings"), 11, "right"),
        Heading("notes", _("Notes"), 9, "right"),
        Heading("form", _("Form"), 14),
        Heading("sha256", "sha256", 24),
    ]


def _write(
    context: ReportContext, cells: Cells, table: PlacedTable, row: int, received: Return
) -> None:
    place, _ = table.columns, context.translate
    cells.write(row, place["department"], context.department_name(received.department))
    path = context.path_of(received)
    cells.write(row, place["file"], received.file)
    cells.write_file_link(row, place["open"], _("Open") if path else None, path)
    more = received.replaced_by or received.reason
    by = f" ({more})" if more else ""
    cells.write(row, place["state"], state_word(context, received.state) + by)
    cells.write(row, place["received"], _moment(received.received))
    envelope = received.envelope
    cells.write(row, place["sender"], envelope.sender or None)
    cells.write(row, place["sent"], _moment(envelope.sent) or None)
    cells.write(row, place["inside"], envelope.inside or None)
    for key in _SIGNING:
        _write_signing(context, cells, row, place[key], received, key)
    for key in _COUNTS:
        cells.write(row, place[key], getattr(received, key))
    cells.write(row, place["form"], received.form)
    cells.write(row, place["sha256"], received.sha256)


def _write_signing(
    context: ReportContext, cells: Cells, row: int, column: int, received: Return, key: str
) -> None:
    answer = received.field(key)
    if answer is None:
        cells.write(row, column, None)
        return
    value = answer.value if answer.sound else answer.written
    if key == "signing" and answer.sound and isinstance(value, str):
        value = context.choice_word("signing", value)
    cells.write(row, column, value)


def _moment(received: str) -> str:
    """A time in ISO 8601 as it is read: without the T, to the minute."""
    day, _t, time = received.partition("T")
    return f"{day} {time[:5]}".strip()
