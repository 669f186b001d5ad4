"""How many activities the check counts, and which of them are left out of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kexcel.documents.plan.writer import write_plan
from tests.builders import plan
from tests.workspace.places import opened
from tests.workspace.small import small_workspace

LEAD, CONTRIBUTING, START, DESCRIPTION = "G", "H", "E", "D"


@pytest.mark.parametrize(
    "cells, counted",
    [
        ({}, (4, 0, 0)),
        ({f"{LEAD}3": None}, (4, 1, 1)),
        ({f"{LEAD}3": None, f"{START}3": "i vår"}, (4, 1, 1)),
        ({f"{LEAD}3": None, f"{START}4": "i vår"}, (4, 2, 1)),
        ({"A3": "3.1-1"}, (4, 1, 0)),
        ({f"{CONTRIBUTING}2": "Okända"}, (4, 0, 0)),
        ({f"{DESCRIPTION}3": "#N/A"}, (4, 0, 0)),
    ],
)
def test_each_row_is_counted_once(
    tmp_path: Path, cells: Mapping[str, str | None], counted: tuple[int, int, int]
) -> None:
    workspace = small_workspace(tmp_path / "ws")
    book = load_workbook(BytesIO(write_plan(plan())))
    sheet = book["Aktiviteter"]
    assert [sheet[f"{x}1"].value for x in (START, LEAD, CONTRIBUTING, DESCRIPTION)] == [
        "Start", "Ansvarig", "Medverkande", "Beskrivning",
    ]  # fmt: skip
    for cell, value in cells.items():
        sheet[cell] = value
    book.save(workspace.layout.root / "plan.xlsx")
    found = opened(workspace.layout.root).check()
    assert (found.activities, found.left_out, found.without_lead) == counted
