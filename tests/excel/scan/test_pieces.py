"""A sheet is gone through in pieces, so that what is made of it on the way stays small."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterable

import pytest

from kexcel.excel.scan import NotPlainError
from kexcel.excel.scan.sheet import scan_sheet
from kexcel.excel.scan.styles import Styles
from kexcel.model.cell import FormulaText

ROWS = 20_000
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def part(rows: Iterable[str]) -> bytes:
    data = "".join(rows)
    return f'<worksheet xmlns="{NAMESPACE}"><sheetData>{data}</sheetData></worksheet>'.encode()


def row(number: int, cells: str) -> str:
    return f'<row r="{number}" spans="1:3">{cells}</row>'


def test_every_row_of_a_long_sheet_is_read() -> None:
    rows = [row(n, f'<c r="A{n}"><v>{n}</v></c><c r="B{n}" s="0"/>') for n in range(1, ROWS)]
    cells, _, _ = scan_sheet(part(rows), {}, Styles())
    assert cells == {(n - 1, 0): n for n in range(1, ROWS)}


def test_a_formula_is_shared_with_cells_far_below() -> None:
    def cell(n: int) -> str:
        text = "A1+1</f>" if n == 1 else "</f>"
        return f'<c r="B{n}"><f t="shared" si="0" ref="B1:B{ROWS}">{text}<v>{n}</v></c>'

    cells, _, _ = scan_sheet(part(row(n, cell(n)) for n in range(1, ROWS)), {}, Styles())
    assert cells[ROWS - 2, 1] == FormulaText(f"=A{ROWS - 1}+1", str(ROWS - 1))


def test_rows_without_cells_may_fill_a_whole_piece() -> None:
    blank = [f'<row r="{n}" ht="15"/>' for n in range(2, ROWS)]
    first, last = row(1, '<c r="A1"><v>1</v></c>'), row(ROWS, f'<c r="A{ROWS}"><v>2</v></c>')
    cells, _, _ = scan_sheet(part([first, *blank, last]), {}, Styles())
    assert cells == {(0, 0): 1, (ROWS - 1, 0): 2}


@pytest.mark.parametrize("strange", ["words", "<other/>", "<row>", "</row>", "<!-- -->"])
@pytest.mark.parametrize("after", [1, ROWS // 2, ROWS - 1])
def test_nothing_strange_between_two_rows_is_passed_over(strange: str, after: int) -> None:
    rows = [row(n, f'<c r="A{n}"><v>{n}</v></c>') for n in range(1, ROWS)]
    rows.insert(after, strange)
    with pytest.raises(NotPlainError):
        scan_sheet(part(rows), {}, Styles())


def test_what_is_made_on_the_way_does_not_grow_with_the_sheet() -> None:
    def most(rows: int) -> int:
        blank = "".join(f'<c r="{letter}1" s="0"/>' for letter in "ABCDEFGHIJ")
        sheet = part([row(1, blank)] * rows)
        tracemalloc.start()
        scan_sheet(sheet, {}, Styles())
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    assert most(ROWS) < 1.1 * most(ROWS // 4)
