"""What becomes of the answers of a return on an older form when a newer one has been issued."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kexcel.findings import finding
from kexcel.model.finding import Finding, Place, Severity
from kexcel.model.form import Form, FormRow, FormSheet
from kexcel.model.returned import ReturnedRow

Rows = Mapping[str, Mapping[str, ReturnedRow]]
"""Sheet key → row identity → row."""

_COVER, _BUDGET = "cover", "budget"
_NAMED = 3
_LONGEST_TITLE = 50


@dataclass(frozen=True, slots=True)
class PlacedAnswer:
    """An answer of the older form that has a cell in the newer one: ``row`` is its row there."""

    sheet: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """Where the answers of one form belong in another.

    ``rows`` maps sheet key and row identity of the older form to the identity in the newer, or
    None where the row is gone; ``new`` are the newer form's rows to fill in that the older lacks.
    """

    older: Form
    newer: Form
    rows: Mapping[tuple[str, str], str | None]
    new: tuple[FormRow, ...]

    def place(self, sheet: str, row: str, column: str) -> PlacedAnswer | None:
        """The cell of the newer form for a cell of the older; None where there is none."""
        target = self.newer.sheet(sheet)
        if target is None:
            return None
        if target.extendable:
            known = any(each.key == column for each in target.columns)
            return PlacedAnswer(sheet, row, column) if known else None
        identity = self.rows.get((sheet, row))
        asked = next((r.inputs for r in target.rows if r.identity == identity), frozenset())
        return PlacedAnswer(sheet, identity, column) if identity and column in asked else None


def transfer(older: Form, newer: Form) -> Transfer:
    """Find each row of an older form in a newer one: an activity by its title, as the merge does.

    A row is the same when its title is; a reworded title under its old number is the same too.
    A row of a frame is known by its identity alone.
    """
    rows: dict[tuple[str, str], str | None] = {}
    for sheet in older.sheets:
        target = newer.sheet(sheet.key)
        for row in sheet.rows:
            rows[sheet.key, row.identity] = _same_row(sheet, row, target) if target else None
    return Transfer(older, newer, rows, tuple(_new_rows(newer, rows)))


def say_outdated(older: Form, newer: Form, rows: Rows) -> Finding:
    """The finding that a return came on an older form, and what became of its answers."""
    moved = transfer(older, newer)
    placed: list[str] = []
    lost: list[str] = []
    for sheet, of_sheet in rows.items():
        for identity, row in of_sheet.items():
            for column, answer in row.answers.items():
                if answer.written and sheet != _COVER:
                    has_place = moved.place(sheet, identity, column) is not None
                    (placed if has_place else lost).append(f"{row.sheet}!{answer.cell}")
    return finding(
        "outdated-form",
        Place(),
        severity=None if moved.new or lost else Severity.NOTE,
        value=older.code,
        newest=newer.code,
        carried=str(len(placed)),
        new=counted_names(len(moved.new), [_name(row) for row in moved.new]),
        lost=counted_names(len(lost), lost),
    )


def _same_row(sheet: FormSheet, row: FormRow, target: FormSheet) -> str | None:
    there = {each.identity: _folded(each.anchor) for each in target.rows}
    if sheet.key == _BUDGET:
        # A unit may bear its department's name, and is then another row all the same.
        return row.identity if row.identity in there else None
    anchor = _folded(row.anchor)
    if row.identity in there and there[row.identity] == anchor:
        return row.identity
    issued = Counter(_folded(each.anchor) for each in sheet.rows)
    alike = [identity for identity, text in there.items() if text == anchor]
    if alike:
        return alike[0] if len(alike) == 1 and issued[anchor] == 1 else None
    was_reworded = row.identity in there and there[row.identity] not in issued
    return row.identity if was_reworded else None


def _new_rows(newer: Form, rows: Mapping[tuple[str, str], str | None]) -> Iterator[FormRow]:
    known = {(sheet, identity) for (sheet, _), identity in rows.items() if identity}
    for sheet in newer.sheets:
        if not sheet.extendable:
            for row in sheet.rows:
                if row.inputs and (sheet.key, row.identity) not in known:
                    yield row


def _name(row: FormRow) -> str:
    """A row as it is told: its number, and its title in short."""
    title = row.anchor if row.anchor != row.number else ""
    if len(title) > _LONGEST_TITLE:
        title = title[: _LONGEST_TITLE - 1].rstrip() + "…"
    return " ".join(part for part in (row.number or row.identity, title) if part)


def counted_names(count: int, names: Iterable[str]) -> str:
    """A number with what it counts, up to a few: "2 (3.1.1-5, 3.1.1-6)"."""
    listed = list(names)
    told = ", ".join(listed[:_NAMED]) + (" …" if len(listed) > _NAMED else "")
    return f"{count} ({told})" if listed else str(count)


def _folded(title: str) -> str:
    return "".join(title.split()).casefold()
