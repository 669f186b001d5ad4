"""The follow-up workbook of a period with decisions on activities behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from kexcel.workspace import Workspace
from tests.workspace.amended import CLOSED, TROUBLED, after_first_period, decide, everyone_answers
from tests.workspace.places import workbook

SHEET = "Ändringar i planen"


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = decide(after_first_period(tmp_path_factory.mktemp("sheet") / "ange-2024"))
    workspace.generate("T2")
    everyone_answers(workspace)
    workspace.merge("T2")
    return workspace


def followup(workspace: Workspace, period: str = "T2") -> Any:
    path = workspace.layout.results(period) / f"Uppföljning {period} 2024.xlsx"
    return workbook(path.read_bytes())


def rows(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_it_lists_the_decisions_up_to_the_close_by_day_with_their_rows(merged: Workspace) -> None:
    found = rows(followup(merged)[SHEET])
    head = next(place for place, row in enumerate(found) if row[0] == "Datum")
    assert found[head] == [
        "Datum", "Paragraf", "Slag", "Nr", "Aktivitet", "Var", "Är", "Kommentar",
        "Källa: plan.xlsx",
    ]  # fmt: skip
    told = [(str(r[0])[:10], r[1], r[2], r[3], r[8]) for r in found[head + 1 :]]
    assert told == [
        ("2024-05-14", "KS 2024-05-14 § 52", "Ny", "3.1.2-3", "Ändringsbeslut!A2"),
        ("2024-05-14", "KS 2024-05-14 § 52", "Ändrad", TROUBLED, "Ändringsbeslut!A6"),
        ("2024-06-11", "KS 2024-06-11 § 87", "Ändrad", "3.1.1-2", "Ändringsbeslut!A3"),
        ("2024-06-11", "KS 2024-06-11 § 87", "Ändrad", "3.4.1-5", "Ändringsbeslut!A4"),
        ("2024-06-11", "KS 2024-06-11 § 87", "Ändrad", TROUBLED, "Ändringsbeslut!A7"),
        ("2024-08-27", "KS 2024-08-27 § 104", "Upphävd", TROUBLED, "Ändringsbeslut!A5"),
        ("2024-08-31", "§ 110", "Upphävd", CLOSED, "Ändringsbeslut!A8"),
    ]
    before_and_after = {(r[2], r[3], r[1]): (r[5], r[6]) for r in found[head + 1 :]}
    assert before_and_after["Ändrad", "3.1.1-2", "KS 2024-06-11 § 87"] == (
        "Slut: 2024-10-31",
        "Slut: 2024-11-30",
    )
    assert before_and_after["Ändrad", "3.4.1-5", "KS 2024-06-11 § 87"] == (
        "Ansvarig: Staben\nMedverkande: –",
        "Ansvarig: Samhällsbyggnadsavdelningen\nMedverkande: Staben",
    )
    assert before_and_after["Upphävd", TROUBLED, "KS 2024-08-27 § 104"] == (
        "Start: 2024-01-01\nSlut: 2024-10-31\nAnsvarig: Ekonomiavdelningen",
        "Upphävd",
    )


def test_its_rows_lead_to_the_plan(merged: Workspace) -> None:
    sheet = followup(merged)[SHEET]
    linked = [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert {each.target.replace("\\", "/") for each in linked} == {"../../plan.xlsx"}
    assert [each.location for each in linked][:2] == ["'Ändringsbeslut'!A2", "'Ändringsbeslut'!A6"]


def test_there_is_no_such_sheet_where_nothing_was_decided(merged: Workspace) -> None:
    assert SHEET not in followup(merged, "T1").sheetnames


def test_a_cancelled_activity_stands_grey_with_its_decision(merged: Workspace) -> None:
    sheet = followup(merged)["Aktiviteter"]
    lines = rows(sheet)
    head = next(place for place, row in enumerate(lines) if row[0] == "Nr")
    by_number: Mapping[str, dict[str, Any]] = {
        str(row[0]): dict(zip(lines[head], row, strict=True)) for row in lines[head + 1 :]
    }
    closed = by_number[CLOSED]
    assert (closed["Status"], closed["Räknas som"]) == (
        "Upphävd, 2024-08-31 § 110",
        "Upphävd genom beslut",
    )
    assert (closed["Källa"], closed["Källa: cell"]) == ("plan.xlsx", "Ändringsbeslut!A8")
    assert [closed[key] for key in ("Kommentar", "Enligt datumen", "Anmärkningar")] == [None] * 3
    colours = {
        str(row[0].value): {cell.fill.fgColor.rgb for cell in row}
        for row in sheet.iter_rows(min_row=head + 2)
    }
    assert len(colours[CLOSED]) == 1
    assert colours[CLOSED] == colours[TROUBLED] != colours["3.4.6-1"]


def test_the_summary_counts_what_is_followed_up_and_tells_the_rest(merged: Workspace) -> None:
    found = rows(followup(merged)["Sammanfattning"])
    assert any("Aktiviteter (1 tillagd, 2 upphävda)" in row for row in found)


def test_a_cancelled_activity_is_no_deviation(merged: Workspace) -> None:
    found = rows(followup(merged)["Sammanfattning"])
    first = next(place for place, row in enumerate(found) if row[0] == "Avvikelser")
    assert {CLOSED, TROUBLED}.isdisjoint({row[0] for row in found[first:]})
