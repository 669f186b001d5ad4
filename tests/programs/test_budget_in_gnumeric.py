"""Gnumeric reads the budget workbook's formulas as they are meant."""

from __future__ import annotations

import math
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from kexcel.model.consolidation import Consolidation
from kexcel.report.budget.history import PeriodFigures
from tests.programs.programs import SECONDS, Program
from tests.report import budget_rich as rich
from tests.report.budget_tables import written


@pytest.mark.parametrize(
    "whole, history, distribution",
    [
        (rich.rich(), rich.HISTORY, rich.handed_in()),
        (rich.year_end(), rich.WHOLE_HISTORY, rich.handed_in()),
        (rich.unanswered(), (), None),
    ],
)
def test_every_formula_gives_the_same_when_gnumeric_recalculates(
    gnumeric: Program,
    tmp_path: Path,
    whole: Consolidation,
    history: tuple[PeriodFigures, ...],
    distribution: Consolidation | None,
) -> None:
    source, target = tmp_path / "Budget.xlsx", tmp_path / "Omräknad.xlsx"
    data = written(whole, language="sv", history=history, distribution=distribution)
    source.write_bytes(data)
    command = [*gnumeric.command, "--recalc", str(source), str(target)]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    assert differing(source, target) == []


def differing(source: Path, target: Path) -> list[tuple[str, str, Any, Any]]:
    """The formulas' cells whose stored result is not what Gnumeric calculated."""
    formulas, stored = load_workbook(source), load_workbook(source, data_only=True)
    recalculated = CalamineWorkbook.from_path(target)
    found = []
    for sheet in formulas.worksheets:
        rows = recalculated.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False)
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            was = stored[sheet.title][cell.coordinate].value
            now = _at(rows, int(cell.row or 0) - 1, int(cell.column or 0) - 1)
            if not _agree(was, now):
                found.append((sheet.title, cell.coordinate, was, now))
    return found


def _at(rows: list[list[Any]], row: int, column: int) -> Any:
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else None


def _agree(was: Any, now: Any) -> bool:
    if isinstance(was, (int, float)) and isinstance(now, (int, float)):
        return math.isclose(was, now, rel_tol=1e-9, abs_tol=1e-9)
    return (was or "") == (now or "")
