"""Departments that answer, and then get other forms because plan or template changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from kexcel.excel.fill import Typed, fill_in
from kexcel.model.cell import cell_reference
from kexcel.model.form import Form
from kexcel.validate import as_written
from kexcel.workspace import Workspace
from kexcel.workspace.results import IssuedForm
from tests.builders import change
from tests.workspace.places import (
    Answers,
    filled,
    opened,
    put,
    workbook,
)
from tests.workspace.test_plan_changes import activities, line_of, save

ROW, SECOND = "3.1.1-2", "3.1.1-4"
"""Activities that Staben leads."""

NEW = "3.1.1-9"
"""One that the plan gets later."""

COMMENTED: Answers = {
    ("followup", ROW, "comment"): "Två kurser hållna.",
    ("own", "own-001", "goal"): "3.1",
    ("own", "own-001", "title"): "Flytta arkivet",
}


def add_activity(workspace: Workspace, title: str = "Utbilda skyddsombud") -> None:
    path, sheet = activities(workspace)
    like = [cell.value for cell in sheet[line_of(sheet, ROW)]]
    sheet.append([NEW, like[1], title, *like[3:]])
    save(sheet, path)


def regenerated(workspace: Workspace) -> tuple[Workspace, dict[str, IssuedForm]]:
    again = opened(workspace.layout.root)
    result = again.generate("T1")
    return again, {form.department: form for form in result.forms}


def newest(workspace: Workspace, department: str = "stab") -> Form:
    codes = [e.form for e in workspace.archive.issued("T1") if e.department == department]
    return workspace.archive.forms(codes)[codes[-1]]


def new_workbook(workspace: Workspace, department: str = "stab") -> bytes:
    name = [e.file for e in workspace.archive.issued("T1") if e.department == department][-1]
    return (workspace.layout.issued("T1") / name).read_bytes()


def cell_of(form: Form, place: tuple[str, str, str]) -> tuple[str, str]:
    sheet = form.sheet(place[0])
    assert sheet is not None
    line = next(row.index for row in sheet.rows if row.identity == place[1])
    return sheet.name, cell_reference(line, sheet.column(place[2]).index)


def typed_in(
    workspace: Workspace,
    answers: Mapping[tuple[str, str, str], Typed],
    department: str = "stab",
) -> bytes:
    form = newest(workspace, department)
    cells = {cell_of(form, place): value for place, value in answers.items()}
    return fill_in(new_workbook(workspace, department), cells, saved=date(2024, 5, 12))


def shown(workspace: Workspace, *places: tuple[str, str, str]) -> list[Any]:
    form, book = newest(workspace), workbook(new_workbook(workspace))
    cells = [cell_of(form, place) for place in places]
    return [book[sheet][cell].value for sheet, cell in cells]


def answers_of(workspace: Workspace, department: str = "stab") -> dict[tuple[str, str], str]:
    merged = workspace.merge("T1").consolidation
    return {
        (each.activity.number, key): as_written(answer.value)
        for each in merged.activities
        if each.activity.lead == department
        for key, answer in each.answers.items()
    }


SIGNED: Answers = {
    ("cover", "signing", "value"): "Slutlig",
    ("cover", "signed_on", "value"): date(2024, 5, 12),
}


def answered_and_changed(workspace: Workspace, changes: Answers = COMMENTED) -> Workspace:
    """Staben answers, the plan gets another activity, and new forms are made."""
    put(workspace, "svar.xlsx", filled("stab", changes))
    workspace.collect("T1")
    add_activity(workspace)
    return regenerated(workspace)[0]


def answers_in(form: Form) -> int:
    return sum(
        key in row.values
        for sheet in form.sheets
        if sheet.key != "cover"
        for row in sheet.rows
        for key in row.inputs
    )


def broken() -> bytes:
    """Staben's answers without a column, a row and a sheet, and with words of its own beside."""

    def work(book: Any) -> None:
        sheet: Worksheet = book["Uppföljning"]
        heads = {cell.value: cell.column for row in sheet.iter_rows() for cell in row}
        line = next(row[0].row for row in sheet.iter_rows() if row[0].value == SECOND)
        sheet.cell(line - 1, 20).value = "Vår egen anteckning"
        sheet.delete_rows(line)
        sheet.delete_cols(heads["Nytt slutdatum"] or 0)
        del book["Mått"]
        book.create_sheet("Minnen")["B2"] = "Ring ekonomi"

    return change(filled("stab", COMMENTED), work)
