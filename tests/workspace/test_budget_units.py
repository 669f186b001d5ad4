"""From a distributed frame to follow-up by unit, period after period."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from kexcel.model.consolidation import BudgetResult
from kexcel.model.form import FormSheet, FormValue
from kexcel.money.sums import add_up
from kexcel.workspace import Workspace
from tests.builders import SOUND, Answers, change, put_lines, table_lines
from tests.workspace.places import opened, put, tree, workbook
from tests.workspace.small import form_of, returned, small_workspace

Units = Mapping[str, tuple[str, str]]
SIGNED: Answers = {key: value for key, value in SOUND.items() if key[0] == "cover"}
OTHER: Answers = {
    key: value for key, value in SOUND.items() if key[0] in {"cover", "followup", "measures"}
}
UNITS: Units = {"1100": ("Kansliet", "30.0"), "1200": ("Arkivet", "20.2")}
"""Code → name and frame: Staben's 50.4 but for 0.2."""


def distributed(units: Units) -> Answers:
    answers: dict[tuple[str, str, str], object] = dict(SIGNED)
    for place, (code, (name, amount)) in enumerate(units.items(), start=1):
        row = f"distribution-{place:03}"
        answers["distribution", row, "unit"] = name
        answers["distribution", row, "responsibility"] = code
        answers["distribution", row, "amount"] = Decimal(amount)
    answers["budget", "stab", "forecast"] = Decimal("50.4")
    return answers


def reported(forecasts: Mapping[str, str], **words: str) -> Answers:
    """The other sheets sound, and these forecasts by row with a third of each as actual."""
    answers: dict[tuple[str, str, str], object] = dict(OTHER)
    for row, forecast in forecasts.items():
        answers["budget", row, "actual"] = round(Decimal(forecast) / 3, 1)
        answers["budget", row, "forecast"] = Decimal(forecast)
        answers |= {("budget", row, key): text for key, text in words.items()}
    return answers


def hand_in(workspace: Workspace, answers: Answers, period: str, name: str = "svar.xlsx") -> None:
    put(workspace, name, returned(workspace, answers, period=period), period)
    workspace.collect(period)


def fresh(workspace: Workspace) -> Workspace:
    return opened(workspace.layout.root)


def budget_sheet(workspace: Workspace, period: str, department: str = "stab") -> FormSheet:
    sheet = form_of(workspace, department, period).sheet("budget")
    assert sheet is not None
    return sheet


def printed(workspace: Workspace, period: str, *keys: str) -> dict[str, list[FormValue]]:
    rows = budget_sheet(workspace, period).rows
    return {row.identity: [row.values.get(key) for key in keys] for row in rows}


def results(workspace: Workspace, period: str) -> dict[str, BudgetResult]:
    return {each.identity: each for each in workspace.merge(period).consolidation.budget}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Staben has distributed its frame, and the forms for T1 have gone out."""
    workspace = small_workspace(tmp_path / "ws")
    workspace.generate("internbudget")
    hand_in(workspace, distributed(UNITS), "internbudget")
    workspace.generate("T1")
    return workspace


ALL = {"stab/1100": "30.0", "stab/1200": "20.2", "stab/": "0.2"}


def forecasts(found: Mapping[str, BudgetResult]) -> dict[str, Decimal]:
    return {row: each.forecast for row, each in found.items() if each.forecast is not None}


def test_the_form_has_a_row_for_each_unit_and_what_is_left(workspace: Workspace) -> None:
    assert printed(workspace, "T1", "name", "responsibility", "frame") == {
        "stab/1100": ["Kansliet", "1100", Decimal("30.0")],
        "stab/1200": ["Arkivet", "1200", Decimal("20.2")],
        "stab/": ["Ej fördelat", None, Decimal("0.2")],
    }
    other = budget_sheet(workspace, "T1", "ekonomi")
    assert [row.identity for row in other.rows] == ["ekonomi"]


def test_the_period_budget_stands_beside_the_frame(workspace: Workspace) -> None:
    assert printed(workspace, "T1", "period_budget") == {
        "stab/1100": [Decimal("10.000000")],
        "stab/1200": [Decimal("6.733333")],
        "stab/": [Decimal("0.066667")],
    }
    assert printed(workspace, "internbudget", "period_budget") == {"stab": [None]}


def test_columns_without_anything_in_them_are_hidden(workspace: Workspace) -> None:
    name = "T1 2024 Staben.xlsx"
    sheet = workbook((workspace.layout.issued("T1") / name).read_bytes())["Budget"]
    assert hidden(sheet) == {
        "Bokfört", "Förra prognosen", "Ändrad prognos", "Förra utfallet", "Förra kommentaren",
        "Förra orsaken och åtgärden", *NEVER_SHOWN,
    }  # fmt: skip


NEVER_SHOWN = ("Utan enhet", "Ram att jämföra med", "id")


def hidden(sheet: object) -> set[str]:
    dimensions = sheet.column_dimensions.values()  # type: ignore[attr-defined]
    columns = {number for d in dimensions if d.hidden for number in range(d.min, d.max + 1)}
    return {cell.value for cell in sheet[6] if cell.column in columns}  # type: ignore[index]


def test_each_unit_is_reported_and_nothing_is_counted_twice(workspace: Workspace) -> None:
    hand_in(workspace, reported(ALL), "T1")
    found = results(fresh(workspace), "T1")
    assert forecasts(found) == {row: Decimal(forecast) for row, forecast in ALL.items()}
    own = [each for each in found.values() if each.department == "stab"]
    assert add_up(each.frame or Decimal(0) for each in own) == Decimal("50.4")
    assert (found["stab/1100"].responsibility, found["stab/1100"].name) == ("1100", "Kansliet")
    assert found["stab/1100"].period_budget == Decimal("10.000000")
    assert [each.is_undistributed for each in own] == [False, False, True]


def test_the_next_period_shows_what_was_said_and_holds_the_words_against_it(
    workspace: Workspace,
) -> None:
    words = {"comment": "Två vikarier.", "action": "Rekrytering pågår."}
    hand_in(workspace, reported({**ALL, "stab/1100": "31.5"}, **words), "T1")
    workspace.generate("T2")
    keys = ("previous_forecast", "previous_actual", "previous_comment", "previous_action")
    shown = printed(workspace, "T2", *keys)
    assert shown["stab/1100"] == [Decimal("31.5"), Decimal("10.5"), *words.values()]
    assert budget_sheet(workspace, "T2").rows[0].inputs == {
        "actual", "forecast", "comment", "action",
    }  # fmt: skip
    again = reported({**ALL, "stab/1100": "32"}, **{**words, "action": "Samma som förra."})
    hand_in(workspace, again, "T2")
    said = [
        (f.place.row, f.place.column, f.code)
        for f in workspace.collect("T2").findings
        if f.place.sheet == "Budget"
    ]
    assert said == [
        ("stab/1100", "comment", "deviation-unexplained"),
        ("stab/1100", "action", "deviation-unexplained"),
    ]
    line = results(fresh(workspace), "T2")["stab/1100"]
    assert (line.last_forecast, line.last_actual) == (Decimal("31.5"), Decimal("10.5"))
    sheet = workbook((workspace.layout.issued("T2") / "T2 2024 Staben.xlsx").read_bytes())["Budget"]
    assert hidden(sheet) == {"Bokfört", *NEVER_SHOWN}


def test_a_sorted_and_renamed_form_still_finds_its_rows(workspace: Workspace) -> None:
    def work(book: object) -> None:
        sheet = book["Budget"]  # type: ignore[index]
        lines = table_lines(sheet, 5, 7)
        put_lines(sheet, 5, [lines[2], lines[0], lines[1]])
        sheet.cell(4, 7).value = "Vår prognos"
        sheet.title = "Pengar"

    data = change(returned(workspace, reported(ALL)), work)
    put(workspace, "sorterad.xlsx", data)
    assert {f.code for f in workspace.collect("T1").findings} <= {"repaired", "column-renamed"}
    found = results(fresh(workspace), "T1")
    assert forecasts(found) == {row: Decimal(forecast) for row, forecast in ALL.items()}


def test_a_form_that_asked_for_the_whole_is_followed_up_as_a_whole(tmp_path: Path) -> None:
    workspace = small_workspace(tmp_path / "ws")
    workspace.generate("internbudget")
    workspace.generate("T1")
    hand_in(workspace, reported({"stab": "50.4"}), "T1")
    hand_in(workspace, distributed(UNITS), "internbudget")
    merged = fresh(workspace).merge("T1").consolidation
    assert [(each.identity, each.forecast) for each in merged.budget] == [
        ("stab", Decimal("50.4")), ("ekonomi", None),
    ]  # fmt: skip
    assert [f.code for f in merged.findings] == []


def test_a_form_made_anew_asks_by_unit_and_the_whole_answer_is_told(tmp_path: Path) -> None:
    workspace = small_workspace(tmp_path / "ws")
    workspace.generate("internbudget")
    workspace.generate("T1")
    hand_in(workspace, reported({"stab": "50.4"}), "T1")
    hand_in(workspace, distributed(UNITS), "internbudget")
    again = fresh(workspace).generate("T1")
    form = next(each for each in again.forms if each.department == "stab")
    assert form.new_rows == ("1100", "1200", "Ej fördelat")
    assert form.lost == ("svar.xlsx, Budget!F5", "svar.xlsx, Budget!G5")
    merged = fresh(workspace).merge("T1").consolidation
    assert [each.identity for each in merged.budget] == [*ALL, "ekonomi"]
    assert [(f.code, f.place.cell) for f in merged.findings if f.place.column] == [
        ("row-unknown", "F5"), ("row-unknown", "G5"),
    ]  # fmt: skip


def test_what_was_said_of_the_whole_is_shown_on_no_unit(tmp_path: Path) -> None:
    workspace = small_workspace(tmp_path / "ws")
    workspace.generate("internbudget")
    workspace.generate("T1")
    hand_in(workspace, reported({"stab": "50.4"}, comment="Enligt plan."), "T1")
    hand_in(workspace, distributed(UNITS), "internbudget")
    later = fresh(workspace)
    later.generate("T2")
    assert printed(later, "T2", "previous_forecast", "previous_comment") == {
        row: [None, None] for row in ALL
    }


def test_a_round_sent_to_some_leaves_the_others_as_they_were(tmp_path: Path) -> None:
    workspace = small_workspace(tmp_path / "ws")
    settings = workspace.layout.root / "kexcel.toml"
    revised = """
[[periods]]
key = "omfordelning"
name = "Omfördelning"
opens = 2024-05-01
closes = 2024-05-02
due = 2024-05-02
sheets = ["cover", "distribution"]
"""
    settings.write_text(settings.read_text(encoding="utf-8") + revised, encoding="utf-8")
    workspace = fresh(workspace)
    workspace.generate("internbudget")
    hand_in(workspace, distributed(UNITS), "internbudget")
    put(workspace, "e.xlsx", ekonomi(workspace, "internbudget", "9.0"), "internbudget")
    workspace.collect("internbudget")
    workspace.generate("omfordelning")
    put(workspace, "e.xlsx", ekonomi(workspace, "omfordelning", "8.5"), "omfordelning")
    workspace.collect("omfordelning")
    for period in ("T1", "T2"):
        workspace.generate(period)
    frames = {
        period: [row.values["frame"] for row in budget_sheet(workspace, period, "ekonomi").rows]
        for period in ("T1", "T2")
    }
    assert frames == {"T1": [Decimal("9.0")], "T2": [Decimal("8.5"), Decimal("0.5")]}
    assert list(printed(workspace, "T2", "frame")) == list(ALL)


def ekonomi(workspace: Workspace, period: str, amount: str) -> bytes:
    answers = {
        **SIGNED,
        ("distribution", "distribution-001", "unit"): "Redovisning",
        ("distribution", "distribution-001", "amount"): Decimal(amount),
    }
    return returned(workspace, answers, "ekonomi", period)


def test_a_distribution_taken_back_counts_no_more(workspace: Workspace) -> None:
    workspace.withdraw("internbudget", "svar.xlsx")
    later = fresh(workspace)
    later.generate("T2")
    assert printed(later, "T2", "frame") == {"stab": [Decimal("50.4")]}


def test_a_unit_that_is_gone_leaves_its_answer_told(workspace: Workspace) -> None:
    hand_in(workspace, reported(ALL), "T1")
    kept = {"1100": UNITS["1100"]}
    workspace.withdraw("internbudget", "svar.xlsx")
    hand_in(workspace, distributed(kept), "internbudget", "nytt.xlsx")
    merged = fresh(workspace).merge("T1").consolidation
    unknown = [f for f in merged.findings if f.code == "row-unknown"]
    assert {(f.place.row, f.severity.value) for f in unknown} == {("stab/1200", "error")}
    own = [each for each in merged.budget if each.department == "stab"]
    assert [(each.identity, each.frame) for each in own] == [
        ("stab/1100", Decimal(30)), ("stab/", Decimal("20.4")),
    ]  # fmt: skip


def test_status_tells_which_unit_is_left(workspace: Workspace) -> None:
    hand_in(workspace, reported({"stab/1100": "30.0"}), "T1")
    (found,) = [d for d in workspace.status("T1").departments if d.department == "stab"]
    left = [row for row in found.remaining.left if row.sheet == "budget"]
    assert [(row.number, row.title) for row in left] == [
        ("1200", "Arkivet"), ("", "Ej fördelat"),
    ]  # fmt: skip


def test_two_files_on_one_unit_are_a_conflict_told_by_its_name(workspace: Workspace) -> None:
    put(workspace, "a.xlsx", returned(workspace, reported(ALL)))
    put(workspace, "b.xlsx", returned(workspace, reported({**ALL, "stab/1100": "30.3"})))
    workspace.collect("T1")
    workspace.merge("T1")
    rows = workbook((workspace.layout.root / "Beslut.xlsx").read_bytes())["Konflikter"]
    words = {cell.value for line in rows.iter_rows() for cell in line}
    assert "1100 Kansliet" in words


def test_running_again_changes_nothing(workspace: Workspace) -> None:
    hand_in(workspace, reported(ALL), "T1")
    workspace.generate("T2")
    workspace.merge("T1")
    before = tree(workspace.layout.root)
    later = fresh(workspace)
    for period in ("internbudget", "T1", "T2"):
        later.generate(period)
    later.merge("T1")
    assert tree(workspace.layout.root) == before
