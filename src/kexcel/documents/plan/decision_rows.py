"""A row of the sheet Rambeslut: what it says of its version, and what the version changes."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kexcel.documents.plan.cell_values import (
    date_of,
    number_of,
    say_missing,
    text_of,
    word_of,
)
from kexcel.documents.plan.cell_words import same_words
from kexcel.documents.plan.departments import DepartmentNames
from kexcel.documents.plan.frames import turned
from kexcel.documents.plan.notes import Notes
from kexcel.documents.plan.table import PlanCell, TableRow
from kexcel.locale import mark
from kexcel.model.plan import FrameChange, FrameKind, FrameLine, Perspective

CODE_HAS_NO_FRAME = mark("a responsibility code can only have a change")
CODE_NEEDS_DEPARTMENT = mark("a responsibility code is a department's, not a citizen group's")
TRANSFER_HAS_CHANGES = mark("a transfer only has changes")
NEW_LINE = mark("a citizen group that is not printed in Ramar")

_KINDS = {str(kind): kind for kind in FrameKind}
_PERSPECTIVES = {str(perspective): perspective for perspective in Perspective}
_OF_THE_CHANGE = ("name", "responsibility", "amount", "change")


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A row with what it tells of its version; what it leaves blank is None.

    ``change`` is what it changes, as net cost; ``is_whole`` is False where it says something of a
    change that could not be read.
    """

    row: TableRow
    name: str
    kind: FrameKind | None
    decided: date | None
    decision: str
    comment: str
    change: FrameChange | None = None
    is_whole: bool = True

    @property
    def figure(self) -> PlanCell:
        """The cell that the change's figure stands in."""
        key = "change" if self.change and self.change.amount is None else "amount"
        return self.row.cell(key)


@dataclass(frozen=True, slots=True)
class KnownLines:
    """The lines that a decision may name: departments by any name, citizen groups as printed.

    ``groups`` maps a group's name, blind to case and blanks, to how it is printed, and ``new`` are
    those that a row gives their first frame.
    """

    names: DepartmentNames
    departments: dict[str, str]
    groups: dict[str, str]
    new: Container[str]

    def department_of(self, name: str) -> str | None:
        """The department that goes by the name, or whose line is printed with it."""
        return self.names.key_of(name) or self.departments.get(same_words(name))


def known_lines(
    frames: tuple[FrameLine, ...], names: DepartmentNames, rows: list[TableRow]
) -> KnownLines:
    """What the rows of the sheet may name."""
    lines = [line for line in frames if not line.is_total]
    return KnownLines(
        names,
        {same_words(x.name): x.department for x in lines if x.department},
        {same_words(x.name): x.name for x in lines if x.perspective is Perspective.CITIZEN},
        {same_words(x.cell("name").written) for x in rows if x.cell("amount").written},
    )


def read_row(row: TableRow, known: KnownLines, sign_factor: int, notes: Notes) -> DecisionRow:
    """Read a row; what can't be read is said, and its change is left out."""
    told = DecisionRow(
        row=row,
        name=text_of(row.cell("version"), notes),
        kind=word_of(row.cell("kind"), _KINDS, notes),
        decided=date_of(row.cell("decided"), notes),
        decision=text_of(row.cell("decision"), notes),
        comment=text_of(row.cell("comment"), notes),
    )
    if not any(row.cell(key).written for key in _OF_THE_CHANGE):
        return told
    change = _change(row, known, sign_factor, notes)
    if change is None:
        return replace(told, is_whole=False)
    return replace(told, change=replace(change, comment=told.comment))


def _change(row: TableRow, known: KnownLines, sign_factor: int, notes: Notes) -> FrameChange | None:
    perspective = _perspective(row.cell("perspective"), notes)
    amount, change = (_figure(row.cell(key), sign_factor, notes) for key in ("amount", "change"))
    code = text_of(row.cell("responsibility"), notes)
    line = _line(row, perspective, known, notes) if perspective else None
    if perspective is None or line is None or not _is_clear(row, perspective, notes):
        return None
    if amount is None and change is None:  # a figure that could not be read, and was said
        return None
    department, name = line
    written = row.cell("change" if amount is None else "amount")
    return FrameChange(
        perspective=perspective,
        name=name,
        department=department,
        amount=amount,
        change=change,
        responsibility=code,
        cell=written.place.cell or "",
    )


def _perspective(cell: PlanCell, notes: Notes) -> Perspective | None:
    if not cell.written:
        return Perspective.DEPARTMENT
    return word_of(cell, _PERSPECTIVES, notes)


def _figure(cell: PlanCell, sign_factor: int, notes: Notes) -> Decimal | None:
    number = number_of(cell, notes)
    return None if number is None else turned(number, sign_factor)


def _line(
    row: TableRow, perspective: Perspective, known: KnownLines, notes: Notes
) -> tuple[str | None, str] | None:
    """Department and name of the line that a row is about; None where it can't be told."""
    cell = row.cell("name")
    if not cell.written and cell.exists:
        say_missing(cell, notes)
    name = text_of(cell, notes)
    if not name:
        return None
    if perspective is Perspective.CITIZEN:
        return _group(row, name, known, notes)
    department = known.department_of(name)
    if department is None:
        notes.add("unknown-department", cell)
        return None
    return department, name


def _group(row: TableRow, name: str, known: KnownLines, notes: Notes) -> tuple[None, str] | None:
    """A citizen group: one that is printed, or that a row gives its first frame."""
    printed = known.groups.get(same_words(name))
    if printed is not None:
        return None, printed
    if same_words(name) not in known.new:
        allowed = ", ".join(known.groups.values())
        notes.add("unknown-word", row.cell("name"), allowed=allowed)
        return None
    if row.cell("amount").written:
        notes.add("interpreted", row.cell("name"), meaning=NEW_LINE)
    return None, name


def _is_clear(row: TableRow, perspective: Perspective, notes: Notes) -> bool:
    """Whether one of frame and change is given, after saying so if not."""
    amount, change = row.cell("amount"), row.cell("change")
    if bool(amount.written) is bool(change.written):
        return say_unclear(row, change if change.written else amount, notes)
    if row.cell("responsibility").written and perspective is Perspective.CITIZEN:
        return say_unclear(row, row.cell("responsibility"), notes, CODE_NEEDS_DEPARTMENT)
    if row.cell("responsibility").written and amount.written:
        return say_unclear(row, amount, notes, CODE_HAS_NO_FRAME)
    return True


def say_unclear(row: TableRow, cell: PlanCell, notes: Notes, reason: str = "") -> bool:
    """Say at a cell that the row doesn't tell what it changes; always False."""
    details = {"reason": reason} if reason else {}
    line = row.cell("name").written
    notes.add_at("frame-change-unclear", cell.place, line, **details)
    return False
