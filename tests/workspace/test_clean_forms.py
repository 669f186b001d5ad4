"""A returned workbook with broken structure becomes a clean form with every sound answer kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kexcel.excel.fill import fill_in
from kexcel.model.returned import ReturnState
from kexcel.workspace import Workspace
from tests.workspace.places import (
    Answers,
    issued_workspace,
    put,
    workbook,
)
from tests.workspace.recalled import ROW, SECOND, broken, cell_of, new_workbook, newest


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return issued_workspace(tmp_path / "ws")


def listed(book: Any) -> list[list[Any]]:
    rows = [
        list(row) for row in book.worksheets[0].iter_rows(min_row=7, max_col=9, values_only=True)
    ]
    return [row for row in rows if row[0]]


def test_the_correction_of_a_broken_workbook_is_a_clean_form(workspace: Workspace) -> None:
    put(workspace, "trasig.xlsx", broken())
    (received,) = workspace.collect("T1").received
    data = (workspace.layout.root / str(received.correction)).read_bytes()
    book, form = workbook(data), newest(workspace)
    assert book.sheetnames[1:] == workbook(new_workbook(workspace)).sheetnames
    for place, value in ((ROW, "Två kurser hållna."), (SECOND, None)):
        sheet, cell = cell_of(form, ("followup", place, "comment"))
        assert book[sheet][cell].value == value
    lines = listed(book)
    sheet, cell = cell_of(form, ("followup", SECOND, "status"))
    assert (sheet, cell) in {(row[2], row[3]) for row in lines}
    assert {"Vår egen anteckning", "Ring ekonomi"} <= {row[6] for row in lines}


def test_a_mended_clean_form_replaces_the_broken_workbook(workspace: Workspace) -> None:
    put(workspace, "trasig.xlsx", broken())
    (received,) = workspace.collect("T1").received
    data = (workspace.layout.root / str(received.correction)).read_bytes()
    form = newest(workspace)
    missing: Answers = {
        ("followup", SECOND, "status"): "Pågående",
        ("measures", "4.1/stab", "outcome"): 4.5,
    }
    cells = {cell_of(form, place): value for place, value in missing.items()}
    put(workspace, "hel.xlsx", fill_in(data, cells, saved=date(2024, 5, 12)))
    states = [(r.returned.file, r.returned.state) for r in workspace.collect("T1").received]
    assert states == [
        ("trasig.xlsx", ReturnState.SUPERSEDED), ("hel.xlsx", ReturnState.ACCEPTED),
    ]  # fmt: skip


def test_a_clean_form_is_made_of_any_returned_file(workspace: Workspace, tmp_path: Path) -> None:
    file, other = tmp_path / "trasig.xlsx", tmp_path / "skräp.txt"
    file.write_bytes(broken())
    other.write_bytes(b"inget formul\xc3\xa4r")
    journal = workspace.archive.journal()
    clean, junk = workspace.refill("T1", [file, other]).forms
    assert (junk.file, [f.code for f in junk.returned.findings]) == (None, ["not-a-form"])
    assert clean.file is not None
    data = (workspace.layout.root / clean.file).read_bytes()
    sheet, cell = cell_of(newest(workspace), ("followup", ROW, "comment"))
    assert workbook(data)[sheet][cell].value == "Två kurser hållna."
    assert workspace.archive.journal() == journal
    workspace.collect("T1")
    assert (workspace.layout.root / clean.file).is_file()
