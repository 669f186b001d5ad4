from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from kexcel.excel.repack import repack

DAY = date(2024, 5, 7)


def saved(text: str) -> bytes:
    book = Workbook()
    book.worksheets[0]["A1"] = text
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def unsorted_copy(data: bytes) -> bytes:
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(stream, "w", ZIP_STORED) as target:
        for name in reversed(source.namelist()):
            target.writestr(name, source.read(name))
    return stream.getvalue()


def test_order_and_time_of_parts_make_no_difference() -> None:
    data = saved("Staben")
    assert repack(unsorted_copy(data), modified=DAY) == repack(data, modified=DAY)


def test_parts_start_with_what_tells_the_kind_of_file() -> None:
    with ZipFile(BytesIO(repack(unsorted_copy(saved("x")), modified=DAY))) as archive:
        assert archive.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_the_day_given_is_when_it_was_modified() -> None:
    book = load_workbook(BytesIO(repack(saved("Staben"), modified=DAY)))
    assert str(book.properties.modified) == "2024-05-07 00:00:00"
    assert book.worksheets[0]["A1"].value == "Staben"


@pytest.mark.parametrize("part, kept", [("xl/theme/theme1.xml", b"<a/>"), ("xl/other.xml", None)])
def test_a_part_is_replaced_only_where_there_is_one(part: str, kept: bytes | None) -> None:
    data = repack(saved("x"), modified=DAY, replacements={part: b"<a/>"})
    with ZipFile(BytesIO(data)) as archive:
        assert (archive.read(part) if part in archive.namelist() else None) == kept
