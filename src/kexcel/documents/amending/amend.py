"""plan.xlsx brought up to date: cells change and rows are added, and all else stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kexcel.documents.amending.changes import Change, ChangeKind, Named, compare
from kexcel.documents.amending.decided import decided_rows, without_decided
from kexcel.documents.amending.editing import edited
from kexcel.documents.amending.renumbering import renumbered
from kexcel.documents.amending.standing import Keys, StandingSheet, row_key, standing_sheets
from kexcel.documents.plan.cell_words import same_words, written
from kexcel.documents.plan.layout import (
    ACTIVITIES_SHEET,
    DEPARTMENTS_SHEET,
    FRAMES_SHEET,
    GOALS_SHEET,
    MEASURES_SHEET,
    PLAN_FILE,
    PlanSheet,
)
from kexcel.documents.plan.marking import Marking
from kexcel.documents.plan.rows import (
    RowValue,
    activity_rows,
    department_rows,
    frame_rows,
    goal_rows,
    measure_rows,
)
from kexcel.documents.plan.writer import write_plan
from kexcel.documents.prose.imported import Imported
from kexcel.findings import finding
from kexcel.model.finding import Finding, Place


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a new document changes in a plan.

    ``data`` is the plan with the changes, or the very bytes that stood if there are none.
    ``origin`` is the plan as the document alone gives it, under the plan's numbers: what the next
    amendment is compared with. ``imported`` is the document under those numbers.
    """

    data: bytes
    origin: bytes
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    imported: Imported


def amend_plan(
    standing: bytes,
    origin: bytes | None,
    imported: Imported,
    *,
    day: date,
    sheets: Mapping[str, StandingSheet] | None = None,
    file: str = PLAN_FILE,
) -> Amendment:
    """A plan brought up to date with a document.

    ``origin`` is the plan as the last document gave it; without one all that stands is taken to be
    untouched. ``day`` becomes the file's date. ``sheets`` are what stands, where it has been read.

    Raises:
        UnreadableInputError: what stands is not a workbook that can be read.
    """
    sheets = sheets or standing_sheets(standing, file=file)
    decided = decided_rows(standing, file=file)
    new = renumbered(imported, sheets, decided)
    base = standing_sheets(origin, file=file) if origin else None
    rows = _rows(new)
    found = (
        change
        for name, sheet in sheets.items()
        for change in compare(sheet, base[name].rows if base else None, rows[name])
    )
    changes, told = without_decided(found, decided)
    findings = (*told, *(_finding(each, file) for each in changes if each.kind in _TOLD))
    return Amendment(
        data=edited(standing, sheets, changes, new, day=day),
        origin=write_plan(new.plan, printed_signs=new.signs, marking=_proposals(new)),
        changes=changes,
        findings=findings,
        imported=new,
    )


_TOLD = {
    ChangeKind.GONE: "gone-from-document",
    ChangeKind.KEPT: "changed-on-both-sides",
}
"""The changes that nothing was done about, and that a person must settle."""


def _finding(change: Change, file: str) -> Finding:
    place = Place(file=file, sheet=change.sheet, row=change.row, column=change.column or None)
    details = {"document": change.after} if change.kind is ChangeKind.KEPT else {}
    code = _TOLD[change.kind]
    return finding(code, place, value=change.before or change.row, severity=None, **details)


def _proposals(imported: Imported) -> Marking:
    return Marking(proposals=imported.proposals)


def _rows(imported: Imported) -> dict[str, Named]:
    """The document's rows by sheet, and by what tells them."""
    plan = imported.plan
    known = [column.key for column in FRAMES_SHEET.columns]
    frame_keys = [*known[:_BEFORE_FIGURES], *plan.frame_columns, *known[_BEFORE_FIGURES:]]
    frames = [row.values for row in frame_rows(plan, imported.signs)]
    activities = activity_rows(plan, imported.proposals or {"": ""})
    content = (
        (DEPARTMENTS_SHEET, _keys(DEPARTMENTS_SHEET), department_rows(plan)),
        (GOALS_SHEET, _keys(GOALS_SHEET), goal_rows(plan)),
        (ACTIVITIES_SHEET, _keys(ACTIVITIES_SHEET), activities),
        (MEASURES_SHEET, _keys(MEASURES_SHEET), measure_rows(plan)),
        (FRAMES_SHEET, frame_keys, frames),
    )
    names = {
        same_words(name): each.key
        for each in plan.departments
        for name in (each.key, each.name, *each.aliases)
    }
    return {layout.name: _named(layout, keys, rows, names) for layout, keys, rows in content}


_BEFORE_FIGURES = 3
"""Perspective, row and department: the columns of Ramar before its figures."""


def _named(
    layout: PlanSheet, keys: Sequence[str], rows: Sequence[Sequence[RowValue]], names: Keys
) -> dict[str, dict[str, RowValue]]:
    named = {}
    for row in rows:
        cells = dict(zip(keys, row, strict=True))
        words = {key: written(value) for key, value in cells.items()}
        named[row_key(layout, words, names)] = cells
    return named


def _keys(layout: PlanSheet) -> list[str]:
    return [column.key for column in layout.columns]
