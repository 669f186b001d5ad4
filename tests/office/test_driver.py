from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook

from kexcel.model.cell import ErrorValue
from tests.office.comparison import stored_values_differing_after_recalculation
from tests.office.driver import Job, Office, OfficeError
from tests.office.steps import copy_sheet, delete_rows, rename_sheet, sort
from tests.office.values import Entries, Rows, Typed

STATUS = "Uppföljning"


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A protected sheet: titles locked, status, date and amount open, a live check beside."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        text = workbook.add_format({"locked": False, "num_format": "@"})
        day = workbook.add_format({"locked": False, "num_format": "d mmm yyyy"})
        amount = workbook.add_format({"locked": False, "num_format": "#,##0.0"})
        sheet = workbook.add_worksheet(STATUS)
        sheet.write_row("A1", ["Aktivitet", "Status", "Klar", "Belopp", "Kontroll"])
        for row, title in enumerate(["Översyn", "Avtal", "Budget"], start=2):
            sheet.write_string(f"A{row}", title)
            sheet.write_blank(f"B{row}", None, text)
            sheet.write_blank(f"C{row}", None, day)
            sheet.write_blank(f"D{row}", None, amount)
            sheet.write_formula(
                f"E{row}", f'=IF(B{row}="","Status saknas","")', None, "Status saknas"
            )
        sheet.write_formula("D5", "=SUM(D2:D4)", None, 0)
        sheet.data_validation("B2:B4", {"validate": "list", "source": ["Pågående", "Försenad"]})
        sheet.protect()
    path = tmp_path / "form.xlsx"
    path.write_bytes(buffer.getvalue())
    return path


def workbook_with(path: Path, formula: str, stored: float | str) -> Path:
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Blad")
        sheet.write_number("A1", 2)
        sheet.write_formula("B1", formula, None, stored)
    return path


def test_typed_values_are_saved_and_formulas_recalculated(office: Office, form: Path) -> None:
    target = form.with_name("filled.xlsx")
    entries: Entries = {
        (STATUS, "B2"): "Försenad",
        (STATUS, "C2"): date(2024, 4, 30),
        (STATUS, "D2"): Decimal("12.5"),
        (STATUS, "D3"): 7,
    }
    office.fill_in(form, target, entries)

    saved = load_workbook(target, data_only=True)[STATUS]
    assert [saved[cell].value for cell in ("B2", "E2", "E3", "D5")] == [
        "Försenad",
        None,
        "Status saknas",
        19.5,
    ]
    assert saved["C2"].value.date() == date(2024, 4, 30)
    assert saved["C2"].number_format == "d\\ mmm\\ yyyy"


def test_what_is_typed_is_understood_as_swedish(office: Office, form: Path) -> None:
    target = form.with_name("typed.xlsx")
    entries: Entries = {
        (STATUS, "B2"): Typed("30 apr"),
        (STATUS, "C2"): Typed("2024-04-30"),
        (STATUS, "D2"): Typed("12,5"),
    }
    office.fill_in(form, target, entries)

    read = office.read(target)[STATUS]
    assert (read["B2"], read["C2"], read["D2"]) == ("30 apr", date(2024, 4, 30), 12.5)


def test_text_stays_text_even_if_it_looks_like_a_formula(office: Office, form: Path) -> None:
    target = form.with_name("text.xlsx")
    office.fill_in(form, target, {(STATUS, "D2"): "=1+1", (STATUS, "D3"): "ca 3"})

    reading = office.read(target)
    assert (reading[STATUS]["D2"], reading[STATUS]["D3"]) == ("=1+1", "ca 3")
    assert sorted(reading.formulas[STATUS]) == ["D5", "E2", "E3", "E4"]


def test_a_locked_cell_is_refused_until_protection_is_taken_off(office: Office, form: Path) -> None:
    target = form.with_name("locked.xlsx")
    with pytest.raises(OfficeError, match="A2 is locked"):
        office.fill_in(form, target, {(STATUS, "A2"): "Annat"})

    office.fill_in(form, target, {(STATUS, "A2"): "Annat"}, unprotect=True)
    assert office.read(target)[STATUS]["A2"] == "Annat"


def test_rows_are_pasted_in_one_go_and_stop_at_locked_cells(office: Office, form: Path) -> None:
    target = form.with_name("rows.xlsx")
    rows: Rows = [["Pågående", date(2024, 1, 31), 1.5], ["", None, 2], ["Försenad", None, "ca 3"]]
    office.fill_in(form, target, {(STATUS, "B2"): rows})

    read = office.read(target)[STATUS]
    assert read["C2"] == date(2024, 1, 31)
    assert [read.get(cell) for cell in ("D4", "D5", "E3")] == ["ca 3", 3.5, "Status saknas"]
    with pytest.raises(OfficeError, match="A2:B2 is locked"):
        office.fill_in(form, target, {(STATUS, "A2"): [["Annat", "Försenad"]]})


def test_none_empties_a_cell_and_truth_values_are_kept(office: Office, form: Path) -> None:
    first, second = form.with_name("first.xlsx"), form.with_name("second.xlsx")
    office.fill_in(form, first, {(STATUS, "B2"): "Pågående", (STATUS, "D2"): True})
    office.fill_in(first, second, {(STATUS, "B2"): None})

    read = office.read(second)[STATUS]
    assert ("B2" in read, read["D2"], read["E2"]) == (False, True, "Status saknas")


def test_many_workbooks_are_filled_in_one_request(office: Office, form: Path) -> None:
    targets = [form.with_name(f"{number}.ods") for number in range(3)]
    jobs = [Job(form, path, {(STATUS, "D2"): n}) for n, path in enumerate(targets, start=1)]
    office.fill_many(jobs)
    assert [office.read(path)[STATUS]["D5"] for path in targets] == [1, 2, 3]


def test_rounds_are_evaluated_without_saving(office: Office, form: Path) -> None:
    before = form.read_bytes()
    rounds: list[Entries] = [
        {(STATUS, "B2"): [["Pågående"], [""]]},
        {(STATUS, "B2"): [[""], ["Försenad"]]},
    ]
    answers = office.evaluate(form, rounds, [(STATUS, "E2:E3")])
    assert answers == [[[[None], ["Status saknas"]]], [[["Status saknas"], [None]]]]
    assert form.read_bytes() == before


def test_a_saved_password_keeps_others_out(office: Office, form: Path) -> None:
    target = form.with_name("secret.xlsx")
    office.fill_in(form, target, {}, password="hemligt")  # noqa: S106 - of a test's own file
    assert target.read_bytes()[:4] == b"\xd0\xcf\x11\xe0"


def test_sheets_are_sorted_cut_copied_and_renamed(office: Office, form: Path) -> None:
    target = form.with_name("changed.xlsx")
    steps = [
        sort(STATUS, "A2:A4", "A"),
        copy_sheet(STATUS, "Kopia"),
        delete_rows("Kopia", 2),
        rename_sheet(STATUS, "Svar"),
    ]
    office.change(form, target, steps, unprotect=True)

    reading = office.read(target)
    assert [reading["Svar"][cell] for cell in ("A2", "A3", "A4")] == ["Avtal", "Budget", "Översyn"]
    assert reading["Kopia"]["A2"] == "Budget"
    with pytest.raises(OfficeError, match="protected"):
        office.change(form, target, steps, unprotect=False)


def test_a_sheet_is_sorted_by_any_of_its_columns(office: Office, form: Path) -> None:
    filled, target = form.with_name("filled.xlsx"), form.with_name("sorted.xlsx")
    office.fill_in(form, filled, {(STATUS, "B2"): [["Pågående"], ["Avbruten"], ["Försenad"]]})
    office.sort(filled, target, STATUS, "A2:D4", "B")

    read = office.read(target)[STATUS]
    assert [read[cell] for cell in ("A2", "A3", "A4")] == ["Avtal", "Budget", "Översyn"]


def test_a_pdf_is_printed(office: Office, form: Path) -> None:
    target = form.with_suffix(".pdf")
    office.to_pdf(form, target)
    assert target.read_bytes()[:5] == b"%PDF-"


def test_an_unknown_sheet_is_named(office: Office, form: Path) -> None:
    with pytest.raises(OfficeError, match="no sheet 'Mått'; there are Uppföljning"):
        office.fill_in(form, form.with_name("x.xlsx"), {("Mått", "A1"): 1})


def test_a_file_that_is_no_workbook_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(OfficeError):
        office.read(tmp_path / "missing.xlsx")


def test_the_office_comes_back_after_it_was_lost(office: Office, form: Path) -> None:
    office.read(form)
    office.crash()
    assert office.read(form)[STATUS]["A2"] == "Översyn"


def test_right_stored_values_are_left_in_peace(office: Office, form: Path) -> None:
    assert stored_values_differing_after_recalculation(form, office) == []


@pytest.mark.parametrize(
    "formula, stored, recalculated",
    [
        ("=A1*2", 5, 4.0),
        ("=A1*2", "", 4.0),
        ('=A1&" st"', "3 st", "2 st"),
        ("=A1/0", 0, ErrorValue("#DIV/0!")),
        ("=NA()", "#N/A", ErrorValue("#N/A")),
    ],
)
def test_a_wrong_stored_value_is_found(
    office: Office,
    tmp_path: Path,
    formula: str,
    stored: float | str,
    recalculated: float | str | ErrorValue,
) -> None:
    path = workbook_with(tmp_path / "wrong.xlsx", formula, stored)
    [(sheet, cell, _stored, found)] = stored_values_differing_after_recalculation(path, office)
    assert (sheet, cell, found) == ("Blad", "B1", recalculated)


@pytest.mark.parametrize(
    "formula, stored",
    [
        ("=A1/3", 2 / 3),
        ('=""', ""),
        ("=A1=2", 1),
        ("=DATE(2024,4,30)", 45412),
    ],
)
def test_a_right_stored_value_is_no_difference(
    office: Office, tmp_path: Path, formula: str, stored: float | str
) -> None:
    path = workbook_with(tmp_path / "right.xlsx", formula, stored)
    assert stored_values_differing_after_recalculation(path, office) == []
