"""The round's sheets say in Gnumeric what they say elsewhere.

It works no function out row by row within SUMPRODUCT, only comparisons. What LibreOffice shows is
held against Python in tests/office; here Gnumeric recalculates what kexcel stored.
"""

from __future__ import annotations

import subprocess
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kexcel.model.cell import column_letters
from tests.office.test_round import STATES, round_form
from tests.programs.programs import SECONDS, Program

CHANGED = ("Fördelning", "D7", 0.3)
"""An amount that someone changes, so that what is shown must change too."""


def recalculated(gnumeric: Program, data: bytes, folder: Path) -> bytes:
    source, target = folder / "form.xlsx", folder / "omräknad.xlsx"
    source.write_bytes(data)
    command = [*gnumeric.command, "--recalc", str(source), str(target)]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    return target.read_bytes()


def shown(data: bytes) -> dict[tuple[str, str], Any]:
    """What the columns Kontroll, the summaries and the counts of a workbook show."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(data), data_only=True)
    found = {}
    for sheet in round_form().form.sheets:
        checks = [column.index for column in sheet.columns if column.key == "check"]
        places = [(row.index, place) for row in sheet.rows for place in checks]
        places += [(sheet.key_row - 1, place) for place in range(1, 6)]
        places += [(row, 1) for row in range(6, 11)] if sheet.key == "cover" else []
        for row, column in places:
            cell = f"{column_letters(column)}{row + 1}"
            found[sheet.name, cell] = book[sheet.name][cell].value or ""
    return found


@pytest.mark.parametrize("state", STATES)
def test_gnumeric_works_out_what_kexcel_stored(
    gnumeric: Program, tmp_path: Path, state: str
) -> None:
    data = round_form().workbook(STATES[state])
    before, after = shown(data), shown(recalculated(gnumeric, data, tmp_path))
    assert {place: after[place] for place in before if before[place] != after[place]} == {}


def test_gnumeric_recalculates_at_all(gnumeric: Program, tmp_path: Path) -> None:
    sheet, cell, amount = CHANGED
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(round_form().workbook(STATES["right"])))
    book[sheet][cell] = amount
    stream = BytesIO()
    book.save(stream)
    after = shown(recalculated(gnumeric, stream.getvalue(), tmp_path))
    assert after[sheet, "D4"] == -0.2
    assert after[sheet, "F4"] == "Summan stämmer inte med ramen."
    assert after["Läs mig", "B9"] == 1
