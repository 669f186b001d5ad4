"""What programs write in the cells of .xlsx, each in its own way."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from kexcel.excel.guard import guard
from kexcel.excel.read import read_workbook
from kexcel.excel.workbook_data import SheetData, WorkbookData
from kexcel.model.cell import CellValue, ErrorValue, FormulaText, Percentage
from tests.builders import SOUND, examined, said, sound, values

SHEET = "xl/worksheets/sheet1.xml"
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def workbook(*, epoch: datetime | None = None) -> bytes:
    """A workbook whose style 1 is a date and style 2 a share."""
    book = Workbook()
    book.epoch = epoch or book.epoch
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"] = date(2024, 4, 30), 0.5
    sheet["A2"].number_format = "0 %"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(data: bytes) -> WorkbookData:
    return read_workbook(data, guard(data))


def sheet_with(rows: str, *, strings: str = "", after: str = "", epoch: datetime | None = None) -> SheetData:  # fmt: skip  # noqa: E501
    parts = parts_of(workbook(epoch=epoch))
    xml = f'<worksheet xmlns="{SPREADSHEET}"><dimension ref="A1"/>'
    parts[SHEET] = f"{xml}<sheetData>{rows}</sheetData>{after}</worksheet>".encode()
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{SPREADSHEET}">{strings}</sst>'.encode()
    (sheet,) = read(packed(parts)).sheets
    return sheet


@pytest.mark.parametrize(
    "cell, value",
    [
        ('<c t="str"><v>Klar</v></c>', "Klar"),
        ('<c t="inlineStr"><is><t>Klar</t></is></c>', "Klar"),
        ('<c t="inlineStr"><is><r><t>Kl</t></r><r><rPr><b/></rPr><t>ar</t></r></is></c>', "Klar"),
        ('<c t="inlineStr"><is><t>Klar</t><rPh sb="0" eb="1"><t>k</t></rPh></is></c>', "Klar"),
        ('<c t="str"><v xml:space="preserve">  Klar </v></c>', "  Klar "),
        ('<c t="str"><v>a_x000D_\nb</v></c>', "a\nb"),
        ('<c t="str"><v>_x005F_x000D_</v></c>', "_x000D_"),
        ('<c t="str"><v>_xD83D__xDE00_</v></c>', "😀"),
        ('<c t="str"><v>_xD83D_</v></c>', "\ufffd"),
        ('<c t="b"><v>1</v></c>', True),
        ('<c t="e"><v>#DIV/0!</v></c>', ErrorValue("#DIV/0!")),
        ('<c t="e"><v>#SPILL!</v></c>', ErrorValue("#SPILL!")),
        ('<c t="d"><v>2024-04-30T00:00:00.000Z</v></c>', date(2024, 4, 30)),
        ('<c t="d"><v>2024-04-30</v></c>', date(2024, 4, 30)),
        ('<c t="d"><v>2024-04-29T22:00:00.000Z</v></c>', "2024-04-29T22:00:00.000Z"),
        ('<c t="d"><v>2024-13-30</v></c>', "2024-13-30"),
        ("<c><v>12</v></c>", 12),
        ("<c><v>1.25E1</v></c>", 12.5),
        ("<c><v>1E999</v></c>", ErrorValue("#NUM!")),
        ("<c><v>tolv</v></c>", "tolv"),
        ('<c s="1"><v>45412</v></c>', date(2024, 4, 30)),
        ('<c s="1"><v>20240430</v></c>', 20240430),
        ('<c s="2"><v>0.5</v></c>', Percentage(0.5)),
        ("<c><f>A1*2</f><v>4</v></c>", FormulaText("=A1*2", "4")),
        ('<c><f t="array" ref="A1">SUM(B:B)</f></c>', FormulaText("=SUM(B:B)")),
        ('<c><f t="dataTable" ref="A1"/><v>1</v></c>', FormulaText("{=TABLE()}", "1")),
    ],
)  # fmt: skip
def test_a_cell_means_what_it_says(cell: str, value: CellValue) -> None:
    found = dict(sheet_with(f"<row>{cell}</row>").cells)
    assert (found, type(found[0, 0])) == ({(0, 0): value}, type(value))


@pytest.mark.parametrize("cell", ['<c t="str"><v></v></c>', '<c t="n"/>', '<c t="inlineStr"/>'])
def test_a_cell_with_nothing_in_it_is_blank(cell: str) -> None:
    assert dict(sheet_with(f"<row>{cell}</row>").cells) == {}


def test_shared_texts_may_be_in_several_pieces() -> None:
    strings = "<si><t>a</t></si><si><r><t>b</t></r><r><t xml:space='preserve'> c</t></r></si>"
    rows = '<row><c t="s"><v>1</v></c><c t="s"><v>0</v></c></row>'
    assert dict(sheet_with(rows, strings=strings).cells) == {(0, 0): "b c", (0, 1): "a"}


def test_a_shared_formula_is_moved_to_where_it_stands() -> None:
    rows = (
        '<row r="1"><c r="B1"><f t="shared" si="0" ref="B1:B2">A1+1</f></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/></c></row>'
    )
    cells = sheet_with(rows).cells
    assert (cells[0, 1], cells[1, 1]) == (FormulaText("=A1+1"), FormulaText("=A2+1"))


def test_rows_and_cells_need_not_say_where_they_are() -> None:
    rows = '<row r="3"><c><v>1</v></c><c r="D3"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>'  # noqa: E501
    assert dict(sheet_with(rows).cells) == {(2, 0): 1, (2, 3): 2, (2, 4): 3, (3, 0): 4}


def test_what_lies_beneath_a_merged_cell_is_read_and_known_for_it() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    sheet = sheet_with(rows, after='<mergeCells><mergeCell ref="A1:A3"/></mergeCells>')
    assert dict(sheet.cells) == {(0, 0): 1, (1, 0): 2}
    assert set(sheet.covered) == {(1, 0)}


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    sheet = sheet_with('<row><c s="1"><v>43950</v></c></row>', epoch=CALENDAR_MAC_1904)
    assert sheet.cells[0, 0] == date(2024, 4, 30)


@pytest.mark.parametrize("part", ["xl/styles.xml", "docProps/core.xml", "docProps/custom.xml"])
def test_a_broken_part_without_answers_keeps_none_from_being_read(part: str) -> None:
    parts = parts_of(sound())
    parts[part] = parts[part][:-20]
    result = examined(packed(parts))
    assert values(result) == dict(SOUND)
    assert {code for _, _, code in said(result)} <= {"interpreted"}


STRICT = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"spreadsheetml/main"),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"officeDocument/relationships",
    ),
)


def test_a_workbook_of_the_strict_format_is_read_as_any_other() -> None:
    parts = parts_of(sound())
    for name in parts:
        for usual, strict in STRICT:
            parts[name] = parts[name].replace(usual, b"http://purl.oclc.org/ooxml/" + strict)
    result = examined(packed(parts))
    assert (said(result), values(result)) == ([], dict(SOUND))
