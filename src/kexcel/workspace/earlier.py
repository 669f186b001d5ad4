"""What was answered in the period before another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kexcel.merge.carry_over import answers_for_next_period
from kexcel.model.consolidation import Consolidation
from kexcel.model.form import FormValue
from kexcel.model.period import Period

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace


def consolidation_before(workspace: Workspace, period: Period) -> Consolidation | None:
    """The period before, put together; None where there is none or nothing came back in it.

    It does not know in turn what was answered before it.
    """
    from kexcel.workspace.merging import consolidate_period  # noqa: PLC0415 - a circle

    earlier = workspace.settings.previous_period(period.key)
    if earlier is None or not workspace.archive.received(earlier.key):
        return None
    return workspace.memory.keep(
        ("consolidation", earlier.key),
        (workspace.archive.journal(), workspace.decisions()),
        lambda: consolidate_period(workspace, earlier, has_history=False),
    )


def answers_before(
    workspace: Workspace, period: Period
) -> Mapping[tuple[str, str], Mapping[str, FormValue]]:
    """What was answered in the period before, by department and row identity."""
    before = consolidation_before(workspace, period)
    return answers_for_next_period(before) if before else {}
