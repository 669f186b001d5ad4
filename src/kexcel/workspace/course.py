"""A period among the year's others: what stands from those before it, and how they went."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kexcel.merge.carried_done import with_done
from kexcel.model.consolidation import Consolidation
from kexcel.model.form import Form
from kexcel.model.period import FOLLOWUP, Period
from kexcel.workspace.earlier import done_before, put_together

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace


def with_earlier_answers(
    workspace: Workspace, whole: Consolidation, forms: Mapping[str, Form]
) -> Consolidation:
    """A period's consolidation with what was done before it and needed no new answer.

    The period before is read only where some activity has no answer of its own.
    """
    if FOLLOWUP not in whole.period.sheets or whole.answered == len(whole.activities):
        return whole
    return with_done(whole, done_before(workspace, whole.period), forms)


def earlier_rounds(workspace: Workspace, period: Period) -> tuple[Consolidation, ...]:
    """The year's rounds of follow-up before one, those that anyone was sent forms for, in order."""
    before = workspace.settings.previous_period(period.key)
    if before is None or FOLLOWUP not in period.sheets:
        return ()
    archive = workspace.archive
    is_round = archive.issued(before.key) or archive.received(before.key)
    own = (put_together(workspace, before),) if is_round else ()
    return (*earlier_rounds(workspace, before), *own)
