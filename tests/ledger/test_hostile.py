"""Files that are no ledgers, or are built to hurt: told in words, quickly, with nothing guessed."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from kexcel.errors import UnreadableInputError
from kexcel.ledger import LEDGER_BYTES, Terms, read_ledger
from kexcel.locale import translator
from tests.corpus.makers import Hostile, hostile_files
from tests.corpus.parts import ole, parts_of, zipped
from tests.ledger.workbooks import Rows, workbook

TERMS = Terms("utfall.csv", date(2024, 4, 30), "kr", unit="kr", sign="cost-positive")


def why(data: bytes, file: str = "utfall.csv") -> str:
    with pytest.raises(UnreadableInputError) as raised:
        read_ledger(data, replace(TERMS, file=file))
    return raised.value.say(translator("sv")).removeprefix(f"{file} går inte att läsa: ")


def with_sheet(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    parts = parts_of(data)
    name = "xl/worksheets/sheet1.xml"
    return zipped({**parts, name: change(parts[name])})


def bomb() -> bytes:
    saved = BytesIO(workbook([["Ansvar", "Utfall"], [1100, 5]]))
    with zipfile.ZipFile(saved, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b" " * 70_000_000)
    return saved.getvalue()


@pytest.mark.parametrize(
    "data, words",
    [
        (b"", "den är en tom fil"),
        (bytes(5000), "den är en tom fil"),
        (bytes(range(256)) * 40, "den är något som inte går att känna igen"),
        (b"Ansvar;Utfall\n1100;5\n\0\0\n", "den är något som inte går att känna igen"),
        (b"%PDF-1.7\n", "den är en PDF"),
        (b"<html><table><tr><td>Ansvar</td></tr></table></html>", "den är en webbsida"),
        (b"Konto;Summa\n5010;5\n", "ingen rad bland de 30 första har en rubrik för ansvarskoder"),
        (b'<Sie xmlns="http://www.sie.se/sie5"/>', "den är SIE 5 (XML). Exportera den som SIE 4."),
        (b'Ansvar;Utfall\n1100;5\n"1200;6\n1300;7\n', "ett citattecken på rad 3 avslutas inte"),
        (b'Ansvar;Utfall\n"' + b"x" * 200_000 + b'";5\n', "ett citattecken på rad 2 avslutas inte"),
        (ole(b"x" * 5000, "EncryptedPackage"), "den är låst med lösenord"),
    ],
)
def test_what_is_no_ledger_is_told_for_what_it_is(data: bytes, words: str) -> None:
    assert why(data).startswith(words)


def test_a_bomb_is_told_before_it_goes_off() -> None:
    assert why(bomb(), "utfall.xlsx") == "den packar upp till mycket mer än ett formulär rymmer."


def test_a_file_beyond_all_measure_is_not_looked_into() -> None:
    assert why(b"a" * (LEDGER_BYTES + 1)).startswith("den är större än 100 MB")


def test_a_cell_far_away_is_one_cell() -> None:
    rows: Rows = [["Ansvar", "Utfall"], [1100, 5]]
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    data = with_sheet(workbook(rows), lambda sheet: sheet.replace(b"</sheetData>", far))
    (booked,) = read_ledger(data, replace(TERMS, file="utfall.xlsx")).booked
    assert (booked.code, str(booked.amount)) == ("1100", "5")


@pytest.mark.parametrize("hostile", list(hostile_files()), ids=lambda each: each.name)
def test_hostile_workbooks_are_refused_in_words(hostile: Hostile) -> None:
    assert len(why(hostile.make(), hostile.name)) > len("den är .")
