"""An activity cancelled when forms are out, before new ones are: nobody is asked of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kexcel.documents.plan.writer import write_plan
from kexcel.model.plan import Amendment, AmendmentKind
from kexcel.workspace import Workspace
from tests.builders import SOUND, Answers, plan
from tests.workspace.places import opened, put
from tests.workspace.small import issued_small_workspace, returned

CLOSED = "3.1-1"
SILENT: Answers = {key: value for key, value in SOUND.items() if key[:2] != ("followup", CLOSED)}
ANSWERS = {"silent": SILENT, "answered": SOUND}
CANCELLED = Amendment(AmendmentKind.CANCELLED, CLOSED, date(2024, 4, 30), "KS § 9")


def count_in(workspace: Workspace, receipt: str | None) -> dict[object, object]:
    """What a receipt counts, by its words."""
    sheet = load_workbook(workspace.layout.root / str(receipt)).active
    assert sheet is not None
    return {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}


def came_back(root: Path, answers: Answers, decided: date) -> Workspace:
    """Staben has sent its form of T1; an activity on it has been cancelled since it went out."""
    workspace = issued_small_workspace(root)
    put(workspace, "stab.xlsx", returned(workspace, answers))
    decision = replace(CANCELLED, decided=decided)
    (root / "plan.xlsx").write_bytes(write_plan(replace(plan(), amendments=(decision,))))
    return opened(root)


@pytest.mark.parametrize("answers", ANSWERS)
def test_validate_collect_and_merge_ask_nothing_of_it(tmp_path: Path, answers: str) -> None:
    workspace = came_back(tmp_path / "ws", ANSWERS[answers], date(2024, 4, 30))
    (received,) = workspace.collect("T1").received
    assert received.returned.findings == ()
    assert workspace.validate([workspace.layout.inbox("T1") / "stab.xlsx"]) == ()
    assert [
        f.code for f in workspace.merge("T1").consolidation.findings if f.severity == "error"
    ] == []


@pytest.mark.parametrize("answers", ANSWERS)
def test_the_receipt_counts_what_is_asked(tmp_path: Path, answers: str) -> None:
    workspace = came_back(tmp_path / "ws", ANSWERS[answers], date(2024, 4, 30))
    (received,) = workspace.collect("T1").received
    counts = count_in(workspace, received.receipt)
    assert (counts["Pågående"], counts["Utan status"], counts["Totalt"]) == (0, 0, 2)


def test_what_is_cancelled_after_the_close_is_still_asked(tmp_path: Path) -> None:
    workspace = came_back(tmp_path / "ws", SILENT, date(2024, 5, 1))
    (received,) = workspace.collect("T1").received
    told = workspace.validate([workspace.layout.inbox("T1") / "stab.xlsx"])
    assert [f.code for f in told] == ["missing-status"]
    assert [f.code for f in received.returned.findings] == ["missing-status"]


def test_a_receipt_from_before_the_decision_is_made_again(tmp_path: Path) -> None:
    workspace = issued_small_workspace(tmp_path / "ws")
    put(workspace, "stab.xlsx", returned(workspace, SOUND))
    totals = []
    for decisions in ((), (CANCELLED,), ()):
        content = write_plan(replace(plan(), amendments=decisions))
        (workspace.layout.root / "plan.xlsx").write_bytes(content)
        (received,) = opened(workspace.layout.root).collect("T1").received
        totals.append(count_in(workspace, received.receipt)["Totalt"])
    assert totals == [3, 2, 3]
