from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from kexcel.excel.unpack import unpacked
from tests.builders import sound

MOST = 1_000_000


def entries(data: bytes) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.infolist()


def test_every_part_is_what_the_standard_library_makes_of_it() -> None:
    data = sound()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        expected = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    assert {entry.filename: unpacked(data, entry, MOST) for entry in entries(data)} == expected


def test_a_part_larger_than_it_may_be_is_left_to_the_longer_way() -> None:
    data = sound()
    entry = max(entries(data), key=lambda each: each.file_size)
    assert unpacked(data, entry, entry.file_size) is not None
    assert unpacked(data, entry, entry.file_size - 1) is None


@pytest.mark.parametrize("said", [-1, 1])
def test_a_part_of_another_size_than_it_says_is_left_to_the_longer_way(said: int) -> None:
    data = sound()
    for entry in entries(data):
        entry.file_size += said
        assert unpacked(data, entry, MOST) is None


def test_a_damaged_part_is_left_to_the_longer_way() -> None:
    data = sound()
    entry = max(entries(data), key=lambda each: each.compress_size)
    for place in range(0, entry.compress_size, 97):
        broken = bytearray(data)
        broken[entry.header_offset + 60 + place % (entry.compress_size - 40)] ^= 0x10
        assert unpacked(bytes(broken), entry, MOST) is None
