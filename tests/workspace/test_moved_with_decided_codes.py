"""A code that moves with `Ram`, after a decision changed its frame: the distribution agrees."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kexcel.model.plan import FrameChange, FrameKind, FrameVersion, Perspective, Reorganisation
from kexcel.workspace import Workspace
from tests.builders import plan
from tests.report.budget_tables import controls, table_at, values
from tests.workspace.places import opened, put
from tests.workspace.small import returned, small_workspace
from tests.workspace.test_moved_within_a_round import ROUND, STAB, distribution
from tests.workspace.test_reorganisation import reorganised

JULY, SEPTEMBER = date(2024, 7, 1), date(2024, 8, 15)
DECIDED = FrameVersion(
    "Revidering mars",
    FrameKind.REVISED,
    date(2024, 3, 1),
    "KF § 9",
    changes=(FrameChange(
        Perspective.DEPARTMENT, "Staben", "stab", change=Decimal(1), responsibility="1200",
    ),),
)  # fmt: skip


def moved(amount: str, source: str = "stab", target: str = "digital", day: date = JULY) -> Any:
    return Reorganisation(source, target, day, codes=("1200",), frame=Decimal(amount))


@pytest.fixture
def distributed(tmp_path: Path) -> Workspace:
    small = small_workspace(tmp_path / "ws")
    settings = small.layout.root / "kexcel.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f'language = "en"\n{text}', encoding="utf-8")
    workspace = opened(small.layout.root)
    workspace.generate(ROUND)
    put(workspace, "stab.xlsx", returned(workspace, distribution(STAB), "stab", ROUND), ROUND)
    workspace.collect(ROUND)
    return opened(workspace.layout.root)


def budget(workspace: Workspace, *moves: Reorganisation) -> Any:
    """The budget workbook of T2."""
    workspace = reorganised(workspace, *moves, of=replace(plan(), frame_versions=(DECIDED,)))
    workspace.generate("T2")
    file = opened(workspace.layout.root).merge("T2").files["budget"]
    return values((workspace.layout.root / file).read_bytes())


def judged(book: Any) -> list[str]:
    by = ("by department", "by unit")
    return [line[3] for line in controls(book) if str(line[0]).endswith(by)]


@pytest.mark.parametrize(
    "moves",
    [
        (moved("21.2"),),
        (moved("21.2"), moved("21.2", "digital", "stod", SEPTEMBER)),
    ],
)
def test_what_was_decided_of_the_code_counts_as_decided_with_its_receiver(
    distributed: Workspace, moves: tuple[Reorganisation, ...]
) -> None:
    book = budget(distributed, *moves)
    assert judged(book) == ["agrees", "agrees"]
    table = table_at(book["Distribution"], "Department")
    names = {"digital": "Digitalisering", "stod": "Verksamhetsstöd"}
    receiver = names[moves[-1].target]
    assert table.line(receiver, "Amount", "Judgement") == [20.2, 1, 21.2, 0, "agrees"]
    assert table.line("Staben", "Amount", "Judgement") == [
        30.2, None, 30.2, 0, "agrees",
    ]  # fmt: skip


def test_a_part_of_the_frame_that_is_not_the_codes_is_still_found(distributed: Workspace) -> None:
    assert judged(budget(distributed, moved("20"))) == ["does not agree", "agrees"]
