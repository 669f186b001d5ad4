"""The scan gives what the careful reader gives, or leaves the file to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.datetime import from_excel

from kexcel.documents.plan.writer import write_plan
from kexcel.excel.guard import guard
from kexcel.excel.readers_openpyxl import read_with_openpyxl
from kexcel.excel.scan import NotPlainError, scan_workbook
from kexcel.excel.scan.moments import moment
from kexcel.excel.scan.styles import is_day, is_span
from kexcel.excel.workbook_data import WorkbookData
from kexcel.model.cell import ErrorValue, FormulaText, Percentage, TimeOfDay
from tests.both_readers import carefully, told
from tests.builders import answered, issued, plan, sound
from tests.corpus.makers import hostile_files
from tests.excel.test_xlsx_cells import SHEET, SPREADSHEET, packed, parts_of, workbook
from tests.programs.answers import workbooks
from tests.programs.fixtures import Save
from tests.programs.imitations import IMITATIONS
from tests.programs.ways import WAYS, Way


def scanned(data: bytes) -> WorkbookData | None:
    """What the scan makes of a file; None where it leaves it to the careful reader."""
    guarded = guard(data)
    if guarded.archive is None:
        return None
    try:
        return scan_workbook(guarded.archive)
    except NotPlainError:
        return None


def assert_same(data: bytes) -> None:
    plain, careful = scanned(data), carefully(data)
    assert plain is not None
    assert careful is not None
    assert told(plain) == told(careful)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("period", ["internbudget", "T1", "T2"])
@pytest.mark.parametrize("department", ["stab", "ekonomi"])
def test_an_issued_form_is_plain(department: str, period: str, language: str) -> None:
    assert_same(issued(department, period, language).workbook())


def test_a_filled_in_form_and_a_plan_are_plain() -> None:
    for data in (sound(), answered({("measures", "sjukfranvaro-stab", "outcome"): 5.25})):
        assert_same(data)
    assert_same(write_plan(plan()))


SCANNED_WAYS = {"LibreOffice", "openpyxl", "exceljs", "pandas", "pyexcel"}


@pytest.mark.parametrize("way", [w for w in WAYS if w.ending in {"xlsx", "xlsm"}], ids=str)
def test_a_form_saved_by_any_program_is_read_alike(way: Way, save: Save) -> None:
    for data in save(way, workbooks()).values():
        plain = scanned(data)
        assert (plain is not None) == (way.program in SCANNED_WAYS)
        assert plain is None or told(plain) == told(read_with_openpyxl(data))


@pytest.mark.parametrize("make", IMITATIONS.values(), ids=IMITATIONS.keys())
def test_an_imitation_of_a_program_is_read_alike(make: Any) -> None:
    plain = scanned(make())
    assert plain is None or told(plain) == told(read_with_openpyxl(make()))


@pytest.mark.parametrize("hostile", list(hostile_files()), ids=lambda each: each.name)
def test_a_hostile_file_is_left_to_the_careful_reader_or_read_alike(hostile: Any) -> None:
    data = hostile.make()
    plain = scanned(data)
    if plain is not None:
        careful = carefully(data)
        assert careful is not None
        assert told(plain) == told(careful)


def with_cells(rows: str, *, strings: str = "", after: str = "", head: str = "") -> bytes:
    parts = parts_of(workbook())
    xml = f'<worksheet xmlns="{SPREADSHEET}">{head}'
    parts[SHEET] = f"{xml}<sheetData>{rows}</sheetData>{after}</worksheet>".encode()
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{SPREADSHEET}">{strings}</sst>'.encode()
    return packed(parts)


def cell(inside: str, attributes: str = "") -> str:
    return f'<row r="1"><c r="A1"{attributes}>{inside}</c></row>'


PLAIN = {
    "a whole number": cell("<v>12</v>"),
    "a number with decimals": cell("<v>0.1</v>"),
    "a number beyond all": cell("<v>1E999</v>"),
    "no number": cell("<v>tolv</v>"),
    "an error": cell("<v>#DIV/0!</v>", ' t="e"'),
    "an error of a new kind": cell("<v>#SPILL!</v>", ' t="e"'),
    "true": cell("<v>1</v>", ' t="b"'),
    "a text of its own": cell("<is><t>Klar</t></is>", ' t="inlineStr"'),
    "spaces": cell('<is><t xml:space="preserve">  Klar </t></is>', ' t="inlineStr"'),
    "a formula's text": cell("<f>A2&amp;&quot;x&quot;</f><v>ax</v>", ' t="str"'),
    "a formula without a result": cell("<f>A2</f>"),
    "a formula with an empty result": cell("<f>A2</f><v></v>", ' t="str"'),
    "an array": cell('<f t="array" ref="A1">SUM(B:B)</f><v>3</v>'),
    "a data table": cell('<f t="dataTable" ref="A1"/><v>1</v>'),
    "signs that XML cannot hold": cell("<v>a_x000D_b_xD83D__xDE00_</v>", ' t="str"'),
    "references to signs": cell("<v>&lt;&#65;&#x42;&amp;amp;&gt;</v>", ' t="str"'),
    "line breaks": cell("<v>a\r\nb\rc&#13;d</v>", ' t="str"'),
    "a day": cell("<v>45412</v>", ' s="1"'),
    "a day with a time": cell("<v>45412.75</v>", ' s="1"'),
    "a time": cell("<v>0.5</v>", ' s="1"'),
    "a day before March 1900": cell("<v>59</v>", ' s="1"'),
    "no day": cell("<v>20240430</v>", ' s="1"'),
    "a share": cell("<v>0.058</v>", ' s="2"'),
    "a blank cell with a format": '<row r="1"><c r="A1" s="2"/></row>',
    "a far cell": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "the same cell twice": '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    "rows without cells": '<row r="1"/><row r="2"></row><row r="3"><c r="A3"><v>1</v></c></row>',
    "shared formulas": '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1+$C$1</f></c></row>'
    '<row r="2"><c r="A2"><f t="shared" si="0"/><v>3</v></c></row>',
}


@pytest.mark.parametrize("rows", PLAIN.values(), ids=PLAIN.keys())
def test_a_plain_cell_is_read_alike(rows: str) -> None:
    assert_same(with_cells(rows))


def test_shared_texts_and_what_lies_beneath_a_merged_cell_are_read_alike() -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>'
    strings = '<si><t/></si><si><t xml:space="preserve"> a&amp;_x0041_\r\n</t></si>'
    assert_same(with_cells(rows, strings=strings))
    filled = rows.replace("<v>0", "<v>1")
    merged = '<mergeCells count="1"><mergeCell ref="A1:C3"/></mergeCells>'
    assert_same(with_cells(filled, strings=strings, after=merged))


LEFT_TO_THE_CAREFUL = {
    "a text in pieces": (cell("<v>0</v>", ' t="s"'), "<si><r><t>a</t></r></si>", ""),
    "reading aids": (
        cell("<v>0</v>", ' t="s"'), '<si><t>a</t><rPh sb="0" eb="1"><t>b</t></rPh></si>', "",
    ),
    "a text that is not there": (cell("<v>7</v>", ' t="s"'), "<si><t>a</t></si>", ""),
    "a day as text": (cell("<v>2024-04-30</v>", ' t="d"'), "", ""),
    "a cell that does not say where it is": ("<row><c><v>1</v></c></row>", "", ""),
    "an unknown attribute of a cell": (cell("<v>1</v>", ' ph="1"'), "", ""),
    "something between cells": (f"{cell('<v>1</v>')}<!-- x -->", "", ""),
    "another element in a cell": (cell("<v>1</v><extLst/>"), "", ""),
    "merged cells of an unusual form": ("", "", '<mergeCells><mergeCell ref="A:B"/></mergeCells>'),
    "a part that is no sound XML": (cell("<v>1</v>"), "", "<a>"),
    "an entity of its own": (cell("<v>&a;</v>", ' t="str"'), "", ""),
}  # fmt: skip


@pytest.mark.parametrize(
    "rows, strings, after", LEFT_TO_THE_CAREFUL.values(), ids=LEFT_TO_THE_CAREFUL.keys()
)
def test_what_is_not_plain_is_left_to_the_careful_reader(
    rows: str, strings: str, after: str
) -> None:
    assert scanned(with_cells(rows, strings=strings, after=after)) is None


@pytest.mark.parametrize(
    "part, before, after",
    [
        ("xl/workbook.xml", b"<workbookPr", b'<workbookPr date1904="1"'),
        ("xl/workbook.xml", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
         b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
        ("xl/worksheets/sheet1.xml", b'encoding="UTF-8"', b'encoding="UTF-16"'),
        ("xl/styles.xml", b"<cellXfs", b"<cellXfz"),
        ("docProps/custom.xml", b"lpwstr", b"variant"),
        ("xl/_rels/workbook.xml.rels", b"relationships/worksheet", b"relationships/chartsheet"),
    ],
)  # fmt: skip
def test_an_unusual_workbook_is_left_to_the_careful_reader(
    part: str, before: bytes, after: bytes
) -> None:
    parts = parts_of(sound())
    assert before in parts[part]
    parts[part] = parts[part].replace(before, after)
    assert scanned(packed(parts)) is None


def damaged(random: Random) -> Iterator[bytes]:
    """The form with a part of it changed: bytes lost, tags moved, attributes doubled."""
    parts = parts_of(sound())
    name = random.choice([each for each in sorted(parts) if each.endswith((".xml", ".rels"))])
    tokens = re.split(rb"(<[^>]*>)", parts[name])
    place, other = random.randrange(len(tokens)), random.randrange(len(tokens))
    moved = [*tokens]
    moved[place], moved[other] = moved[other], moved[place]
    cut = parts[name][: random.randrange(len(parts[name]))]
    doubled = [*tokens[:place], tokens[place], *tokens[place:]]
    for content in (b"".join(moved), cut, b"".join(doubled)):
        yield packed({**parts, name: content})


@hypothesis_settings(max_examples=40, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_a_damaged_form_is_never_read_as_something_else(seed: int) -> None:
    for data in damaged(Random(seed)):  # noqa: S311 - for a test
        plain, careful = scanned(data), carefully(data)
        if plain is not None and careful is not None:
            assert [s.name for s in plain.sheets] == [s.name for s in careful.sheets]
            for mine, theirs in zip(plain.sheets, careful.sheets, strict=True):
                assert mine.cells.keys() == theirs.cells.keys()


@given(st.floats(-1e7, 1e7) | st.integers(-10, 3_000_000), st.booleans())
def test_a_number_is_the_day_that_the_library_makes_of_it(
    number: float,
    span: bool,  # noqa: FBT001 - what hypothesis makes
) -> None:
    try:
        meant: Any = from_excel(number, timedelta=span)
    except (OverflowError, ValueError):
        assert moment(number, is_span=span) == number
        return
    if hasattr(meant, "year"):
        assert moment(number, is_span=span) == meant.date()
    else:
        assert moment(number, is_span=span) == TimeOfDay(number)


@given(st.text('dmyhs[]"\\_%;0#. AP-/:@', max_size=20))
def test_a_number_format_shows_what_the_library_says(number_format: str) -> None:
    assert is_day(number_format) == is_date_format(number_format)
    assert is_span(number_format) == is_timedelta_format(number_format)


def test_kinds_of_cells_are_told_apart() -> None:
    rows = (
        '<row r="1"><c r="A1" s="1"><v>45412</v></c><c r="B1" s="2"><v>0.5</v></c>'
        '<c r="C1" t="e"><v>#N/A</v></c><c r="D1"><f>1+1</f><v>2</v></c></row>'
    )
    read = scanned(with_cells(rows))
    assert read is not None
    cells = read.sheets[0].cells
    assert cells[0, 0] == date(2024, 4, 30)
    assert isinstance(cells[0, 1], Percentage)
    assert cells[0, 2] == ErrorValue("#N/A")
    assert cells[0, 3] == FormulaText("=1+1", "2")
