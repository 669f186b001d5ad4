"""The workbook for finance, "Budget T1 2024.xlsx"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kexcel.excel.book import Properties, new_book
from kexcel.locale import translator
from kexcel.model.consolidation import Consolidation
from kexcel.report.budget.accuracy import write_accuracy
from kexcel.report.budget.approvers import write_approvers
from kexcel.report.budget.distribution import write_distribution
from kexcel.report.budget.distribution_table import PlacedDistribution
from kexcel.report.budget.findings import money_findings
from kexcel.report.budget.frames import write_frames
from kexcel.report.budget.history import PeriodFigures
from kexcel.report.budget.rounds import ATTEST, DISTRIBUTION, round_table
from kexcel.report.budget.summary import Summary, finish_summary, write_summary
from kexcel.report.budget.ties import Ends
from kexcel.report.budget.uncovered import write_uncovered
from kexcel.report.budget.versions_sheet import write_versions
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.findings_sheet import write_findings_sheet
from kexcel.report.parts.page import new_sheet
from kexcel.report.parts.reorganisations_sheet import write_reorganisations
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
    history: Sequence[PeriodFigures] = (),
    distribution: Consolidation | None = None,
) -> bytes:
    """The workbook for finance: every amount a net cost, cost positive, in the plan's unit.

    ``archive`` maps a file's sha256 to its path in the workspace. ``history`` are the earlier
    periods of the year in their order, ``distribution`` the round whose distribution and approvers
    are shown where this one does not ask for them. Equal input gives equal bytes.
    """
    with new_book(template.looks, _properties(consolidation, language)) as book:
        context = ReportContext(book, consolidation, template, settings, language, archive or {})
        _write(context, history, distribution)
    return book.data


def _write(
    context: ReportContext, history: Sequence[PeriodFigures], earlier: Consolidation | None
) -> None:
    """Write the sheets in their order; the first is finished when all others stand."""
    _, looks = context.translate, context.template.looks
    first = new_sheet(context, _("Compilation"), tab=looks.heading)
    summary = write_summary(context, first, history)
    frames = write_frames(context)
    write_versions(context, frames)
    distribution = _write_round(context, summary, earlier)
    accuracy = write_accuracy(
        context, new_sheet(context, _("Forecast accuracy")), summary.placed, history
    )
    finish_summary(summary, Ends(frames, accuracy, distribution))
    write_reorganisations(context)
    _write_findings(context)
    if earlier:
        name = earlier.period.name
        write_sources_sheet(context, earlier=earlier.returns, earlier_period=name)
    else:
        write_sources_sheet(context)
    first.activate()


def _write_round(
    context: ReportContext, summary: Summary, earlier: Consolidation | None
) -> PlacedDistribution | None:
    """The two sheets of the round: each says of the other whether a code has an approver."""
    _ = context.translate
    sheets = [new_sheet(context, name) for name in (_("Distribution"), _("Approvers"))]
    rows, approvers = (round_table(context, earlier, key) for key in (DISTRIBUTION, ATTEST))
    placed_approvers = write_approvers(approvers, sheets[1])
    placed = write_distribution(rows, sheets[0], summary.placed, placed_approvers)
    write_uncovered(approvers, placed_approvers, placed)
    return placed


def _write_findings(context: ReportContext) -> None:
    _ = context.translate
    found = money_findings(context)
    remark = _("Only what concerns the budget; the follow-up workbook lists everything.")
    of_money = replace(context.consolidation, findings=found)
    write_findings_sheet(replace(context, consolidation=of_money), remark=remark)


def _properties(consolidation: Consolidation, language: str) -> Properties:
    _ = translator(language)
    plan, period = consolidation.plan, consolidation.period
    return Properties(
        title=f"{_('Budget')} {period.key} {plan.year}",
        subject=f"{plan.organisation}, {plan.body}, {period.name}",
        author=plan.organisation,
        created=period.closes,
    )
