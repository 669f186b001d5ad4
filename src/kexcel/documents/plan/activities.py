"""The sheet Aktiviteter."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date

from kexcel.documents.plan.cell_values import date_of, names_of, text_of
from kexcel.documents.plan.departments import DepartmentNames
from kexcel.documents.plan.goals import goal_in, numbered_rows
from kexcel.documents.plan.notes import Notes
from kexcel.documents.plan.table import PlanCell, Table, TableRow
from kexcel.model.plan import Activity


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an activity may refer to. ``year`` is 0 where the plan's year can't be read."""

    goals: Container[str]
    names: DepartmentNames
    year: int


def read_activities(table: Table | None, known: Surroundings, notes: Notes) -> tuple[Activity, ...]:
    """The activities in order.

    Left out, each with its finding: a row without a number, title, valid dates, known goal
    or known lead, and one whose number is taken. An unknown contributor is left out alone.
    """
    read = (
        _activity(number, row, known, notes) for number, row in numbered_rows(table, notes).items()
    )
    return tuple(activity for activity in read if activity)


def say_proposals(table: Table | None, notes: Notes) -> None:
    """Say how many rows have proposals that nobody has confirmed, at the first of them."""
    cells = [row.cell("proposal") for row in table.rows()] if table else []
    left = [cell for cell in cells if cell.written]
    if left:
        place = replace(left[0].place, row=None)
        notes.add_at("proposals-left", place, count=str(len(left)))


def proposals_of(table: Table | None) -> dict[str, str]:
    """What is proposed and not confirmed, by the number of the activity."""
    rows = table.rows() if table else ()
    told = {row.identity: row.cell("proposal").written for row in rows}
    return {number: proposal for number, proposal in told.items() if proposal}


def goals_referred_to(table: Table | None) -> frozenset[str]:
    """What the rows name as their goals, also those rows that are left out."""
    return frozenset(row.cell("goal").written for row in table.rows()) if table else frozenset()


def _activity(number: str, row: TableRow, known: Surroundings, notes: Notes) -> Activity | None:
    goal = goal_in(row.cell("goal"), known.goals, notes)
    title = text_of(row.cell("title"), notes)
    description = _description(row.cell("description"), notes)
    dates = _dates(row, known.year, notes)
    lead = known.names.key_in(row.cell("lead"), notes)
    contributing = _contributing(row.cell("contributing"), lead, known.names, notes)
    if not (goal and title and dates and lead):
        return None
    return Activity(number, goal, title, description, *dates, lead, contributing)


def _description(cell: PlanCell, notes: Notes) -> str:
    if not cell.written and cell.exists:
        notes.add("no-description", cell)
    return text_of(cell, notes)


def _dates(row: TableRow, year: int, notes: Notes) -> tuple[date, date] | None:
    start_cell, end_cell = row.cell("start"), row.cell("end")
    start, end = date_of(start_cell, notes), date_of(end_cell, notes)
    if start is None or end is None:
        return None
    if end < start:
        notes.add("end-before-start", end_cell, start=start.isoformat(), end=end.isoformat())
        return None
    for day, cell in ((start, start_cell), (end, end_cell)):
        if year and day.year != year:
            notes.add("outside-year", cell, year=str(year))
    return start, end


def _contributing(
    cell: PlanCell, lead: str | None, names: DepartmentNames, notes: Notes
) -> tuple[str, ...]:
    keys = names.keys_in(names_of(cell, notes), cell, notes)
    return tuple(key for key in keys if key != lead)
