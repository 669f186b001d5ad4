"""Merge a period's returns into the consolidated workbooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kexcel.documents.plan.layout import FRAME_DECISIONS_SHEET, FRAMES_SHEET
from kexcel.files import write_all
from kexcel.locale import translator
from kexcel.merge import Inputs, consolidate, decided_row, outcome_of
from kexcel.model.consolidation import Consolidation
from kexcel.model.finding import Finding
from kexcel.model.period import FOLLOWUP, Period
from kexcel.model.returned import Return
from kexcel.workspace import steps
from kexcel.workspace.booking import background_of
from kexcel.workspace.budgeting import plan_of
from kexcel.workspace.course import earlier_rounds, with_earlier_answers
from kexcel.workspace.earlier import divided_history, earlier_distribution, earlier_figures
from kexcel.workspace.frame_checks import frame_findings
from kexcel.workspace.intake import asked_departments, received_returns
from kexcel.workspace.issued.here import issued_forms
from kexcel.workspace.layout import DECISIONS_FILE
from kexcel.workspace.ledgers import whole_ledger
from kexcel.workspace.merge_result import MergeResult
from kexcel.workspace.moves.rounds import moves_in_rounds
from kexcel.workspace.names import file_name
from kexcel.workspace.progress import silent
from kexcel.workspace.reading import what_is_known

if TYPE_CHECKING:
    from kexcel.workspace.progress import Progress
    from kexcel.workspace.workspace import Workspace

_OF_FRAMES = {FRAMES_SHEET.name, FRAME_DECISIONS_SHEET.name}


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge answers, and the bytes that it wrote: each result by its key, and Beslut.xlsx.

    ``decisions`` are its bytes before and after; None where there is, or was, no such file.
    """

    result: MergeResult
    contents: Mapping[str, bytes]
    decisions: tuple[bytes | None, bytes | None]


def merge(workspace: Workspace, period: Period, progress: Progress) -> Merged:
    """Write the follow-up and budget workbooks, and bring Beslut.xlsx up to date."""
    consolidation = consolidate_period(workspace, period, progress)
    folder = workspace.layout.results(period.key)
    accounting = steps.accounting_files.accounting_files(workspace, consolidation)
    contents = {
        key: (folder / name, data) for key, name, data in _contents(workspace, consolidation)
    }
    contents |= {key: (folder / name, data) for key, (name, data) in accounting.contents.items()}
    # The decisions are read last, so that nothing that a person saves meanwhile is lost.
    decisions_path = workspace.layout.root / DECISIONS_FILE
    before = decisions_path.read_bytes() if decisions_path.is_file() else None
    after = before
    if FOLLOWUP in period.sheets:
        after = _decisions_with(workspace, consolidation, before)
    written = {decisions_path: after} if after is not None else {}
    write_all({**written, **dict(contents.values())})
    files = {key: workspace.layout.shown(path) for key, (path, _data) in contents.items()}
    result = MergeResult(
        outcome_of(consolidation),
        files,
        accounting.findings,
        is_new=True,
        consolidated=lambda: consolidation,
    )
    return Merged(result, {key: data for key, (_, data) in contents.items()}, (before, after))


def _contents(
    workspace: Workspace, consolidation: Consolidation
) -> Iterator[tuple[str, str, bytes]]:
    """Each workbook's key, name and bytes. A round without activities has no follow-up workbook."""
    from kexcel.report.budget.workbook import write_budget  # noqa: PLC0415 - loads when its step starts
    from kexcel.report.followup.workbook import write_followup  # noqa: PLC0415

    period, language = consolidation.period, workspace.language
    translate, label = translator(language), f"{period.key} {workspace.settings.year}"
    template, settings = workspace.template, workspace.settings
    paths = _archived(workspace, period)
    if FOLLOWUP in period.sheets:
        data = write_followup(
            consolidation,
            template,
            settings,
            language=language,
            archive=paths,
            earlier=earlier_rounds(workspace, period),
        )
        yield "followup", file_name(translate("Follow-up"), label), data
    earlier = earlier_distribution(workspace, period)
    data = write_budget(
        consolidation,
        template,
        settings,
        language=language,
        archive=paths | (_archived(workspace, earlier.period) if earlier else {}),
        history=earlier_figures(workspace, period),
        distribution=earlier,
    )
    yield "budget", file_name(translate("Budget"), label), data


def consolidate_period(
    workspace: Workspace,
    period: Period,
    progress: Progress = silent,
    *,
    returns: tuple[Return, ...] | None = None,
    has_history: bool = True,
) -> Consolidation:
    """The consolidation of a period, from the archive, the plan and the decisions.

    ``returns`` are those of the period where they have been read already. Without ``has_history``
    frames have no figures of the period before, which is then read only for what is done.
    """
    if returns is None:
        returns = received_returns(workspace, period, progress)
    forms, plan = issued_forms(workspace), plan_of(workspace, period)
    whole = consolidate(
        Inputs(
            plan=plan,
            template=workspace.template,
            period=period,
            frame_column=plan.frame_column,
            asked=asked_departments(workspace, period),
            forms=forms,
            returns=returns,
            books=what_is_known(workspace, forms, period.key).books,
            decisions=workspace.decisions(),
            paths=_archived(workspace, period),
            plan_findings=(
                *_findings_about_frames(workspace, period),
                *whole_ledger(workspace, period).findings,
                *(divided_history(workspace, period) if has_history else ()),
            ),
            background=background_of(workspace, period, forms, plan, has_history=has_history),
        )
    )
    return with_earlier_answers(workspace, whole, forms)


def _archived(workspace: Workspace, period: Period) -> dict[str, str]:
    """Where each file received for the period is kept, from the workspace."""
    archive = workspace.archive
    return {
        entry.sha256: workspace.layout.shown(archive.path_of(entry))
        for entry in archive.received(period.key)
    }


def _findings_about_frames(workspace: Workspace, period: Period) -> tuple[Finding, ...]:
    findings = workspace.read_plan[1]
    printed = [f for f in findings if f.place.sheet in _OF_FRAMES]
    rounds = moves_in_rounds(workspace, period.closes)
    return (*printed, *frame_findings(workspace, period), *rounds)


def _decisions_with(
    workspace: Workspace, consolidation: Consolidation, before: bytes | None
) -> bytes:
    """Beslut.xlsx with what there now is to decide."""
    from kexcel.documents.decisions.writer import update_decisions  # noqa: PLC0415 - loads when its step starts

    return update_decisions(
        before,
        period=consolidation.period.key,
        goals=consolidation.goals,
        conflicts=consolidation.conflicts,
        plan=consolidation.plan,
        template=workspace.template,
        language=workspace.language,
        created=consolidation.period.opens,
        lasting_row=partial(decided_row, consolidation.plan),
    )
