from __future__ import annotations

import warnings
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from kexcel.excel.annotate import CannotAnnotateError, annotate
from kexcel.excel.annotate_marks import Mark
from kexcel.excel.annotate_sheet import ListedFault, Listing
from kexcel.excel.repack import repack
from kexcel.template.schema import Looks

LOOKS = Looks()
BAD, WARNING = LOOKS.bad, LOOKS.warning
DAY = date(2024, 5, 7)
SHEET = "Uppföljning"


def listing(*faults: tuple[str, str, str]) -> Listing:
    """A listing with sheet, cell and what was written of each fault."""
    return Listing(
        name="Att rätta",
        title="Att rätta: Staben",
        lines=("Rätta och skicka tillbaka.",),
        labels=("Nr", "Allvar", "Blad", "Cell", "Rad", "Kolumn", "Skrivet", "Fel", "Åtgärd"),
        faults=tuple(
            ListedFault(("1", "Fel", sheet, cell, "", "", written, "Fel.", "Rätta."), "bad")
            for sheet, cell, written in faults
        ),
        page="Sida &P av &N",
    )


def annotated(
    data: bytes, *marks: Mark, faults: Sequence[tuple[str, str, str]] = ()
) -> tuple[bytes, Any]:
    result = annotate(data, marks, listing(*faults), LOOKS, author="Ånge kommun", modified=DAY)
    return result, opened(result)


def opened(data: bytes, *, data_only: bool = False) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the date beyond all dates
        return load_workbook(BytesIO(data), rich_text=True, data_only=data_only)


def bad(cell: str, text: str = "Fel: Status saknas.", sheet: str = SHEET) -> Mark:
    return Mark(sheet, cell, BAD, text)


def colour(sheet: Worksheet, cell: str) -> str:
    return f"#{str(sheet[cell].fill.fgColor.rgb)[-6:]}" if sheet[cell].fill.fill_type else ""


def note(sheet: Worksheet, cell: str) -> str:
    comment = sheet[cell].comment
    return comment.text if comment else ""


@pytest.fixture(scope="module")
def returned() -> bytes:
    """A workbook with a little of everything that must survive."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet, hidden = book.add_worksheet(SHEET), book.add_worksheet("kexcel")
    hidden.very_hidden()
    hidden.write_string("A1", "kexcel")
    locked = book.add_format({"bg_color": LOOKS.locked, "locked": True})
    entry = book.add_format({"bg_color": LOOKS.input, "locked": False})
    day = book.add_format({"bg_color": LOOKS.input, "locked": False, "num_format": "yyyy-mm-dd"})
    own = book.add_format({"bg_color": "#12AB34", "locked": False, "bold": True})
    sheet.write_string("A1", "Nr", locked)
    sheet.write_string("B1", "Status", locked)
    sheet.write_string("A2", "3.1.1-4", locked)
    sheet.write_string("B2", "Klart typ", entry)
    sheet.write_string("B3", "=inte en formel", own)
    sheet.write_datetime("C2", date(2024, 4, 30), day)
    sheet.write_number("C3", 20240430, day)
    sheet.write_formula("D2", '=IF(B2="","Välj status.","Se <B2>")', locked, "Se <B2>")
    sheet.write_formula("D3", "=1+1.5", locked, 2.5)
    sheet.write_formula("D4", "=1/0", locked, "#DIV/0!")
    sheet.write_rich_string("B4", "lite ", book.add_format({"bold": True}), "fet", " text", entry)
    sheet.write_string("B5", "  rader\nunder varandra ", entry)
    sheet.write_comment("B4", "Avdelningens egen anteckning", {"author": "Staben"})
    sheet.data_validation("B2:B9", {"validate": "list", "source": ["Pågående", "Genomförd"]})
    sheet.conditional_format("B2:B9", {"type": "blanks", "format": own})
    sheet.protect("", {"sort": True, "format_columns": True})
    sheet.set_column("B:B", 37)
    sheet.set_row(1, 41)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.print_area("A1:D9")
    book.define_name("status_column", f"={SHEET}!$B$1")
    book.set_custom_property("kexcel-form", "KX-ABCDEFGH", "text")
    book.close()
    return stream.getvalue()


def properties_of(sheet: Any) -> dict[str, Any]:
    return {
        "state": sheet.sheet_state,
        "protection": dict(sheet.protection),
        "validations": [dict(each) for each in sheet.data_validations.dataValidation],
        "formats": [
            (str(place.sqref), [(rule.type, rule.formula) for rule in place.rules])
            for place in sheet.conditional_formatting
        ],
        "widths": {key: value.width for key, value in sheet.column_dimensions.items()},
        "heights": {key: value.height for key, value in sheet.row_dimensions.items()},
        "frozen": sheet.freeze_panes,
        "print": (sheet.print_title_rows, sheet.print_area, sheet.page_setup.orientation),
        "merged": [str(each) for each in sheet.merged_cells.ranges],
        "tables": {name: table.ref for name, table in sheet.tables.items()},
    }


def cells_of(sheet: Worksheet) -> dict[str, Any]:
    """What each cell says and looks like, but for its fill and note."""
    return {
        cell.coordinate: (
            cell.value,
            cell.data_type,
            cell.number_format,
            cell.protection.locked,
            cell.font.b,
            cell.quotePrefix,
        )
        for row in sheet.iter_rows()
        for cell in row
    }


def test_everything_but_the_marked_cells_is_as_before(returned: bytes) -> None:
    before = opened(returned)
    _data, after = annotated(returned, bad("B2"), bad("B4"))
    assert after.sheetnames == ["Att rätta", *before.sheetnames]
    for name in before.sheetnames:
        assert cells_of(after[name]) | {"C3": None} == cells_of(before[name]) | {"C3": None}
        assert properties_of(after[name]) == properties_of(before[name])
    assert list(after.defined_names) == ["status_column"]
    assert after.custom_doc_props["kexcel-form"].value == "KX-ABCDEFGH"


def test_rich_text_keeps_its_parts(returned: bytes) -> None:
    _data, after = annotated(returned)
    value = after[SHEET]["B4"].value
    assert isinstance(value, CellRichText)
    assert [str(part) for part in value] == ["lite ", "fet", " text"]


def test_a_number_too_great_for_a_date_is_kept(returned: bytes) -> None:
    data, _after = annotated(returned)
    with ZipFile(BytesIO(data)) as archive:
        assert b"<v>20240430</v>" in archive.read("xl/worksheets/sheet2.xml")


def test_formulas_keep_their_stored_results(returned: bytes) -> None:
    data, _after = annotated(returned, bad("D2"))
    values = opened(data, data_only=True)[SHEET]
    assert [values[cell].value for cell in ("D2", "D3", "D4")] == ["Se <B2>", 2.5, "#DIV/0!"]


def test_another_reader_sees_the_same_rows(returned: bytes) -> None:
    def rows(data: bytes) -> list[list[Any]]:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        return book.get_sheet_by_name(SHEET).to_python(skip_empty_area=False)

    data, _after = annotated(returned, bad("B2"))
    assert rows(data) == rows(returned)


def test_a_marked_cell_has_colour_and_note(returned: bytes) -> None:
    _data, after = annotated(returned, bad("B2"), Mark(SHEET, "C2", WARNING, "Varning: sent."))
    assert (colour(after[SHEET], "B2"), colour(after[SHEET], "C2")) == (BAD, WARNING)
    assert note(after[SHEET], "B2") == f"—— Att rätta ——\nFel: Status saknas.\n{'—' * 12}"
    assert after[SHEET]["B2"].comment.author == "Ånge kommun"
    assert after[SHEET]["C2"].number_format == "yyyy-mm-dd"


def test_several_faults_of_a_cell_share_its_note_and_the_first_gives_the_colour(
    returned: bytes,
) -> None:
    _data, after = annotated(returned, bad("B2", "Ett."), Mark(SHEET, "B2", WARNING, "Två."))
    assert colour(after[SHEET], "B2") == BAD
    assert "Ett.\n\nTvå." in note(after[SHEET], "B2")


def test_the_departments_own_note_stands_first(returned: bytes) -> None:
    _data, after = annotated(returned, bad("B4"))
    assert note(after[SHEET], "B4").startswith("Avdelningens egen anteckning\n\n—— Att rätta ——")
    assert after[SHEET]["B4"].comment.author == "Staben"


@pytest.mark.parametrize(
    "mark", [bad("B2", sheet="Borta"), bad("hela bladet"), bad("XFE1"), bad("A9999999")]
)
def test_a_place_that_is_not_in_the_file_is_left_out(returned: bytes, mark: Mark) -> None:
    _data, after = annotated(returned, mark, faults=[(mark.sheet, mark.cell, "")])
    assert cells_of(after[SHEET]).keys() == cells_of(opened(returned)[SHEET]).keys()
    assert after["Att rätta"]["G5"].value is None


def test_the_list_links_to_the_cells(returned: bytes) -> None:
    _data, after = annotated(returned, bad("B2"), faults=[(SHEET, "B2", "Klart typ")])
    sheet = after["Att rätta"]
    assert sheet["D5"].hyperlink.location == "'Uppföljning'!B2"
    assert [cell.value for cell in sheet[5]][:7] == [
        "1",
        "Fel",
        SHEET,
        "B2",
        None,
        None,
        "Klart typ",
    ]
    assert after.active.title == "Att rätta"
    assert [each.sheet_view.tabSelected for each in after.worksheets] == [True, False, False]


def test_what_was_written_stays_text_in_the_list(returned: bytes) -> None:
    _data, after = annotated(returned, faults=[(SHEET, "B3", "=HYPERLINK(1)\x07")])
    cell = after["Att rätta"]["G5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=HYPERLINK(1)", "s", True)


def test_a_second_round_takes_back_the_marks_of_the_first(returned: bytes) -> None:
    first, _book = annotated(returned, bad("B2"), bad("B3"), bad("B4"), bad("A2"))
    _data, after = annotated(first, bad("C2"))
    sheet = after[SHEET]
    assert after.sheetnames == ["Att rätta", SHEET, "kexcel"]
    assert [colour(sheet, cell) for cell in ("A2", "B2", "B3", "C2")] == [
        LOOKS.locked,
        LOOKS.input,
        "#12AB34",
        BAD,
    ]
    assert [note(sheet, cell) for cell in ("B2", "B4")] == ["", "Avdelningens egen anteckning"]


def test_correcting_twice_gives_what_correcting_once_gives(returned: bytes) -> None:
    first, _book = annotated(returned, bad("B2"), faults=[(SHEET, "B2", "x")])
    second, _book = annotated(first, bad("B2"), faults=[(SHEET, "B2", "x")])
    assert second == annotated(first, bad("B2"), faults=[(SHEET, "B2", "x")])[0]
    assert cells_of(opened(second)[SHEET]) == cells_of(opened(first)[SHEET])


def test_a_marked_cell_that_was_moved_gets_the_colour_of_its_kind(returned: bytes) -> None:
    first, book = annotated(returned, bad("B2"))
    book.remove(book["Att rätta"])
    book[SHEET].move_range("B2:B2", rows=7)
    stream = BytesIO()
    book.save(stream)
    assert colour(book[SHEET], "B9") == BAD
    _data, after = annotated(stream.getvalue())
    assert colour(after[SHEET], "B9") == LOOKS.input
    assert first != stream.getvalue()


def test_what_the_department_adds_to_our_note_is_kept(returned: bytes) -> None:
    _data, book = annotated(returned, bad("B2"))
    comment = book[SHEET]["B2"].comment
    book[SHEET]["B2"].comment = Comment(f"{comment.text}\nNu är det rättat.", "Staben")
    stream = BytesIO()
    book.save(stream)
    _data, after = annotated(stream.getvalue())
    assert note(after[SHEET], "B2").strip() == "Nu är det rättat."


def test_a_sheet_of_the_departments_own_with_the_same_name_is_left_alone() -> None:
    book = Workbook()
    book.worksheets[0].title = "Att rätta"
    book.worksheets[0]["A1"] = "vår egen lista"
    stream = BytesIO()
    book.save(stream)
    _data, after = annotated(stream.getvalue())
    assert after.sheetnames == ["Att rätta (2)", "Att rätta"]


def test_a_merged_cell_is_marked_where_it_begins() -> None:
    book = Workbook()
    book.worksheets[0].title = SHEET
    book.worksheets[0].merge_cells("B2:C3")
    stream = BytesIO()
    book.save(stream)
    _data, after = annotated(stream.getvalue(), bad("C3"))
    assert note(after[SHEET], "B2").startswith("—— Att rätta ——")


def test_macros_are_kept(returned: bytes) -> None:
    stream = BytesIO(returned)
    with ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macros")
    data, _after = annotated(stream.getvalue(), bad("B2"))
    with ZipFile(BytesIO(data)) as archive:
        assert archive.read("xl/vbaProject.bin") == b"macros"
        assert b"macroEnabled" in archive.read("[Content_Types].xml")


def test_the_same_input_gives_the_same_bytes(returned: bytes) -> None:
    assert annotated(returned, bad("B2"))[0] == annotated(returned, bad("B2"))[0]


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0 an old .xls", b"PK\x03\x04 cut off"])
def test_a_file_of_another_kind_cannot_be_marked(data: bytes) -> None:
    with pytest.raises(CannotAnnotateError):
        annotated(data)


def test_an_open_document_cannot_be_marked() -> None:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(CannotAnnotateError):
        annotated(stream.getvalue())


def test_the_list_says_page_of_pages_as_the_form_does(returned: bytes) -> None:
    _data, book = annotated(returned)
    assert book.worksheets[0].oddFooter.right.text == "Sida &P av &N"


def test_a_row_is_raised_to_fit_its_texts_and_is_not_fixed() -> None:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet(SHEET)
        wrapped = book.add_format({"text_wrap": True})
        sheet.set_column("A:B", 10)
        sheet.set_row(0, 16)
        sheet.set_row(1, 16)
        sheet.write_string("A1", "kort", wrapped)
        sheet.write_formula("B2", '="x"', wrapped, "Skriv när aktiviteten väntas bli klar.")
    data = stream.getvalue()
    with ZipFile(BytesIO(data)) as archive:
        part = archive.read("xl/worksheets/sheet1.xml")
    loose = repack(
        data,
        modified=DAY,
        replacements={"xl/worksheets/sheet1.xml": part.replace(b' customHeight="1"', b"")},
    )
    result, after = annotated(loose)
    heights = [after[SHEET].row_dimensions[row].height for row in (1, 2)]
    assert (heights[0] < 20, heights[1] > 40) == (True, True)
    with ZipFile(BytesIO(result)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets/" in name]
    assert [content.count(b"customHeight") for content in sheets] == [0, 0]


def test_a_text_becomes_what_it_was_read_as_and_a_formula_stays(returned: bytes) -> None:
    values = {(SHEET, "B2"): Decimal("7.9"), (SHEET, "D2"): Decimal(1)}
    data = annotate(
        returned, (), listing(), LOOKS, author="Ånge kommun", modified=DAY, values=values
    )
    sheet = opened(data)[SHEET]
    assert (sheet["B2"].value, sheet["B2"].data_type) == (7.9, "n")
    assert str(sheet["D2"].value).startswith("=IF(")


def test_a_workbook_without_title_and_creator_is_given_both(returned: bytes) -> None:
    stream = BytesIO()
    bare = opened(returned)
    bare.properties.title, bare.properties.creator = None, None
    bare.save(stream)
    _data, book = annotated(stream.getvalue())
    assert (book.properties.title, book.properties.creator) == (
        "Att rätta: Staben",
        "Ånge kommun",
    )
