"""Every answer of a form is there, and no fault is found, after any program has saved it.

What else is left of the form is the table of docs/programs.md, a line for each way.
"""

from __future__ import annotations

import pytest

from tests.builders import values
from tests.programs.answers import FORMS, collected, faults, in_order, workbooks
from tests.programs.fixtures import Save
from tests.programs.programs import ROOT
from tests.programs.survival import HEADINGS, line
from tests.programs.ways import WAYS, Way

PAGE = (ROOT / "docs" / "programs.md").read_text(encoding="utf-8").splitlines()


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


@pytest.mark.parametrize("period", FORMS)
def test_nothing_is_wrong_before_any_program_has_saved_it(period: str) -> None:
    result = collected(workbooks()[period], period, "xlsx")
    assert (values(result), result.findings) == (FORMS[period], ())


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_every_answer_is_there_and_no_fault_is_found(way: Way, save: Save) -> None:
    saved = save(way, workbooks())
    results = {period: collected(data, period, way.ending) for period, data in saved.items()}
    for period, result in results.items():
        assert faults(result) == []
        assert in_order(values(result)) == in_order(FORMS[period])
    assert line(way, saved, results) in PAGE


def test_the_page_has_a_line_for_every_way_and_no_other() -> None:
    head = next(number for number, row in enumerate(PAGE) if cells(row) == list(HEADINGS))
    end = PAGE.index("<!-- end of table -->")
    rows = [cells(row)[:2] for row in PAGE[head + 2 : end] if row.startswith("|")]
    assert rows == [[way.program, way.format] for way in WAYS]
