"""One edit in a copied template goes all the way through, with no code."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from kexcel.excel.fill import Typed, fill_in
from kexcel.model.cell import cell_reference
from kexcel.model.form import Form
from kexcel.resources import resource
from kexcel.workspace import Workspace, create_workspace
from tests.workspace.places import opened, put, workbook

ROW = "3.1.1-2"


def workspace_with(folder: Path, *edits: tuple[str, str]) -> Workspace:
    """A workspace whose own template is the standard one with these texts replaced."""
    create_workspace(folder, example="ange-2024")
    own = folder / "templates" / "standard"
    shutil.copytree(resource("templates", "standard"), own, dirs_exist_ok=True)
    text = (own / "template.toml").read_text(encoding="utf-8")
    for before, after in edits:
        assert text.count(before) == 1
        text = text.replace(before, after)
    (own / "template.toml").write_text(text, encoding="utf-8")
    return opened(folder)


def form_of(workspace: Workspace, department: str = "stab") -> Form:
    entries = workspace.archive.issued("T1")
    by_code = workspace.archive.forms(entry.form for entry in entries)
    return next(form for form in by_code.values() if form.department == department)


def answer(workspace: Workspace, row: str, **answers: Typed) -> Form:
    """Staben answers one activity and sends the workbook back."""
    form = form_of(workspace)
    sheet = form.sheet("followup")
    assert sheet is not None
    line = next(each.index for each in sheet.rows if each.identity == row)
    cells = {
        (sheet.name, cell_reference(line, sheet.column(key).index)): value
        for key, value in answers.items()
    }
    data = (workspace.layout.issued("T1") / "T1 2024 Staben.xlsx").read_bytes()
    put(workspace, "svar.xlsx", fill_in(data, cells, saved=date(2024, 5, 8)))
    return form


COMMENT = (
    '  { key = "comment", label = { sv = "Kommentar", en = "Comment" }, input = "all", width = 34,'
)


def test_a_column_is_added_in_one_line(tmp_path: Path) -> None:
    line = '  { key = "cost", label = "Kostnad hittills", type = "money", input = "lead" },\n'
    workspace = workspace_with(tmp_path / "ws", (COMMENT, line + COMMENT))
    workspace.generate("T1")
    answer(workspace, ROW, status="Pågående", cost=12.5, comment="Enligt plan.")
    workspace.collect("T1")
    merged = workspace.merge("T1")
    (result,) = [r for r in merged.consolidation.activities if r.activity.number == ROW]
    assert {key: each.written for key, each in result.answers.items()} == {
        "status": "Pågående", "cost": "12.5", "comment": "Enligt plan.",
    }  # fmt: skip
    report = workbook((workspace.layout.root / merged.files["followup"]).read_bytes())
    cells = [cell.value for line in report["Aktiviteter"] for cell in line]
    assert "Kostnad hittills" in cells
    assert 12.5 in cells


def test_an_added_column_has_its_rules(tmp_path: Path) -> None:
    line = '  { key = "cost", label = "Kostnad hittills", type = "money", input = "lead" },\n'
    workspace = workspace_with(tmp_path / "ws", (COMMENT, line + COMMENT))
    workspace.generate("T1")
    answer(workspace, ROW, status="Pågående", cost="mycket")
    findings = [f for f in workspace.collect("T1").findings if f.place.row == ROW]
    assert [(f.place.cell, f.place.column, f.code) for f in findings] == [
        ("M6", "cost", "not-a-number")
    ]


def test_a_status_is_renamed(tmp_path: Path) -> None:
    workspace = workspace_with(
        tmp_path / "ws",
        ('role = "ongoing", sv = "Pågående"', 'role = "ongoing", sv = "Under arbete"'),
    )
    workspace.generate("T1")
    data = (workspace.layout.issued("T1") / "T1 2024 Staben.xlsx").read_bytes()
    lists = [
        rule.formula1 for rule in workbook(data)["Uppföljning"].data_validations.dataValidation
    ]
    assert '"Ej påbörjad,Under arbete,Genomförd,Försenad,Avbruten"' in lists
    answer(workspace, ROW, status="under arbete")
    findings = workspace.collect("T1").findings
    assert [f.code for f in findings if f.place.row == ROW] == ["interpreted"]
    merged = workspace.merge("T1").consolidation
    (result,) = [r for r in merged.activities if r.activity.number == ROW]
    assert (result.role, result.answers["status"].value) == ("ongoing", "Under arbete")


RULE = """
[[rules]]
code = "comment-required"
sheet = "followup"
at = "comment"
when = "role(status) == 'ongoing' and end <= closes + 150 and blank(comment)"
severity = "warning"
says = "Snart slut: berätta hur det går."
"""


def test_a_rule_for_comments_is_added(tmp_path: Path) -> None:
    end = "# ---------------------------------------------------------------- regler"
    workspace = workspace_with(tmp_path / "ws", (end, f"{RULE}\n{end}"))
    workspace.generate("T1")
    answer(workspace, "3.1.2-2", status="Pågående")
    findings = [f for f in workspace.collect("T1").findings if f.place.row == "3.1.2-2"]
    assert [(f.code, f.severity.value, f.place.column) for f in findings] == [
        ("comment-required", "warning", "comment")
    ]
    data = (workspace.layout.issued("T1") / "T1 2024 Staben.xlsx").read_bytes()
    assert "Snart slut: berätta hur det går." in workbook(data)["Uppföljning"]["P6"].value


def test_a_sheet_is_renamed(tmp_path: Path) -> None:
    workspace = workspace_with(
        tmp_path / "ws", ('name = { sv = "Uppföljning", en = "Follow-up" }', 'name = "Läget"')
    )
    workspace.generate("T1")
    answer(workspace, ROW, status="Pågående")
    workspace.collect("T1")
    assert workspace.merge("T1").consolidation.answered == 1


@pytest.mark.parametrize(
    "before, after",
    [
        ("[looks]", '[looks]\nheading = "#7A1F4E"'),
        ('font = "Calibri"', 'font = "Arial"'),
    ],
)
def test_looks_are_changed(tmp_path: Path, before: str, after: str) -> None:
    workspace = workspace_with(tmp_path / "ws", (before, after))
    workspace.generate("T1")
    data = (workspace.layout.issued("T1") / "T1 2024 Staben.xlsx").read_bytes()
    header = workbook(data)["Uppföljning"]["A4"]
    shown = (header.font.name, header.fill.fgColor.rgb)
    assert shown in {("Calibri", "FF7A1F4E"), ("Arial", "FF1F4E5F")}
