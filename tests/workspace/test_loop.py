"""The loop in a workspace: what goes out, what comes in, and that nothing is lost on the way."""

from __future__ import annotations

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kexcel.errors import ConfigurationError, UnreadableInputError, UsageError
from kexcel.model.decision import Verdict
from kexcel.model.identity import row_checksum
from kexcel.model.returned import ReturnState
from kexcel.workspace import Workspace, create_workspace, open_workspace
from tests.workspace.places import (
    DEPARTMENTS,
    Answers,
    filled,
    issued_workbook,
    issued_workspace,
    opened,
    put,
    sound_answers,
    tree,
    typed,
    workbook,
)

ROW, OTHER = "3.1.1-2", "3.4.1-2"
"""Activities that Staben leads."""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return issued_workspace(tmp_path / "ws")


def everyone_answers(workspace: Workspace) -> None:
    for department in DEPARTMENTS:
        put(workspace, f"Svar {department}.xlsx", filled(department))


def states(workspace: Workspace) -> dict[str, str]:
    received = opened(workspace.layout.root).collect("T1").received
    return {each.returned.file: each.returned.state.value for each in received}


def comment(text: str | None) -> Answers:
    return {("followup", ROW, "comment"): text}


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


@pytest.fixture
def conflicting(workspace: Workspace) -> Workspace:
    """Two files of Staben that say different things of one cell."""
    put(workspace, "a.xlsx", filled("stab", comment("Så här är det.")))
    put(workspace, "b.xlsx", filled("stab", comment("Nej, så här.")))
    workspace.collect("T1")
    workspace.merge("T1")
    return workspace


def conflicts_sheet(workspace: Workspace) -> Worksheet:
    data = (workspace.layout.root / "Beslut.xlsx").read_bytes()
    sheet: Worksheet = workbook(data)["Konflikter"]
    return sheet


def lines(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row if cell.value] for row in sheet.iter_rows(min_row=2)]


def decide(workspace: Workspace, cells: dict[tuple[str, str], str]) -> None:
    path = workspace.layout.root / "Beslut.xlsx"
    book = workbook(path.read_bytes())
    for (sheet, cell), value in cells.items():
        book[sheet][cell] = value
    book.save(path)


def merged_comment(workspace: Workspace) -> str | None:
    merged = opened(workspace.layout.root).merge("T1").consolidation
    (result,) = [r for r in merged.activities if r.activity.number == ROW]
    answer = result.answers.get("comment")
    return answer.written if answer else None


def test_answers_that_differ_are_put_to_the_coordinator(conflicting: Workspace) -> None:
    first, second = (
        "Så här är det. (a.xlsx, Uppföljning!M6)",
        "Nej, så här. (b.xlsx, Uppföljning!M6)",
    )
    sheet = conflicts_sheet(conflicting)
    title = next(a.title for a in conflicting.plan.activities if a.number == ROW)
    place = ["T1", "Staben", "Uppföljning", f"{ROW} {title}", "Kommentar"]
    sources = (
        "1. a.xlsx, Uppföljning!M6, 2024-05-10 12:00\n2. b.xlsx, Uppföljning!M6, 2024-05-10 12:00"
    )
    assert lines(sheet) == [
        [*place, sources, first, second, f"stab|followup|#{row_checksum('', title)}|comment"]
    ]
    (dropdown,) = sheet.data_validations.dataValidation
    assert (str(dropdown.sqref), dropdown.type) == ("F2", "list")
    source = dropdown.formula1.replace("$", "").split(":")[0]
    assert sheet[source].value == first
    merged = conflicting.merge("T1").consolidation
    assert [f.code for f in merged.findings if f.place.row == ROW] == ["conflicting-answers"] * 2
    assert (merged.open_conflicts, merged.is_preliminary) == (1, True)
    assert merged_comment(conflicting) is None


@pytest.mark.parametrize("chosen", ["Så här är det.", "Nej, så här."])
def test_the_chosen_answer_counts_from_the_next_merge(conflicting: Workspace, chosen: str) -> None:
    sheet = conflicts_sheet(conflicting)
    (candidate,) = [c.value for row in sheet for c in row if str(c.value).startswith(chosen)]
    decide(conflicting, {("Konflikter", "F2"): str(candidate)})
    assert merged_comment(conflicting) == chosen
    merged = opened(conflicting.layout.root).merge("T1").consolidation
    assert (merged.open_conflicts, len(merged.conflicts)) == (0, 1)
    assert [f for f in merged.findings if f.code == "conflicting-answers"] == []


def test_what_is_entered_in_the_decisions_is_never_lost(conflicting: Workspace) -> None:
    entered = {
        ("Mål", "E2"): "Enligt plan", ("Mål", "F2"): "Avstämt med KS.",
        ("Konflikter", "G2"): "Frågat chefen.", ("Mål", "H2"): "min egen kolumn",
        ("Mål", "A60"): "En egen anteckning längst ner",
    }  # fmt: skip
    decide(conflicting, entered)
    put(conflicting, "c.xlsx", filled("stab", comment("Ett tredje svar.")))
    again = opened(conflicting.layout.root)
    again.collect("T1")
    again.merge("T1")
    book = workbook((conflicting.layout.root / "Beslut.xlsx").read_bytes())
    assert {place: book[place[0]][place[1]].value for place in entered} == entered
    assert len(lines(book["Konflikter"])[0]) == 11
    decided = [g for g in again.merge("T1").consolidation.goals if g.decided]
    assert [(g.decided, g.motivation) for g in decided] == [("Enligt plan", "Avstämt med KS.")]


def test_a_damaged_decisions_file_is_said_and_kept(conflicting: Workspace) -> None:
    path = conflicting.layout.root / "Beslut.xlsx"
    path.write_bytes(b"inte en arbetsbok")
    with pytest.raises(ConfigurationError):
        opened(conflicting.layout.root).merge("T1")
    assert path.read_bytes() == b"inte en arbetsbok"


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
    wrong = {("followup", ROW, "status"): "Klart typ", **comment("Ska bort.")}
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
    put(workspace, "staben.xlsx", filled("stab", comment("Två kurser hållna.")))
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


def test_a_word_that_is_no_verdict_is_told_with_its_cell(conflicting: Workspace) -> None:
    decide(conflicting, {("Mål", "E2"): "Toppen!", ("Mål", "E3"): "enligt plan "})
    merged = opened(conflicting.layout.root).merge("T1").consolidation
    wrong = [
        (f.place.file, f.place.cell, f.value) for f in merged.findings if f.code == "unknown-word"
    ]
    assert wrong == [("Beslut.xlsx", "E2", "Toppen!")]
    assert [g.verdict for g in merged.goals[:2]] == [None, Verdict.ON_PLAN]
