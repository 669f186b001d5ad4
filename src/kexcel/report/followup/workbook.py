"""The follow-up workbook: what the committee, the coordinator and the auditors read."""

from __future__ import annotations

from collections.abc import Mapping

from kexcel.excel.book import Properties, new_book
from kexcel.locale import translator
from kexcel.model.consolidation import Consolidation
from kexcel.report.followup.activities_sheet import write_activities_sheet
from kexcel.report.followup.amendments_sheet import write_amendments_sheet
from kexcel.report.followup.conflicts import write_conflicts
from kexcel.report.followup.course_charts_sheet import (
    charts_name,
    write_course_charts_sheet,
)
from kexcel.report.followup.course_sheet import write_course_sheet
from kexcel.report.followup.frames_sheet import write_frames_sheet
from kexcel.report.followup.goals_sheet import write_goals_sheet
from kexcel.report.followup.measures_sheet import write_measures_sheet
from kexcel.report.followup.own_sheet import write_own_sheet
from kexcel.report.followup.summary_sheet import write_summary_sheet
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.findings_sheet import findings_headings, write_findings_sheet
from kexcel.report.parts.page import new_sheet
from kexcel.report.parts.reorganisations_sheet import write_reorganisations
from kexcel.report.parts.sources_sheet import write_sources_sheet
from kexcel.settings import Settings
from kexcel.template.schema import Template


def write_followup(
    consolidation: Consolidation,
    template: Template,
    settings: Settings,
    *,
    language: str,
    archive: Mapping[str, str] | None = None,
    earlier: tuple[Consolidation, ...] = (),
) -> bytes:
    """The workbook's bytes, the same for the same consolidation.

    ``archive`` maps a received file's sha256 to its path in the workspace, for links to files
    that gave no answer; files with answers are linked without it. ``earlier`` are the year's
    rounds before this one, in their order.

    Raises:
        ConfigurationError: the language isn't spoken.
    """
    properties = _properties(consolidation, language)
    with new_book(template.looks, properties) as book:
        given = (book, consolidation, template, settings, language, archive or {}, earlier)
        _write(ReportContext(*given))
    return book.data


def _write(context: ReportContext) -> None:
    _ = context.translate
    summary = new_sheet(context, _("Summary"), tab=context.template.looks.heading)
    goals = new_sheet(context, _("Goals"))
    activities = write_activities_sheet(context)
    placed = write_goals_sheet(context, goals, activities)
    if context.earlier:
        course = write_course_sheet(context, activities, charts_name(context))
        write_course_charts_sheet(context, course)
    write_amendments_sheet(context)
    write_measures_sheet(context)
    write_frames_sheet(context)
    write_own_sheet(context)
    write_reorganisations(context)
    findings = write_findings_sheet(context)
    write_conflicts(context, findings, [each.width for each in findings_headings(context)])
    write_sources_sheet(context)
    write_summary_sheet(context, summary, activities, placed)


def _properties(consolidation: Consolidation, language: str) -> Properties:
    _ = translator(language)
    plan, period = consolidation.plan, consolidation.period
    title = _("Follow-up {period} {year}").format(period=period.key, year=plan.year)
    return Properties(
        title=f"{title} – {plan.organisation}",
        subject=plan.body,
        author=plan.organisation,
        created=period.closes,
        keywords=f"{plan.organisation}; {plan.year}; {period.key}",
    )
