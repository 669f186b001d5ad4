"""What was found in a document, as marks in plan.xlsx. Its words are Swedish, as the file's are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kexcel.documents.plan.marking import Marked, Marking, ReviewRow
from kexcel.documents.prose.imported import Imported
from kexcel.findings import place_text, render
from kexcel.model.finding import Finding

_LANGUAGE = "sv"

_SHOWN_BY_THE_ROW = {"owner-proposed"}
"""What the column Förslag says already."""


def marking_of(imported: Imported) -> Marking:
    """The notes on cells, the proposals, and the list of what is to be looked at."""
    return Marking(
        notes=notes_of(imported.findings),
        proposals=imported.proposals,
        review=tuple(_review(imported.findings)),
    )


def notes_of(findings: Iterable[Finding]) -> dict[Marked, str]:
    """A note for each cell that findings are about: what they say and where in the document."""
    notes: dict[Marked, str] = {}
    for each in findings:
        cell = cell_marked(each)
        if cell:
            said = render(each, _LANGUAGE).message
            notes[cell] = f"{notes[cell]}\n{said}" if cell in notes else said
    return notes


def cell_marked(finding: Finding) -> Marked | None:
    """The cell of plan.xlsx that a finding is about, if it is about one."""
    place = finding.place
    if not (place.sheet and place.row and place.column):
        return None
    return place.sheet, place.row, place.column


def _review(findings: Iterable[Finding]) -> Iterator[ReviewRow]:
    for each in findings:
        if each.code in _SHOWN_BY_THE_ROW:
            continue
        shown = render(each, _LANGUAGE)
        where = place_text(each.place, _LANGUAGE)
        what = shown.message.removeprefix(f"{where}: ")
        yield ReviewRow(cell_marked(each), where, what, shown.hint)
