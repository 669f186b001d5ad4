from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from kexcel.excel.fill import fill_in
from kexcel.findings import finding
from kexcel.model.cell import CellValue
from kexcel.model.finding import Place, Severity
from kexcel.model.returned import Return
from kexcel.report.answers.correction import CannotAnnotateError, write_correction
from tests.report.returned_samples import (
    Sample,
    missing_status,
    place_of,
    returned,
    sample,
    stale_comment,
)


def corrected(made: Sample, received: Return, language: str = "sv") -> Workbook:
    data = write_correction(made.data, received, made.form, made.template, language=language)
    return load_workbook(BytesIO(data))


def listed(book: Workbook, first: int = 7) -> list[list[object]]:
    sheet = book.worksheets[0]
    rows = sheet.iter_rows(min_row=first, max_col=9, values_only=True)
    return [list(row) for row in rows if row[0]]


def test_errors_come_first_and_notes_are_only_listed() -> None:
    made = sample()
    received = returned(
        made.form,
        stale_comment(made.form, "3.1.1-4", Severity.NOTE),
        stale_comment(made.form, "3.1.1-2"),
        missing_status(made.form, "3.1.1-2"),
    )
    book = corrected(made, received)
    assert [row[1:4] for row in listed(book)] == [
        ["Fel", "Uppföljning", "J6"],
        ["Varning", "Uppföljning", "M6"],
        ["Notis", "Uppföljning", "M7"],
    ]
    sheet = book["Uppföljning"]
    marked = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment]
    assert [cell for cell in marked if "Att rätta" in sheet[cell].comment.text] == ["J6", "M6"]


def test_a_line_says_row_column_and_what_was_written() -> None:
    made = sample()
    place = place_of(made.form, "followup", "3.1.1-2", "status")
    unknown = finding("unknown-status", place, value="Klart typ", allowed="Pågående, Genomförd")
    line = listed(corrected(made, returned(made.form, unknown)))[0]
    assert line[4] == "3.1.1-2 Genomföra två föreläsningar för temat kost och återhämtning"
    assert line[5:7] == ["Status", "Klart typ"]
    assert line[7] == '"Klart typ" är ingen status i listan.'
    assert line[8] == "Välj ett av: Pågående, Genomförd."


def test_a_field_of_the_cover_is_named_by_its_row() -> None:
    made = sample()
    place = place_of(made.form, "cover", "signing", "value")
    line = listed(corrected(made, returned(made.form, finding("not-signed-off", place))))[0]
    assert line[2:6] == ["Läs mig", place.cell, "Klarmarkering", None]


def test_a_finding_without_a_cell_is_only_listed() -> None:
    made = sample()
    place = Place("Staben.xlsx", "stab", sheet="Mått")
    gone = finding("sheet-missing", place, label="Mått")
    line = listed(corrected(made, returned(made.form, gone)))[0]
    assert line[1:4] == ["Fel", "Mått", None]


def test_a_renamed_sheet_is_marked_under_its_own_name() -> None:
    made = sample()
    book = load_workbook(BytesIO(made.data))
    book["Uppföljning"].title = "Vår lista"
    stream = BytesIO()
    book.save(stream)
    place = Place("Staben.xlsx", "stab", "Vår lista", "J6", "3.1.1-2", "status")
    received = returned(made.form, finding("missing-status", place, title="x"))
    data = write_correction(stream.getvalue(), received, made.form, made.template, language="sv")
    after = load_workbook(BytesIO(data))
    assert after["Vår lista"]["J6"].fill.fgColor.rgb == "FFFBDAD7"


@pytest.mark.parametrize(
    "language, name, word", [("sv", "Att rätta", "Fel"), ("en", "To correct", "Error")]
)
def test_the_list_is_in_the_language_asked_for(language: str, name: str, word: str) -> None:
    made = sample()
    book = corrected(made, returned(made.form, missing_status(made.form, "3.1.1-2")), language)
    assert (book.sheetnames[0], listed(book)[0][1]) == (name, word)


def test_the_form_is_protected_and_hidden_as_before() -> None:
    made = sample()
    before = load_workbook(BytesIO(made.data))
    after = corrected(made, returned(made.form, missing_status(made.form, "3.1.1-2")))
    for sheet in before.worksheets:
        assert dict(after[sheet.title].protection) == dict(sheet.protection)
        assert after[sheet.title].sheet_state == sheet.sheet_state
    assert after.worksheets[0].protection.sheet is False


def test_every_cell_of_the_form_is_as_the_department_wrote_it() -> None:
    made = sample()
    before = load_workbook(BytesIO(made.data))
    after = corrected(made, returned(made.form, missing_status(made.form, "3.1.1-2")))
    changed = [
        (sheet.title, cell.coordinate)
        for sheet in before.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value != after[sheet.title][cell.coordinate].value
    ]
    assert changed == []


def test_only_a_text_that_was_read_as_a_number_or_a_date_is_replaced() -> None:
    made = sample()
    outcome = place_of(made.form, "measures", "4.1/stab", "outcome")
    day = place_of(made.form, "followup", "3.1.1-2", "completed")
    texts = {outcome: "7,9", day: "30/4 2024"}
    data = fill_in(
        made.data,
        {(place.sheet or "", place.cell or ""): text for place, text in texts.items()},
        saved=date(2024, 5, 7),
    )
    notes = [
        finding("interpreted", outcome, value="7,9", meaning="7.9"),
        finding("interpreted", day, value="30/4 2024", meaning="2024-04-30"),
    ]
    answers: dict[tuple[str, str, str], CellValue] = {
        ("measures", "4.1/stab", "outcome"): Decimal("7.9"),
        ("followup", "3.1.1-2", "completed"): date(2024, 4, 30),
    }
    received = returned(made.form, *notes, answers=answers)
    before = load_workbook(BytesIO(data))
    after = corrected(Sample(made.plan, made.template, made.settings, made.form, data), received)
    changed = {
        (sheet.title, cell.coordinate): after[sheet.title][cell.coordinate].value
        for sheet in before.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value != after[sheet.title][cell.coordinate].value
    }
    assert changed == {
        (outcome.sheet, outcome.cell): 7.9,
        (day.sheet, day.cell): datetime(2024, 4, 30),  # noqa: DTZ001 - a plain day
    }
    formats = [book["Mått"][str(outcome.cell)].number_format for book in (before, after)]
    assert formats[0] == formats[1]
    assert [row[7] for row in listed(after)] == [
        'Texten "7,9" ersattes med talet 7,9.',
        'Texten "30/4 2024" ersattes med datumet 2024-04-30.',
    ]


def test_rows_keep_growing_and_are_high_enough_for_the_check() -> None:
    made = sample()
    data = write_correction(
        made.data,
        returned(made.form, missing_status(made.form, "3.1.1-2")),
        made.form,
        made.template,
        language="sv",
    )
    with ZipFile(BytesIO(data)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name]
    assert [content.count(b"customHeight") for content in sheets] == [0] * len(sheets)


def test_the_list_prints_on_a4_landscape_with_repeated_headings() -> None:
    made = sample()
    sheet = corrected(made, returned(made.form, missing_status(made.form, "3.1.1-2"))).worksheets[0]
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.paperSize, sheet.print_title_rows) == (9, "$6:$6")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_a_file_that_is_no_xlsx_cannot_be_corrected() -> None:
    made = sample()
    with pytest.raises(CannotAnnotateError):
        write_correction(b"x", returned(made.form), made.form, made.template, language="sv")
