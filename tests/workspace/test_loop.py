"""The loop in a workspace: what goes out, what comes in, and that nothing is lost on the way."""

from __future__ import annotations

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kexcel.errors import UnreadableInputError, UsageError
from kexcel.model.returned import ReturnState
from kexcel.workspace import Workspace, create_workspace, open_workspace
from tests.workspace.places import (
    DEPARTMENTS,
    ROW,
    commented,
    filled,
    issued_workbook,
    issued_workspace,
    merged_comment,
    opened,
    put,
    sound_answers,
    tree,
    typed,
    workbook,
)

OTHER = "3.4.1-2"
"""Another activity that Staben leads."""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return issued_workspace(tmp_path / "ws")


def everyone_answers(workspace: Workspace) -> None:
    for department in DEPARTMENTS:
        put(workspace, f"Svar {department}.xlsx", filled(department))


def states(workspace: Workspace) -> dict[str, str]:
    received = opened(workspace.layout.root).collect("T1").received
    return {each.returned.file: each.returned.state.value for each in received}


def test_a_new_workspace_can_be_checked_and_opened(tmp_path: Path) -> None:
    create_workspace(tmp_path / "ws", example="ange-2024")
    workspace = open_workspace(tmp_path / "ws")
    assert len(workspace.check().plan.activities) == 79
    assert workspace.check().errors == 0
    assert {"kexcel.toml", "plan.xlsx"} <= {path.name for path in (tmp_path / "ws").iterdir()}


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mitt.txt").write_text("viktigt", encoding="utf-8")
    with pytest.raises(UsageError):
        create_workspace(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mitt.txt"]


def test_six_forms_go_out(workspace: Workspace) -> None:
    names = sorted(path.name for path in workspace.layout.issued("T1").iterdir())
    assert names == [
        "T1 2024 Ekonomiavdelningen.xlsx", "T1 2024 Gemensamma resurser.xlsx",
        "T1 2024 Samhällsbyggnadsavdelningen.xlsx", "T1 2024 Socialavdelningen.xlsx",
        "T1 2024 Staben.xlsx", "T1 2024 Utbildningsavdelningen.xlsx",
    ]  # fmt: skip


def test_sound_answers_of_everyone_answer_everything(workspace: Workspace) -> None:
    everyone_answers(workspace)
    collected = workspace.collect("T1")
    merged = workspace.merge("T1").consolidation
    assert [each.returned.state for each in collected.received] == [ReturnState.ACCEPTED] * 6
    assert collected.findings == ()
    assert (merged.answered, merged.missing, merged.is_preliminary) == (79, (), False)


def test_running_anything_twice_changes_nothing(workspace: Workspace) -> None:
    everyone_answers(workspace)
    put(workspace, "fel.xlsx", filled("stab", {("followup", ROW, "status"): "Klart typ"}))
    put(workspace, "skräp.pdf", b"%PDF-1.7 nothing")
    root = workspace.layout.root
    workspace.collect("T1")
    workspace.merge("T1")
    before = tree(root)
    later = open_workspace(root, clock=lambda: datetime(2025, 1, 1, tzinfo=UTC))
    later.generate("T1")
    later.collect("T1")
    later.merge("T1")
    assert tree(root) == before


def test_results_are_made_again_from_the_archive_alone(
    workspace: Workspace, tmp_path: Path
) -> None:
    everyone_answers(workspace)
    workspace.collect("T1")
    workspace.merge("T1")
    root, again = workspace.layout.root, tmp_path / "annan plats"
    again.mkdir()
    for name in ("kexcel.toml", "plan.xlsx", "Beslut.xlsx"):
        shutil.copy(root / name, again / name)
    shutil.copytree(root / "arkiv", again / "arkiv")
    other = opened(again)
    other.generate("T1")
    other.collect("T1")
    other.merge("T1")
    for folder in ("utskick", "resultat", "retur", "arkiv"):
        assert tree(again / folder) == tree(root / folder)
    assert (again / "Beslut.xlsx").read_bytes() == (root / "Beslut.xlsx").read_bytes()


def test_the_archive_keeps_every_byte(workspace: Workspace) -> None:
    kept = {"svar.xlsx": filled("stab"), "bild.png": b"\x89PNG\r\n", "tom": b"", "x.exe": b"MZ"}
    for name, data in kept.items():
        put(workspace, name, data)
    workspace.collect("T1")
    shutil.rmtree(workspace.layout.inbox("T1"))
    archive = workspace.archive
    assert {
        entry.file: archive.path_of(entry).read_bytes() for entry in archive.received("T1")
    } == kept
    issued = workspace.layout.root / "arkiv" / "utskick"
    hashes = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in issued.iterdir()}
    assert all(name == found for name, found in hashes.items())
    assert len(hashes) == 6


def test_what_cannot_be_a_form_does_not_stop_the_others(workspace: Workspace) -> None:
    rubbish = {
        "bytes.xlsx": bytes(range(256)) * 40,
        "text.xlsx": "Hej, här kommer svaret.".encode(),
        "plan.pdf": b"%PDF-1.7\n%%EOF",
        "tom.xlsx": b"",
        "ett kalkylark.xlsx": (workspace.layout.root / "plan.xlsx").read_bytes(),
    }
    for name, data in rubbish.items():
        put(workspace, name, data)
    put(workspace, "staben.xlsx", filled("stab"))
    found = states(workspace)
    assert {name: found[name] for name in rubbish} == dict.fromkeys(rubbish, "rejected")
    assert found["staben.xlsx"] == "accepted"
    assert all(
        each.returned.findings[0].code in {"not-a-form", "file-unreadable", "wrong-plan"}
        for each in workspace.collect("T1").received
        if each.returned.file in rubbish
    )


def test_another_years_form_is_told_from_this_years(workspace: Workspace, tmp_path: Path) -> None:
    create_workspace(tmp_path / "2025", example="ange-2024")
    settings = tmp_path / "2025" / "kexcel.toml"
    text = settings.read_text(encoding="utf-8").replace('contact = "Staben', 'contact = "Kansliet')
    settings.write_text(text.replace("Tertial 1 2024", "Tertial ett"), encoding="utf-8")
    plan = workbook((tmp_path / "2025" / "plan.xlsx").read_bytes())
    plan["Aktiviteter"]["C5"] = "En helt annan aktivitet"
    plan.save(tmp_path / "2025" / "plan.xlsx")
    other = opened(tmp_path / "2025")
    other.generate("T1")
    form = (other.layout.issued("T1") / "T1 2024 Staben.xlsx").read_bytes()
    assert form != issued_workbook("stab")
    put(workspace, "T1 2024 Staben.xlsx", form)
    (received,) = workspace.collect("T1").received
    assert (received.returned.state, [f.code for f in received.returned.findings]) == (
        ReturnState.REJECTED,
        ["wrong-plan"],
    )


def test_validate_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    faulty = tmp_path / "svar.xlsx"
    faulty.write_bytes(filled("stab", {("followup", ROW, "status"): None}))
    before = tree(tmp_path)
    codes = [finding.code for finding in workspace.validate([faulty])]
    assert (codes, tree(tmp_path)) == (["missing-status"], before)


def test_a_file_that_is_not_there_is_said(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError):
        workspace.validate([tmp_path / "borta.xlsx"])
    with pytest.raises(UnreadableInputError):
        workspace.collect("T1", [tmp_path / "borta.xlsx"])


def test_the_same_file_under_another_name_is_a_duplicate(workspace: Workspace) -> None:
    put(workspace, "a.xlsx", filled("stab"))
    put(workspace, "b (1).xlsx", filled("stab"))
    assert states(workspace) == {"a.xlsx": "accepted", "b (1).xlsx": "duplicate"}


def test_a_file_that_only_adds_supersedes_the_one_before(workspace: Workspace) -> None:
    half = dict(list(sound_answers("stab").items())[:10])
    put(workspace, "1 först.xlsx", typed("stab", half))
    put(workspace, "2 sedan.xlsx", filled("stab"))
    assert states(workspace) == {"1 först.xlsx": "superseded", "2 sedan.xlsx": "accepted"}
    merged = workspace.merge("T1").consolidation
    assert (merged.conflicts, merged.open_conflicts) == ((), 0)
    assert merged.answered == 14


def test_answers_in_several_files_are_put_together(workspace: Workspace) -> None:
    answers = list(sound_answers("stab").items())
    put(workspace, "a.xlsx", typed("stab", dict(answers[:10])))
    put(workspace, "b.xlsx", typed("stab", dict(answers[10:])))
    workspace.collect("T1")
    merged = workspace.merge("T1").consolidation
    assert merged.conflicts == ()
    assert {r.activity.lead for r in merged.activities if r.is_answered} == {"stab"}
    assert merged.answered == 14


def test_a_mended_correction_supersedes_what_it_corrects(workspace: Workspace) -> None:
    put(workspace, "a.xlsx", filled("stab", {("followup", ROW, "status"): "Klart typ"}))
    (received,) = workspace.collect("T1").received
    assert received.correction == "retur/T1/Rättelse T1 2024 Staben.xlsx"
    book = workbook((workspace.layout.root / received.correction).read_bytes())
    book["Uppföljning"]["J6"] = "Pågående"
    book.save(workspace.layout.inbox("T1") / "rättad.xlsx")
    assert states(workspace) == {"a.xlsx": "superseded", "rättad.xlsx": "accepted"}
    outbox = sorted(path.name for path in workspace.layout.outbox("T1").iterdir())
    assert outbox == ["Kvittens T1 2024 Staben.xlsx"]


def test_a_mended_correction_may_take_an_answer_back(workspace: Workspace) -> None:
    wrong = {("followup", ROW, "status"): "Klart typ", **commented("Ska bort.")}
    put(workspace, "a.xlsx", filled("stab", wrong))
    (received,) = workspace.collect("T1").received
    book = workbook((workspace.layout.root / str(received.correction)).read_bytes())
    book["Uppföljning"]["J6"], book["Uppföljning"]["M6"] = "Pågående", None
    book.save(workspace.layout.inbox("T1") / "rättad.xlsx")
    assert states(workspace)["a.xlsx"] == "superseded"
    assert merged_comment(workspace) is None


def test_status_tells_who_has_answered(workspace: Workspace) -> None:
    put(workspace, "staben.xlsx", filled("stab", {("followup", ROW, "status"): None}))
    put(workspace, "ekonomi.xlsx", filled("ekonomi"))
    workspace.collect("T1")
    result = workspace.status("T1")
    found = {
        d.department: (d.state, d.answered, d.activities, d.errors) for d in result.departments
    }
    assert found["stab"] == ("needs-correction", 13, 14, 1)
    assert found["ekonomi"] == ("accepted", 2, 2, 0)
    assert found["social"] == (None, 0, 23, 0)
    assert result.missing == ("gemensamt", "samhallsbyggnad", "utbildning", "social")
    assert workspace.status().period == "T1"


def test_days_late_are_counted_from_the_due_day(workspace: Workspace) -> None:
    late = open_workspace(workspace.layout.root, clock=lambda: datetime(2024, 5, 20, tzinfo=UTC))
    assert {d.days_late for d in late.status("T1").departments} == {5}
    assert {d.days_late for d in workspace.status("T1").departments} == {0}


def test_a_return_for_another_period_does_not_count(workspace: Workspace) -> None:
    workspace.generate("T2")
    form = (workspace.layout.issued("T2") / "T2 2024 Staben.xlsx").read_bytes()
    put(workspace, "svar.xlsx", form)
    collected = workspace.collect("T1")
    assert [f.code for f in collected.findings] == ["wrong-period"]
    assert "stab" in collected.missing


def test_what_was_answered_is_shown_beside_the_next_period(workspace: Workspace) -> None:
    put(workspace, "staben.xlsx", filled("stab", commented("Två kurser hållna.")))
    workspace.collect("T1")
    workspace.generate("T2")
    book = workbook((workspace.layout.issued("T2") / "T2 2024 Staben.xlsx").read_bytes())
    sheet = book["Uppföljning"]
    assert [sheet[cell].value for cell in ("A6", "I6", "Q6")] == [
        ROW, "Pågående", "Två kurser hållna.",
    ]  # fmt: skip


def test_another_form_for_the_same_department_is_outdated(workspace: Workspace) -> None:
    plan = workbook((workspace.layout.root / "plan.xlsx").read_bytes())
    activities = plan["Aktiviteter"]
    (line,) = [cell.row for cell in activities["A"] if cell.value == OTHER]
    activities.cell(line, 4).value = "Ny beskrivning."
    plan.save(workspace.layout.root / "plan.xlsx")
    newer = opened(workspace.layout.root)
    newer.generate("T1")
    put(newer, "gammal.xlsx", filled("stab"))
    (received,) = newer.collect("T1").received
    assert [f.code for f in received.returned.findings] == ["outdated-form"]
    assert received.returned.state is ReturnState.ACCEPTED
