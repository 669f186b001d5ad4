"""The workbook for finance, "Budget T1 2024.xlsx"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from kexcel.excel.book import Properties, new_book
from kexcel.locale import translator
from kexcel.model.consolidation import Consolidation
from kexcel.report.budget.accuracy import write_accuracy
from kexcel.report.budget.findings import money_findings
from kexcel.report.budget.frames import write_frames
from kexcel.report.budget.summary import write_summary
from kexcel.report.budget.tables import write_attest, write_distribution
from kexcel.report.budget.versions_sheet import write_versions
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.findings_sheet import write_findings_sheet
from kexcel.report.parts.page import new_sheet
from kexcel.report.parts.sources_sheet import write_sources_sheet
from kexcel.settings import Settings
from kexcel.template.schema import Template


def write_budget(
    consolidation: Consolidation,
    template: Template,
    settings: Settings,
    *,
    language: str,
    archive: Mapping[str, str] | None = None,
    last_forecasts: Mapping[str, Decimal] | None = None,
) -> bytes:
    """The workbook for finance: every amount a net cost, cost positive, in the plan's unit.

    ``archive`` maps a file's sha256 to its path in the workspace. ``last_forecasts`` are the
    full-year forecasts of the period before, by department; without them the column says
    that there are none. Equal input gives equal bytes.
    """
    with new_book(template.looks, _properties(consolidation, language)) as book:
        context = ReportContext(book, consolidation, template, settings, language, archive or {})
        _ = context.translate
        summary = new_sheet(context, _("Compilation"), tab=template.looks.heading)
        frames = write_frames(context)
        write_versions(context, frames)
        write_summary(context, summary, frames, last_forecasts or {})
        write_distribution(context)
        write_attest(context)
        write_accuracy(context)
        found = money_findings(consolidation, template)
        remark = _("Only what concerns the budget; the follow-up workbook lists everything.")
        of_money = replace(consolidation, findings=found)
        write_findings_sheet(replace(context, consolidation=of_money), remark=remark)
        write_sources_sheet(context)
        summary.activate()
    return book.data


def _properties(consolidation: Consolidation, language: str) -> Properties:
    _ = translator(language)
    plan, period = consolidation.plan, consolidation.period
    return Properties(
        title=f"{_('Budget')} {period.key} {plan.year}",
        subject=f"{plan.organisation}, {plan.body}, {period.name}",
        author=plan.organisation,
        created=period.closes,
    )
