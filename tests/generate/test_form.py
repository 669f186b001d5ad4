"""The workbook that a department gets: its sheets, columns, cells and settings."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import chain
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl.utils import get_column_letter

from kexcel.model.identity import MARK, find_form_code, split_row_mark
from kexcel.template import load_template
from kexcel.template.limits import CELL_TEXT_LENGTH, SHEET_NAME_LENGTH
from tests.builders import issue
from tests.workspace.places import (
    DEPARTMENTS,
    forms,
    issued_once,
    issued_workbook,
    opened,
    workbook,
)

TABLES = ("Uppföljning", "Mått", "Budget", "Egna aktiviteter")
COLUMNS = {
    "Uppföljning": [
        "Nr", "KF-mål", "KS-mål", "Aktivitet", "Beskrivning", "Start", "Slut", "Roll",
        "Förra perioden", "Status", "Genomförd datum", "Nytt slutdatum", "Kommentar",
        "Orsak och åtgärd", "Beslut", "Kontroll",
    ],
    "Mått": [
        "Mål", "Mått", "Enhet", "Riktning", "Målvärde", "Tidigare utfall", "Per", "Utfall",
        "Kommentar", "Kontroll",
    ],
    "Budget": [
        "Enhet", "Ram", "Periodbudget", "Utfall ack.", "Prognos helår", "Avvikelse", "Kommentar",
        "Orsak och åtgärd", "Kontroll",
    ],
    "Egna aktiviteter": [
        "Mål", "Aktivitet", "Start", "Slut", "Status", "Kommentar", "Kontroll",
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def books() -> dict[str, Any]:
    return {department: workbook(issued_workbook(department)) for department in DEPARTMENTS}


def cells(sheet: Any) -> list[Any]:
    return list(chain.from_iterable(sheet.iter_rows()))


def test_the_sheets_stand_in_their_order(books: dict[str, Any]) -> None:
    shown = {
        department: [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
        for department, book in books.items()
    }
    everyone = ["Läs mig", *TABLES]
    assert shown == {
        "gemensamt": ["Läs mig", "Budget", "Egna aktiviteter"],
        "stab": everyone,
        "ekonomi": everyone,
        "samhallsbyggnad": everyone,
        "utbildning": everyone,
        "social": everyone,
    }


def test_the_first_sheet_is_in_front(books: dict[str, Any]) -> None:
    assert {book.active.title for book in books.values()} == {"Läs mig"}


@pytest.mark.parametrize("sheet", TABLES)
def test_the_columns_stand_in_their_order(books: dict[str, Any], sheet: str) -> None:
    worksheet = books["stab"][sheet]
    hidden = {
        number
        for dimension in worksheet.column_dimensions.values()
        if dimension.hidden
        for number in range(dimension.min, dimension.max + 1)
    }
    labels = [cell.value for cell in worksheet[4] if cell.value and cell.column not in hidden]
    assert labels == COLUMNS[sheet]


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_only_cells_to_fill_in_are_unlocked(books: dict[str, Any], department: str) -> None:
    book, form = books[department], forms()[department]
    asked = {
        (sheet.name, row.index + 1, sheet.column(key).index + 1)
        for sheet in form.sheets
        for row in sheet.rows
        for key in row.inputs
    }
    unlocked = {
        (sheet.title, cell.row, cell.column)
        for sheet in book.worksheets
        for cell in cells(sheet)
        if not cell.protection.locked
    }
    assert unlocked == asked


def test_protection_leaves_sorting_and_widths_free(books: dict[str, Any]) -> None:
    for book in books.values():
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                protection = sheet.protection
                assert protection.sheet
                assert protection.password is None
                assert not any(
                    [protection.sort, protection.autoFilter, protection.formatColumns,
                     protection.selectLockedCells, protection.selectUnlockedCells]
                )  # fmt: skip
                assert protection.insertRows
                assert protection.deleteRows


def dropdowns(book: Any, sheet: str) -> dict[str, str]:
    return {
        str(each.sqref).split(":")[0].split()[0].rstrip("0123456789"): each.formula1
        for each in book[sheet].data_validations.dataValidation
        if each.type == "list"
    }


def test_words_are_chosen_from_dropdowns(books: dict[str, Any]) -> None:
    words = '"Ej påbörjad,Pågående,Genomförd,Försenad,Avbruten"'
    assert dropdowns(books["stab"], "Uppföljning") == {"J": words}
    assert dropdowns(books["stab"], "Egna aktiviteter") == {"E": words}
    assert dropdowns(books["stab"], "Läs mig") == {"B": '"Utkast,Slutlig"'}


def test_dates_and_numbers_are_limited_and_explained(books: dict[str, Any]) -> None:
    found = {
        (sheet, each.type)
        for sheet in TABLES
        for each in books["stab"][sheet].data_validations.dataValidation
    }
    assert found >= {("Uppföljning", "date"), ("Mått", "decimal"), ("Budget", "decimal")}
    for sheet in TABLES[:3]:
        for each in books["stab"][sheet].data_validations.dataValidation:
            assert 0 < len(each.prompt) <= 255
            assert 0 < len(each.promptTitle) <= 32
            assert len(each.error or "") <= 255


def test_headings_are_frozen_and_repeated_in_print(books: dict[str, Any]) -> None:
    book = books["stab"]
    assert [book[sheet].freeze_panes for sheet in TABLES] == ["E5", "B5", "B5", "B5"]
    assert [book[sheet].print_title_rows for sheet in TABLES] == ["$4:$4"] * 4
    assert {book[sheet].page_setup.orientation for sheet in TABLES} == {"landscape"}
    assert {book[sheet].page_setup.paperSize for sheet in book.sheetnames if sheet in TABLES} == {9}


def test_no_table_has_merged_cells(books: dict[str, Any]) -> None:
    merged = [
        (department, sheet.title, str(area))
        for department, book in books.items()
        for sheet in book.worksheets
        for area in sheet.merged_cells.ranges
    ]
    assert merged == []


def test_status_is_coloured_beside_its_word(books: dict[str, Any]) -> None:
    rules = [
        rule.formula[0]
        for area in books["stab"]["Uppföljning"].conditional_formatting
        for rule in area.rules
        if rule.type == "cellIs" and "J5" in str(area.sqref)
    ]
    assert sorted(rules) == sorted(
        f'"{word.sv}"' for word in load_template().choice("status").words
    )


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_identity_is_carried_by_every_anchor(books: dict[str, Any], department: str) -> None:
    book, form = books[department], forms()[department]
    metadata = next(sheet for sheet in book.worksheets if sheet["A1"].value == MARK)
    facts = {row[0].value: row[1].value for row in metadata.iter_rows(max_col=2)}
    assert (facts["code"], facts["department"], facts["period"]) == (form.code, department, "T1")
    assert metadata.sheet_state == "veryHidden"
    assert find_form_code(book.properties.keywords) == form.code
    assert {prop.name: prop.value for prop in book.custom_doc_props.props} == {
        "kexcel-form": form.code
    }
    for sheet in form.sheets:
        printed = [find_form_code(str(cell.value)) for cell in cells(book[sheet.name])]
        assert form.code in printed
        marks = [book[sheet.name].cell(row.index + 1, sheet.column("id").index + 1).value
                 for row in sheet.rows]  # fmt: skip
        found = [split_row_mark(mark) for mark in marks]
        assert [mark[0] if mark else None for mark in found] == [r.identity for r in sheet.rows]
        keys = [cell.value for cell in book[sheet.name][sheet.key_row + 1] if cell.value]
        assert keys == [f"{sheet.key}.{column.key}" for column in sheet.columns]
        assert book[sheet.name].row_dimensions[sheet.key_row + 1].hidden
        names = {f"kx_{sheet.key}_{column.key}" for column in sheet.columns} - {
            f"kx_{sheet.key}_id"
        }
        assert names <= set(book.defined_names)


def test_every_activity_is_led_once_and_contributed_to_beside() -> None:
    plan = opened(issued_once()).plan
    led: list[tuple[str, str]] = []
    helped: list[tuple[str, str]] = []
    for department, form in forms().items():
        sheet = form.sheet("followup")
        for row in sheet.rows if sheet else ():
            (led if "status" in row.inputs else helped).append((row.identity, department))
    assert sorted(led) == sorted((a.number, a.lead) for a in plan.activities)
    assert sorted(helped) == sorted((a.number, d) for a in plan.activities for d in a.contributing)
    assert len(led) == 79


def test_a_contributor_can_only_comment(books: dict[str, Any]) -> None:
    sheet = books["stab"]["Uppföljning"]
    lines = [
        line for line in range(5, sheet.max_row + 1) if sheet[f"H{line}"].value == "Medverkande"
    ]
    assert len(lines) == 20
    for line in lines:
        unlocked = [c.column_letter for c in sheet[line] if not c.protection.locked]
        assert unlocked == ["M"]


def test_texts_of_the_plan_arrive_whole(books: dict[str, Any]) -> None:
    plan = opened(issued_once()).plan
    shown = {}
    for book in books.values():
        if "Uppföljning" in book.sheetnames:
            for line in book["Uppföljning"].iter_rows(min_row=5, max_col=7, values_only=True):
                shown[line[0]] = (line[3], line[4] or "", line[5].date(), line[6].date())
    assert shown == {a.number: (a.title, a.description, a.start, a.end) for a in plan.activities}


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_excels_limits_are_kept(books: dict[str, Any], department: str) -> None:
    book = books[department]
    assert all(len(name) <= SHEET_NAME_LENGTH for name in book.sheetnames)
    longest = max(len(str(cell.value or "")) for sheet in book.worksheets for cell in cells(sheet))
    assert longest <= CELL_TEXT_LENGTH
    widths = [
        dimension.width
        for sheet in book.worksheets
        for dimension in sheet.column_dimensions.values()
    ]
    assert max(widths) <= 255
    lists = [
        each.formula1
        for sheet in book.worksheets
        for each in sheet.data_validations.dataValidation
        if each.type == "list"
    ]
    assert all(len(source) <= 257 for source in lists)


def test_columns_fill_the_page_and_no_more(books: dict[str, Any]) -> None:
    for sheet in TABLES:
        worksheet = books["stab"][sheet]
        last = len(COLUMNS[sheet])
        shown = [
            worksheet.column_dimensions[get_column_letter(i)].width for i in range(1, last + 1)
        ]
        assert all(5 <= width <= 60 for width in shown)
        assert 40 <= worksheet.page_setup.scale <= 100


def test_the_same_form_gives_the_same_bytes() -> None:
    assert issue("stab", "T1").workbook() == issue("stab", "T1").workbook()


def test_the_document_names_its_organisation(books: dict[str, Any]) -> None:
    properties = books["stab"].properties
    assert (properties.title, properties.creator) == ("Tertial 1 2024 – Staben", "Ånge kommun")


def test_the_logo_has_a_text_instead() -> None:
    with ZipFile(BytesIO(issued_workbook("stab"))) as package:
        drawing = package.read("xl/drawings/drawing1.xml").decode()
    assert re.search(r'descr="[^"]{20,}"', drawing)


def test_an_english_form_speaks_english() -> None:
    book = workbook(issue("stab", "T1", "en").workbook())
    shown = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert shown == ["Read me", "Follow-up", "Measures", "Budget", "Own activities"]
    assert dropdowns(book, "Follow-up") == {"J": '"Not started,Ongoing,Done,Delayed,Cancelled"'}


def test_the_round_before_the_year_has_its_own_sheets() -> None:
    book = workbook(issue("stab", "internbudget").workbook())
    shown = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert shown == ["Läs mig", "Budget", "Fördelning", "Attest"]
