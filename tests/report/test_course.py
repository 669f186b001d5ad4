"""The year's course in the follow-up workbook: each word where it was said, each figure live."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kexcel.workspace import Workspace
from tests.workspace.course import DAY, DONE, REST, after_t1, answer
from tests.workspace.places import opened, workbook

COURSE, CHARTS = "Förlopp", "Förlopp i diagram"


def report(workspace: Workspace, period: str) -> bytes:
    merged = workspace.merge(period)
    return (workspace.layout.root / merged.files["followup"]).read_bytes()


def year(root: Path) -> Workspace:
    """T1 and T3 answered by Staben; in T2 nothing came back."""
    workspace = after_t1(root)
    workspace.generate("T3")
    finished = {
        **REST,
        ("followup", "3.1-3", "status"): "Genomförd",
        ("followup", "3.1-3", "completed"): date(2024, 11, 20),
    }
    return answer(workspace, "T3", finished)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return year(tmp_path_factory.mktemp("year") / "ws")


@pytest.fixture(scope="module")
def data(workspace: Workspace) -> bytes:
    return report(workspace, "T3")


@pytest.fixture(scope="module")
def values(data: bytes) -> Any:
    return load_workbook(BytesIO(data), data_only=True)


def rows_of(sheet: Any) -> dict[str, dict[str, Any]]:
    """The list's rows by their number, each column by its heading."""
    head = next(row for row in sheet.iter_rows() if row[0].value == "Nr")
    labels = {cell.column: cell.value for cell in head if cell.value}
    found = {}
    for row in sheet.iter_rows(min_row=head[0].row + 1):
        if row[0].value:
            found[row[0].value] = {labels[c.column]: c for c in row if c.column in labels}
    return found


def words(row: Mapping[str, Any], *labels: str) -> list[Any]:
    return [row[label].value for label in labels]


def test_each_activity_stands_under_its_goal_with_a_column_a_period(values: Any) -> None:
    rows = rows_of(values[COURSE])
    assert list(rows) == ["3", "3.1", "3.1-1", "3.1-2", "3.1-3", "4", "4-1"]
    assert words(rows[DONE], "T1", "T2", "T3") == ["Genomförd"] * 3
    assert words(rows["3.1-1"], "T1", "T2", "T3") == ["Försenad", "Ej besvarad", "Försenad"]
    assert words(rows["3.1"], "T1", "T2", "T3") == [
        "Avviker", "Kan inte bedömas", "Ej uppfyllt",
    ]  # fmt: skip
    ends = [cell and cell.date() for cell in words(rows["3.1-1"], "Väntat slut T1")]
    assert ends == [date(2025, 2, 28)]
    assert words(rows["3.1-1"], "Väntat slut T2") == [None]


def test_each_word_leads_to_its_cell_in_its_own_periods_file(
    workspace: Workspace, values: Any
) -> None:
    rows = rows_of(values[COURSE])
    for row, label, file in ((DONE, "T1", "T1 stab.xlsx"), ("3.1-3", "T3", "T3 stab.xlsx"),
                             (DONE, "T3", "T1 stab.xlsx")):  # fmt: skip
        link = rows[row][label].hyperlink
        entries = workspace.archive.received(file[:2])
        path = next(workspace.archive.path_of(each) for each in entries if each.file == file)
        assert link.target.replace("\\", "/").rpartition("/")[2] == path.name
        assert link.location.startswith("'Uppföljning'!J")
        assert file in link.tooltip


def test_what_was_carried_is_marked_with_its_period_and_the_word_stays_plain(values: Any) -> None:
    cell = rows_of(values[COURSE])[DONE]["T3"]
    assert (cell.value, cell.number_format) == ("Genomförd", '@" (T1)"')
    assert cell.comment.text == "Besvarad i T1; det som är genomfört behöver inget nytt svar."
    activities = rows_of(values["Aktiviteter"])[DONE]
    status, completed = activities["Status"], activities["Genomförd datum"]
    assert (status.value, status.number_format) == ("Genomförd", '@" (T1)"')
    assert (completed.value.date(), activities["Källa"].value) == (DAY, "T1 stab.xlsx")
    assert {status.comment.text, completed.comment.text} == {cell.comment.text}


def test_the_figures_count_the_list_by_goal_and_period(data: bytes, values: Any) -> None:
    sheet, live = values[CHARTS], load_workbook(BytesIO(data))[CHARTS]
    (table,) = live.tables.values()
    lines = [[cell.value for cell in row] for row in sheet[table.ref]]
    assert lines[0][3:] == [
        "Ej påbörjad", "Pågående", "Genomförd", "Försenad", "Avbruten", "Ej besvarad", "Totalt",
    ]  # fmt: skip
    figures = {(line[0], line[2]): line[3:] for line in lines[1:]}
    assert figures["3.1", "T1"] == [1, 0, 1, 1, 0, 0, 3]
    assert figures["3.1", "T2"] == [0, 0, 1, 0, 0, 2, 3]
    assert figures["3.1", "T3"] == [0, 0, 2, 1, 0, 0, 3]
    assert figures["3", "T3"] == figures["3.1", "T3"]
    assert figures["4", "T3"] == [0, 0, 0, 0, 0, 1, 1]
    formulas = [cell.value for row in live[table.ref][1:] for cell in row[3:]]
    assert all(str(each).startswith("=SU") for each in formulas)


def test_there_is_a_native_chart_for_each_goal_with_activities(data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        charts = [n for n in archive.namelist() if n.startswith("xl/charts/chart")]
        texts = [archive.read(name).decode() for name in charts]
    small = [text for text in texts if "Förlopp i diagram" in text]
    assert len(small) == 3
    assert all(text.count("<c:ser>") == 6 and 'grouping val="stacked"' in text for text in small)


def test_the_years_first_period_has_no_course(tmp_path: Path) -> None:
    workspace = after_t1(tmp_path / "ws")
    names = workbook(report(workspace, "T1")).sheetnames
    assert COURSE not in names
    assert CHARTS not in names
    assert COURSE in workbook(report(workspace, "T2")).sheetnames


def test_goals_and_measures_show_the_earlier_periods_beside_the_own(values: Any) -> None:
    goal = rows_of(values["Mål"])["3.1"]
    assert words(goal, "Bedömning T1", "Bedömning T2") == ["Avviker", "Kan inte bedömas"]
    assert goal["Bedömning T1"].number_format == '@" (förslag)"'
    sheet = values["Mått"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "Mål")
    labels = {cell.value: cell.column for cell in head}
    line = next(r for r in sheet.iter_rows(min_row=head[0].row + 1) if "Staben" in str(r[1].value))
    shown = {label: line[labels[label] - 1].value for label in ("Utfall T1", "Utfall T2", "Utfall")}
    assert shown == {"Utfall T1": 5.8, "Utfall T2": None, "Utfall": 5.8}
    assert "J" not in line[labels["Utfall T1"] - 1].hyperlink.location


def decide(workspace: Workspace, verdicts: Mapping[tuple[str, str], str]) -> Workspace:
    """Choose verdicts in Beslut.xlsx, by period and goal."""
    path = workspace.layout.root / "Beslut.xlsx"
    book = load_workbook(path)
    sheet = book["Mål"]
    for row in sheet.iter_rows(min_row=2):
        word = verdicts.get((str(row[0].value), str(row[1].value)))
        if word:
            row[4].value = word
    book.save(path)
    return opened(workspace.layout.root)


def told(workspace: Workspace) -> list[tuple[str, str, str | None]]:
    found = workspace.merge("T3").consolidation.findings
    return [(f.place.file, f.place.sheet or "", f.place.row) for f in found
            if f.code == "verdict-missing"]  # fmt: skip


def test_the_last_period_asks_for_final_verdicts_until_every_goal_has_one(tmp_path: Path) -> None:
    workspace = year(tmp_path / "ws")
    assert told(workspace) == [("Beslut.xlsx", "Mål", each) for each in ("3", "3.1", "4")]
    workspace.merge("T1")
    workspace = opened(workspace.layout.root)
    workspace = decide(workspace, {("T3", "3"): "Avviker", ("T3", "3.1"): "Ej uppfyllt",
                                   ("T1", "3.1"): "Enligt plan"})  # fmt: skip
    assert told(workspace) == [("Beslut.xlsx", "Mål", "4")]
    goals = rows_of(load_workbook(BytesIO(report(workspace, "T3")), data_only=True)["Mål"])
    assert words(goals["3.1"], "Beslutad bedömning", "Bedömning T1") == [
        "Ej uppfyllt", "Enligt plan",
    ]  # fmt: skip
    assert goals["3.1"]["Bedömning T1"].hyperlink.location.startswith("'Mål'!E")
    workspace = decide(workspace, {("T3", "4"): "Kan inte bedömas"})
    assert told(workspace) == []
    book = load_workbook(BytesIO(report(workspace, "T3")), data_only=True)
    assert words(rows_of(book["Mål"])["3.1"], "Slutlig bedömning") == ["Ej uppfyllt"]
    assert words(rows_of(book[COURSE])["3.1"], "T1", "T3") == ["Enligt plan", "Ej uppfyllt"]


def test_no_verdict_is_called_for_before_the_last_period(tmp_path: Path) -> None:
    workspace = answer(after_t1(tmp_path / "ws"), "T2", REST)
    found = workspace.merge("T2").consolidation.findings
    assert [each for each in found if each.code == "verdict-missing"] == []
