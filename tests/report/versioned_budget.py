"""The Ånge example consolidated with decisions on its frames."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kexcel.model.consolidation import Consolidation
from kexcel.model.plan import FrameChange, FrameKind, FrameVersion, Perspective
from kexcel.money.versions import with_versions
from tests.money.framed import adds, becomes, version
from tests.report.budget_samples import consolidation

BUDGET = "Budget 2024"
DECIDED = version("Beslut november 2023", FrameKind.DECIDED, "2023-11-27", decision="KF § 112")
REVISED = version(
    "Revidering februari 2024",
    FrameKind.REVISED,
    "2024-02-26",
    becomes("utbildning", "259.2"),
    FrameChange(Perspective.CITIZEN, "Barn och unga", None, change=Decimal("0.8")),
    decision="KF 2024-02-26 § 14",
)
MOVED = version(
    "Överföring april 2024",
    FrameKind.TRANSFER,
    "2024-04-15",
    adds("stab", "-0.75", "1100"),
    adds("ekonomi", "0.75"),
    decision="KS 2024-04-15 § 52",
)
LATER = version("Förslag hösten 2024", FrameKind.PROPOSED, "2024-09-02", adds("gemensamt", "2"))


def decided(*versions: FrameVersion, column: str) -> Consolidation:
    """All that the reports for finance show, with a version in force."""
    whole = consolidation()
    plan = with_versions(replace(whole.plan, frame_versions=versions), BUDGET)
    frames = tuple(
        replace(
            each,
            frame=(frame := plan.frame_of(each.department, column)),
            deviation=None if frame is None or each.forecast is None else frame - each.forecast,
        )
        for each in whole.budget
    )
    return replace(whole, plan=replace(plan, frame_column=column), budget=frames)


def moved() -> Consolidation:
    """Four decisions, of which the transfer is in force and a later proposal is not."""
    return decided(DECIDED, REVISED, MOVED, LATER, column=MOVED.name)


def confirmed() -> Consolidation:
    """The printed frames confirmed by a decision."""
    told = replace(DECIDED, decided=date(2023, 11, 27))
    return decided(told, column=told.name)
