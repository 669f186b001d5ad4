"""Plan and template change after forms went out: new forms hold what has been answered."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from kexcel.cli import main
from kexcel.excel.fill import fill_in
from kexcel.model.returned import ReturnState
from kexcel.workspace import Workspace
from tests.workspace.places import (
    DEPARTMENTS,
    Answers,
    filled,
    issued_workspace,
    put,
    tree,
    workbook,
)
from tests.workspace.recalled import (
    COMMENTED,
    NEW,
    ROW,
    SECOND,
    SIGNED,
    add_activity,
    answered_and_changed,
    answers_in,
    answers_of,
    broken,
    cell_of,
    new_workbook,
    newest,
    regenerated,
    shown,
    typed_in,
)
from tests.workspace.test_plan_changes import activities, line_of, save
from tests.workspace.test_template_changes import change_template


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return issued_workspace(tmp_path / "ws")


def test_a_new_form_holds_what_has_been_answered(workspace: Workspace) -> None:
    again = answered_and_changed(workspace)
    assert shown(
        again,
        ("followup", ROW, "status"),
        ("followup", ROW, "comment"),
        ("followup", NEW, "status"),
        ("measures", "4.1/stab", "outcome"),
        ("budget", "stab", "actual"),
        ("own", "own-001", "title"),
        ("cover", "signed_by", "value"),
    ) == ["Pågående", "Två kurser hållna.", None, 4.5, 1.5, "Flytta arkivet",
          "Avdelningschef (exempel)"]  # fmt: skip


def test_a_new_form_is_a_draft_and_says_where_its_answers_come_from(workspace: Workspace) -> None:
    again = answered_and_changed(workspace)
    signing = [("cover", "signing", "value"), ("cover", "signed_on", "value")]
    assert shown(again, *signing) == [None, None]
    texts = [cell.value for row in workbook(new_workbook(again))["Läs mig"] for cell in row]
    said = [str(text) for text in texts if str(text).startswith(f"{answers_in(newest(again))} ")]
    assert ["2024-05-10" in text for text in said] == [True]


def test_generate_says_what_a_new_form_replaces_and_holds(workspace: Workspace) -> None:
    before = newest(workspace).code
    put(workspace, "svar.xlsx", filled("stab", COMMENTED))
    workspace.collect("T1")
    add_activity(workspace)
    again, forms = regenerated(workspace)
    stab = forms["stab"]
    assert (stab.replaces, stab.new_rows, stab.lost) == (before, (NEW,), ())
    assert stab.carried == answers_in(newest(again)) == 20


def test_only_the_departments_concerned_get_new_forms(workspace: Workspace) -> None:
    path, sheet = activities(workspace)
    sheet.cell(line_of(sheet, "3.3.1-4"), 4).value = "Ny beskrivning."
    save(sheet, path)
    _, forms = regenerated(workspace)
    assert [key for key in DEPARTMENTS if forms[key].replaces] == ["utbildning"]


def test_a_department_that_has_not_answered_gets_the_plain_form(workspace: Workspace) -> None:
    add_activity(workspace)
    again, forms = regenerated(workspace)
    assert (forms["stab"].carried, newest(again).carried) == (0, ())


def test_returns_alone_make_no_new_form_and_twice_changes_nothing(workspace: Workspace) -> None:
    again = answered_and_changed(workspace)
    before = tree(again.layout.root)
    assert regenerated(again)[1]["stab"].replaces is None
    assert tree(again.layout.root) == before
    changed = typed_in(again, {("followup", NEW, "status"): "Pågående"})
    put(again, "nytt.xlsx", changed)
    again.collect("T1")
    before = tree(again.layout.root)
    assert {form.replaces for form in regenerated(again)[1].values()} == {None}
    assert tree(again.layout.root) == before


def test_everything_issued_is_made_again_from_the_archive(workspace: Workspace) -> None:
    again = answered_and_changed(workspace)
    before = tree(again.layout.issued("T1"))
    for path in again.layout.issued("T1").iterdir():
        path.unlink()
    regenerated(again)
    assert tree(again.layout.issued("T1")) == before


def test_what_is_new_is_answered_on_the_new_form_and_all_counts(workspace: Workspace) -> None:
    again = answered_and_changed(workspace)
    earlier = answers_of(again)
    put(again, "nytt.xlsx", typed_in(again, {**SIGNED, ("followup", NEW, "status"): "Pågående"}))
    states = {r.returned.file: r.returned.state for r in again.collect("T1").received}
    assert states == {"svar.xlsx": ReturnState.SUPERSEDED, "nytt.xlsx": ReturnState.ACCEPTED}
    assert answers_of(again) == {**earlier, (NEW, "status"): "Pågående"}


def test_the_result_is_final_when_everyone_has_answered_what_is_new(workspace: Workspace) -> None:
    for department in DEPARTMENTS:
        put(workspace, f"{department}.xlsx", filled(department))
    workspace.collect("T1")
    add_activity(workspace)
    again, forms = regenerated(workspace)
    assert again.merge("T1").consolidation.is_preliminary
    concerned = [key for key in DEPARTMENTS if forms[key].replaces]
    for key in concerned:
        new: Answers = {("followup", NEW, "status"): "Pågående"} if key == "stab" else {}
        put(again, f"ny {key}.xlsx", typed_in(again, {**SIGNED, **new}, key))
    again.collect("T1")
    merged = again.merge("T1").consolidation
    assert (merged.is_preliminary, merged.answered) == (False, len(merged.activities))


def test_a_carried_answer_that_is_changed_or_cleared_counts_as_it_is_now(
    workspace: Workspace,
) -> None:
    again = answered_and_changed(workspace)
    now: Answers = {
        ("followup", ROW, "comment"): None,
        ("followup", SECOND, "status"): "Försenad",
        ("followup", SECOND, "comment"): "Dröjer.",
        ("followup", SECOND, "action"): "Ny upphandling.",
        ("followup", SECOND, "new_end"): date(2024, 10, 1),
    }
    put(again, "nytt.xlsx", typed_in(again, {**SIGNED, **now}))
    again.collect("T1")
    answers = answers_of(again)
    assert answers[SECOND, "status"] == "Försenad"
    assert (ROW, "comment") not in answers
    assert again.merge("T1").consolidation.conflicts == ()


def test_an_answer_on_the_old_form_is_taken_after_the_new_went_out(workspace: Workspace) -> None:
    again = answered_and_changed(workspace)
    late = filled("stab", {**COMMENTED, ("followup", SECOND, "comment"): "Sent tillagd."})
    put(again, "sent.xlsx", late)
    received = {r.returned.file: r for r in again.collect("T1").received}["sent.xlsx"]
    assert answers_of(again)[SECOND, "comment"] == "Sent tillagd."
    (told,) = [f for f in received.returned.findings if f.code == "outdated-form"]
    details = dict(told.details)
    assert details["newest"] == newest(again).code
    assert (details["new"], details["lost"]) == (f"1 ({NEW} Utbilda skyddsombud)", "0")


def test_who_answered_on_the_old_form_gets_the_new_one_to_go_on_with(workspace: Workspace) -> None:
    add_activity(workspace)
    again, _ = regenerated(workspace)
    put(again, "svar.xlsx", filled("stab", COMMENTED))
    (received,) = again.collect("T1").received
    assert (received.receipt, received.correction) == (
        "retur/T1/Kvittens T1 2024 Staben.xlsx",
        "retur/T1/Formulär T1 2024 Staben.xlsx",
    )
    data = (again.layout.root / "retur/T1/Formulär T1 2024 Staben.xlsx").read_bytes()
    sheet, cell = cell_of(newest(again), ("followup", ROW, "comment"))
    assert workbook(data)[sheet][cell].value == "Två kurser hållna."
    status = cell_of(newest(again), ("followup", NEW, "status"))
    put(again, "nytt.xlsx", fill_in(data, {status: "Pågående"}, saved=date(2024, 5, 12)))
    states = [r.returned.state for r in again.collect("T1").received]
    assert states == [ReturnState.SUPERSEDED, ReturnState.ACCEPTED]
    assert answers_of(again)[NEW, "status"] == "Pågående"


def test_what_could_not_be_read_stands_as_it_was_written(workspace: Workspace) -> None:
    wrong: Answers = {
        ("followup", ROW, "status"): "Klart typ",
        ("measures", "4.1/stab", "outcome"): "cirka tre",
        ("budget", "stab", "forecast"): 99999,
    }
    again = answered_and_changed(workspace, wrong)
    places = [("followup", ROW, "status"), ("measures", "4.1/stab", "outcome"),
              ("budget", "stab", "forecast")]  # fmt: skip
    assert shown(again, *places) == ["Klart typ", "cirka tre", 99999]


def test_a_correction_of_an_old_form_is_made_on_the_newest(workspace: Workspace) -> None:
    again = answered_and_changed(workspace, {("followup", ROW, "status"): "Klart typ"})
    (received,) = again.collect("T1").received
    assert received.correction == "retur/T1/Rättelse T1 2024 Staben.xlsx"
    data = (again.layout.root / str(received.correction)).read_bytes()
    form = newest(again)
    sheet, cell = cell_of(form, ("followup", ROW, "status"))
    book = workbook(data)
    assert (book[sheet][cell].value, "Att rätta" in book[sheet][cell].comment.text) == (
        "Klart typ", True,
    )  # fmt: skip
    new = cell_of(form, ("followup", NEW, "status"))
    assert "Att rätta" in book[new[0]][new[1]].comment.text
    mended = {(sheet, cell): "Pågående", new: "Pågående"}
    mended |= {cell_of(form, place): str(value) for place, value in SIGNED.items()}
    put(again, "rättad.xlsx", fill_in(data, mended, saved=date(2024, 5, 12)))
    again.collect("T1")
    answers = answers_of(again)
    assert (answers[ROW, "status"], answers[NEW, "status"]) == ("Pågående", "Pågående")


def test_both_wordings_of_a_conflict_stand_in_the_cell_and_the_next_answer_settles_it(
    workspace: Workspace,
) -> None:
    for name, words in (("a.xlsx", "Ett."), ("b.xlsx", "Två.")):
        put(workspace, name, filled("stab", {("followup", ROW, "comment"): words}))
    workspace.collect("T1")
    add_activity(workspace)
    again, _ = regenerated(workspace)
    assert shown(again, ("followup", ROW, "comment")) == ["Ett. | Två."]
    now: Answers = {("followup", ROW, "comment"): "Tre.", ("followup", NEW, "status"): "Pågående"}
    put(again, "nytt.xlsx", typed_in(again, {**SIGNED, **now}))
    again.collect("T1")
    assert answers_of(again)[ROW, "comment"] == "Tre."
    assert again.merge("T1").consolidation.open_conflicts == 0


def test_an_answer_without_a_place_in_the_new_form_is_told(workspace: Workspace) -> None:
    put(workspace, "svar.xlsx", filled("stab", COMMENTED))
    workspace.collect("T1")
    path, sheet = activities(workspace)
    sheet.delete_rows(line_of(sheet, ROW))
    save(sheet, path)
    again, forms = regenerated(workspace)
    assert len(forms["stab"].lost) == 2
    assert all(each.startswith("svar.xlsx, Uppföljning!") for each in forms["stab"].lost)
    (received,) = again.collect("T1").received
    (told,) = [f for f in received.returned.findings if f.code == "outdated-form"]
    assert dict(told.details)["lost"].startswith("2 (Uppföljning!")


def test_columns_are_added_and_words_renamed_and_answers_stay(workspace: Workspace) -> None:
    put(workspace, "svar.xlsx", filled("stab", COMMENTED))
    workspace.collect("T1")
    root = workspace.layout.root
    change_template(root, 'sv = "Pågående"', 'sv = "På gång"')
    path = root / "templates" / "standard" / "template.toml"
    text = path.read_text(encoding="utf-8")
    column = next(line for line in text.splitlines() if 'key = "new_end"' in line)
    added = '  { key = "cost", label = "Kostnad", type = "money", input = "lead", width = 12 },\n'
    path.write_text(text.replace(column, added + column), encoding="utf-8")
    add_activity(workspace)
    path_, sheet = activities(workspace)
    sheet.cell(line_of(sheet, ROW), 3).value = "Kost och återhämtning, ny lydelse"
    save(sheet, path_)
    again, _ = regenerated(workspace)
    assert shown(
        again, ("followup", ROW, "status"), ("followup", ROW, "comment"), ("followup", ROW, "cost")
    ) == ["På gång", "Två kurser hållna.", None]
    new: Answers = {("followup", NEW, "status"): "På gång", ("followup", ROW, "cost"): 2}
    put(again, "nytt.xlsx", typed_in(again, {**SIGNED, **new}))
    again.collect("T1")
    answers = answers_of(again)
    assert (answers[ROW, "status"], answers[ROW, "cost"], answers[NEW, "status"]) == (
        "På gång", "2", "På gång",
    )  # fmt: skip


def test_a_renumbered_plan_keeps_each_answer_with_its_activity(workspace: Workspace) -> None:
    again = answered_and_changed(workspace)
    path, sheet = activities(again)
    sheet.cell(line_of(sheet, ROW), 1).value = "3.1.1-90"
    sheet.cell(line_of(sheet, SECOND), 1).value = ROW
    sheet.cell(line_of(sheet, "3.1.1-90"), 1).value = SECOND
    save(sheet, path)
    put(again, "nytt.xlsx", typed_in(again, {**SIGNED, ("followup", NEW, "status"): "Pågående"}))
    renumbered, forms = regenerated(again)
    assert forms["stab"].replaces
    assert shown(renumbered, ("followup", SECOND, "comment")) == ["Två kurser hållna."]
    renumbered.collect("T1")
    answers = answers_of(renumbered)
    assert answers[SECOND, "comment"] == "Två kurser hållna."
    assert answers[NEW, "status"] == "Pågående"


def test_the_command_line_tells_what_became_of_each_form(
    workspace: Workspace, tmp_path: Path
) -> None:
    put(workspace, "svar.xlsx", filled("stab", COMMENTED))
    workspace.collect("T1")
    add_activity(workspace)
    at = ["-w", str(workspace.layout.root), "--language", "en"]
    told = CliRunner().invoke(main, [*at, "generate", "T1", "--json"])
    stab = next(f for f in json.loads(told.stdout)["forms"] if f["department"] == "stab")
    assert (stab["carried"], stab["new_rows"], stab["lost"]) == (20, [NEW], [])
    file = tmp_path / "trasig.xlsx"
    file.write_bytes(broken())
    made = CliRunner().invoke(main, [*at, "generate", "T1", "--from", str(file), str(file)])
    assert made.exit_code == 1
    assert "retur/T1/Clean form T1 2024 Staben.xlsx" in made.stdout
    assert "retur/T1/Clean form T1 2024 Staben (2).xlsx" in made.stdout
    assert CliRunner().invoke(main, [*at, "generate", "T1", str(file)]).exit_code == 2
    gone = CliRunner().invoke(main, [*at, "generate", "T1", "--from", str(tmp_path / "nej.xlsx")])
    assert gone.exit_code == 3
