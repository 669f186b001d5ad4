from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.utils.cell import range_boundaries

from kexcel.files import write_whole
from tests.office.comparison import stored_values_differing_after_recalculation
from tests.office.driver import Office
from tests.report.builders import opened, written
from tests.workspace.course import REST, after_t1, answer


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_formula_of_the_follow_up_keeps_its_stored_value(
    office: Office, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "Uppföljning T1 2024.xlsx"
    write_whole(path, written(language=language))
    assert stored_values_differing_after_recalculation(path, office) == []


def test_every_formula_of_the_course_keeps_its_stored_value(office: Office, tmp_path: Path) -> None:
    workspace = answer(after_t1(tmp_path / "ws"), "T2", REST)
    files = workspace.merge("T2").files
    path = workspace.layout.root / files["followup"]
    assert stored_values_differing_after_recalculation(path, office) == []
    mended = tmp_path / "Rättad.xlsx"
    office.fill_in(path, mended, {("Aktiviteter", "J6"): "Genomförd"})
    before, after = (office.read(each)["Förlopp i diagram"] for each in (path, mended))
    changed = {cell: (before[cell], after[cell]) for cell in after if before[cell] != after[cell]}
    assert len(changed) == 4
    assert {each for pair in changed.values() for each in pair} == {0, 1, 2}


def test_a_status_mended_in_the_workbook_is_counted_at_once(office: Office, tmp_path: Path) -> None:
    path, mended = tmp_path / "Uppföljning.xlsx", tmp_path / "Rättad.xlsx"
    write_whole(path, written())
    office.fill_in(path, mended, {("Aktiviteter", "J6"): "Genomförd"})
    before, after = office.read(path)["Sammanfattning"], office.read(mended)["Sammanfattning"]
    row = _first_row(path, "StatusByGoal")
    counts = [f"E{row}", f"F{row}", f"I{row}"]
    assert [before[cell] for cell in counts] == [1, 1, 4]
    assert [after[cell] for cell in counts] == [2, 0, 4]


def _first_row(path: Path, table: str) -> int:
    sheet = opened(path.read_bytes())["Sammanfattning"]
    _left, top, _right, _bottom = range_boundaries(sheet.tables[table].ref)
    assert top is not None
    return int(top) + 1
