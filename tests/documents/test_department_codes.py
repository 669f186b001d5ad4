"""The column Ansvarskoder of the sheet Avdelningar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from openpyxl.workbook import Workbook

from kexcel.documents.plan.reader import read_plan
from tests.documents.conftest import Edit
from tests.documents.test_plan_faults import Triple, said

CODES: dict[str, tuple[dict[str, Any], list[Triple]]] = {
    "codes of one department each": ({"G2": "1100; 1200-1299", "G3": 1300}, []),
    "a code in another's range": (
        {"G2": "1100; 1200-1299", "G4": "1250"},
        [("Avdelningar", "G4", "number-duplicated")],
    ),
    "ranges that meet": (
        {"G2": "1200-1299", "G3": "1299-1400; 12"},
        [("Avdelningar", "G3", "number-duplicated")],
    ),
    "a range that runs backwards": (
        {"G2": "1299-1200"},
        [("Avdelningar", "G2", "unknown-word")],
    ),
    "a range of unequal length": ({"G2": "100-1200"}, [("Avdelningar", "G2", "unknown-word")]),
}


@pytest.mark.parametrize("case", CODES)
def test_a_code_that_two_departments_claim_is_said(
    case: str, edited: Callable[[Edit], bytes], example: bytes
) -> None:
    cells, expected = CODES[case]

    def with_codes(workbook: Workbook) -> None:
        for row in range(2, 8):
            workbook["Avdelningar"].cell(row, 7).value = None
        for cell, value in cells.items():
            workbook["Avdelningar"][cell] = value

    usual = said(read_plan(example)[1])
    new = said(read_plan(edited(with_codes))[1]) - usual
    assert sorted(new.elements(), key=str) == expected


def test_a_departments_codes_are_read_in_order(edited: Callable[[Edit], bytes]) -> None:
    def with_codes(workbook: Workbook) -> None:
        workbook["Avdelningar"]["G2"] = "1100; 1200-1299;1100"

    plan, _ = read_plan(edited(with_codes))
    assert plan.departments[0].codes == ("1100", "1200-1299")
