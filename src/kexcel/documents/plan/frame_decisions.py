"""The sheet Rambeslut: the versions of the frames, each of the rows that go by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from kexcel.documents.plan.cell_values import say_missing
from kexcel.documents.plan.cell_words import plain, same_words
from kexcel.documents.plan.decision_rows import (
    TRANSFER_HAS_CHANGES,
    DecisionRow,
    known_lines,
    read_row,
    say_unclear,
)
from kexcel.documents.plan.departments import DepartmentNames
from kexcel.documents.plan.frames import MINUS_IN_COLUMN
from kexcel.documents.plan.layout import FRAMES_SHEET
from kexcel.documents.plan.notes import Notes
from kexcel.documents.plan.printed_frames import PrintedFrames
from kexcel.documents.plan.table import PlanCell, Table
from kexcel.model.plan import FrameChange, FrameKind, FrameLine, FrameVersion, Perspective

Fact = TypeVar("Fact")

LONGEST_NAME = 100
"""How long a version's name may be: it is a column's heading and a choice in a list."""


@dataclass(frozen=True, slots=True)
class PrintedNames:
    """The names that Ramar gives its columns, blind to case and blanks → their cells.

    ``versions`` are the texts of its column Version, ``columns`` the labels of its figures.
    """

    versions: Mapping[str, str]
    columns: Mapping[str, str]


def printed_names(printed: PrintedFrames) -> PrintedNames:
    """The names that are printed."""
    versions: dict[str, str] = {}
    for line in printed.lines:
        if line.version:
            cell = line.row.cell("version").place.cell or ""
            versions.setdefault(same_words(line.version), cell)
    headers = printed.headers.items()
    return PrintedNames(versions, {same_words(x): cell.place.cell or "" for x, cell in headers})


def read_frame_decisions(
    table: Table | None,
    frames: tuple[FrameLine, ...],
    printed: PrintedNames,
    names: DepartmentNames,
    sign_factor: int,
    notes: Notes,
) -> tuple[FrameVersion, ...]:
    """The versions by date, those without one first, those of a day in the sheet's order.

    Left out, each with its finding: rows without a version's name, versions that go by a printed
    column's label, changes that are unclear or name no line, and what sets a line a second time.
    """
    if table is None:
        return ()
    rows = list(table.rows())
    known = known_lines(frames, names, rows)
    told = [read_row(row, known, sign_factor, notes) for row in rows]
    if sign_factor < 0:
        _say_minus(table, told, notes)
    groups: dict[str, list[DecisionRow]] = {}
    for each in told:
        if _is_named(each, printed, notes):
            groups.setdefault(same_words(each.name), []).append(each)
    found = [_version(rows, printed, sign_factor, notes) for rows in groups.values()]
    return tuple(sorted(found, key=lambda version: version.decided or date.min))


def _say_minus(table: Table, rows: list[DecisionRow], notes: Notes) -> None:
    """Say of each column of figures that it has minus, once."""
    header = table.row(table.header_row)
    for key in ("amount", "change"):
        if any(each.row.cell(key).written for each in rows):
            cell = header.cell(key)
            place = replace(cell.place, row=None)
            notes.add("interpreted", replace(cell, place=place), meaning=MINUS_IN_COLUMN)


def _is_named(row: DecisionRow, printed: PrintedNames, notes: Notes) -> bool:
    """Whether a row has a name that a version may have."""
    if not row.name:
        return False
    cell, name = row.row.cell("version"), same_words(row.name)
    if len(row.name) > LONGEST_NAME:
        short = f"{row.name[:40]}…"
        notes.add_at("text-too-long", cell.place, short, limit=str(LONGEST_NAME))
        return False
    if name in printed.columns and name not in printed.versions:
        where = f"{FRAMES_SHEET.name}!{printed.columns[name]}, {cell.place.cell}"
        notes.add("number-duplicated", cell, cells=where)
        return False
    return True


def _version(
    rows: list[DecisionRow], printed: PrintedNames, sign_factor: int, notes: Notes
) -> FrameVersion:
    """The version of the rows that go by its name."""
    first = rows[0]
    kind = _agreed(rows, "kind", lambda row: row.kind, notes)
    decided = _agreed(rows, "decided", lambda row: row.decided, notes)
    decision = _agreed(rows, "decision", lambda row: row.decision or None, notes)
    _say_what_is_missing(rows, kind, notes)
    changes = _changes(rows, kind, printed, notes)
    is_whole = all(row.is_whole for row in rows)
    if (
        kind is FrameKind.TRANSFER
        and is_whole
        and len(changes) == sum(row.change is not None for row in rows)
    ):
        _say_unbalanced(rows, changes, sign_factor, notes)
    said = [row.comment for row in rows if row.comment and row.change is None and row.is_whole]
    return FrameVersion(
        name=first.name,
        kind=kind or FrameKind.PROPOSED,
        decided=decided,
        decision=decision or "",
        note="\n".join(said),
        changes=changes,
        cell=first.row.cell("version").place.cell or "",
    )


def _agreed(
    rows: list[DecisionRow], key: str, fact: Callable[[DecisionRow], Fact | None], notes: Notes
) -> Fact | None:
    """What the rows say of their version, the first that does; those that say another are told."""
    stated = [(value, row) for row in rows if (value := fact(row)) is not None]
    for value, row in stated[1:]:
        if value != stated[0][0]:
            first, cell = stated[0][1].row.cell(key), row.row.cell(key)
            where = f"{first.place.cell}, {cell.place.cell}"
            label = cell.column.label
            notes.add_at("version-contradicts", cell.place, row.name, label=label, cells=where)
    return stated[0][0] if stated else None


def _say_what_is_missing(rows: list[DecisionRow], kind: FrameKind | None, notes: Notes) -> None:
    """A proposal needs no day; what is decided needs day and paragraph, and all need a kind."""
    keys = ["kind"]
    if kind not in {None, FrameKind.PROPOSED}:
        keys += ["decided", "decision"]
    for key in keys:
        cells = [row.row.cell(key) for row in rows]
        if cells[0].exists and not any(cell.written for cell in cells):
            say_missing(cells[0], notes)


def _changes(
    rows: list[DecisionRow], kind: FrameKind | None, printed: PrintedNames, notes: Notes
) -> tuple[FrameChange, ...]:
    """The changes that count: each line set once, or changed as many times as there are rows."""
    kept: list[FrameChange] = []
    first: dict[tuple[Perspective, str], DecisionRow] = {}
    for row in rows:
        change = row.change
        if change is None:
            continue
        if (cell := printed.versions.get(same_words(row.name))) is not None:
            _say_twice(row, f"{FRAMES_SHEET.name}!{cell}", notes)
        elif kind is FrameKind.TRANSFER and change.amount is not None:
            say_unclear(row.row, row.figure, notes, TRANSFER_HAS_CHANGES)
        else:
            line = (change.perspective, change.department or same_words(change.name))
            earlier = first.setdefault(line, row)
            if earlier is row or _may_both_stand(earlier.change, change):
                kept.append(change)
            else:
                _say_twice(row, earlier.figure.place.cell or "", notes)
    return tuple(kept)


def _may_both_stand(one: FrameChange | None, other: FrameChange) -> bool:
    """Two changes of a line add up; a line that is set has nothing said of it besides."""
    return one is not None and one.amount is None and other.amount is None


def _say_twice(row: DecisionRow, earlier: str, notes: Notes) -> None:
    cell: PlanCell = row.figure
    line = row.row.cell("name").written
    where = f"{earlier}, {cell.place.cell}"
    notes.add_at("number-duplicated", cell.place, line, cells=where)


def _say_unbalanced(
    rows: list[DecisionRow], changes: tuple[FrameChange, ...], sign_factor: int, notes: Notes
) -> None:
    """Say where a transfer adds or takes away, with the figures as they are written."""
    for perspective in Perspective:
        own = [x.change for x in changes if x.perspective is perspective and x.change is not None]
        difference = sum(own, Decimal(0)) * sign_factor
        if difference:
            row = next(x for x in rows if x.change and x.change.perspective is perspective)
            shown = plain(difference)
            notes.add_at("transfer-unbalanced", row.figure.place, row.name, difference=shown)
