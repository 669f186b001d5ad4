"""What the periods before another said, each put together once a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kexcel.documents.plan.layout import PLAN_FILE
from kexcel.documents.plan.reorganisations import REORGANISATIONS_SHEET
from kexcel.findings import finding
from kexcel.merge.carried_done import Done, reported_done
from kexcel.merge.carry_over import EVERYONE, answers_for_next_period, said_by_lead
from kexcel.merge.organised import Organised, as_organised
from kexcel.model.consolidation import Consolidation
from kexcel.model.finding import Finding, Place
from kexcel.model.form import FormValue
from kexcel.model.period import Period
from kexcel.report.budget.history import PeriodFigures, figures_of
from kexcel.workspace import steps
from kexcel.workspace.budgeting import organised_frames, plan_of, standing_plan

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace

_BUDGET, _TABLES = "budget", {"distribution", "attest"}


def consolidation_before(workspace: Workspace, period: Period) -> Consolidation | None:
    """The period before, put together; None where there is none or nothing came back in it.

    Of what was answered before it, it knows what stands as done.
    """
    earlier = workspace.settings.previous_period(period.key)
    if earlier is None or not workspace.archive.received(earlier.key):
        return None
    return put_together(workspace, earlier)


def answers_before(
    workspace: Workspace, period: Period
) -> Mapping[tuple[str, str], Mapping[str, FormValue]]:
    """What was answered in the period before, by department and row identity.

    Before a year's first period it is what the year before ended with.
    """
    if workspace.settings.previous_period(period.key) is None:
        return steps.past.answers_of_last_year(workspace, standing_plan(workspace, period))
    before = consolidation_before(workspace, period)
    if before is not None:
        return answers_for_next_period(_organised(workspace, before, period).whole)
    done = done_before(workspace, period)
    return {(EVERYONE, number): said_by_lead(done[number], period) for number in done}


def done_before(workspace: Workspace, period: Period) -> Done:
    """What stands as done from the periods before one; those without returns are passed over."""
    before = workspace.settings.previous_period(period.key)
    if before is None:
        return {}
    if workspace.archive.received(before.key):
        return reported_done(put_together(workspace, before))
    return done_before(workspace, before)


def earlier_figures(workspace: Workspace, period: Period) -> tuple[PeriodFigures, ...]:
    """What the year's earlier periods said of the budget, those that have received files."""
    year = workspace.settings.year
    earlier = _earlier(workspace, period, lambda each: _BUDGET in each.sheets)
    return tuple(
        figures_of(_organised(workspace, put_together(workspace, each), period).whole)
        for each in earlier
        if each.closes.year == year
    )


def divided_history(workspace: Workspace, period: Period) -> Iterator[Finding]:
    """What earlier periods reported in one piece and has been divided since."""
    plan = plan_of(workspace, period)
    for each in _earlier(workspace, period, lambda each: _BUDGET in each.sheets):
        moved = _organised(workspace, put_together(workspace, each), period)
        for move in moved.divided:
            place = Place(file=PLAN_FILE, sheet=REORGANISATIONS_SHEET.name, cell=move.cell or None)
            source, target = (plan.department(key).name for key in (move.source, move.target))
            yield finding("history-divided", place, value=source, target=target, period=each.key)


def earlier_distribution(workspace: Workspace, period: Period) -> Consolidation | None:
    """The last round that asked how frames are distributed; None where this one asks."""
    if _TABLES & set(period.sheets):
        return None
    rounds = _earlier(workspace, period, lambda each: bool(_TABLES & set(each.sheets)))
    if not rounds:
        return None
    moved = _organised(workspace, put_together(workspace, rounds[-1]), period).whole
    return replace(moved, plan=organised_frames(workspace, moved.plan, moved.period, period))


def _organised(workspace: Workspace, whole: Consolidation, period: Period) -> Organised:
    """An earlier period with the departments that there are at the close of this one."""
    plan, closed = plan_of(workspace, period), whole.period.closes
    moves = (each for each in plan.reorganisations if each.day > closed)
    return as_organised(whole, moves, plan)


def _earlier(
    workspace: Workspace, period: Period, wanted: Callable[[Period], bool]
) -> list[Period]:
    """The periods that closed before this one and have received files, in their order."""
    periods = [workspace.settings.period(each.key) for each in workspace.settings.periods]
    earlier = [p for p in periods if p.closes < period.closes and wanted(p)]
    received = [p for p in earlier if workspace.archive.received(p.key)]
    return sorted(received, key=lambda each: each.closes)


def put_together(workspace: Workspace, period: Period) -> Consolidation:
    """A period's consolidation, made once while the archive and the decisions stay as they are.

    Its frames have no figures of the period before it.
    """
    from kexcel.workspace.merging import consolidate_period  # noqa: PLC0415 - a circle

    return workspace.memory.keep(
        ("consolidation", period.key),
        (workspace.archive.journal(), workspace.decisions()),
        lambda: consolidate_period(workspace, period, has_history=False),
    )
