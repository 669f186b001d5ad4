"""plan.xlsx, read."""

from __future__ import annotations

from kexcel.documents.plan.activities import (
    Surroundings,
    goals_referred_to,
    proposals_of,
    read_activities,
    say_proposals,
)
from kexcel.documents.plan.amendment_sheet import AMENDMENTS_SHEET
from kexcel.documents.plan.amendments import read_amendments
from kexcel.documents.plan.departments import read_departments
from kexcel.documents.plan.frame_decisions import printed_names, read_frame_decisions
from kexcel.documents.plan.frame_sums import say_sums
from kexcel.documents.plan.frames import column_signs, frame_lines, printed_signs
from kexcel.documents.plan.goals import read_goals, say_goals_without_activities
from kexcel.documents.plan.layout import (
    ACTIVITIES_SHEET,
    DEPARTMENTS_SHEET,
    FRAME_DECISIONS_SHEET,
    FRAMES_SHEET,
    GOALS_SHEET,
    MEASURES_SHEET,
    PLAN_FILE,
    PLAN_SHEET,
    PlanSheet,
)
from kexcel.documents.plan.measures import read_measures
from kexcel.documents.plan.notes import Notes
from kexcel.documents.plan.printed_frames import read_printed_frames
from kexcel.documents.plan.reorganisations import REORGANISATIONS_SHEET, with_reorganisations
from kexcel.documents.plan.settings_sheet import read_settings
from kexcel.documents.plan.table import Table, find_table
from kexcel.documents.plan.workbook_cells import read_cells
from kexcel.model.finding import Finding
from kexcel.model.plan import Plan

_SHEETS = (
    PLAN_SHEET,
    DEPARTMENTS_SHEET,
    GOALS_SHEET,
    ACTIVITIES_SHEET,
    MEASURES_SHEET,
    FRAMES_SHEET,
    FRAME_DECISIONS_SHEET,
    AMENDMENTS_SHEET,
    REORGANISATIONS_SHEET,
)


def read_plan(data: bytes, *, file: str = PLAN_FILE) -> tuple[Plan, tuple[Finding, ...]]:
    """The plan, with everything there is to say about it by sheet and cell.

    A row that makes no sense is left out, and its finding is why: an activity without
    valid dates, title, goal or lead; a goal, department or activity whose number is
    missing or taken; a measure without a goal; a decision on frames without a name; a decision on
    an activity that is unclear or that there is no place for. Amounts are net cost, cost positive.

    Raises:
        UnreadableInputError: ``data`` is not a workbook that can be read.
    """
    notes = Notes()
    sheets = read_cells(data, file=file)
    tables = {layout.name: find_table(sheets, layout, notes, file=file) for layout in _SHEETS}
    plan = _read(tables, notes)
    return plan, notes.findings


def read_proposals(data: bytes, *, file: str = PLAN_FILE) -> dict[str, str]:
    """What stands in the column Förslag, by the number of the activity.

    Raises:
        UnreadableInputError: ``data`` is not a workbook that can be read.
    """
    sheets = read_cells(data, file=file)
    return proposals_of(find_table(sheets, ACTIVITIES_SHEET, Notes(), file=file))


def _read(tables: dict[str, Table | None], notes: Notes) -> Plan:
    def table(layout: PlanSheet) -> Table | None:
        return tables[layout.name]

    settings = read_settings(table(PLAN_SHEET), notes)
    notes.year = settings.year
    departments, names = read_departments(table(DEPARTMENTS_SHEET), notes)
    goal_rows = read_goals(table(GOALS_SHEET), notes)
    goals = {each.goal.number for each in goal_rows}
    used = (goals_referred_to(table(each)) for each in (ACTIVITIES_SHEET, AMENDMENTS_SHEET))
    say_goals_without_activities(goal_rows, frozenset().union(*used), notes)
    known = Surroundings(goals, names, settings.year)
    activities = read_activities(table(ACTIVITIES_SHEET), known, notes)
    say_proposals(table(ACTIVITIES_SHEET), notes)
    amended = table(AMENDMENTS_SHEET), table(ACTIVITIES_SHEET)
    amendments = read_amendments(*amended, activities, known, notes)
    measures = read_measures(table(MEASURES_SHEET), known, settings.body, notes)
    factor = settings.sign_factor
    printed = read_printed_frames(table(FRAMES_SHEET), names, notes)
    signs = column_signs(printed, factor, notes)
    say_sums(printed, notes)
    frames = frame_lines(printed, signs)
    decisions, printed_as = table(FRAME_DECISIONS_SHEET), printed_names(printed)
    versions = read_frame_decisions(decisions, frames, printed_as, names, factor, notes)
    plan = Plan(
        organisation=settings.organisation,
        body=settings.body,
        year=settings.year,
        unit=settings.unit,
        sign=settings.sign,
        decision=settings.decision,
        departments=departments,
        goals=tuple(each.goal for each in goal_rows),
        activities=activities,
        measures=measures,
        frames=frames,
        frame_columns=printed.columns,
        remark=settings.remark,
        frame_versions=versions,
        printed_signs=printed_signs(printed, signs),
        amendments=amendments,
    )
    moves = table(REORGANISATIONS_SHEET)
    return with_reorganisations(plan, moves, names, factor, notes)
