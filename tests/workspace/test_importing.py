"""A plan document read into a workspace, and read again when it has been amended."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from kexcel.documents.amending.changes import ChangeKind
from kexcel.errors import UnreadableInputError
from kexcel.model.plan import Perspective
from kexcel.workspace import Workspace, create_workspace
from kexcel.workspace.import_result import ImportResult
from kexcel.workspace.verifying import FaultKind
from tests.documents.prose.reading import REAL
from tests.workspace.places import opened

EXAMPLE = Path(__file__).parents[2] / "examples" / "ange-2024"
DOCUMENT = "verksamhetsplan.txt"

NEW_ACTIVITY = (
    "Ordna en friskvårdsdag 2024-05-01 2024-05-31 \n\nEn dag om året.\n\n"
    "Skapa Storytelling med temat friskvårdsbidrag 2024"
)
AMENDMENTS = (
    ("Genomföra två föreläsningar för temat", "Genomföra tre föreläsningar för temat"),
    ("med 50% 2024-09-01 2024-12-31", "med 50% 2024-09-01 2024-11-30"),
    (
        "Skapa Storytelling med temat friskvårdsbidrag 2024",
        NEW_ACTIVITY,
    ),
    ("Bygga fiber Åse 2024-01-29 2024-11-25 \n\n", ""),
    ("Öppna ny badplats i Alby 2024", "Anlägga en frisbeegolfbana 2024"),
    ("Stab 71,7 -73,5 81,7", "Stab 71,7 -73,5 82,7"),
)


@cache
def amended() -> bytes:
    text = REAL.decode()
    for before, after in AMENDMENTS:
        assert before in text
        text = text.replace(before, after)
    return text.encode()


@cache
def imported_once() -> Path:
    """Where a workspace with the real plan read into it lies; nothing may be changed in it."""
    place = Path(tempfile.mkdtemp(prefix="kexcel-test-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    root = place / "2024"
    new_workspace(root)
    bring(root, REAL)
    return root


def new_workspace(root: Path) -> None:
    """A new workspace for Ånge whose kexcel.toml has words for owners."""
    create_workspace(root)
    shutil.copy(EXAMPLE / "kexcel.toml", root)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "2024"
    new_workspace(root)
    return root


@pytest.fixture
def imported(tmp_path: Path) -> Path:
    """A workspace of its own with the real plan read into it."""
    return Path(shutil.copytree(imported_once(), tmp_path / "2024"))


def bring(folder: Path, data: bytes, *, update: bool = False) -> ImportResult:
    document = folder.parent / DOCUMENT
    document.write_bytes(data)
    return opened(folder).import_plan(document, update=update)


def edit(folder: Path, change: Callable[[Workbook], None]) -> None:
    """What the coordinator does in Excel."""
    path = folder / "plan.xlsx"
    workbook = load_workbook(path)
    change(workbook)
    workbook.save(path)


def row_of(workbook: Workbook, number: str) -> int:
    cells = workbook["Aktiviteter"]["A"]
    return next(int(cell.row) for cell in cells if cell.value == number)


def standing(folder: Path) -> Workbook:
    return load_workbook(BytesIO((folder / "plan.xlsx").read_bytes()))


def changes(result: ImportResult) -> set[tuple[str, str, str]]:
    return {(each.kind.value, each.row, each.column) for each in result.changes}


def test_a_first_import_writes_the_plan_with_owners_to_confirm(folder: Path) -> None:
    result = bring(folder, REAL)
    assert (result.written, result.is_new, result.errors) == ("plan.xlsx", True, 0)
    workspace = opened(folder)
    assert len(workspace.plan.activities) == 79
    assert {each.key for each in workspace.plan.departments} == {
        "gemensamt", "stab", "ekonomi", "samhallsbyggnad", "utbildning", "social",
    }  # fmt: skip
    [left] = [each for each in workspace.check().findings if each.code == "proposals-left"]
    assert (left.place.sheet, left.place.cell, dict(left.details)) == (
        "Aktiviteter",
        "I2",
        {"count": "79"},
    )
    assert len(workspace.generate("T1").forms) == 6


def test_the_imported_plan_is_the_examples_but_for_what_a_person_decides(imported: Path) -> None:
    mine = opened(imported).plan
    example = opened(EXAMPLE).plan
    assert mine.goals == example.goals
    plain = [replace(each, lead="", contributing=()) for each in mine.activities]
    assert plain == [replace(each, lead="", contributing=()) for each in example.activities]
    assert mine.measures == example.measures
    frames = [(f.perspective, f.name, f.amounts, f.is_total) for f in mine.frames]
    assert frames == [(f.perspective, f.name, f.amounts, f.is_total) for f in example.frames]
    leads = zip(mine.activities, example.activities, strict=True)
    assert sum(one.lead == other.lead for one, other in leads) == 78


def test_uncertain_cells_are_marked_with_a_note_that_says_where(imported: Path) -> None:
    book = standing(imported)
    sheet = book["Aktiviteter"]
    title = sheet["C5"]
    assert title.fill.fgColor.rgb == "FFFFF2C2"
    assert title.comment is not None
    assert title.comment.text.startswith("rad 88 (3.1.1-4): ")
    lead = sheet["G2"]
    assert lead.comment is not None
    assert "”sociala avdelningen”" in lead.comment.text
    assert sheet["I2"].value == "Ansvarig Socialavdelningen: ”sociala avdelningen”."
    sign = book["Ramar"]["D2"]
    assert (sign.value, sign.comment is not None) == ("-", True)


def test_what_is_to_be_looked_at_is_listed_with_links(imported: Path) -> None:
    sheet = standing(imported)["Att granska"]
    rows = [[cell.value for cell in row[:2]] for row in sheet.iter_rows(min_row=2)]
    assert ["Aktiviteter!C5", "rad 88 (3.1.1-4)"] in rows
    assert ["Ramar!D2", "rad 663"] in rows
    assert ["Mått!D2", "rad 632 (4.1)"] in rows


def test_a_confirmed_row_is_no_proposal_any_more(imported: Path) -> None:
    def confirm(workbook: Workbook) -> None:
        for row in range(2, 41):
            workbook["Aktiviteter"].cell(row, 9).value = None

    edit(imported, confirm)
    [left] = [each for each in opened(imported).check().findings if each.code == "proposals-left"]
    assert (left.place.cell, dict(left.details)) == ("I41", {"count": "40"})


def test_reading_the_same_document_again_changes_nothing(imported: Path) -> None:
    before = {path: path.read_bytes() for path in imported.rglob("*") if path.is_file()}
    for update in (False, True):
        result = bring(imported, REAL, update=update)
        assert (result.changes, result.written, result.replaced) == ((), None, None)
    assert {path: path.read_bytes() for path in imported.rglob("*") if path.is_file()} == before


def test_an_amended_document_is_shown_beside_the_plan_and_touches_nothing(imported: Path) -> None:
    before = (imported / "plan.xlsx").read_bytes()
    result = bring(imported, amended())
    assert (result.written, result.is_proposal) == ("plan-import.xlsx", True)
    assert (imported / "plan.xlsx").read_bytes() == before
    assert changes(result) == {
        ("reworded", "3.1.1-2", "title"),
        ("moved", "3.1.1-3", "end"),
        ("added", "3.1.2-3", ""),
        ("gone", "3.4.3-3", ""),
        ("gone", "3.3.5-3", ""),
        ("added", "3.3.5-4", ""),
        ("figure", "Avdelning/stab", "Budget 2024"),
    }
    gone = [each.place.row for each in result.findings if each.code == "gone-from-document"]
    assert gone == ["3.3.5-3", "3.4.3-3"]


def test_with_update_the_plan_is_changed_and_the_one_before_is_kept(imported: Path) -> None:
    before = (imported / "plan.xlsx").read_bytes()
    result = bring(imported, amended(), update=True)
    assert result.replaced is not None
    assert (imported / result.replaced).read_bytes() == before
    plan = opened(imported).plan
    by_number = {each.number: each for each in plan.activities}
    assert by_number["3.1.1-2"].title.startswith("Genomföra tre föreläsningar")
    assert by_number["3.1.1-3"].end.isoformat() == "2024-11-30"
    assert by_number["3.1.2-2"].title == "Skapa Storytelling med temat friskvårdsbidrag"
    assert by_number["3.1.2-3"].description == "En dag om året."
    assert by_number["3.4.3-3"].title == "Bygga fiber Åse"
    frame = plan.frame_of("stab", "Budget 2024")
    assert str(frame) == "82.7"
    assert opened(imported).check().errors == 0
    assert bring(imported, amended(), update=True).changes == ()


def test_a_changed_cell_says_what_stood_there_before(imported: Path) -> None:
    bring(imported, amended(), update=True)
    book = standing(imported)
    cell = book["Aktiviteter"].cell(row_of(book, "3.1.1-2"), 3)
    assert cell.comment is not None
    assert cell.comment.text.startswith("Tidigare: Genomföra två föreläsningar")
    last = [row[2].value for row in book["Att granska"].iter_rows()][-1]
    assert last == "Ändrat med dokumentet: 81,7 → 82,7"


def test_what_the_coordinator_has_written_stays(imported: Path) -> None:
    def work(workbook: Workbook) -> None:
        sheet = workbook["Aktiviteter"]
        row = row_of(workbook, "3.1.1-2")
        sheet.cell(row, 7).value = "Ekonomiavdelningen"
        sheet.cell(row, 8).value = "Staben"
        sheet.cell(row, 9).value = None
        sheet.cell(row, 4).value = "En egen beskrivning."
        sheet.cell(1, 11).value = "Min kolumn"
        sheet.cell(row, 11).value = "Fråga Anna (exempel)"
        sheet.cell(row, 11).comment = Comment("En egen anteckning", "Samordnaren")
        workbook["Avdelningar"]["D2"] = "Avdelningschef (exempel)"
        workbook.create_sheet("Mina anteckningar")["A1"] = "Ring nämnden"

    edit(imported, work)
    bring(imported, amended(), update=True)
    book = standing(imported)
    sheet, row = book["Aktiviteter"], row_of(book, "3.1.1-2")
    written = [sheet.cell(row, column).value for column in (3, 4, 7, 8, 9, 11)]
    assert written == [
        "Genomföra tre föreläsningar för temat kost och återhämtning",
        "En egen beskrivning.",
        "Ekonomiavdelningen",
        "Staben",
        None,
        "Fråga Anna (exempel)",
    ]
    note = sheet.cell(row, 11).comment
    assert note is not None
    assert note.text == "En egen anteckning"
    assert book["Avdelningar"]["D2"].value == "Avdelningschef (exempel)"
    assert book["Mina anteckningar"]["A1"].value == "Ring nämnden"
    assert sheet.tables["Aktiviteter"].ref.endswith(str(sheet.max_row))


def test_what_both_have_changed_is_the_coordinators_and_is_told_once(imported: Path) -> None:
    def move(workbook: Workbook) -> None:
        workbook["Aktiviteter"].cell(row_of(workbook, "3.1.1-3"), 6).value = "2024-10-15"

    edit(imported, move)
    result = bring(imported, amended(), update=True)
    [kept] = [each for each in result.changes if each.kind is ChangeKind.KEPT]
    assert (kept.row, kept.column, kept.before, kept.after) == (
        "3.1.1-3",
        "end",
        "2024-10-15",
        "2024-11-30",
    )
    [told] = [each for each in result.findings if each.code == "changed-on-both-sides"]
    assert (told.place.row, told.value) == ("3.1.1-3", "2024-10-15")
    assert bring(imported, amended(), update=True).changes == ()


def test_an_edit_of_the_coordinators_that_the_document_knows_nothing_of_is_not_told(
    imported: Path,
) -> None:
    def reword(workbook: Workbook) -> None:
        workbook["Aktiviteter"].cell(
            row_of(workbook, "3.1.2-1"), 3
        ).value = "Höj friskvårdsbidraget"

    edit(imported, reword)
    result = bring(imported, amended(), update=True)
    assert "3.1.2-1" not in {each.row for each in result.changes}
    assert {a.number: a.title for a in opened(imported).plan.activities}["3.1.2-1"] == (
        "Höj friskvårdsbidraget"
    )


def test_words_added_to_the_settings_fill_blank_owners(folder: Path) -> None:
    settings = folder / "kexcel.toml"
    whole = settings.read_text(encoding="utf-8")
    settings.write_text(whole.replace('  "detaljplan", "fastighet",', "  "), encoding="utf-8")
    first = bring(folder, REAL)
    assert first.without_lead == 3
    assert first.errors == 3
    settings.write_text(whole, encoding="utf-8")
    second = bring(folder, REAL, update=True)
    filled = {each.row for each in second.changes if each.column == "lead"}
    assert len(filled) >= 3
    assert {each.kind for each in second.changes} == {ChangeKind.FILLED}
    assert opened(folder).check().errors == 0


def test_a_plan_made_by_hand_is_amended_too(tmp_path: Path) -> None:
    root = tmp_path / "ange"
    create_workspace(root, example="ange-2024")
    assert bring(root, REAL).changes == ()
    bring(root, amended(), update=True)
    plan = opened(root).plan
    owners = {each.number: each.lead for each in plan.activities}
    assert owners["3.1.1-2"] == "stab"
    assert owners["3.1.2-3"] == "stab"
    assert plan.frames[-3].perspective is Perspective.DEPARTMENT


def test_a_department_filled_in_beforehand_is_kept(folder: Path) -> None:
    def fill(workbook: Workbook) -> None:
        sheet = workbook["Avdelningar"]
        for column, text in enumerate(("vard", "Vårdkontoret", "Sociala avdelningen"), start=1):
            sheet.cell(2, column).value = text
        workbook["Ramar"].delete_rows(3)

    edit(folder, fill)
    result = bring(folder, REAL, update=True)
    names = {each.key: each.aliases for each in opened(folder).plan.departments}
    assert names["vard"] == ("Sociala avdelningen",)
    assert "3.1.1-1" in {a.number for a in opened(folder).plan.activities if a.lead == "vard"}
    assert result.is_new is False


def test_a_document_and_what_it_gave_are_kept_in_the_archive(imported: Path) -> None:
    workspace = opened(imported)
    events = [(each.event, each.file) for each in workspace.archive.journal()]
    assert events == [("imported", DOCUMENT), ("origin", "plan.xlsx")]
    assert workspace.verify() == ()
    kept = next((imported / "arkiv" / "plan").glob("*.txt"))
    assert kept.read_bytes() == REAL
    kept.write_bytes(b"Annat")
    assert [each.kind for each in opened(imported).verify()] == [FaultKind.CHANGED]
    kept.unlink()
    assert [each.kind for each in opened(imported).verify()] == [FaultKind.GONE]


def test_a_sign_that_is_told_needs_no_confirmation(folder: Path) -> None:
    document = folder.parent / DOCUMENT
    document.write_bytes(REAL)
    workspace = opened(folder)
    signs = {(Perspective.CITIZEN, "Budget 2023"): "-", (None, "Prognos 23-08-31"): "-"}
    result = workspace.import_plan(document, signs=signs)
    assert "sign-unconfirmed" not in {each.code for each in result.findings}
    wrong = opened(folder).import_plan(document, signs={(None, "Budget 2024"): "-"})
    assert {(each.row, each.before, each.after) for each in wrong.changes} == {
        ("Medborgare/Tecken", "+", "-"),
        ("Avdelning/Tecken", "+", "-"),
    }


def test_a_document_that_is_not_there_is_told(folder: Path) -> None:
    workspace: Workspace = opened(folder)
    with pytest.raises(UnreadableInputError, match="does not exist"):
        workspace.import_plan(folder / "borta.pdf")
    assert not (folder / "arkiv").exists()


def test_a_document_without_activities_writes_nothing(folder: Path) -> None:
    before = (folder / "plan.xlsx").read_bytes()
    result = bring(folder, b"Protokoll\n\nInget om aktiviteter.\n", update=True)
    assert [each.code for each in result.findings] == ["no-activities-found"]
    assert (result.written, result.errors) == (None, 1)
    assert (folder / "plan.xlsx").read_bytes() == before
    assert not (folder / "arkiv").exists()
