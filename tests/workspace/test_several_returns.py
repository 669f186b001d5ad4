"""A department sends more than one file: everything sound counts once, and nothing is lost."""

from __future__ import annotations

import shutil
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kexcel.errors import ConfigurationError
from kexcel.excel.fill import fill_in
from kexcel.model.finding import Severity
from kexcel.model.returned import ReturnState
from kexcel.workspace import CollectResult, Workspace
from tests.workspace.places import (
    Answers,
    cell,
    filled,
    issued_workspace,
    opened,
    put,
    sheet_of,
    sound_answers,
    typed,
)

STATUS = ("followup", "3.1.1-2", "status")
FAULTY: Answers = {STATUS: "Klart typ"}


def states(result: CollectResult) -> dict[str, ReturnState]:
    return {each.returned.file: each.returned.state for each in result.received}


def test_a_mended_original_replaces_the_faulty_one(tmp_path: Path) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    put(workspace, "a.xlsx", filled("stab", FAULTY))
    workspace.collect("T1")
    put(workspace, "b.xlsx", filled("stab"))
    result = workspace.collect("T1")
    assert states(result) == {"a.xlsx": ReturnState.SUPERSEDED, "b.xlsx": ReturnState.ACCEPTED}
    assert result.findings == ()


def test_a_correction_that_lost_a_sheet_does_not_take_its_answers_along(tmp_path: Path) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    actual: Answers = {("budget", "stab", "actual"): 27.2}
    put(workspace, "a.xlsx", filled("stab", {**FAULTY, **actual}))
    workspace.collect("T1")
    correction = next(workspace.layout.outbox("T1").glob("*.xlsx")).read_bytes()
    place = (sheet_of("stab", "followup").name, cell("stab", *STATUS))
    mended = fill_in(correction, {place: "Pågående"}, saved=date(2024, 5, 20))
    put(workspace, "b.xlsx", without_sheet(mended, "Budget"))
    workspace.collect("T1")
    merged = opened(workspace.layout.root).merge("T1").consolidation
    line = next(each for each in merged.budget if each.department == "stab")
    activity = next(each for each in merged.activities if each.activity.number == "3.1.1-2")
    assert (str(line.actual), activity.role) == ("27.2", "ongoing")


def without_sheet(data: bytes, name: str) -> bytes:
    book = load_workbook(BytesIO(data))
    del book[name]
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_two_halves_make_a_whole(tmp_path: Path) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    answers = sound_answers("stab")
    statuses = [key for key in answers if key[2] == "status"]
    for name, kept in (("a.xlsx", statuses[:7]), ("b.xlsx", statuses[7:])):
        rest = {key: value for key, value in answers.items() if key[0] != "followup"}
        put(workspace, name, typed("stab", rest | {key: answers[key] for key in kept}))
    workspace.collect("T1")
    merged = workspace.merge("T1").consolidation
    led = [each for each in merged.activities if each.activity.lead == "stab"]
    assert all(each.is_answered for each in led)
    assert [f.code for f in merged.findings if f.place.department == "stab"] == []


def test_own_rows_of_two_files_are_never_mixed(tmp_path: Path) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    for name, title, extra in (("a.xlsx", "Ett", "comment"), ("b.xlsx", "Två", "goal")):
        own: Answers = {
            ("own", "own-001", "title"): title,
            ("own", "own-001", extra): f"om {title}",
        }
        put(workspace, name, filled("stab", own))
    workspace.collect("T1")
    merged = workspace.merge("T1").consolidation
    rows = [{k: a.written for k, a in row.answers.items()} for row in merged.tables]
    assert rows == [{"title": "Ett", "comment": "om Ett"}, {"goal": "om Två", "title": "Två"}]
    assert merged.conflicts == ()


def test_the_same_amount_written_in_two_ways_is_no_conflict(tmp_path: Path) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    for name, amount in (("a.xlsx", 12.5), ("b.xlsx", "12,50")):
        changes: Answers = {("budget", "stab", "actual"): amount}
        words = "Samma  ord" if name == "a.xlsx" else "Samma ord "
        note: Answers = {("followup", "3.1.1-2", "comment"): words}
        put(workspace, name, filled("stab", {**changes, **note}))
    workspace.collect("T1")
    assert workspace.merge("T1").consolidation.conflicts == ()


def test_an_untouched_form_is_no_answer(tmp_path: Path) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    put(workspace, "tomt.xlsx", typed("stab", {}))
    assert "stab" in workspace.collect("T1").missing


@pytest.mark.parametrize("name", ["a\u2028b.xlsx", "a\nb\x07.xlsx", "Uppf\udcf6ljning.xlsx"])
def test_any_file_name_is_taken_and_told_on_one_line(tmp_path: Path, name: str) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    put(workspace, name, filled("stab"))
    put(workspace, "andra.xlsx", filled("stab", {("followup", "3.1.1-2", "comment"): "Annat."}))
    workspace.collect("T1")
    again = opened(workspace.layout.root)
    told = [each.returned.file for each in again.collect("T1").received]
    assert again.merge("T1").consolidation.answered == 14
    assert all(each.isprintable() and each.encode() for each in told)


def test_files_in_folders_below_are_taken_too(tmp_path: Path) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    path = put(workspace, "svar.xlsx", filled("stab"))
    (path.parent / "Staben").mkdir()
    shutil.move(path, path.parent / "Staben" / "svar.xlsx")
    assert list(states(workspace.collect("T1"))) == ["svar.xlsx"]


def test_the_coordinators_own_files_in_retur_are_left_alone(tmp_path: Path) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    folder = workspace.layout.outbox("T1")
    folder.mkdir(parents=True)
    kept = folder / "Rättelse T1 2024 Staben, mina anteckningar.xlsx"
    stale = folder / "Rättelse T1 2024 Staben.xlsx"
    for path in (kept, stale):
        path.write_bytes(b"")
    workspace.collect("T1")
    assert (kept.exists(), stale.exists()) == (True, False)


COMMENT = ("followup", "3.1.1-2", "comment")


def merged_comment(workspace: Workspace) -> str | None:
    merged = opened(workspace.layout.root).merge("T1").consolidation
    (result,) = [each for each in merged.activities if each.activity.number == COMMENT[1]]
    answer = result.answers.get("comment")
    return answer.written if answer else None


@pytest.mark.parametrize(
    "first, second",
    [
        ("Ja", "Ja (men sent)"),
        ("Upphandling pågår", "upphandling pågår"),
        ("? upphandlingen", "Allt klart"),
        ("None", "Något annat"),
    ],
)
def test_the_chosen_candidate_counts_however_alike_they_are(
    tmp_path: Path, first: str, second: str
) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    put(workspace, "a.xlsx", filled("stab", {COMMENT: first}))
    put(workspace, "b.xlsx", filled("stab", {COMMENT: second}))
    workspace.collect("T1")
    assert workspace.merge("T1").consolidation.open_conflicts == 1
    path = workspace.layout.root / "Beslut.xlsx"
    for wanted in (second, first):
        book = load_workbook(path)
        sheet = book["Konflikter"]
        offered = [str(each.value) for each in sheet[2][7:] if each.value]
        sheet["F2"] = next(each for each in offered if each.startswith(f"{wanted} ("))
        book.save(path)
        assert merged_comment(workspace) == wanted


def test_a_later_word_that_cannot_be_read_is_told_and_keeps_the_result_preliminary(
    tmp_path: Path,
) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    put(workspace, "a.xlsx", filled("stab"))
    workspace.collect("T1")
    put(workspace, "b.xlsx", filled("stab", {STATUS: "Försenat mycket"}))
    result = workspace.collect("T1")
    assert states(result)["b.xlsx"] is ReturnState.NEEDS_CORRECTION
    findings = workspace.merge("T1").consolidation.findings
    assert [f.value for f in findings if f.code == "unknown-status"] == ["Försenat mycket"]


def test_two_halves_under_the_same_name_make_a_whole(tmp_path: Path) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    answers = sound_answers("stab")
    statuses = [key for key in answers if key[2] == "status"]
    for kept in (statuses[:7], statuses[7:]):
        rest = {key: value for key, value in answers.items() if key[0] != "followup"}
        put(workspace, "Staben.xlsx", typed("stab", rest | {key: answers[key] for key in kept}))
        workspace.collect("T1")
    findings = workspace.merge("T1").consolidation.findings
    assert [f.code for f in findings if f.place.department == "stab"] == []


def test_what_a_correction_cleared_stays_cleared_though_it_lost_another_sheet(
    tmp_path: Path,
) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    put(workspace, "a.xlsx", filled("stab", {**FAULTY, COMMENT: "fel, ska bort"}))
    workspace.collect("T1")
    correction = next(workspace.layout.outbox("T1").glob("*.xlsx")).read_bytes()
    sheet = sheet_of("stab", "followup").name
    cells = {(sheet, cell("stab", *STATUS)): "Pågående", (sheet, cell("stab", *COMMENT)): None}
    mended = fill_in(correction, cells, saved=date(2024, 5, 20))
    put(workspace, "b.xlsx", without_sheet(mended, "Egna aktiviteter"))
    workspace.collect("T1")
    assert merged_comment(workspace) is None


def test_each_merged_answer_stands_in_the_archived_cell_that_it_is_linked_to(
    tmp_path: Path,
) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    answers = sound_answers("stab")
    statuses = [key for key in answers if key[2] == "status"]
    for name, kept in (("a.xlsx", statuses[:7]), ("b.xlsx", statuses[7:])):
        rest = {key: value for key, value in answers.items() if key[0] != "followup"}
        put(workspace, name, typed("stab", rest | {key: answers[key] for key in kept}))
    workspace.collect("T1")
    merged = workspace.merge("T1").consolidation
    found = [answer for each in merged.activities for answer in each.answers.values()]
    books = {each.source.path: load_workbook(tmp_path / "ws" / each.source.path) for each in found}
    held = [books[each.source.path][each.source.sheet][each.source.cell].value for each in found]
    assert held == [each.value for each in found]
    assert {each.source.file for each in found} == {"a.xlsx", "b.xlsx"}


def test_a_decision_whose_conflict_is_gone_is_told_and_kept(tmp_path: Path) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    put(workspace, "a.xlsx", filled("stab", {COMMENT: "Ja"}))
    put(workspace, "b.xlsx", filled("stab", {COMMENT: "Nej"}))
    workspace.collect("T1")
    workspace.merge("T1")
    path = workspace.layout.root / "Beslut.xlsx"
    book = load_workbook(path)
    book["Konflikter"]["F2"] = "ja"
    book.save(path)
    assert merged_comment(workspace) == "Ja"
    opened(workspace.layout.root).withdraw("T1", "a.xlsx", "Fel fil.")
    merged = opened(workspace.layout.root).merge("T1").consolidation
    assert merged.conflicts == ()
    told = [f for f in merged.findings if f.place.file == "Beslut.xlsx"]
    assert [(f.place.cell, f.value, f.severity) for f in told] == [("F2", "ja", Severity.NOTE)]
    assert load_workbook(path)["Konflikter"]["F2"].value == "ja"


def test_decisions_saved_as_an_open_document_are_refused_rather_than_passed_over(
    tmp_path: Path,
) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    (workspace.layout.root / "Beslut.ods").write_bytes(b"")
    with pytest.raises(ConfigurationError, match=r"Beslut\.ods"):
        workspace.merge("T1")
