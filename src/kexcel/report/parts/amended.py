"""What a report says of an activity that a decision of the year has cancelled."""

from __future__ import annotations

from kexcel.model.consolidation import ActivityResult
from kexcel.report.parts.context import ReportContext
from kexcel.timeline.wording import decision_text


def cancelled_word(context: ReportContext) -> str:
    """What a cancelled activity is counted under, which no status word may be."""
    return context.translate("Revoked by decision")


def cancelled_text(context: ReportContext, result: ActivityResult) -> str:
    """What stands where a cancelled activity's status would be."""
    decision = result.activity.cancelled_by
    told = decision_text(decision) if decision else ""
    return f"{context.translate('Revoked')}, {told}"
