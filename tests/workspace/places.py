"""The example's workspace with its forms issued, made once and copied for each test."""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
import warnings
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from kexcel.demo.answers import ExampleReturn
from kexcel.excel.fill import Typed, fill_in
from kexcel.model.cell import cell_reference
from kexcel.model.form import Form, FormSheet
from kexcel.workspace import Workspace, create_workspace, open_workspace
from kexcel.workspace.layout import KEPT

DEPARTMENTS = ("gemensamt", "stab", "ekonomi", "samhallsbyggnad", "utbildning", "social")
ROW = "3.1.1-2"
"""An activity that Staben leads."""

Answers = Mapping[tuple[str, str, str], Typed]
"""What is typed, by sheet key, row identity and column key."""


def noon() -> datetime:
    """The time it is in every test."""
    return datetime(2024, 5, 10, 12, tzinfo=UTC)


def opened(folder: Path, language: str | None = None) -> Workspace:
    return open_workspace(folder, language=language, clock=noon)


@cache
def issued_once() -> Path:
    """Where that workspace lies; nothing may be changed in it."""
    place = tempfile.mkdtemp(prefix="kexcel-test-")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    folder = Path(place) / "ws"
    create_workspace(folder, example="ange-2024")
    opened(folder).generate("T1")
    return folder


def issued_workspace(folder: Path) -> Workspace:
    """A workspace of its own whose forms for T1 have gone out."""
    shutil.copytree(issued_once(), folder)
    return opened(folder)


@cache
def forms() -> dict[str, Form]:
    """The form of each department for T1."""
    workspace = opened(issued_once())
    entries = workspace.archive.issued("T1")
    by_code = workspace.archive.forms(entry.form for entry in entries)
    return {form.department: form for form in by_code.values()}


@cache
def issued_workbook(department: str) -> bytes:
    """The workbook that a department was sent."""
    workspace = opened(issued_once())
    name = next(e.file for e in workspace.archive.issued("T1") if e.department == department)
    return (workspace.layout.issued("T1") / name).read_bytes()


def sheet_of(department: str, sheet: str) -> FormSheet:
    found = forms()[department].sheet(sheet)
    assert found is not None
    return found


def cell(department: str, sheet: str, row: str, column: str) -> str:
    """The A1 reference of an issued cell."""
    form_sheet = sheet_of(department, sheet)
    line = next(each.index for each in form_sheet.rows if each.identity == row)
    return cell_reference(line, form_sheet.column(column).index)


@cache
def sound_answers(department: str) -> dict[tuple[str, str, str], Typed]:
    """What a department answers when all goes by the timetable and nothing is wrong."""
    workspace = opened(issued_once())
    form, period = forms()[department], workspace.period("T1")
    answers: dict[tuple[str, str, str], Typed] = {
        ("cover", "signing", "value"): "Slutlig",
        ("cover", "signed_by", "value"): "Avdelningschef (exempel)",
        ("cover", "signed_on", "value"): date(2024, 5, 8),
    }
    cells = ExampleReturn(department, "", {}).cells(form, workspace.template, period)
    places = {
        (sheet.name, cell_reference(row.index, sheet.column(key).index)): (
            sheet.key,
            row.identity,
            key,
        )
        for sheet in form.sheets
        for row in sheet.rows
        for key in row.inputs
    }
    answers |= {places[place]: value for place, value in cells.items()}
    for row in _rows(form, "measures"):
        answers["measures", row, "outcome"] = 4.5
    for row in _rows(form, "budget"):
        frame = workspace.plan.frame_of(department, "Budget 2024")
        answers |= {("budget", row, "actual"): 1.5, ("budget", row, "forecast"): float(frame or 0)}
    return answers


def _rows(form: Form, sheet: str) -> list[str]:
    found = form.sheet(sheet)
    return [row.identity for row in found.rows if row.inputs] if found else []


def filled(department: str, changes: Answers | None = None) -> bytes:
    """A department's sound return, with some answers changed."""
    return typed(department, {**sound_answers(department), **(changes or {})})


def commented(text: str | None) -> Answers:
    """That activity's comment."""
    return {("followup", ROW, "comment"): text}


def typed(department: str, answers: Answers) -> bytes:
    """The issued workbook with nothing but these answers typed in it."""
    cells = {
        (sheet_of(department, sheet).name, cell(department, sheet, row, column)): value
        for (sheet, row, column), value in answers.items()
    }
    return fill_in(issued_workbook(department), cells, saved=date(2024, 5, 8))


def put(workspace: Workspace, name: str, data: bytes, period: str = "T1") -> Path:
    """Lay a file in inkommet/."""
    folder = workspace.layout.inbox(period)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    return path


def merged_comment(workspace: Workspace) -> str | None:
    """That activity's comment as it is after a merge."""
    merged = opened(workspace.layout.root).merge("T1").consolidation
    (result,) = [each for each in merged.activities if each.activity.number == ROW]
    answer = result.answers.get("comment")
    return answer.written if answer else None


def tree(folder: Path) -> dict[str, str]:
    """Every file beneath a folder, by path, with the sha256 of its bytes; but what is kept only
    to be quicker, which is no part of what a workspace holds.
    """
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and KEPT not in path.parts
    }


def workbook(data: bytes) -> Any:
    """A workbook opened with openpyxl, with what it cannot keep left unsaid."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(BytesIO(data))
