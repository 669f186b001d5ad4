"""The plan as it is for one period: which frames are in force, and how they are distributed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kexcel.model.period import Period
from kexcel.model.plan import Plan
from kexcel.workspace.distributing import with_units

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace


def plan_of(workspace: Workspace, period: Period) -> Plan:
    """The plan as it stood at the close of a period."""
    plan = replace(workspace.plan, frame_column=workspace.settings.money.frame)
    return with_units(workspace, period, plan)
