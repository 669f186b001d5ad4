"""The fast way to write a workbook gives the bytes that XlsxWriter gives by itself."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any
from zipfile import LargeZipFile, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter.exceptions import OverlappingRange

from kexcel.excel.book import NewBook, Properties, new_book, plainly
from kexcel.excel.quick import parts
from kexcel.excel.quick.calls import PLAIN
from kexcel.excel.quick.parts import Deflated, PartStream, packed
from kexcel.excel.quick.row_formula import RowFormula
from kexcel.excel.quick.sheet import QuickSheet
from kexcel.template.schema import Looks

PROPERTIES = Properties("Titel & mer", "Ämne", "Ånge (exempel)", date(2024, 4, 30))
Write = Callable[[Any, NewBook], None]

TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["", " ", "a\nb", "\x00\x1f", "_x0041_", "<r>&</r>", "Åäö 😀", "￿", "x" * 32_800]
    ),
)
VALUES = st.one_of(
    TEXTS,
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=3),
    st.dates(date(1900, 1, 1), date(9999, 12, 31)),
    st.datetimes(datetime(1900, 1, 1), datetime(9999, 12, 31)),  # noqa: DTZ001 - as in Excel
)  # fmt: skip
RESULTS = st.sampled_from([0, 1.5, Decimal("2.50"), "", "ord", "a<b&c", "#N/A", "#SPILL!", True])
FORMULAS = st.sampled_from(
    [
        "=1+1", "=SUM(A1:A3)", '=IF(A1<>"&",1,"<")', "=SORT(A1:A9)", "{=SUM(A1:A3*2)}", "1+1",
        "=_xlfn.CONCAT(A1)", '=TRIM("FILTER(")', "=XLOOKUP(1,A:A,B:B)", "=ROUND(2.5,0)", '=A1="="',
        '=IFERROR(SUMPRODUCT((A1:A2="x")*1),"")', "=DAYS(A1,A2)", "=SINGLE(A1)", '=EXACT("{","}")',
    ]
)  # fmt: skip
LOOKS = st.sampled_from([{}, {"bold": True}, {"num_format": "0.00"}, {"bg_color": "#AABBCC"}])
CELLS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 30), VALUES, LOOKS), max_size=60)
FORMULA_CELLS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 30), FORMULAS, RESULTS, LOOKS), max_size=20
)
ROWS = st.lists(
    st.tuples(
        st.integers(0, 50),
        st.sampled_from([None, 0, 15, 15.75, 20, 31.2, 409]),
        st.sampled_from([{}, {"hidden": True}, {"level": 2}, {"collapsed": True}]),
        st.one_of(st.none(), LOOKS),
    ),
    max_size=12,
)  # fmt: skip


def both(write: Write) -> tuple[bytes, bytes]:
    """The workbook written fast, and by XlsxWriter cell by cell."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with new_book(Looks(), PROPERTIES) as fast:
            write(fast.sheet("Blad & ett"), fast)
        with plainly(), new_book(Looks(), PROPERTIES) as plain:
            write(plain.sheet("Blad & ett"), plain)
    return fast.data, plain.data


def holds(write: Write) -> None:
    fast, plain = both(write)
    assert contents(fast) == contents(plain)
    assert fast == plain


def contents(data: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def put(sheet: Any, row: int, column: int, value: Any, style: Any) -> None:
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, style)
    else:
        sheet.write_number(row, column, value, style)


@settings(deadline=None)
@given(cells=CELLS, formulas=FORMULA_CELLS, rows=ROWS)
def test_any_cells_in_any_order_come_out_the_same(
    cells: list[Any], formulas: list[Any], rows: list[Any]
) -> None:
    def write(sheet: Any, book: NewBook) -> None:
        for row, column, value, looks in cells:
            put(sheet, row, column, value, book.styles.get(**looks))
        for row, height, options, looks in rows:
            style = None if looks is None else book.styles.get(**looks)
            sheet.set_row(row, height, style, options)
        for row, column, formula, value, looks in formulas:
            sheet.write_formula(row, column, formula, book.styles.get(**looks), value)

    holds(write)


@pytest.mark.parametrize("of_column", [False, True])
def test_formats_of_rows_and_columns_are_taken_by_the_cells_that_have_none(
    *, of_column: bool
) -> None:
    def write(sheet: Any, book: NewBook) -> None:
        style = book.styles.get(italic=True)
        if of_column:
            sheet.set_column(1, 1, 20, style)
        else:
            sheet.set_row(2, 30, style)
        sheet.write_string(2, 1, "ord")
        sheet.write_row_formula(2, 2, RowFormula(lambda row: f"=A{row}&B{row}", 2), None, "ord")

    holds(write)


def test_what_surrounds_the_cells_is_left_to_xlsxwriter() -> None:
    def write(sheet: Any, book: NewBook) -> None:
        style = book.styles.get(bold=True)
        for row in range(40):
            sheet.write_string(row, 0, f"rad {row % 7}", style)
            sheet.write_number(row, 1, row, style)
            sheet.write_formula(row, 2, f"=B{row + 1}*2", style, 2 * row)
            sheet.write_url(row, 3, f"external:../a.xlsx#'Blad'!A{row + 1}", string="", tip="där")
            sheet.write_datetime(row, 3, date(2024, 1, 1), style)
            sheet.set_row(row, 20 + row % 3, None, {"level": row % 2})
        sheet.write_comment(3, 9, "en anteckning", {"author": ""})
        sheet.write_comment(60, 2, "en till")
        sheet.write_rich_string(50, 0, "a", style, "b", "c")
        sheet.write_array_formula("A52:A53", "{=A1:A2}", style, "rad 0")
        sheet.add_table(0, 0, 30, 2, {"name": "Rader", "columns": [{"header": "Å"}] * 3})
        sheet.data_validation(1, 0, 9, 0, {"validate": "list", "source": ["a", "b"]})
        rule = {"type": "formula", "criteria": '=EXACT($A1,"rad 1")', "format": style}
        sheet.conditional_format(0, 0, 9, 0, rule)
        chart = book.workbook.add_chart({"type": "bar"})
        chart.add_series(
            {"categories": "='Blad & ett'!$A$1:$A$9", "values": "='Blad & ett'!$C$1:$C$9"}
        )
        sheet.insert_chart("F2", chart)
        book.sheet("Tomt")
        book.workbook.set_custom_property("kod", "KX-1", "text")

    holds(write)


@pytest.mark.parametrize(
    "area", [(0, 0, 30, 2), (20, 1, 25, 1), (30, 2, 40, 9), (0, 2, 1, 3), (5, 0, 5, 0)]
)
def test_a_table_over_another_is_refused(area: tuple[int, int, int, int]) -> None:
    with new_book(Looks(), PROPERTIES) as book:
        sheet = book.sheet("Blad")
        sheet.add_table(0, 0, 30, 2, {"name": "Ett"})
        with pytest.raises(OverlappingRange):
            sheet.add_table(*area, {"name": "Två"})
        assert sheet.add_table(31, 0, 40, 2, {"name": "Tre"}) == 0


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"autofilter": False, "style": None},
        {"header_row": False},
        {"total_row": True, "columns": [{"total_string": "Summa"}, {"total_function": "sum"}]},
        {"columns": [{"header": "Å"}, {"header": "Ä", "formula": "=[@Å]*2"}]},
        {"data": [["a", 1], ["b", 2]]},
        {"banded_rows": False, "title": "Rubrik"},
    ],
)
def test_a_table_of_any_kind_is_the_same(options: dict[str, Any]) -> None:
    holds(lambda sheet, _: sheet.add_table(3, 1, 9, 2, {"name": "Tabell", **options}))


def test_odd_places_and_values_go_the_slow_way() -> None:
    def write(sheet: Any, book: NewBook) -> None:
        style = book.styles.get()
        sheet.write_string(1_048_576, 0, "utanför", style)
        sheet.write_blank(2, 16_384, None, style)
        sheet.write_blank(7, 0, None)
        sheet.write_number(3, 3, Fraction(1, 3), style)
        sheet.write_number(3, 4, True, style)  # noqa: FBT003 - a value
        sheet.write_formula(4, 0, "", style)

    holds(write)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_no_number_is_refused_as_before(number: Any) -> None:
    with pytest.raises(TypeError), new_book(Looks(), PROPERTIES) as book:
        book.sheet("Blad").write_number(0, 0, number, None)


@given(gaps=st.lists(st.sampled_from(["+", "<", "&", '"å"', "*$C$1*", "SUM(", ")"]), max_size=8))
def test_a_formula_of_all_rows_is_each_rows_own(gaps: list[str]) -> None:
    def made(row: str) -> str:
        return "=" + "".join(f"A{row}{gap}" for gap in gaps) + f"B{row}"

    def write(sheet: Any, book: NewBook) -> None:
        formula = RowFormula(made, 120)
        for row in (0, 8, 9, 99, 120):
            sheet.write_row_formula(row, 0, formula, book.styles.get(), "x")

    holds(write)


def test_a_formula_of_all_rows_with_a_newer_function_gets_its_prefix() -> None:
    def write(sheet: Any, book: NewBook) -> None:
        formula = RowFormula(lambda row: f"=IFERROR(DAYS(A{row},B{row})<XOR(1,0),0)", 9)
        for row in range(10):
            sheet.write_row_formula(row, 2, formula, book.styles.get(), row)

    holds(write)


def test_functions_said_to_be_plain_are_left_alone_by_xlsxwriter() -> None:
    with plainly(), new_book(Looks(), PROPERTIES) as book:
        sheet = book.sheet("Blad")
    for name in PLAIN:
        for newer in (False, True):
            assert sheet._prepare_formula(f"={name}(A1)", newer) == f"{name}(A1)"  # noqa: SLF001 - what it leaves alone
        assert sheet.write_formula(0, 0, f"={name}(A1)") == 0
        assert type(sheet.table[0][0]).__name__ == "Formula"


def test_a_large_part_is_deflated_as_it_comes_and_is_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parts, "_MOST_HELD", 1000)

    def write(sheet: Any, book: NewBook) -> None:
        for row in range(3000):
            sheet.write_string(row, 0, f"text {row * 7919 % 1009} å", book.styles.get())
            sheet.write_number(row, 1, row / 7, book.styles.get(bold=bool(row % 3)))

    holds(write)


def test_equal_parts_of_two_workbooks_are_deflated_once() -> None:
    def part(text: str) -> Deflated:
        stream = PartStream()
        stream.write(text)
        return stream.finished()

    assert part("<a/>") is part("<a/>")
    assert part("<a/>") != part("<b/>")


def test_a_part_of_more_than_two_gigabytes_is_refused() -> None:
    with pytest.raises(LargeZipFile):
        packed([("xl/a.xml", Deflated(0, 1 << 31, b""))])


def test_sheets_are_written_fast_unless_asked_otherwise() -> None:
    with new_book(Looks(), PROPERTIES) as fast:
        assert isinstance(fast.sheet("Blad"), QuickSheet)
    with plainly(), new_book(Looks(), PROPERTIES) as plain:
        assert not isinstance(plain.sheet("Blad"), QuickSheet)
