"""The plan is edited after the forms went out: no answer moves to another activity unseen."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kexcel.model.consolidation import Consolidation
from kexcel.model.finding import Severity
from kexcel.workspace import Workspace
from tests.workspace.places import Answers, filled, issued_workspace, opened, put

GOAL = "3.3.1"
COMMENTS: Answers = {
    ("followup", f"{GOAL}-{place}", "comment"): f"om {GOAL}-{place}" for place in range(2, 7)
}


def activities(workspace: Workspace) -> tuple[Path, Worksheet]:
    path = workspace.layout.root / "plan.xlsx"
    return path, load_workbook(path)["Aktiviteter"]


def save(sheet: Worksheet, path: Path) -> None:
    stream = BytesIO()
    assert sheet.parent is not None
    sheet.parent.save(stream)
    path.write_bytes(stream.getvalue())


def line_of(sheet: Worksheet, number: str) -> int:
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == number)


def merged(workspace: Workspace) -> Consolidation:
    again = opened(workspace.layout.root)
    again.collect("T1")
    return again.merge("T1").consolidation


def comments(result: Consolidation) -> dict[str, str]:
    return {
        each.activity.title: each.answers["comment"].written
        for each in result.activities
        if "comment" in each.answers
    }


def test_answers_follow_their_activity_when_the_plan_is_renumbered(tmp_path: Path) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    put(workspace, "svar.xlsx", filled("utbildning", COMMENTS))
    before = comments(merged(workspace))
    path, sheet = activities(workspace)
    sheet.delete_rows(line_of(sheet, f"{GOAL}-1"))
    for place in range(2, 12):
        sheet.cell(line_of(sheet, f"{GOAL}-{place}"), 1).value = f"{GOAL}-{place - 1}"
    save(sheet, path)
    after = merged(workspace)
    assert comments(after) == before
    assert [f.code for f in after.findings if f.code == "row-unknown"] == []


def test_an_answer_to_a_removed_activity_is_told_with_its_cell(tmp_path: Path) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    put(workspace, "svar.xlsx", filled("utbildning", COMMENTS))
    path, sheet = activities(workspace)
    sheet.delete_rows(line_of(sheet, f"{GOAL}-4"))
    save(sheet, path)
    lost = [f for f in merged(workspace).findings if f.code == "row-unknown"]
    assert [(f.severity, f.place.row, f.place.column, f.value) for f in lost] == [
        (Severity.ERROR, f"{GOAL}-4", "status", "Pågående"),
        (Severity.ERROR, f"{GOAL}-4", "comment", f"om {GOAL}-4"),
    ]


def test_a_reworded_title_keeps_its_answer(tmp_path: Path) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    put(workspace, "svar.xlsx", filled("utbildning", COMMENTS))
    path, sheet = activities(workspace)
    sheet.cell(line_of(sheet, f"{GOAL}-4"), 3).value = "Mental träning, ny lydelse"
    save(sheet, path)
    assert comments(merged(workspace))["Mental träning, ny lydelse"] == f"om {GOAL}-4"


def test_a_new_lead_leaves_the_old_leads_answer_told_and_the_result_preliminary(
    tmp_path: Path,
) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    put(workspace, "svar.xlsx", filled("utbildning", COMMENTS))
    path, sheet = activities(workspace)
    sheet.cell(line_of(sheet, f"{GOAL}-4"), 7).value = "Staben"
    save(sheet, path)
    result = merged(workspace)
    lost = [f.place.column for f in result.findings if f.code == "row-unknown"]
    assert (sorted(map(str, lost)), result.is_preliminary) == (["comment", "status"], True)


def test_findings_follow_their_activity_too(tmp_path: Path) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    first, second = f"{GOAL}-2", f"{GOAL}-3"
    wrong: Answers = {("followup", first, "status"): "Klart typ"}
    put(workspace, "svar.xlsx", filled("utbildning", wrong))
    path, sheet = activities(workspace)
    lines = line_of(sheet, first), line_of(sheet, second)
    sheet.cell(lines[0], 1).value, sheet.cell(lines[1], 1).value = second, first
    save(sheet, path)
    told = [f.place.row for f in merged(workspace).findings if f.code == "unknown-status"]
    assert told == [second]


def test_activities_with_the_same_title_are_never_mixed(tmp_path: Path) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    put(workspace, "svar.xlsx", filled("utbildning", COMMENTS))
    path, sheet = activities(workspace)
    title = sheet.cell(line_of(sheet, f"{GOAL}-4"), 3).value
    sheet.cell(line_of(sheet, f"{GOAL}-4"), 3).value = "Helt ny aktivitet"
    for number in (f"{GOAL}-5", f"{GOAL}-6"):
        sheet.cell(line_of(sheet, number), 3).value = title
    save(sheet, path)
    result = merged(workspace)
    assert "Helt ny aktivitet" not in comments(result)
    assert (f"{GOAL}-4", f"om {GOAL}-4") in [
        (f.place.row, f.value) for f in result.findings if f.code == "row-unknown"
    ]


def test_a_decision_follows_its_activity_too(tmp_path: Path) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    numbers = f"{GOAL}-2", f"{GOAL}-3"
    for name, word in (("a.xlsx", "Ett"), ("b.xlsx", "Två")):
        both: Answers = {("followup", number, "comment"): word for number in numbers}
        put(workspace, name, filled("utbildning", both))
    path, sheet = activities(workspace)
    lines = [line_of(sheet, number) for number in numbers]
    title = sheet.cell(lines[0], 3).value
    merged(workspace)
    decisions = workspace.layout.root / "Beslut.xlsx"
    book = load_workbook(decisions)
    row = next(row for row in book["Konflikter"].iter_rows() if f"{title}" in str(row[3].value))
    row[5].value = "Två"
    book.save(decisions)
    sheet.cell(lines[0], 1).value, sheet.cell(lines[1], 1).value = numbers[1], numbers[0]
    save(sheet, path)
    result = merged(workspace)
    assert (comments(result), result.open_conflicts) == ({title: "Två"}, 1)
