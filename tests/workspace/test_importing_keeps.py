"""What the coordinator has put in plan.xlsx, and no document says, stays when one is read again."""

from __future__ import annotations

import re
import shutil
import tempfile
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from kexcel.documents.plan.reader import read_plan
from kexcel.excel.repack import repack
from kexcel.excel.stored_cells import sheet_parts
from kexcel.model.plan import FrameKind, Perspective, Plan
from tests.documents.prose.reading import REAL
from tests.workspace.places import opened
from tests.workspace.test_importing import (
    amended,
    bring,
    edit,
    imported,
    imported_once,
    row_of,
    standing,
)

__all__ = ["imported"]

DECISIONS: list[list[str | float | date | None]] = [
    ["KF december 2023", "Beslut", date(2023, 12, 18), "KF § 112", None, None, None, None, None],
    ["Flytt mars 2024", "Överföring", date(2024, 3, 12), "KS § 30", None, "Staben", "1100", None,
     -1.5],
    ["Flytt mars 2024", None, None, None, None, "Ekonomiavdelningen", None, None, 1.5],
]  # fmt: skip


def the_plan(folder: Path) -> Plan:
    return opened(folder).plan


def column_of(workbook: Workbook, sheet: str, label: str) -> int:
    return next(int(cell.column) for cell in workbook[sheet][1] if cell.value == label)


def rows_of(workbook: Workbook, sheet: str) -> list[tuple[object, ...]]:
    return list(workbook[sheet].iter_rows(values_only=True))


def fill_everything(workbook: Workbook) -> None:
    """What a coordinator puts in a plan over a year."""
    for row, values in enumerate(DECISIONS, start=2):
        for column, value in enumerate(values, start=1):
            workbook["Rambeslut"].cell(row, column).value = value
    departments = workbook["Avdelningar"]
    for label, text in (
        ("Ansvarskoder", "1100; 1200-1299"),
        ("E-post", "staben@ange.example"),
        ("Chef", "Kanslichef (exempel)"),
        ("Enheter", "Kansli; Kommunikation"),
        ("Alias", "Staben; Kansliet"),
    ):
        departments.cell(2, column_of(workbook, "Avdelningar", label)).value = text
    frames = workbook["Ramar"]
    last = frames.max_column
    frames.cell(1, last + 1).value = "Plan 2025"
    for row in range(2, frames.max_row + 1):
        frames.cell(row, last + 1).value = "+" if frames.cell(row, 2).value == "Tecken" else 10
        frames.cell(row, last + 2).value = "Sett (exempel)"
    frames.cell(1, last + 2).value = "Granskad"
    version = column_of(workbook, "Ramar", "Version")
    for row in range(2, frames.max_row + 1):
        if frames.cell(row, version).value:
            frames.cell(row, version).value = "Förslag november 2023"
    budget = column_of(workbook, "Ramar", "Budget 2023")
    frames.cell(2, budget).value = "+"


@cache
def worked_in() -> tuple[tuple[Workbook, Plan], tuple[Workbook, Plan]]:
    """A plan that a coordinator has worked in, before and after the document is amended."""
    with tempfile.TemporaryDirectory(prefix="kexcel-test-") as place:
        folder = Path(shutil.copytree(imported_once(), Path(place) / "2024"))
        edit(folder, fill_everything)
        before = standing(folder), the_plan(folder)
        text = amended().decode()
        assert "Barn och unga -288,0" in text
        changed = text.replace("Barn och unga -288,0", "Barn och unga 289,0")
        bring(folder, changed.encode(), update=True)
        return before, (standing(folder), the_plan(folder))


def test_decisions_on_frames_stay_as_they_were_written() -> None:
    (book, before), (new_book, after) = worked_in()
    assert rows_of(new_book, "Rambeslut") == rows_of(book, "Rambeslut")
    assert after.frame_versions == before.frame_versions
    assert [(each.name, each.kind) for each in after.frame_versions] == [
        ("KF december 2023", FrameKind.DECIDED),
        ("Flytt mars 2024", FrameKind.TRANSFER),
    ]


def test_codes_addresses_and_names_of_departments_stay() -> None:
    (_book, before), (_new_book, after) = worked_in()
    assert after.departments == before.departments
    assert before.department("stab").codes == ("1100", "1200-1299")
    assert before.department("stab").email == "staben@ange.example"


def test_columns_and_versions_of_frames_stay_and_printed_figures_follow() -> None:
    (_book, before), (new_book, after) = worked_in()
    assert after.frame_columns == before.frame_columns
    assert {line.version for line in after.frames if not line.is_total} == {"Förslag november 2023"}
    assert after.frame_of("stab", "Plan 2025") == Decimal(10)
    assert after.frame_of("stab", "Budget 2024") == Decimal("82.7")
    checked = column_of(new_book, "Ramar", "Granskad")
    assert new_book["Ramar"].cell(5, checked).value == "Sett (exempel)"


def test_a_sign_that_the_coordinator_has_set_stays_and_rules_the_new_figures() -> None:
    (_book, before), (_new_book, after) = worked_in()
    column = (Perspective.CITIZEN, "Budget 2023")
    assert before.printed_signs[column] == after.printed_signs[column] == "+"
    [line] = [each for each in after.frames if each.name == "Barn och unga"]
    assert line.amounts["Budget 2023"] == Decimal("289.0")


@pytest.mark.parametrize("name", ["Ändringsbeslut", "Omorganisation", "Mina anteckningar"])
def test_a_sheet_that_the_import_knows_nothing_of_stays_whole(imported: Path, name: str) -> None:
    def add(workbook: Workbook) -> None:
        # A sheet of the plan's own may be there already, with its headings.
        found = name in workbook.sheetnames
        sheet = workbook[name] if found else workbook.create_sheet(name, 1)
        row = sheet.max_row + 1
        for column, text in enumerate(("Fråga", "nämnden", "§ 14 (exempel)"), start=1):
            sheet.cell(row, column).value = text
        choice = DataValidation(type="list", formula1='"ja,nej"')
        choice.add("D2:D20")
        sheet.add_data_validation(choice)
        sheet.column_dimensions["B"].width = 33

    edit(imported, add)
    before = standing(imported)
    bring(imported, amended(), update=True)
    after = standing(imported)
    assert after.sheetnames == before.sheetnames
    assert rows_of(after, name) == rows_of(before, name)
    choices = [str(each.sqref) for each in after[name].data_validations.dataValidation]
    assert "D2:D20" in choices
    assert after[name].column_dimensions["B"].width == 33


def test_dropdowns_that_excel_keeps_in_extensions_and_cells_it_may_not_complain_of_stay(
    imported: Path,
) -> None:
    path = imported / "plan.xlsx"
    path.write_bytes(with_extension(path.read_bytes()))
    before = raw_sheet(path.read_bytes(), "Aktiviteter")
    bring(imported, amended(), update=True)
    after = raw_sheet(path.read_bytes(), "Aktiviteter")
    for pattern in (rb"<ignoredErrors>.*?</ignoredErrors>", rb"<xm:f>.*?</xm:sqref>"):
        [one], [other] = re.findall(pattern, before), re.findall(pattern, after)
        assert one == other
    assert read_plan(path.read_bytes())[0].activities


EXTENSION = (
    b'<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    b'uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations '
    b'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1">'
    b'<x14:dataValidation type="list" allowBlank="1"><x14:formula1>'
    b"<xm:f>Avdelningar!$B$2:$B$9</xm:f></x14:formula1><xm:sqref>G2:G90</xm:sqref>"
    b"</x14:dataValidation></x14:dataValidations></ext></extLst>"
)


def with_extension(data: bytes) -> bytes:
    """A plan as Excel saves it: a dropdown from another sheet is an extension."""
    with ZipFile(BytesIO(data)) as archive:
        part = sheet_parts(archive)["Aktiviteter"]
        content = archive.read(part)
    changed = content.replace(b"</worksheet>", EXTENSION + b"</worksheet>")
    return repack(data, modified=date(2024, 1, 1), replacements={part: changed})


def raw_sheet(data: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(sheet_parts(archive)[name])


def test_a_formula_keeps_its_result_unless_what_it_builds_on_may_have_changed(
    imported: Path,
) -> None:
    path = imported / "plan.xlsx"

    def calculate(workbook: Workbook) -> None:
        workbook["Mått"]["L2"] = "=1+1"
        workbook["Mått"]["L3"] = "=Aktiviteter!L2"
        workbook.create_sheet("Eget")["A1"] = "=2+2"

    edit(imported, calculate)
    results = {"Mått": {"L2": b"2", "L3": b"5"}, "Eget": {"A1": b"4"}}
    path.write_bytes(with_results_of(path.read_bytes(), results))
    text = REAL.decode().replace("Genomföra två föreläsningar", "Genomföra tre föreläsningar")
    bring(imported, text.encode(), update=True)
    data = path.read_bytes()
    assert b"<f>2+2</f><v>4</v>" in raw_sheet(data, "Eget")
    assert b"<v>5</v>" not in raw_sheet(data, "Mått")
    assert b"<f>Aktiviteter!L2</f>" in raw_sheet(data, "Mått")


def with_results_of(data: bytes, results: dict[str, dict[str, bytes]]) -> bytes:
    """The workbook as a program saves it that calculates."""
    with ZipFile(BytesIO(data)) as archive:
        parts = sheet_parts(archive)
        changed = {parts[name]: archive.read(parts[name]) for name in results}
    for name, cells in results.items():
        for cell, result in cells.items():
            pattern = rb'(<c r="%s"[^>]*><f>[^<]*</f>)<v\s*/?>(</v>)?' % cell.encode()
            content, found = re.subn(pattern, rb"\g<1><v>%s</v>" % result, changed[parts[name]])
            assert found == 1
            changed[parts[name]] = content
    return repack(data, modified=date(2024, 1, 1), replacements=changed)


def test_words_that_are_bold_within_a_cell_stay_bold(imported: Path) -> None:
    def embolden(workbook: Workbook) -> None:
        row = row_of(workbook, "3.1.1-1")
        text = CellRichText("Fråga ", TextBlock(InlineFont(b=True), "nämnden"), " (exempel)")
        workbook["Aktiviteter"].cell(row, 11).value = text

    edit(imported, embolden)
    bring(imported, amended(), update=True)
    book = load_workbook(imported / "plan.xlsx", rich_text=True)
    text = book["Aktiviteter"].cell(row_of(book, "3.1.1-1"), 11).value
    assert isinstance(text, CellRichText)
    assert [(str(part), part.font.b) for part in text if isinstance(part, TextBlock)] == [
        ("nämnden", True)
    ]


def test_a_row_of_frames_that_the_document_no_longer_has_stays_and_is_told(
    imported: Path,
) -> None:
    lines = REAL.decode().split("\n")
    kept = [line for line in lines if not line.startswith("Stab 71,7")]
    assert len(kept) == len(lines) - 1
    result = bring(imported, "\n".join(kept).encode(), update=True)
    gone = [each for each in result.findings if each.code == "gone-from-document"]
    assert [(each.place.sheet, each.place.row) for each in gone] == [("Ramar", "Avdelning/stab")]
    assert the_plan(imported).frame_of("stab", "Budget 2024") == Decimal("81.7")


def test_a_figure_with_more_decimals_is_shown_and_read_with_them(imported: Path) -> None:
    text = REAL.decode().replace("Stab 71,7 -73,5 81,7", "Stab 71,7 -73,5 81,75")
    bring(imported, text.encode(), update=True)
    frames = [line for line in the_plan(imported).frames if line.department == "stab"]
    assert str(frames[0].amounts["Budget 2024"]) == "81.75"
    sheet = standing(imported)["Ramar"]
    assert [c.number_format for c in sheet["F"] if c.value == 81.75] == ["#,##0.00"]
