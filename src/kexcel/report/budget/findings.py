"""Which findings are finance's business."""

from __future__ import annotations

from dataclasses import replace

from kexcel.documents.plan.layout import FRAME_DECISIONS_SHEET, FRAMES_SHEET, PLAN_FILE
from kexcel.findings import CATALOGUE, Group
from kexcel.model.consolidation import Consolidation
from kexcel.model.finding import Finding
from kexcel.report.parts.context import ReportContext
from kexcel.template.schema import Template

_MONEY_SHEETS = ("budget", "distribution", "attest")
_PLAN_SHEETS = {FRAMES_SHEET.name, FRAME_DECISIONS_SHEET.name}


def money_findings(context: ReportContext) -> tuple[Finding, ...]:
    """Those with a code of money, those on a sheet of money, and those of the plan's frames."""
    # Two sheets ask, and every return's rows are gone through for the answer.
    whole, template = context.consolidation, context.template
    return context.remembered("findings of money", lambda: _of_money(whole, template))


def _of_money(consolidation: Consolidation, template: Template) -> tuple[Finding, ...]:
    sheets = _names(consolidation, template)
    return tuple(
        finding
        for finding in consolidation.findings
        if CATALOGUE[finding.code].group is Group.MONEY
        or (finding.place.file == PLAN_FILE and finding.place.sheet in _PLAN_SHEETS)
        or (finding.place.file != PLAN_FILE and finding.place.sheet in sheets)
    )


def money_errors(context: ReportContext) -> int:
    """How many of the errors that stand are finance's business."""
    return replace(context.consolidation, findings=money_findings(context)).errors


def _names(consolidation: Consolidation, template: Template) -> set[str]:
    """What the sheets of money are called: in the template, and where departments renamed them."""
    names: set[str] = set()
    for key in _MONEY_SHEETS:
        if sheet := template.sheet(key):
            names |= {sheet.name.sv, sheet.name.en}
    for received in consolidation.returns:
        for key in _MONEY_SHEETS:
            names |= {row.sheet for row in received.rows.get(key, {}).values()}
    return names
