"""The example's year with decisions on its activities between T1 and T2."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from kexcel.demo.answers import ExampleReturn
from kexcel.excel.fill import Typed, fill_in
from kexcel.model.cell import cell_reference
from kexcel.model.form import Form
from kexcel.workspace import Workspace
from tests.workspace.places import DEPARTMENTS, filled, issued_workspace, opened, put

SHEET = "Ändringsbeslut"
MAY, JUNE, AUGUST = date(2024, 5, 14), date(2024, 6, 11), date(2024, 8, 27)
CLOSE, SEPTEMBER = date(2024, 8, 31), date(2024, 9, 10)
OF_MAY, OF_JUNE, OF_AUGUST = "KS 2024-05-14 § 52", "KS 2024-06-11 § 87", "KS 2024-08-27 § 104"

NEW, MOVED, HANDED, TROUBLED, CLOSED, LATER = (
    "3.1.2-3", "3.1.1-2", "3.4.1-5", "3.4.1-2", "3.4.6-2", "3.4.1-9",
)  # fmt: skip
"""Added; its end moved; given another lead; changed twice and cancelled; cancelled on the closing
day; cancelled after it."""

ROWS: tuple[tuple[Any, ...], ...] = (
    (MAY, OF_MAY, "Ny", NEW, "3.1.2", "Kartlägg lokaler (exempel)", None,
     date(2024, 6, 1), date(2024, 11, 30), "Staben", "Ekonomiavdelningen", "Efter motion"),
    (JUNE, OF_JUNE, "Ändrad", MOVED, None, None, None, None, date(2024, 11, 30)),
    (JUNE, OF_JUNE, "Ändrad", HANDED, *[None] * 5, "Samhällsbyggnadsavdelningen", "Staben"),
    (AUGUST, OF_AUGUST, "Upphävd", TROUBLED),
    (MAY, OF_MAY, "Ändrad", TROUBLED, None, None, None, None, date(2024, 10, 31)),
    (JUNE, OF_JUNE, "Ändrad", TROUBLED, *[None] * 5, "Ekonomiavdelningen"),
    (CLOSE, "§ 110", "Upphävd", CLOSED),
    (SEPTEMBER, "KS 2024-09-10 § 121", "Upphävd", LATER),
)  # fmt: skip

SIGNED: dict[tuple[str, str, str], Typed] = {
    ("cover", "signing", "value"): "Slutlig",
    ("cover", "signed_by", "value"): "Avdelningschef (exempel)",
    ("cover", "signed_on", "value"): date(2024, 9, 5),
}


def decide(workspace: Workspace, rows: tuple[tuple[Any, ...], ...] = ROWS) -> Workspace:
    """The workspace, opened again, with rows of decisions in its plan."""
    path = workspace.layout.root / "plan.xlsx"
    book = load_workbook(path)
    sheet = book[SHEET]
    first = next(row for row in range(2, 99) if sheet.cell(row, 1).value is None)
    for index, row in enumerate(rows, start=first):
        for column, value in enumerate(row, start=1):
            if value is not None:
                sheet.cell(index, column).value = value
    book.save(path)
    return opened(workspace.layout.root)


def form_of(workspace: Workspace, department: str, period: str = "T2") -> Form:
    """The form that a department was last issued."""
    codes = [e.form for e in workspace.archive.issued(period) if e.department == department]
    return workspace.archive.forms(codes)[codes[-1]]


def row_values(workspace: Workspace, department: str, period: str = "T2") -> dict[str, Any]:
    """What a form prints of each activity, by its number."""
    sheet = form_of(workspace, department, period).sheet("followup")
    return {row.identity: row.values for row in sheet.rows} if sheet else {}


def answer_by_timetable(workspace: Workspace, department: str, period: str = "T2") -> bytes:
    """A department's form of a period with sound answers, as its activities' dates suggest."""
    form, template = form_of(workspace, department, period), workspace.template
    name = [e.file for e in workspace.archive.issued(period) if e.department == department][-1]
    data = (workspace.layout.issued(period) / name).read_bytes()
    cells = ExampleReturn(department, "", {}).cells(form, template, workspace.period(period))
    answers: dict[tuple[str, str, str], Typed] = dict(SIGNED)
    for sheet in form.sheets:
        for row in sheet.rows if sheet.key in {"measures", "budget"} else ():
            keys = {"outcome": 4.5, "actual": 1.5, "forecast": float(form.frame or 0)}
            answers |= {(sheet.key, row.identity, k): v for k, v in keys.items() if k in row.inputs}
    for (key, identity, column), value in answers.items():
        sheet = next(each for each in form.sheets if each.key == key)
        line = next(row.index for row in sheet.rows if row.identity == identity)
        cells[sheet.name, cell_reference(line, sheet.column(column).index)] = value
    return fill_in(data, cells, saved=date(2024, 9, 5))


def everyone_answers(workspace: Workspace, period: str = "T2") -> None:
    """All departments answer a period by the timetable, and their files are collected."""
    for department in DEPARTMENTS:
        data = answer_by_timetable(workspace, department, period)
        put(workspace, f"{period} {department}.xlsx", data, period)
    workspace.collect(period)


@cache
def _after_first_period() -> Path:
    place = tempfile.mkdtemp(prefix="kexcel-test-")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    workspace = issued_workspace(Path(place) / "ange-2024")
    for department in DEPARTMENTS:
        put(workspace, f"T1 {department}.xlsx", filled(department))
    workspace.collect("T1")
    workspace.merge("T1")
    return workspace.layout.root


def after_first_period(folder: Path) -> Workspace:
    """A workspace of its own, where all have answered T1 and nothing has been decided since."""
    shutil.copytree(_after_first_period(), folder)
    return opened(folder)
