"""What decisions of the year have said already of activities that a new document tells of.

A document that is printed after a decision has it in its text. Aktiviteter stays as it was adopted,
and the decision where it stands: in the sheet Ändringsbeslut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kexcel.documents.amending.changes import Change, ChangeKind, plain_text
from kexcel.documents.plan.amendment_sheet import AMENDMENTS_SHEET, NOTHING, NOTHING_SIGNS
from kexcel.documents.plan.cell_words import same_words, written
from kexcel.documents.plan.layout import ACTIVITIES_SHEET, PLAN_FILE
from kexcel.documents.plan.notes import Notes
from kexcel.documents.plan.rows import RowValue
from kexcel.documents.plan.table import TableRow, find_table
from kexcel.documents.plan.workbook_cells import read_cells
from kexcel.findings import finding
from kexcel.model.finding import Finding
from kexcel.model.plan import AmendmentKind

_OF_BOTH = ("title", "description", "start", "end")
"""The columns that a document and a decision may say of an activity."""


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """A row of Ändringsbeslut as it stands, also one that cannot be read as a decision."""

    row: TableRow

    @property
    def number(self) -> str:
        """The activity that it is about."""
        return self.row.identity

    def text(self, key: str) -> str:
        """What it says in a column; "" where it says nothing."""
        return written(self.row.cell(key).value)

    def is_kind(self, kind: AmendmentKind) -> bool:
        """Whether it adds, changes or cancels."""
        return same_words(self.text("kind")) == same_words(kind)

    def says(self, key: str, text: str) -> bool:
        """Whether it has made a column what a document says."""
        said = self.text(key)
        return bool(said) and plain_text("" if said in NOTHING_SIGNS else said) == text


def decided_rows(data: bytes, *, file: str = PLAN_FILE) -> tuple[DecidedRow, ...]:
    """The rows of Ändringsbeslut that name an activity.

    Raises:
        UnreadableInputError: ``data`` is not a workbook that can be read.
    """
    table = find_table(read_cells(data, file=file), AMENDMENTS_SHEET, Notes(), file=file)
    rows = map(DecidedRow, table.rows()) if table else ()
    return tuple(row for row in rows if row.number)


def without_decided(
    changes: Iterable[Change], rows: Sequence[DecidedRow]
) -> tuple[tuple[Change, ...], tuple[Finding, ...]]:
    """The changes without what is decided already, and what is told of those instead.

    Where the document says something else of an activity that a decision added, both are told.
    """
    kept: list[Change] = []
    told: dict[int, Finding] = {}
    for change in changes:
        own = [row for row in rows if row.number == change.row]
        by = _decided_by(change, own) if change.sheet == ACTIVITIES_SHEET.name else None
        if by is None:
            kept.append(change)
            continue
        told.setdefault(by.row.index, _told(by, change))
        if change.kind is ChangeKind.ADDED:
            kept += _differing(change.cells or {}, own, by)
    return tuple(kept), tuple(told.values())


def _decided_by(change: Change, own: Sequence[DecidedRow]) -> DecidedRow | None:
    """The decision that has made a change already."""
    if change.kind is ChangeKind.ADDED:
        found = (row for row in own if row.is_kind(AmendmentKind.ADDED))
    elif change.kind is ChangeKind.GONE:
        found = (row for row in own if row.is_kind(AmendmentKind.CANCELLED))
    else:
        found = (row for row in own if row.says(change.column, change.after))
    return next(found, None)


def _told(by: DecidedRow, change: Change) -> Finding:
    place = by.row.cell("number").place
    name = change.after if change.kind is ChangeKind.ADDED else change.row
    return finding("decided-already", place, value=name, decision=by.text("decision"))


def _differing(
    cells: Mapping[str, RowValue], own: Sequence[DecidedRow], by: DecidedRow
) -> Iterator[Change]:
    """What a document says otherwise of an activity than the decisions on it."""
    for key in _OF_BOTH:
        after = plain_text(written(cells.get(key)))
        if after and not any(row.says(key, after) for row in own):
            before = plain_text(by.text(key)) or NOTHING
            yield Change(ChangeKind.KEPT, AMENDMENTS_SHEET.name, by.number, key, before, after)
