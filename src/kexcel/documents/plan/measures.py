"""The sheet Mått."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from kexcel.documents.plan.activities import Surroundings
from kexcel.documents.plan.cell_values import date_of, number_of, text_of, word_of
from kexcel.documents.plan.cell_words import same_words
from kexcel.documents.plan.goals import goal_in
from kexcel.documents.plan.layout import WHOLE_BODY
from kexcel.documents.plan.notes import Notes
from kexcel.documents.plan.table import PlanCell, Table, TableRow
from kexcel.model.plan import Direction, Measure

_DIRECTIONS = {str(direction): direction for direction in Direction}


def read_measures(
    table: Table | None, known: Surroundings, body: str, notes: Notes
) -> tuple[Measure, ...]:
    """The measures in order.

    Left out, each with its finding: a row without a name or a known goal, and one that
    names a department there is none of.
    """
    measures: list[Measure] = []
    taken: Counter[str] = Counter()
    for row in table.rows() if table else ():
        measure = _measure(row, known, body, notes)
        if measure:
            taken[measure.identity] += 1
            measures.append(_told_apart(measure, taken[measure.identity]))
    return tuple(measures)


def measure_identity(goal: str, department: str | None, place: int = 1) -> str:
    """What a measure is told by: "4.1/stab", "4.1/alla" and, for a second one, "4.1/alla/2"."""
    identity = f"{goal}/{department or WHOLE_BODY}"
    return identity if place == 1 else f"{identity}/{place}"


def _measure(row: TableRow, known: Surroundings, body: str, notes: Notes) -> Measure | None:
    name = text_of(row.cell("name"), notes)
    goal = goal_in(row.cell("goal"), known.goals, notes)
    whole = _is_whole_body(row.cell("department"), body)
    department = None if whole else known.names.key_in(row.cell("department"), notes)
    measure = Measure(
        identity=measure_identity(goal or "", department),
        name=name,
        goal=goal or "",
        unit=text_of(row.cell("unit"), notes),
        direction=word_of(row.cell("direction"), _DIRECTIONS, notes) or Direction.UNSTATED,
        department=department,
        target=number_of(row.cell("target"), notes),
        outcome=number_of(row.cell("outcome"), notes),
        as_of=date_of(row.cell("as_of"), notes),
    )
    return measure if name and goal and (whole or department) else None


def _is_whole_body(cell: PlanCell, body: str) -> bool:
    return not cell.written or same_words(cell.written) == same_words(body)


def _told_apart(measure: Measure, place: int) -> Measure:
    return replace(measure, identity=measure_identity(measure.goal, measure.department, place))
