"""Several of these at once: halves, newer forms, corrections, own rows and withdrawn files."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kexcel.excel.fill import Typed, fill_in
from kexcel.model.form import Form
from kexcel.model.returned import ReturnState
from kexcel.validate import as_written
from kexcel.workspace import CollectResult, Workspace, open_workspace
from tests.builders import SOUND, Answers
from tests.workspace.places import put, tree
from tests.workspace.recalled import answers_in, cell_of, newest, typed_in
from tests.workspace.small import FAULTY, issued_small_workspace, returned
from tests.workspace.test_plan_changes import activities, line_of, save

NEW = ("followup", "3.1-9", "status")
STATUS = ("followup", "3.1-1", "status")
SECOND: Answers = {("own", "own-002", "goal"): "3.1", ("own", "own-002", "title"): "Byt system"}
Typing = dict[tuple[str, str, str], Typed]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return issued_small_workspace(tmp_path / "ws")


def a_day_later(workspace: Workspace) -> Workspace:
    """The same folder, opened the next day."""
    then = workspace.clock() + timedelta(days=1)
    return open_workspace(workspace.layout.root, clock=lambda: then)


def came(workspace: Workspace, name: str, data: bytes) -> tuple[Workspace, CollectResult]:
    """A file comes in the next day and is collected."""
    later = a_day_later(workspace)
    put(later, name, data)
    return later, later.collect("T1")


def with_new_form(workspace: Workspace) -> Workspace:
    """The plan gets an activity more, and new forms are made."""
    path, sheet = activities(workspace)
    like = [cell.value for cell in sheet[line_of(sheet, "3.1-3")]]
    sheet.append(["3.1-9", like[1], "Utbilda skyddsombud", *like[3:]])
    save(sheet, path)
    later = a_day_later(workspace)
    later.generate("T1")
    return later


def correction_of(workspace: Workspace, result: CollectResult, file: str) -> bytes:
    name = next(each.correction for each in result.received if each.returned.file == file)
    assert name is not None
    return (workspace.layout.root / name).read_bytes()


def mended(data: bytes, form: Form, answers: Typing) -> bytes:
    cells = {cell_of(form, place): value for place, value in answers.items()}
    return fill_in(data, cells, saved=date(2024, 5, 20))


def own_titles(workspace: Workspace) -> list[str]:
    tables = a_day_later(workspace).merge("T1").consolidation.tables
    return [as_written(row.answers["title"].value) for row in tables if row.sheet == "own"]


def test_a_mended_half_on_the_newer_form_keeps_the_other_halfs_own_rows(
    workspace: Workspace,
) -> None:
    own = {("own", "own-001", "goal"): "3.1"}
    one: Answers = {STATUS: "Klart typ", **own, ("own", "own-001", "title"): "Från den ena"}
    other: Answers = {("followup", "3.1-2", "status"): "Pågående", **own,
                      ("own", "own-001", "title"): "Från den andra"}  # fmt: skip
    put(workspace, "ena.xlsx", returned(workspace, one))
    put(workspace, "andra.xlsx", returned(workspace, other))
    workspace.collect("T1")
    later = with_new_form(workspace)
    correction = correction_of(later, later.collect("T1"), "ena.xlsx")
    data = mended(correction, newest(later), {STATUS: "Pågående"})
    later, _ = came(later, "rättad.xlsx", data)
    assert sorted(own_titles(later)) == ["Från den andra", "Från den ena"]


def test_rows_of_the_return_itself_stand_once_in_its_correction_on_the_newer_form(
    workspace: Workspace,
) -> None:
    odd: Answers = {
        ("own", "own-001", "start"): "1/3 2024",
        ("own", "own-001", "end"): "snarast",
        ("own", "own-001", "status"): "KLAR",
    }
    put(workspace, "svar.xlsx", returned(workspace, {**FAULTY, **odd}))
    workspace.collect("T1")
    later = with_new_form(workspace)
    correction = correction_of(later, later.collect("T1"), "svar.xlsx")
    form = newest(later)
    sheet, cell = cell_of(form, ("own", "own-001", "title"))
    path = later.layout.root / "rättelse.xlsx"
    path.write_bytes(correction)
    column = [each[0].value for each in load_workbook(path)[sheet][f"{cell}:{cell[0]}60"]]
    assert [title for title in column if title] == ["Flytta arkivet"]


def test_an_own_row_edited_in_a_correction_is_not_also_counted_as_the_newer_form_had_it(
    workspace: Workspace,
) -> None:
    put(workspace, "svar.xlsx", returned(workspace, {**FAULTY, **SECOND}))
    result, old = workspace.collect("T1"), newest(workspace)
    correction = correction_of(workspace, result, "svar.xlsx")
    later = with_new_form(workspace)
    later, _ = came(later, "ny.xlsx", typed_in(later, {NEW: "Ej påbörjad"}))
    assert own_titles(later) == ["Flytta arkivet", "Byt system"]
    edited: Typing = {STATUS: "Pågående", ("own", "own-002", "title"): "Byt alla system"}
    later, _ = came(later, "rättad.xlsx", mended(correction, old, edited))
    assert sorted(own_titles(later)) == ["Byt alla system", "Flytta arkivet"]


@pytest.mark.parametrize("first", ["kvar.xlsx", "borta.xlsx"])
def test_an_own_row_removed_in_one_newer_form_is_gone_though_another_left_it(
    workspace: Workspace, first: str
) -> None:
    put(workspace, "svar.xlsx", returned(workspace, {**SOUND, **SECOND}))
    workspace.collect("T1")
    later = with_new_form(workspace)
    removed: Typing = {("own", "own-002", "goal"): None, ("own", "own-002", "title"): None}
    files = {
        "kvar.xlsx": typed_in(later, {NEW: "Ej påbörjad"}),
        "borta.xlsx": typed_in(later, {NEW: "Ej påbörjad", **removed}),
    }
    for name in sorted(files, key=lambda each: each != first):
        later, result = came(later, name, files[name])
    states = {each.returned.file: each.returned.state for each in result.received}
    assert states["borta.xlsx"] is ReturnState.ACCEPTED
    assert own_titles(later) == ["Flytta arkivet"]
    later = a_day_later(later)
    later.withdraw("T1", "borta.xlsx")
    assert own_titles(later) == ["Flytta arkivet", "Byt system"]


def test_a_row_put_back_in_a_correction_stands(workspace: Workspace) -> None:
    put(workspace, "svar.xlsx", returned(workspace, {**SOUND, **SECOND}))
    workspace.collect("T1")
    later = with_new_form(workspace)
    place = ("own", "own-002", "title")
    goal = ("own", "own-002", "goal")
    data = typed_in(later, {NEW: "Klart typ", place: None, goal: None})
    later, result = came(later, "ny.xlsx", data)
    correction = correction_of(later, result, "ny.xlsx")
    again: Typing = {NEW: "Ej påbörjad", place: "Byt system", goal: "3.1"}
    later, _ = came(later, "rättad.xlsx", mended(correction, newest(later), again))
    assert own_titles(later) == ["Flytta arkivet", "Byt system"]


def test_a_withdrawn_returns_answers_leave_the_form_that_is_made_next(
    workspace: Workspace,
) -> None:
    put(workspace, "svar.xlsx", returned(workspace, SOUND))
    workspace.collect("T1")
    later = with_new_form(workspace)
    assert answers_in(newest(later)) > 0
    assert later.withdraw("T1", "svar.xlsx").stands_in_form
    a_day_later(later).generate("T1")
    assert not later.withdraw("T1", "svar.xlsx").stands_in_form
    assert (answers_in(newest(later)), newest(later).carried) == (0, ())
    before = tree(later.layout.root)
    a_day_later(later).generate("T1")
    assert tree(later.layout.root) == before
