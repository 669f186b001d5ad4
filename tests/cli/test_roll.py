"""``kexcel roll``: what it says in Swedish, its JSON, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from kexcel.workspace import Workspace
from tests.cli.test_commands import run, said
from tests.workspace.years import ended_year

POINT = {"question", "decision", "row", "title", "message", "hint", "details"}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return ended_year(tmp_path / "ange-2024")


def test_what_was_carried_and_what_must_be_decided_is_told_in_swedish(
    workspace: Workspace, tmp_path: Path
) -> None:
    result = run("-w", workspace.layout.root, "roll", "2025", tmp_path / "ny")
    assert result.exit_code == 0
    assert result.output.splitlines()[0] == f"Arbetsytan för 2025 är klar i {tmp_path / 'ny'}."
    told = " ".join(result.output.split())
    for sentence in (
        (
            "Överfört: 2 av 4 aktiviteter, 3 mål (0 avslutade), 2 mått; ramar från Budget 2024. "
            "Bedömt efter Tertial 2 2024."
        ),
        (
            "Aktiviteter som skulle vara klara och inte är det (2) "
            "3.1-1 Introduktion av nyanställda Pågående; skulle vara klar 2024-12-31. Staben. "
            "3.1-3 Ny delegationsordning Försenad; skulle vara klar 2024-11-30. "
            "Väntas klar 2025-02-28. Staben. "
            "Besluta nya datum, eller ta bort aktiviteten ur plan.xlsx."
        ),
        "Ramar som bara är överförda (2) Staben 50,4 mnkr, samma som Budget 2024.",
        "4 punkter att besluta. De står i Att besluta 2025.xlsx.",
    ):
        assert sentence in told


def test_json_tells_every_activity_goal_and_point(workspace: Workspace) -> None:
    content = said("-w", workspace.layout.root, "roll", "2025")
    assert list(content) == [
        "workspace", "year", "judged_by", "activities", "goals", "to_decide", "list",
    ]  # fmt: skip
    assert content["activities"] == [
        {"row": "3.1-1", "fate": "unfinished", "carried": True},
        {"row": "3.1-2", "fate": "done", "carried": False},
        {"row": "3.1-3", "fate": "unfinished", "carried": True},
        {"row": "4-1", "fate": "done", "carried": False},
    ]
    assert all(set(point) == POINT for point in content["to_decide"])
    assert (content["year"], content["judged_by"]) == (2025, "T2")


def test_a_year_that_is_not_complete_ends_with_one(tmp_path: Path) -> None:
    workspace = ended_year(tmp_path / "ange-2024", without="ekonomi")
    result = run("-w", workspace.layout.root, "roll", "2025")
    assert result.exit_code == 1
    assert "har inte svarat: Ekonomiavdelningen" in " ".join(result.output.split())


@pytest.mark.parametrize(
    "year, sentence",
    [
        ("2024", "2024 är inget år efter 2024, som arbetsytan gäller."),
        ("nästa", "nästa"),
    ],
)
def test_a_wrong_year_ends_with_two_and_a_sentence(
    workspace: Workspace, year: str, sentence: str
) -> None:
    result = run("-w", workspace.layout.root, "roll", year)
    assert result.exit_code == 2
    assert sentence in result.output
    assert not workspace.layout.root.with_name("ange-2025").exists()


def test_a_folder_that_is_not_empty_ends_with_two(workspace: Workspace) -> None:
    assert run("-w", workspace.layout.root, "roll", "2025").exit_code == 0
    result = run("-w", workspace.layout.root, "roll", "2025")
    assert (result.exit_code, "är inte tom" in result.output) == (2, True)


def test_goals_are_extended_when_that_is_asked_for(tmp_path: Path) -> None:
    run("init", tmp_path / "ange-2024", "--example", "ange-2024")
    asked = {}
    for folder, words in (("en", ()), ("två", ("--extend-goals",))):
        content = said("-w", tmp_path / "ange-2024", "roll", "2025", tmp_path / folder, *words)
        asked[folder] = [each["question"] for each in content["to_decide"]]
    assert asked["en"].count("goal-expired") == asked["två"].count("goal-extended") == 20
    assert "goal-expired" not in asked["två"]
