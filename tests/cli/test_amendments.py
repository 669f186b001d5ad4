"""Decisions on activities through the command line, on the example: what is said, and JSON."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kexcel.workspace import Workspace
from tests.cli.test_commands import run, said
from tests.documents.conftest import EXAMPLE
from tests.workspace.amended import (
    CLOSED,
    LATER,
    NEW,
    TROUBLED,
    after_first_period,
    decide,
    everyone_answers,
)
from tests.workspace.places import opened


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = decide(after_first_period(tmp_path_factory.mktemp("cli") / "ange-2024"))
    result = run("-w", workspace.layout.root, "generate", "T2")
    assert result.exit_code == 0
    everyone_answers(opened(workspace.layout.root))
    return opened(workspace.layout.root)


@pytest.fixture
def root(answered: Workspace, tmp_path: Path) -> Path:
    shutil.copytree(answered.layout.root, tmp_path / "ange-2024")
    return tmp_path / "ange-2024"


def test_check_counts_the_decisions(root: Path) -> None:
    result = run("-w", root, "check")
    assert result.output.splitlines()[0].endswith("6 avdelningar, 8 ändringsbeslut.")


def test_check_tells_a_faulty_row_at_its_cell(root: Path) -> None:
    decide(opened(root), ((None, "§ 9", "Upphävd", "3.1.1-1"),))
    found = said("-w", root, "check")["findings"]
    told = [(f["sheet"], f["cell"], f["code"]) for f in found if f["severity"] == "error"]
    assert told == [("Ändringsbeslut", "A10", "missing-value")]


def test_merge_counts_what_is_followed_up(root: Path) -> None:
    content = said("-w", root, "merge", "T2")
    counted = ("preliminary", "activities", "answered")
    assert [content[key] for key in counted] == [False, 78, 78]
    result = run("-w", root, "merge", "T2")
    assert result.output.splitlines()[0] == (
        "78 av 78 aktiviteter besvarade. (1 tillagd, 2 upphävda)"
    )


def test_status_asks_nobody_of_what_is_cancelled(root: Path) -> None:
    departments = said("-w", root, "status", "T2")["departments"]
    counts = {d["department"]: (d["answered"], d["activities"]) for d in departments}
    assert counts["samhallsbyggnad"] == (23, 23)
    assert counts["ekonomi"] == (2, 2)
    assert [row for d in departments for row in d["left"]] == []


def test_nobody_is_reminded_of_what_is_cancelled(root: Path) -> None:
    departments = said("-w", root, "remind", "T2")["departments"]
    assert {each["draft"] for each in departments} == {None}


def test_the_next_year_starts_from_the_plan_of_the_years_end(root: Path) -> None:
    content = said("-w", root, "roll", "2025")
    fates = {each["row"]: each["fate"] for each in content["activities"]}
    assert {number: fates[number] for number in (TROUBLED, CLOSED, LATER)} == dict.fromkeys(
        (TROUBLED, CLOSED, LATER), "revoked"
    )
    assert fates[NEW] == "unfinished"
    revoked = [p["row"] for p in content["to_decide"] if p["question"] == "activity-revoked"]
    assert sorted(revoked) == sorted([TROUBLED, CLOSED, LATER])
    carried = {each.number for each in opened(root.with_name("ange-2025")).plan.activities}
    assert NEW in carried
    assert {TROUBLED, CLOSED, LATER}.isdisjoint(carried)
    assert opened(root.with_name("ange-2025")).plan.amendments == ()


def test_diff_tells_the_decisions_and_what_they_made(root: Path, tmp_path: Path) -> None:
    shutil.copy(EXAMPLE, tmp_path / "antagen.xlsx")
    result = run("diff", tmp_path / "antagen.xlsx", root / "plan.xlsx")
    assert result.exit_code == 0
    lines = [line.strip() for line in result.output.splitlines()]
    assert "Aktiviteter vid årets slut (1 tillkommen, 8 ändringar)" in lines
    assert "Slut: 2024-10-31 → 2024-11-30 [Aktiviteter!F3, Ändringsbeslut!A3]" in lines
    assert "Ändringsbeslut (8 tillkomna)" in lines
