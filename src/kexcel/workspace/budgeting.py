"""The plan as it is for one period: which frames are in force, and how they are distributed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kexcel.model.period import Period
from kexcel.model.plan import Plan
from kexcel.money.versions import version_at
from kexcel.workspace.distributing import with_units

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace


def plan_of(workspace: Workspace, period: Period) -> Plan:
    """The plan as it stood at the close of a period, with every version of its frames."""
    plan, base = workspace.versioned_plan, workspace.settings.money.frame
    plan = replace(plan, frame_column=version_at(plan, base, period.closes))
    return with_units(workspace, period, plan)
