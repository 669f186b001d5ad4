"""The sheet Mål: council goals, and committee goals under them."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from kexcel.documents.plan.cell_values import date_of, say_missing, text_of, word_of
from kexcel.documents.plan.notes import Notes
from kexcel.documents.plan.table import PlanCell, Table, TableRow
from kexcel.model.plan import Goal, GoalLevel

_LEVELS = {str(level): level for level in GoalLevel}


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal with the row it was read from."""

    goal: Goal
    row: TableRow


def read_goals(table: Table | None, notes: Notes) -> tuple[GoalRow, ...]:
    """The goals in order. A row without a number, or with one that is taken, is left out.

    A level that can't be read follows from whether a goal stands above; a goal above that
    is unknown, or not the council's, is said and left out.
    """
    rows = numbered_rows(table, notes)
    councils = {number for number, row in rows.items() if _is_council(row)}
    return tuple(GoalRow(_goal(number, row, councils, notes), row) for number, row in rows.items())


def numbered_rows(table: Table | None, notes: Notes) -> dict[str, TableRow]:
    """The rows by their number, in order; a number that stands twice counts once, and is said."""
    rows: dict[str, TableRow] = {}
    for row in table.rows() if table else ():
        cell = row.cell("number")
        number = text_of(cell, notes)
        if number and rows.setdefault(number, row) is not row:
            first = rows[number].cell("number").place.cell
            notes.add("number-duplicated", cell, cells=f"{first}, {cell.place.cell}")
    return rows


def say_goals_without_activities(
    goals: tuple[GoalRow, ...], used: Container[str], notes: Notes
) -> None:
    """Say which goals nothing is done for. A council goal counts its committee goals' too."""
    served = {each.goal.number for each in goals if each.goal.number in used}
    served |= {each.goal.parent or "" for each in goals if each.goal.number in served}
    for each in goals:
        if each.goal.number not in served:
            notes.add("no-activities", each.row.cell("number"))


def goal_in(cell: PlanCell, goals: Container[str], notes: Notes) -> str | None:
    """The number of the goal a cell names; None if it is blank or there is no such goal."""
    number = text_of(cell, notes)
    if number and number not in goals:
        notes.add("unknown-goal", cell)
        return None
    return number or None


def _is_council(row: TableRow) -> bool:
    level = row.cell("level").written.casefold()
    committee = str(GoalLevel.COMMITTEE).casefold()
    return level != committee and not row.cell("parent").written


def _goal(number: str, row: TableRow, councils: Container[str], notes: Notes) -> Goal:
    stated = word_of(row.cell("level"), _LEVELS, notes)
    has_parent = bool(row.cell("parent").written)
    level = stated or (GoalLevel.COMMITTEE if has_parent else GoalLevel.COUNCIL)
    return Goal(
        number=number,
        level=level,
        text=text_of(row.cell("text"), notes),
        parent=_parent(level, row, councils, notes),
        valid_until=date_of(row.cell("valid_until"), notes),
    )


def _parent(level: GoalLevel, row: TableRow, councils: Container[str], notes: Notes) -> str | None:
    cell = row.cell("parent")
    if level is GoalLevel.COMMITTEE and not cell.written and cell.exists:
        say_missing(cell, notes)
    if level is GoalLevel.COUNCIL and cell.written:
        notes.add("unknown-word", row.cell("level"), allowed=str(GoalLevel.COMMITTEE))
        return None
    return goal_in(cell, councils, notes)
