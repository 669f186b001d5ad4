"""What a report says of the year's decisions on activities: how many, and what is cancelled."""

from __future__ import annotations

from collections.abc import Callable

from kexcel.locale import counted
from kexcel.model.consolidation import ActivityResult, Consolidation
from kexcel.model.outcome import Outcome
from kexcel.report.parts.context import ReportContext
from kexcel.timeline.wording import decision_text


def added_and_cancelled(whole: Consolidation | Outcome, translate: Callable[[str], str]) -> str:
    """How many activities were added and cancelled: "1 tillagd, 3 upphävda"; "" if none."""
    _ = translate
    parts = []
    if whole.added:
        parts.append(counted(whole.added, _("{count} was added"), _("{count} were added")))
    if whole.cancelled:
        parts.append(counted(whole.cancelled, _("{count} was revoked"), _("{count} were revoked")))
    return ", ".join(parts)


def cancelled_word(context: ReportContext) -> str:
    """What a cancelled activity is counted under, which no status word may be."""
    return context.translate("Revoked by decision")


def cancelled_text(context: ReportContext, result: ActivityResult) -> str:
    """What stands where a cancelled activity's status would be."""
    decision = result.activity.cancelled_by
    told = decision_text(decision) if decision else ""
    return f"{context.translate('Revoked')}, {told}"
