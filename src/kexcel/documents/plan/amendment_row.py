"""A row of the sheet Ändringsbeslut, read as what it says by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from kexcel.documents.plan.activities import Surroundings
from kexcel.documents.plan.amendment_sheet import NOTHING_SIGNS
from kexcel.documents.plan.cell_values import date_of, names_of, say_missing, text_of, word_of
from kexcel.documents.plan.goals import goal_in
from kexcel.documents.plan.notes import Notes
from kexcel.documents.plan.table import PlanCell, TableRow
from kexcel.model.plan import Amendment, AmendmentKind
from kexcel.timeline.amendments import without_lead

_KINDS = {str(kind): kind for kind in AmendmentKind}
_NEEDED = frozenset({"goal", "title", "start", "end", "lead"})

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    """A row with the decision that it tells. A new activity's number may be "": not given yet."""

    row: TableRow
    amendment: Amendment


def read_amendment_row(row: TableRow, known: Surroundings, notes: Notes) -> AmendmentRow | None:
    """Read a row by itself; None, after saying why, where it is not one certain decision."""
    kind = word_of(row.cell("kind"), _KINDS, notes)
    decided = date_of(row.cell("decided"), notes)
    decision = text_of(row.cell("decision"), notes)
    number = text_of(row.cell("number"), notes)
    fields = _Fields(row, known, notes, is_new=kind is AmendmentKind.ADDED)
    amendment = fields.amendment(number, text_of(row.cell("comment"), notes))
    if kind is not AmendmentKind.ADDED and not number:
        if row.cell("number").exists:
            say_missing(row.cell("number"), notes)
        return None
    if kind is None or decided is None or not decision or amendment is None:
        return None
    if known.year and decided.year != known.year:
        notes.add("amendment-outside-year", row.cell("decided"), year=str(known.year))
        return None
    return AmendmentRow(row, amendment(kind, decided, decision))


Decided = Callable[[AmendmentKind, date, str], Amendment]


class _Fields:
    """What a row says of its activity. ``is_new`` is a row that must say all that is needed."""

    def __init__(self, row: TableRow, known: Surroundings, notes: Notes, *, is_new: bool) -> None:
        self._row, self._known, self._notes = row, known, notes
        self._is_new = is_new
        self._is_whole = True

    def amendment(self, number: str, comment: str) -> Decided | None:
        """What makes the decision of a kind, a day and a paragraph; None where a cell is wrong."""
        known, notes = self._known, self._notes
        goal = self._take("goal", lambda cell: goal_in(cell, known.goals, notes))
        title = self._take("title", lambda cell: text_of(cell, notes) or None)
        description = self._take("description", lambda cell: text_of(cell, notes) or None)
        start = self._take("start", self._day)
        end = self._take("end", self._day)
        lead = self._take("lead", lambda cell: known.names.key_in(cell, notes))
        contributing = self._take("contributing", self._contributing)
        if not self._is_whole:
            return None
        if contributing is not None and lead is not None:
            contributing = without_lead(contributing, lead)
        emptied = {key: self._is_emptied(key) for key in ("description", "contributing")}
        return lambda kind, decided, decision: Amendment(
            kind=kind,
            number=number,
            decided=decided,
            decision=decision,
            goal=goal,
            title=title,
            description="" if emptied["description"] else description,
            start=start,
            end=end,
            lead=lead,
            contributing=() if emptied["contributing"] else contributing,
            comment=comment,
            cell=self._row.cell("decided").place.cell or "",
        )

    def _take(self, key: str, read: Callable[[PlanCell], Value | None]) -> Value | None:
        """What a cell says; None where it is blank, or emptied, or wrong, which is then said."""
        cell = self._row.cell(key)
        if not cell.written or cell.written in NOTHING_SIGNS:
            is_wrong = key in _NEEDED if cell.written else self._is_new and key in _NEEDED
            if is_wrong:
                self._is_whole = False
                if cell.exists:
                    say_missing(cell, self._notes)
            return None
        value = read(cell)
        self._is_whole = self._is_whole and value is not None
        return value

    def _is_emptied(self, key: str) -> bool:
        return self._row.cell(key).written in NOTHING_SIGNS

    def _day(self, cell: PlanCell) -> date | None:
        day, year = date_of(cell, self._notes), self._known.year
        if day is not None and year and day.year != year:
            self._notes.add("outside-year", cell, year=str(year))
        return day

    def _contributing(self, cell: PlanCell) -> tuple[str, ...] | None:
        names = names_of(cell, self._notes)
        keys = self._known.names.keys_in(names, cell, self._notes)
        is_known = all(self._known.names.key_of(name) for name in names)
        return keys if keys and is_known else None
