"""The coordinator's own workbooks are read alike by the scan and by the library."""

from __future__ import annotations

import pytest

from kexcel.documents.plan.workbook_cells import SheetCells, _library_cells, _plain_cells
from kexcel.documents.plan.writer import write_plan
from kexcel.resources import resource
from tests.builders import change, plan


def example() -> bytes:
    return resource("examples", "ange-2024", "plan.xlsx").read_bytes()


WORKBOOKS = {
    "as written": lambda: write_plan(plan()),
    "the example": example,
    "the example saved by openpyxl": lambda: change(example(), lambda _workbook: None),
}


def told(sheets: tuple[SheetCells, ...]) -> list[object]:
    """What a plan is read from: how a number is shown counts only where there is one."""
    return [
        (
            sheet.name,
            dict(sheet.cells),
            {place for place in sheet.percentages if sheet.cells.get(place) is not None},
            {
                place: number
                for place, number in sheet.decimals.items()
                if isinstance(sheet.cells.get(place), int | float)
            },
        )
        for sheet in sheets
    ]


@pytest.mark.parametrize("make", WORKBOOKS.values(), ids=WORKBOOKS.keys())
def test_a_plan_is_read_alike_in_both_ways(make: object) -> None:
    data = make()  # type: ignore[operator] # it makes a workbook
    plain = _plain_cells(data)
    assert told(plain) == told(_library_cells(data, file="plan.xlsx"))
