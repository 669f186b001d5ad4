"""What frames are followed up against in a period: profile, ledger and the period before."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from kexcel.merge.budget import Background, Frames
from kexcel.model.form import Form
from kexcel.model.period import Period
from kexcel.model.plan import Plan
from kexcel.money.responsibility import department_of
from kexcel.timeline.profiles import profiles_in
from kexcel.workspace.distributing import asked_as_whole
from kexcel.workspace.earlier import answers_before
from kexcel.workspace.ledgers import ledger_of

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace


def background_of(
    workspace: Workspace,
    period: Period,
    forms: Mapping[str, Form],
    plan: Plan,
    *,
    has_history: bool,
) -> Background:
    """What a consolidation of the period holds frames against. ``plan`` is the period's.

    The period before is read only where ``has_history`` says so.
    """
    return Background(
        profile=profiles_in(workspace.settings.money.profile, plan),
        ledger=ledger_of(workspace, period),
        previous=answers_before(workspace, period) if has_history else {},
        whole=asked_as_whole(workspace, period, forms),
        department_of=department_of(plan),
    )


def booked_by_row(workspace: Workspace, period: Period, plan: Plan) -> Mapping[str, Decimal]:
    """What is booked on each row of the frames in new forms, by the row's identity."""
    background = Background(ledger=ledger_of(workspace, period), department_of=department_of(plan))
    frames = Frames(plan, plan.frame_column, period, background)
    return {row: amount.amount for row, amount in frames.booked.items()}
