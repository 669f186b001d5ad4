"""kexcel frames: what it prints, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_commands import run, said
from tests.money.framed import DECIDED, MOVED, PROPOSAL, REVISED
from tests.workspace.versioned import versioned_workspace


@pytest.fixture
def at(tmp_path: Path) -> tuple[str, str]:
    """A workspace whose versions have all been decided by now."""
    versioned_workspace(tmp_path / "ws", DECIDED, REVISED, MOVED)
    return "-w", str(tmp_path / "ws")


def printed(*words: str) -> list[list[str]]:
    """The words of each line, those of one column parted from the next by two blanks."""
    lines = run(*words).output.splitlines()
    return [[word.strip() for word in line.split("  ") if word.strip()] for line in lines]


def test_every_version_is_listed_with_its_total_and_that_of_today(at: tuple[str, str]) -> None:
    lines = printed(*at, "frames")
    assert lines[0] == ["Version", "Slag", "Datum", "Paragraf", "Totalt", "Ändring", "I dag"]
    assert lines[2:6] == [
        [PROPOSAL, "Förslag", "–", "–", "59,4", "–"],
        [DECIDED.name, "Beslut", "2023-11-27", "KF § 112", "59,4", "0,0"],
        [REVISED.name, "Revidering", "2024-03-12", "KF § 20", "60,2", "+0,8"],
        [MOVED.name, "Överföring", "2024-06-17", "KS § 71", "60,2", "0,0", "gäller"],
    ]
    assert run(*at, "frames").exit_code == 0


def test_a_version_is_shown_line_by_line(at: tuple[str, str]) -> None:
    lines = printed(*at, "--language", "en", "frames", "revidering MARS 2024")
    assert lines[0] == [f"{REVISED.name} (Revision, 2024-03-12, KF § 20)"]
    assert [line for line in lines if len(line) == 2] == [
        ["Department", "Frame"],
        ["Staben", "50.4"],
        ["Ekonomi", "9.8"],
        ["Total", "60.2"],
    ]


def test_two_versions_are_held_against_each_other(at: tuple[str, str]) -> None:
    lines = printed(*at, "frames", MOVED.name, "--against", "Budget 2024")
    assert [line for line in lines if len(line) == 4] == [
        ["Avdelning", PROPOSAL, MOVED.name, "Skillnad"],
        ["Staben", "50,4", "49,9", "-0,5"],
        ["Ekonomi", "9,0", "9,8", "+0,8"],
        ["Kulturavdelningen", "–", "0,5", "+0,5"],
        ["Totalt", "59,4", "60,2", "+0,8"],
    ]
    alone = printed(*at, "frames", "--against", PROPOSAL)
    assert alone[0] == [f"{MOVED.name} (Överföring, 2024-06-17, KS § 71)"]


def test_the_json_has_amounts_as_exact_texts(at: tuple[str, str]) -> None:
    content = said(*at, "frames")
    assert content["unit"] == "mnkr"
    assert content["versions"][2] == {
        "name": REVISED.name,
        "kind": "Revidering",
        "decided": "2024-03-12",
        "decision": "KF § 20",
        "total": "60.2",
        "change": "0.8",
        "in_force": False,
    }
    assert content["versions"][0]["decided"] is None
    assert said(*at, "frames", PROPOSAL) == {
        "unit": "mnkr",
        "version": PROPOSAL,
        "lines": [
            {"perspective": "Avdelning", "name": "Staben", "department": "stab", "amount": "50.4"},
            {"perspective": "Avdelning", "name": "Ekonomi", "department": "ekonomi",
             "amount": "9.0"},
        ],
    }  # fmt: skip
    against = said(*at, "frames", MOVED.name, "--against", PROPOSAL)
    assert against["against"] == PROPOSAL
    assert against["lines"][2] == {
        "perspective": "Avdelning",
        "name": "Kulturavdelningen",
        "department": "kultur",
        "amount": "0.5",
        "against": None,
        "difference": "0.5",
    }


@pytest.mark.parametrize("words", [("Beslut juni",), (MOVED.name, "--against", "Beslut juni")])
def test_an_unknown_version_ends_with_2_and_the_known_names(
    at: tuple[str, str], words: tuple[str, ...]
) -> None:
    result = run(*at, "frames", *words)
    assert result.exit_code == 2
    told = " ".join(result.stderr.split())
    assert f"Välj en av: {PROPOSAL}, {DECIDED.name}, {REVISED.name}, {MOVED.name}." in told


def test_check_notes_a_proposal_and_ends_well(tmp_path: Path) -> None:
    versioned_workspace(tmp_path / "ws")
    result = run("-w", tmp_path / "ws", "check")
    assert result.exit_code == 0
    assert "[frame-not-decided]" in " ".join(result.output.split())
