from __future__ import annotations

import shutil
import subprocess
import tarfile
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Literal

import pytest

from kexcel.collect.parcels import open_parcel
from kexcel.excel.sniff import FileKind, sniff
from tests.builders import examined
from tests.collect.letters import (
    WORKBOOK,
    archive,
    flagged,
    with_raw_name,
)
from tests.collect.unpacking import SMALL, opened, passed, refused, taken


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_in_an_archive_come_out_whole(form: Literal["NFC", "NFD"]) -> None:
    name = unicodedata.normalize(form, "Räkenskaper Ånge – Öst.xlsx")
    assert taken(opened("svar.zip", archive({f"Mapp/{name}": WORKBOOK}))) == [
        ("Räkenskaper Ånge – Öst.xlsx", "svar.zip")
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "cp437", "cp850"])
def test_names_that_no_one_says_the_encoding_of_come_out_whole(encoding: str) -> None:
    raw = "Räkenskaper Ånge Öst.xlsx".encode(encoding)
    plain = b"x" * len(raw)
    data = with_raw_name(archive({plain.decode(): WORKBOOK}), plain, raw)
    assert taken(opened("svar.zip", data)) == [("Räkenskaper Ånge Öst.xlsx", "svar.zip")]


@pytest.mark.parametrize(
    "name",
    ["../../T1.xlsx", "/etc/T1.xlsx", r"C:\Users\chef\T1.xlsx", r"..\..\T1.xlsx", "a//b/T1.xlsx"],
)
def test_only_the_last_part_of_an_entrys_name_is_told(name: str) -> None:
    assert taken(opened("svar.zip", archive({name: WORKBOOK}))) == [("T1.xlsx", "svar.zip")]


def test_litter_in_an_archive_is_passed_over_by_name() -> None:
    litter = ["__MACOSX/._T1.xlsx", ".DS_Store", "Mapp/Thumbs.db", "~$T1.xlsx",
              ".~lock.T1.xlsx#", "desktop.ini", "T1.xlsx.crdownload"]  # fmt: skip
    data = archive({"T1.xlsx": WORKBOOK, **dict.fromkeys(litter, b"x")})
    parcel = opened("svar.zip", data)
    assert (taken(parcel), refused(parcel)) == ([("T1.xlsx", "svar.zip")], [])
    assert len(passed(parcel)) == len(litter)


def test_an_encrypted_entry_is_told_and_the_others_are_taken() -> None:
    parcel = opened("svar.zip", flagged(archive({"T1.xlsx": WORKBOOK}), 1))
    assert refused(parcel) == [("svar.zip › T1.xlsx", "file-encrypted")]


@pytest.mark.skipif(shutil.which("zip") is None, reason="needs Info-ZIP")
def test_archives_of_info_zip_are_read(tmp_path: Path) -> None:
    (tmp_path / "Räkenskaper.xlsx").write_bytes(WORKBOOK)
    for name, words in (("a.zip", []), ("b.zip", ["-P", "hemligt"])):
        subprocess.run(["zip", "-q", *words, name, "Räkenskaper.xlsx"], cwd=tmp_path, check=True)
    plain = opened("a.zip", (tmp_path / "a.zip").read_bytes())
    assert taken(plain) == [("Räkenskaper.xlsx", "a.zip")]
    locked = opened("b.zip", (tmp_path / "b.zip").read_bytes())
    assert refused(locked) == [("b.zip › Räkenskaper.xlsx", "file-encrypted")]


def test_a_damaged_entry_is_told_and_the_others_are_taken() -> None:
    data = archive({"a.xlsx": b"AAAAAAAA", "b.xlsx": WORKBOOK}, packing=zipfile.ZIP_STORED)
    parcel = opened("svar.zip", data.replace(b"AAAAAAAA", b"AAAABAAA"))
    assert (taken(parcel), refused(parcel)) == (
        [("b.xlsx", "svar.zip")],
        [("svar.zip › a.xlsx", "file-unreadable")],
    )


def test_an_entry_packed_in_an_odd_way_is_told() -> None:
    parcel = opened("svar.zip", archive({"T1.xlsx": WORKBOOK}, packing=zipfile.ZIP_LZMA))
    assert refused(parcel) == [("svar.zip › T1.xlsx", "file-unreadable")]


def test_entries_on_top_of_each_other_are_refused() -> None:
    data = bytearray(archive({"a.xlsx": bytes(100), "b.xlsx": bytes(100)}))
    second = data.rfind(b"PK\x01\x02")
    data[second + 42 : second + 46] = (4).to_bytes(4, "little")
    assert refused(opened("svar.zip", bytes(data))) == [("svar.zip", "file-suspicious")]


@pytest.mark.parametrize(
    "entries, expected",
    [
        ({"a": bytes(1_000_000)}, [("svar.zip › a", "file-too-large")]),
        ({"a": bytes(99_000)}, [("svar.zip › a", "file-suspicious")]),
        (dict.fromkeys("abcdefghijk", b"x"), [("svar.zip", "file-suspicious")]),
    ],
)
def test_an_archive_is_held_to_its_limits(
    entries: dict[str, bytes], expected: list[tuple[str, str]]
) -> None:
    assert refused(opened("svar.zip", archive(entries), SMALL)) == expected


def test_an_archive_that_lies_of_its_sizes_is_held_to_them_all_the_same() -> None:
    data = bytearray(archive({"a": bytes(5_000_000)}))
    start = data.rfind(b"PK\x01\x02")
    data[start + 24 : start + 28] = (10).to_bytes(4, "little")
    parcel = opened("svar.zip", bytes(data), SMALL)
    assert (taken(parcel), [name for name, _ in refused(parcel)]) == ([], ["svar.zip › a"])


def test_what_is_unpacked_in_all_is_counted_over_what_is_nested() -> None:
    part = {f"{number}": bytes(range(256)) * 300 for number in range(3)}
    inner = archive(part, packing=zipfile.ZIP_STORED)
    limits = replace(SMALL, entry_bytes=300_000)
    assert opened("svar.zip", inner, limits).refused == ()
    nested = opened("a.zip", archive({"b.zip": inner, "c.zip": inner}), limits)
    assert "file-suspicious" in {code for _, code in refused(nested)}


def test_a_workbook_with_a_password_within_is_left_to_the_reader() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert taken(opened("svar.zip", archive({"T1.xlsx": locked}))) == [("T1.xlsx", "svar.zip")]


def tarred() -> bytes:
    packed = BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        tar.addfile(tarfile.TarInfo("T1.xlsx"), BytesIO())
    return packed.getvalue()


@pytest.mark.parametrize(
    "make",
    [lambda: b"Rar!\x1a\x07\x01\x00", lambda: b"7z\xbc\xaf\x27\x1c\0\4", lambda: b"\x1f\x8b\x08",
     tarred],
)  # fmt: skip
def test_other_archives_are_told_what_to_send_instead(make: Callable[[], bytes]) -> None:
    data = make() + bytes(600)
    assert (sniff(data), open_parcel("svar.rar", data)) == (FileKind.ARCHIVE, None)
    (finding,) = examined(data, file="svar.rar").findings
    assert "send the workbook itself" in dict(finding.details)["kind"]
