"""The first form of a new year, filled in by a spreadsheet program."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kexcel.model.returned import ReturnState
from tests.office.comparison import stored_values_differing_after_recalculation
from tests.office.driver import Office
from tests.workspace.places import opened
from tests.workspace.years import ended_year


def test_a_form_of_the_new_year_comes_back_with_last_years_words_beside(
    office: Office, tmp_path: Path
) -> None:
    result = ended_year(tmp_path / "ange-2024").roll(2025)
    workspace = opened(result.folder)
    workspace.generate("T1")
    form = workspace.layout.issued("T1") / "T1 2025 Staben.xlsx"
    target = workspace.layout.inbox("T1") / "Staben.xlsx"
    office.fill_in(form, target, {
        ("Uppföljning", "J5"): "Ej påbörjad",
        ("Uppföljning", "M5"): "Fyra enheter av fem.",
        ("Uppföljning", "J6"): "Genomförd",
        ("Uppföljning", "K6"): date(2025, 2, 28),
    })  # fmt: skip
    (received,) = workspace.collect("T1").received
    assert received.returned.state is ReturnState.NEEDS_CORRECTION
    codes = {(each.code, each.place.cell) for each in received.returned.findings}
    assert {("status-regressed", "J5"), ("stale-comment", "M5")} <= codes


def test_the_list_says_the_same_when_it_is_recalculated(office: Office, tmp_path: Path) -> None:
    result = ended_year(tmp_path / "ange-2024").roll(2025)
    for name in (result.list_file, "plan.xlsx", "Beslut.xlsx"):
        path = result.folder / name
        assert stored_values_differing_after_recalculation(path, office) == []
