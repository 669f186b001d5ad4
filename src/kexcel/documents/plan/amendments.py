"""The sheet Ändringsbeslut: decisions on activities, each held against the plan of its day."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kexcel.documents.plan.activities import Surroundings
from kexcel.documents.plan.amendment_row import AmendmentRow, read_amendment_row
from kexcel.documents.plan.notes import Notes
from kexcel.documents.plan.table import Table
from kexcel.model.plan import Activity, Amendment, AmendmentKind
from kexcel.timeline.amendments import amended_activities
from kexcel.timeline.changes import differences
from kexcel.timeline.wording import decision_text

Activities = tuple[Activity, ...]


def read_amendments(
    table: Table | None,
    printed: Table | None,
    activities: Activities,
    known: Surroundings,
    notes: Notes,
) -> tuple[Amendment, ...]:
    """The decisions by day, those of one day in the sheet's order.

    ``activities`` are those of the sheet Aktiviteter, which is ``printed``. Left out, each with its
    finding: what is no certain decision, and what the plan of its day has no place for.
    """
    if table is None:
        return ()
    rows = [read_amendment_row(row, known, notes) for row in table.rows()]
    told = sorted((row for row in rows if row is not None), key=lambda row: row.amendment.decided)
    year = _Year(notes, activities, _cells(printed), _numbers(table, printed))
    return tuple(row.amendment for row in told if year.takes(row))


def _cells(printed: Table | None) -> dict[str, str]:
    """The cell that each printed number stands in first."""
    cells: dict[str, str] = {}
    for row in printed.rows() if printed else ():
        place = row.cell("number").place
        cells.setdefault(row.identity, f"{place.sheet}!{place.cell}")
    return cells


def _numbers(*tables: Table | None) -> frozenset[str]:
    """Every number that is written anywhere, whether its row could be read or not."""
    return frozenset(row.identity for table in tables if table for row in table.rows())


@dataclass
class _Year:
    """The activities as decision follows on decision. It lives only while a sheet is read.

    ``cells`` tells where each number was given, and ``numbers`` are those that are written.
    """

    notes: Notes
    activities: Activities
    cells: dict[str, str]
    numbers: frozenset[str]

    def takes(self, row: AmendmentRow) -> bool:
        """Whether there is a place for a decision, which then holds; said where there is not."""
        amendment = row.amendment
        if amendment.kind is AmendmentKind.ADDED:
            is_taken = self._is_addition(row)
        else:
            is_taken = self._is_of_what_stands(row)
        if is_taken:
            self.activities = amended_activities(self.activities, amendment)
        return is_taken

    def _is_addition(self, row: AmendmentRow) -> bool:
        amendment, cell = row.amendment, row.row.cell("number")
        if not amendment.number:
            if cell.exists:
                proposed = _next_free(amendment.goal or "", self.numbers)
                place = replace(cell.place, row=None)
                self.notes.add_at("number-needed", place, amendment.title or "", proposed=proposed)
            return False
        here = f"{cell.place.sheet}!{cell.place.cell}"
        first = self.cells.setdefault(amendment.number, here)
        if first != here:
            self.notes.add("number-duplicated", cell, cells=f"{first}, {cell.place.cell}")
            return False
        return self._has_sound_dates(row, None)

    def _is_of_what_stands(self, row: AmendmentRow) -> bool:
        amendment, cell = row.amendment, row.row.cell("number")
        stood = next((x for x in self.activities if x.number == amendment.number), None)
        if stood is None:
            self.notes.add("unknown-activity", cell, day=amendment.decided.isoformat())
            return False
        if stood.cancelled_by is not None:
            self.notes.add("activity-cancelled", cell, decision=decision_text(stood.cancelled_by))
            return False
        new = differences(amendment, stood)
        if amendment.kind is AmendmentKind.CANCELLED:
            for each in new:
                self._say_contradicting(row, each.key)
            return not new
        if not new:
            self.notes.add("amendment-changes-nothing", cell)
            return False
        return self._has_sound_dates(row, stood)

    def _say_contradicting(self, row: AmendmentRow, key: str) -> None:
        cell = row.row.cell(key)
        self.notes.add("amendment-contradicts", cell, label=cell.column.label)

    def _has_sound_dates(self, row: AmendmentRow, stood: Activity | None) -> bool:
        """Whether the activity ends after it starts; an end before the decision is only said."""
        amendment = row.amendment
        start = amendment.start or (stood.start if stood else None)
        end = amendment.end or (stood.end if stood else None)
        cell = row.row.cell("end" if amendment.end else "start")
        if start and end and end < start:
            days = {"start": start.isoformat(), "end": end.isoformat()}
            self.notes.add("end-before-start", cell, **days)
            return False
        if amendment.end and amendment.end < amendment.decided:
            self.notes.add("end-before-decision", cell, day=amendment.decided.isoformat())
        return True


def _next_free(goal: str, numbers: frozenset[str]) -> str:
    """The next number under a goal that no row has, be it of a cancelled activity."""
    own = (number.rpartition("-") for number in numbers)
    taken = [int(last) for under, _, last in own if under == goal and last.isdecimal()]
    return f"{goal}-{max(taken, default=0) + 1}"
