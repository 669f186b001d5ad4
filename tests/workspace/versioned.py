"""A small workspace whose frames are printed as a proposal, with the decisions of a test."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from kexcel.documents.plan.writer import write_plan
from kexcel.model.plan import FrameLine, FrameVersion, Perspective, Plan
from kexcel.workspace import Workspace, open_workspace
from tests.builders import SETTINGS, plan
from tests.money.framed import DEPARTMENTS, PROPOSAL

BUDGET = "Budget 2024"


def versioned_plan(
    *versions: FrameVersion, staben: str = "50.4", printed_as: str = PROPOSAL
) -> Plan:
    """The plan of the builders with a third department, totals, and these decisions."""
    amounts = {"stab": ("Staben", staben), "ekonomi": ("Ekonomi", "9.0")}
    lines = [
        FrameLine(Perspective.DEPARTMENT, name, key, {BUDGET: Decimal(amount)}, printed_as)
        for key, (name, amount) in amounts.items()
    ]
    total = {BUDGET: sum((line.amounts[BUDGET] for line in lines), Decimal(0))}
    printed = FrameLine(Perspective.DEPARTMENT, "Summa", None, total, is_total=True)
    return replace(
        plan(),
        sign="nettokostnad anges med plus",
        departments=DEPARTMENTS,
        frames=(*lines, printed),
        frame_versions=versions,
    )


def decide(workspace: Workspace, the_plan: Plan, day: str = "2024-05-10") -> Workspace:
    """The workspace opened anew on a day, with another plan."""
    (workspace.layout.root / "plan.xlsx").write_bytes(write_plan(the_plan))
    return opened_on(workspace.layout.root, day)


def opened_on(root: Path, day: str = "2024-05-10") -> Workspace:
    return open_workspace(
        root, clock=lambda: datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC)
    )


def versioned_workspace(root: Path, *versions: FrameVersion, day: str = "2024-05-10") -> Workspace:
    """A workspace where nothing has been done yet."""
    root.mkdir(parents=True)
    (root / "kexcel.toml").write_text(SETTINGS, encoding="utf-8")
    (root / "plan.xlsx").write_bytes(write_plan(versioned_plan(*versions)))
    return opened_on(root, day)
