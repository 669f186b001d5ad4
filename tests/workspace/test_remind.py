"""Drafts of reminders: one for each department that must act, never sent, the same each time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from kexcel.errors import TemplateError, UsageError
from kexcel.model.remaining import Standing
from kexcel.workspace import RemindResult, Workspace, open_workspace
from tests.workspace.places import (
    Answers,
    filled,
    issued_workbook,
    issued_workspace,
    opened,
    put,
    sheet_of,
    tree,
    workbook,
)

FAULTY: Answers = {("followup", "3.1.1-2", "status"): "Klart typ"}
DRAFT: Answers = {("cover", "signing", "value"): "Utkast"}
FOLDER = "utskick/T1/påminnelser"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return issued_workspace(tmp_path / "ws")


def on(workspace: Workspace, day: int) -> Workspace:
    """The same workspace on a day of May 2024; T1 is due on the 15th."""
    return open_workspace(
        workspace.layout.root, clock=lambda: datetime(2024, 5, day, 9, tzinfo=UTC)
    )


def everyone_but(workspace: Workspace, *departments: str) -> None:
    """Let every other department hand in a sound return."""
    for each in workspace.plan.departments:
        if each.key not in departments:
            put(workspace, f"{each.key}.xlsx", filled(each.key))
    workspace.collect("T1")


def mail(workspace: Workspace, result: RemindResult, department: str) -> EmailMessage:
    draft = next(each.draft for each in result.reminders if each.department == department)
    data = (workspace.layout.root / draft).read_bytes()
    read = message_from_bytes(data, policy=policy.default)
    assert isinstance(read, EmailMessage)
    assert read.defects == []
    return read


def text(read: EmailMessage) -> str:
    body = read.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def attached(read: EmailMessage) -> dict[str | None, Any]:
    return {part.get_filename(): part.get_content() for part in read.iter_attachments()}


def test_whoever_has_not_answered_gets_the_form_itself(workspace: Workspace) -> None:
    result = workspace.remind("T1")
    read = mail(workspace, result, "samhallsbyggnad")
    assert attached(read) == {
        "T1 2024 Samhällsbyggnadsavdelningen.xlsx": issued_workbook("samhallsbyggnad")
    }
    [part] = read.iter_attachments()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert part.get_content_type() == kind


def test_a_draft_opens_as_one_in_outlook_and_names_everyone(workspace: Workspace) -> None:
    read = mail(workspace, workspace.remind("T1"), "samhallsbyggnad")
    assert {key: str(value) for key, value in read.items() if not key.startswith("Content")} == {
        "X-Unsent": "1",
        "Date": "Fri, 10 May 2024 00:00:00 +0000",
        "From": "Staben <verksamhetsplan@ange.example>",
        "To": "Samhällsbyggnadsavdelningen <samhallsbyggnad@ange.example>",
        "Subject": "Påminnelse: Tertial 1 2024 – Samhällsbyggnadsavdelningen",
        "MIME-Version": "1.0",
    }


@pytest.mark.parametrize(
    "day, opening, sentence",
    [
        (10, "Det här är en vänlig påminnelse", "Sista dag är 2024-05-15."),
        (15, "Det här är en vänlig påminnelse", "Sista dag är i dag, 2024-05-15."),
        (16, "Vi saknar ert svar", "Sista dag var 2024-05-15, alltså i går."),
        (20, "Vi saknar ert svar", "Sista dag var 2024-05-15, för 5 dagar sedan."),
    ],
)
def test_the_words_are_firmer_once_the_day_has_passed(
    day: int, opening: str, sentence: str, workspace: Workspace
) -> None:
    at = on(workspace, day)
    said = " ".join(text(mail(at, at.remind("T1"), "stab")).split())
    assert said.startswith(f"Hej! {opening}")
    assert sentence in said


def test_a_faulty_return_gets_the_correction_that_lies_in_retur(workspace: Workspace) -> None:
    put(workspace, "svar.xlsx", filled("stab", FAULTY))
    collected = workspace.collect("T1")
    correction = workspace.layout.root / str(collected.received[0].correction)
    read = mail(workspace, workspace.remind("T1"), "stab")
    assert attached(read) == {"Rättelse T1 2024 Staben.xlsx": correction.read_bytes()}
    said = text(read)
    assert "1 fel att rätta" in said
    assert '- Uppföljning!J6 (3.1.1-2): "Klart typ" är ingen status i listan.' in said


def test_a_correction_that_has_gone_is_made_again(workspace: Workspace) -> None:
    put(workspace, "svar.xlsx", filled("stab", FAULTY))
    collected = workspace.collect("T1")
    correction = workspace.layout.root / str(collected.received[0].correction)
    made = correction.read_bytes()
    correction.unlink()
    read = mail(workspace, workspace.remind("T1"), "stab")
    assert attached(read) == {correction.name: made}
    assert correction.read_bytes() == made


def test_what_is_left_of_an_almost_finished_return_is_told(workspace: Workspace) -> None:
    row = next(row for row in sheet_of("stab", "measures").rows if row.inputs)
    sent = filled("stab", {("measures", row.identity, "outcome"): None, **DRAFT})
    put(workspace, "Svaret från oss.xlsx", sent)
    workspace.collect("T1")
    read = mail(workspace, workspace.remind("T1"), "stab")
    said = " ".join(text(read).split())
    assert f"- Mått: 1 rad saknar svar ({row.number})." in said
    assert "- Läs mig: välj Slutlig vid Klarmarkering" in said
    assert attached(read) == {"Svaret från oss.xlsx": sent}


def test_a_newer_form_is_attached_instead_of_an_old_workbook(workspace: Workspace) -> None:
    put(workspace, "svar.xlsx", filled("stab", DRAFT))
    workspace.collect("T1")
    settings = workspace.layout.root / "kexcel.toml"
    settings.write_text(settings.read_text("utf-8").replace("2024-05-15", "2024-05-17"), "utf-8")
    again = opened(workspace.layout.root)
    again.generate("T1")
    read = mail(again, again.remind("T1"), "stab")
    name = "T1 2024 Staben.xlsx"
    assert attached(read) == {name: (again.layout.issued("T1") / name).read_bytes()}


def test_a_workbook_with_macros_is_not_sent_back(workspace: Workspace) -> None:
    put(workspace, "svar.xlsm", filled("stab", DRAFT))
    workspace.collect("T1")
    read = mail(workspace, workspace.remind("T1"), "stab")
    assert attached(read) == {}
    assert "Fortsätt i den arbetsbok som ni redan har." in text(read)


def test_whoever_is_done_is_left_in_peace(workspace: Workspace) -> None:
    everyone_but(workspace, "social")
    result = workspace.remind("T1")
    assert [(r.department, r.standing) for r in result.reminders] == [("social", Standing.MISSING)]


def test_old_drafts_are_cleared_and_other_files_left(workspace: Workspace) -> None:
    workspace.remind("T1")
    folder = workspace.layout.root / FOLDER
    (folder / "Till nämnden.eml").write_bytes(b"eget")
    everyone_but(workspace)
    result = workspace.remind("T1")
    assert result.reminders == ()
    assert sorted(path.name for path in folder.iterdir()) == [
        "Påminnelser T1 2024.xlsx",
        "Till nämnden.eml",
    ]


def test_reminding_again_the_same_day_changes_nothing(workspace: Workspace) -> None:
    put(workspace, "svar.xlsx", filled("stab", FAULTY))
    workspace.collect("T1")
    workspace.remind("T1")
    before = tree(workspace.layout.root)
    later = open_workspace(
        workspace.layout.root, clock=lambda: datetime(2024, 5, 10, 16, 30, tzinfo=UTC)
    )
    later.remind("T1")
    assert tree(workspace.layout.root) == before


def test_a_reminder_leaves_no_trace_in_the_archive(workspace: Workspace) -> None:
    archive = workspace.layout.root / "arkiv"
    before = tree(archive)
    workspace.remind("T1")
    assert tree(archive) == before


def test_the_list_tells_of_every_department_and_links_to_its_draft(workspace: Workspace) -> None:
    put(workspace, "svar.xlsx", filled("stab", FAULTY))
    put(workspace, "ekonomi.xlsx", filled("ekonomi"))
    workspace.collect("T1")
    at = on(workspace, 20)
    data = (workspace.layout.root / at.remind("T1").list_file).read_bytes()
    sheet = workbook(data)["Påminnelser"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    due, draft = datetime(2024, 5, 15), "Påminnelse T1 2024 Staben.eml"  # noqa: DTZ001 - Excel's
    assert rows[1:3] == [
        ["Staben", "stab@ange.example", "ska rättas", "1 fel", due, 5, draft],
        ["Ekonomiavdelningen", "ekonomi@ange.example", "klart", None, due, None, None],
    ]
    assert sheet["G7"].hyperlink.target == draft.replace(" ", "%20")


def changed_plan(workspace: Workspace, work: Callable[[Any], None]) -> Workspace:
    """The workspace opened anew after something was done to the departments of its plan."""
    plan = workspace.layout.root / "plan.xlsx"
    book = workbook(plan.read_bytes())
    work(book["Avdelningar"])
    book.save(plan)
    return opened(workspace.layout.root)


def cell_with(sheet: Any, value: str) -> Any:
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == value)


def addresses(result: RemindResult) -> dict[str, tuple[str, ...]]:
    return {each.department: each.to for each in result.reminders}


def test_without_an_address_the_department_stands_in_the_subject_alone(
    workspace: Workspace,
) -> None:
    def work(sheet: Any) -> None:
        cell_with(sheet, "stab@ange.example").value = "ring växeln"

    at = changed_plan(workspace, work)
    result = at.remind("T1")
    read = mail(at, result, "stab")
    assert (read["To"], "Staben" in read["Subject"]) == (None, True)
    found = addresses(result)
    assert (found["stab"], found["social"]) == ((), ("social@ange.example",))


def test_addresses_in_a_hidden_column_are_used(workspace: Workspace) -> None:
    def work(sheet: Any) -> None:
        sheet.column_dimensions[cell_with(sheet, "E-post").column_letter].hidden = True

    assert addresses(changed_plan(workspace, work).remind("T1"))["stab"] == ("stab@ange.example",)


def test_a_plan_without_addresses_is_a_plan(workspace: Workspace) -> None:
    def work(sheet: Any) -> None:
        sheet.tables.clear()
        sheet.delete_cols(cell_with(sheet, "E-post").column)

    at = changed_plan(workspace, work)
    assert at.check().errors == 0
    assert set(addresses(at.remind("T1")).values()) == {()}


def test_a_file_that_waits_in_the_inbox_is_told_of(workspace: Workspace) -> None:
    put(workspace, "svar.xlsx", filled("stab"))
    assert workspace.remind("T1").uncollected == ("inkommet/T1/svar.xlsx",)
    workspace.collect("T1")
    assert workspace.remind("T1").uncollected == ()


def test_a_file_that_could_not_be_used_is_mentioned(workspace: Workspace) -> None:
    workspace.generate("T2")
    form = (workspace.layout.issued("T2") / "T2 2024 Staben.xlsx").read_bytes()
    put(workspace, "fel period.xlsx", form)
    workspace.collect("T1")
    said = " ".join(text(mail(workspace, workspace.remind("T1"), "stab")).split())
    assert "Vi har fått fel period.xlsx, men kunde inte använda den." in said


def test_the_municipality_may_write_the_words_itself(workspace: Workspace) -> None:
    own = workspace.layout.root / "templates" / "standard"
    own.mkdir(parents=True)
    kind = (
        'subject = "Svar från {department}?"\nbefore = "Hej {department}! {when}"\nafter = "Nu."\n'
    )
    words = "".join(f"[{each}]\n{kind}" for each in ("missing", "correct", "finish"))
    (own / "reminder.toml").write_text(f'closing = "{{contact}}"\n{words}', "utf-8")
    read = mail(workspace, workspace.remind("T1"), "stab")
    assert read["Subject"] == "Svar från Staben?"
    assert text(read) == (
        "Hej Staben! Sista dag är 2024-05-15.\n\nStaben, verksamhetsplan@ange.example\n"
    )


def test_a_fault_in_the_municipalitys_words_is_told_by_check(workspace: Workspace) -> None:
    own = workspace.layout.root / "templates" / "standard"
    own.mkdir(parents=True)
    (own / "reminder.toml").write_text('closing = "{hälsning}"', "utf-8")
    with pytest.raises(TemplateError, match=r"templates/standard/reminder\.toml"):
        opened(workspace.layout.root).check()


def test_no_one_is_reminded_of_a_form_that_has_not_gone_out(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="No forms have been issued for T3 yet"):
        workspace.remind("T3")


def test_in_english_everything_is_and_the_swedish_drafts_are_gone(workspace: Workspace) -> None:
    workspace.remind("T1")
    at = opened(workspace.layout.root, "en")
    result = at.remind("T1")
    assert result.list_file == f"{FOLDER}/Reminders T1 2024.xlsx"
    swedish = sorted((workspace.layout.root / FOLDER).glob("P*"))
    assert swedish == []
    read = mail(at, result, "stab")
    assert read["Subject"] == "Reminder: Tertial 1 2024 – Staben"
    assert "The last day is 2024-05-15." in text(read)
