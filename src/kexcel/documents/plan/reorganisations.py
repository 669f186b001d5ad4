"""The sheet Omorganisation: what goes from one department to another during the year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kexcel.documents.plan.cell_values import date_of, names_of, number_of, text_of
from kexcel.documents.plan.cell_words import same_words
from kexcel.documents.plan.department_codes import codes_of
from kexcel.documents.plan.departments import DepartmentNames
from kexcel.documents.plan.frames import turned
from kexcel.documents.plan.layout import PlanColumn, PlanSheet
from kexcel.documents.plan.notes import Notes
from kexcel.documents.plan.table import PlanCell, Table, TableRow
from kexcel.model.plan import Plan, Reorganisation
from kexcel.timeline.faults import NOT_THE_SOURCES, told_apart

REORGANISATIONS_SHEET = PlanSheet(
    "Omorganisation",
    "source",
    (
        PlanColumn(
            "source",
            "Från",
            30,
            "Avdelningen som något går från, som i bladet Avdelningar.",
            required=True,
        ),
        PlanColumn(
            "receiver",
            "Till",
            30,
            "Avdelningen som tar över. En ny avdelning läggs också till i bladet Avdelningar; dess "
            "ansvarskoder följer med hit och skrivs inte där.",
            required=True,
        ),
        PlanColumn("day", "Datum", 12, "Första dagen med den nya organisationen.", required=True),
        PlanColumn(
            "decision", "Paragraf", 26, "Var beslutet finns: KS 2024-06-11 § 87.", optional=True
        ),
        PlanColumn(
            "activities",
            "Aktiviteter",
            26,
            "Aktiviteternas nummer, skilda med semikolon. En rad utan Aktiviteter, Mått, "
            "Ansvarskoder och Ram tar över allt som ingen annan rad nämner, och avdelningen i Från "
            "upphör.",
            optional=True,
        ),
        PlanColumn(
            "measures",
            "Mått",
            34,
            "Måttens namn som i bladet Mått, skilda med semikolon.",
            optional=True,
        ),
        PlanColumn(
            "codes",
            "Ansvarskoder",
            26,
            "Koder som följer med, med utfall och ram: 1100; 1200-1299.",
            optional=True,
        ),
        PlanColumn(
            "frame",
            "Ram",
            12,
            "Hur mycket av årets ram som följer med. Tomt betyder de namngivna kodernas ramar "
            "enligt internbudgeten, och på en rad som tar över resten allt som är kvar.",
            is_figure=True,
            optional=True,
        ),
        PlanColumn("comment", "Kommentar", 40, "Vad omorganisationen innebär.", optional=True),
    ),
    optional=True,
)

_NAMED = ("activities", "measures", "codes", "frame")


def with_reorganisations(
    plan: Plan, table: Table | None, names: DepartmentNames, sign_factor: int, notes: Notes
) -> Plan:
    """The plan with the sheet's reorganisations, those of a day in the sheet's order.

    Left out, each with its finding: rows without two known departments or a day, those that name
    something that cannot be read, and those that make no sense on their day.
    """
    if table is None:
        return plan
    rows: dict[str, TableRow] = {}
    given: list[Reorganisation] = []
    for row in table.rows():
        move = _move(row, plan, names, sign_factor, notes)
        if move is not None:
            rows[move.cell] = row
            given.append(move)
    plan = replace(plan, reorganisations=tuple(sorted(given, key=lambda each: each.day)))
    plan, faults = told_apart(_with_measures(plan))
    for fault in faults:
        place = rows[fault.move.cell].cell(fault.column).place
        shown = _measure_names(plan).get(fault.value, fault.value)
        notes.add_at("reorganisation-unclear", place, shown, reason=fault.reason)
    return plan


def _move(
    row: TableRow, plan: Plan, names: DepartmentNames, sign_factor: int, notes: Notes
) -> Reorganisation | None:
    """A row as it is written; its measures still by their names."""
    source, target = (names.key_in(row.cell(key), notes) for key in ("source", "receiver"))
    day = date_of(row.cell("day"), notes)
    frame = number_of(row.cell("frame"), notes)
    activities = _numbers(row.cell("activities"), plan, notes)
    measures = names_of(row.cell("measures"), notes)
    codes = codes_of(row.cell("codes"), notes)
    read = {"activities": activities, "measures": measures, "codes": codes, "frame": frame}
    is_whole = all(read[key] not in {None, ()} for key in _NAMED if row.cell(key).written)
    if not (source and target and day and is_whole):
        return None
    return Reorganisation(
        source=source,
        target=target,
        day=day,
        decision=text_of(row.cell("decision"), notes),
        activities=activities,
        measures=measures,
        codes=codes,
        frame=None if frame is None else turned(frame, sign_factor),
        comment=text_of(row.cell("comment"), notes),
        cell=row.cell("source").place.cell or "",
    )


def _numbers(cell: PlanCell, plan: Plan, notes: Notes) -> tuple[str, ...]:
    """The activities that a cell names, those that there are; the others are said."""
    known = {each.number for each in plan.activities}
    known |= {each.number for each in plan.amendments}
    found = names_of(cell, notes)
    for number in found:
        if number not in known:
            notes.add_at("reorganisation-unclear", cell.place, number, reason=NOT_THE_SOURCES)
    return tuple(number for number in found if number in known)


def _with_measures(plan: Plan) -> Plan:
    """The plan whose reorganisations name measures by their identities."""
    moves = (
        replace(each, measures=tuple(_identity(name, each, plan) for name in each.measures))
        for each in plan.reorganisations
    )
    return replace(plan, reorganisations=tuple(moves))


def _identity(name: str, move: Reorganisation, plan: Plan) -> str:
    """The measure that goes by a name: the source's, or one of a department it took over from.

    A name that is nobody's stays as it is.
    """
    origins = {move.source}
    for each in reversed(plan.reorganisations):
        if each.day < move.day and each.target in origins:
            origins.add(each.source)
    alike = [x for x in plan.measures if same_words(x.name) == same_words(name)]
    alike += [x for x in plan.measures if x.identity == name]
    own = sorted(alike, key=lambda x: (x.department != move.source, x.department not in origins))
    return own[0].identity if own else name


def _measure_names(plan: Plan) -> Mapping[str, str]:
    return {each.identity: each.name for each in plan.measures}
