"""The round before the year in a workspace: collected, told, asked for, corrected and merged."""

from __future__ import annotations

from pathlib import Path

import pytest

from kexcel.model.remaining import Standing
from kexcel.workspace import Workspace
from tests.workspace.budget_round import (
    CODES,
    PERIOD,
    SIGNED,
    Answers,
    approver,
    cell,
    distributed,
    frame_of,
    issued_workspace,
    put,
    sound,
)
from tests.workspace.places import opened, workbook

D = "Fördelning"
COMMON = "gemensamt"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return issued_workspace(tmp_path / "ws")


def common(amount: float | None = None) -> Answers:
    """The common resources, that another department approves."""
    spent = frame_of(COMMON) if amount is None else amount
    return {**SIGNED, **distributed(1, unit="It", responsibility="9000", amount=spent)}


def told(workspace: Workspace) -> list[tuple[str, str | None, str | None, str]]:
    findings = workspace.collect(PERIOD).findings
    return [(f.place.file, f.place.sheet, f.place.cell, f.code) for f in findings]


def standing(workspace: Workspace, department: str) -> tuple[Standing, list[str]]:
    """Where a department stands, and the sheets that are left."""
    (found,) = [d for d in workspace.status(PERIOD).departments if d.department == department]
    return found.standing, [row.sheet for row in found.remaining.left]


def test_everyone_answers_and_the_result_is_final(workspace: Workspace) -> None:
    for department in CODES:
        put(workspace, f"{department}.xlsx", department, sound(department))
    assert told(workspace) == []
    whole = workspace.merge(PERIOD).consolidation
    assert (whole.is_preliminary, whole.errors) == (False, 0)
    assert [standing(workspace, each)[0] for each in CODES] == [Standing.DONE] * len(CODES)


def test_an_untouched_form_waits_for_its_tables_and_its_frame(workspace: Workspace) -> None:
    put(workspace, "tom.xlsx", "stab", {})
    assert told(workspace) == [
        ("tom.xlsx", "Läs mig", "B13", "not-signed-off"),
        ("tom.xlsx", D, "D7", "frame-not-distributed"),
    ]
    assert standing(workspace, "stab")[1] == ["distribution", "attest"]


def test_common_resources_are_asked_for_no_approver_once_another_names_one(
    workspace: Workspace,
) -> None:
    put(workspace, "gemensamt.xlsx", COMMON, common())
    assert told(workspace) == [("gemensamt.xlsx", D, "B7", "responsibility-uncovered")]
    assert standing(workspace, COMMON) == (Standing.TO_CORRECT, ["attest"])
    put(workspace, "stab.xlsx", "stab", {**sound("stab"), **approver(2, "9000")})
    assert told(workspace) == []
    assert standing(workspace, COMMON) == (Standing.DONE, [])
    names = [path.name for path in workspace.layout.outbox(PERIOD).iterdir()]
    assert [name for name in names if name.startswith("Rättelse")] == []


def test_one_file_by_itself_still_asks_for_the_approver(
    workspace: Workspace, tmp_path: Path
) -> None:
    put(workspace, "gemensamt.xlsx", COMMON, common())
    put(workspace, "stab.xlsx", "stab", {**sound("stab"), **approver(2, "9000")})
    alone = workspace.layout.inbox(PERIOD) / "gemensamt.xlsx"
    kept = tmp_path / "gemensamt.xlsx"
    kept.write_bytes(alone.read_bytes())
    workspace.collect(PERIOD)
    assert [f.code for f in workspace.validate([kept])] == ["responsibility-uncovered"]


def test_two_halves_of_one_distribution_are_accepted(workspace: Workspace) -> None:
    half = frame_of("stab") / 2
    one = distributed(1, unit="Kansli", responsibility="1100", amount=half)
    two = distributed(2, unit="Arkiv", responsibility="1100", amount=half)
    put(workspace, "ena.xlsx", "stab", {**SIGNED, **one, **approver(1, "1100")})
    put(workspace, "andra.xlsx", "stab", {**SIGNED, **two})
    assert told(workspace) == []
    assert standing(workspace, "stab")[0] is Standing.DONE


def test_a_correction_marks_the_sum_in_the_last_amount(workspace: Workspace) -> None:
    wrong = {
        **sound("stab"),
        **distributed(2, unit="Arkiv", responsibility="1100", amount=0.5),
    }
    put(workspace, "stab.xlsx", "stab", wrong)
    (received,) = workspace.collect(PERIOD).received
    assert received.correction is not None
    book = workbook((workspace.layout.root / received.correction).read_bytes())
    last = cell("stab", "distribution", "distribution-002", "amount")
    note = book[D][last].comment.text
    assert "Ramen är 81,7, men fördelat är 82,2. Skillnaden är -0,5." in note
    marked = [c.coordinate for row in book[D].iter_rows() for c in row if c.comment]
    assert marked == [last]
    listed = [[c.value for c in row] for row in book["Att rätta"].iter_rows(min_row=7, max_row=7)]
    assert listed[0][2:4] == [D, last]
    assert book[D]["F4"].value.startswith("=IF(LEN(")


def test_a_new_form_keeps_what_was_distributed(workspace: Workspace) -> None:
    put(workspace, "stab.xlsx", "stab", sound("stab"))
    workspace.collect(PERIOD)
    settings = workspace.layout.root / "kexcel.toml"
    text = settings.read_text(encoding="utf-8").replace("[0-9A-Z]{4}", "[0-9]{4}")
    settings.write_text(text, encoding="utf-8")
    again = opened(workspace.layout.root)
    issued = {form.department: form for form in again.generate(PERIOD).forms}
    book = workbook((again.layout.root / issued["stab"].file).read_bytes())
    assert [book[D][cell].value for cell in ("A7", "B7", "D7")] == [
        "Hela avdelningen", "1100", 81.7,
    ]  # fmt: skip
    assert told(again) == [("stab.xlsx", None, None, "outdated-form")]
