"""What the periods before another said, each put together once a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kexcel.merge.carry_over import answers_for_next_period
from kexcel.model.consolidation import Consolidation
from kexcel.model.form import FormValue
from kexcel.model.period import Period
from kexcel.report.budget.history import PeriodFigures, figures_of
from kexcel.workspace.past import answers_of_last_year

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace

_BUDGET, _TABLES = "budget", {"distribution", "attest"}


def consolidation_before(workspace: Workspace, period: Period) -> Consolidation | None:
    """The period before, put together; None where there is none or nothing came back in it.

    It does not know in turn what was answered before it.
    """
    earlier = workspace.settings.previous_period(period.key)
    if earlier is None or not workspace.archive.received(earlier.key):
        return None
    return _put_together(workspace, earlier)


def answers_before(
    workspace: Workspace, period: Period
) -> Mapping[tuple[str, str], Mapping[str, FormValue]]:
    """What was answered in the period before, by department and row identity.

    Before a year's first period it is what the year before ended with.
    """
    if workspace.settings.previous_period(period.key) is None:
        return answers_of_last_year(workspace, workspace.plan)
    before = consolidation_before(workspace, period)
    return answers_for_next_period(before) if before else {}


def earlier_figures(workspace: Workspace, period: Period) -> tuple[PeriodFigures, ...]:
    """What the year's earlier periods said of the budget, those that have received files."""
    year = workspace.settings.year
    earlier = _earlier(workspace, period, lambda each: _BUDGET in each.sheets)
    return tuple(
        figures_of(_put_together(workspace, each)) for each in earlier if each.closes.year == year
    )


def earlier_distribution(workspace: Workspace, period: Period) -> Consolidation | None:
    """The last round that asked how frames are distributed; None where this one asks."""
    if _TABLES & set(period.sheets):
        return None
    rounds = _earlier(workspace, period, lambda each: bool(_TABLES & set(each.sheets)))
    return _put_together(workspace, rounds[-1]) if rounds else None


def _earlier(
    workspace: Workspace, period: Period, wanted: Callable[[Period], bool]
) -> list[Period]:
    """The periods that closed before this one and have received files, in their order."""
    periods = [workspace.settings.period(each.key) for each in workspace.settings.periods]
    earlier = [p for p in periods if p.closes < period.closes and wanted(p)]
    received = [p for p in earlier if workspace.archive.received(p.key)]
    return sorted(received, key=lambda each: each.closes)


def _put_together(workspace: Workspace, period: Period) -> Consolidation:
    from kexcel.workspace.merging import consolidate_period  # noqa: PLC0415 - a circle

    return workspace.memory.keep(
        ("consolidation", period.key),
        (workspace.archive.journal(), workspace.decisions()),
        lambda: consolidate_period(workspace, period, has_history=False),
    )
