"""Merge what is new: where the same would come of it as before, that is what is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kexcel.errors import ConfigurationError, UsageError
from kexcel.garbage import none_collected
from kexcel.locale import mark
from kexcel.workspace import steps
from kexcel.workspace.kept.merges import KeptMerge
from kexcel.workspace.layout import DECISIONS_FILE, OTHER_DECISIONS_FILE

if TYPE_CHECKING:
    from kexcel.model.period import Period
    from kexcel.workspace.merge_result import MergeResult
    from kexcel.workspace.progress import Progress
    from kexcel.workspace.workspace import Workspace


def merge(workspace: Workspace, period: Period, progress: Progress) -> MergeResult:
    """What a merge answers, of which nothing is put together or written that stands already.

    Raises:
        UsageError: no forms were issued for the period.
        ConfigurationError: the decisions lie in a file that is not read.
    """
    _refuse_unissued(workspace, period)
    _refuse_second_decisions(workspace)
    kept = KeptMerge(workspace, period)
    found = kept.standing()
    if found is not None:
        return found
    with none_collected():
        merged = steps.merging.merge(workspace, period, progress)
    kept.keep(merged)
    return merged.result


def _refuse_unissued(workspace: Workspace, period: Period) -> None:
    if not workspace.archive.issued(period.key):
        phrase = mark("No forms have been issued for {period} yet: kexcel generate {period}.")
        raise UsageError(phrase, period=period.key)


def _refuse_second_decisions(workspace: Workspace) -> None:
    """Decisions saved as another kind of file would be passed over without a word."""
    other = workspace.layout.root / OTHER_DECISIONS_FILE
    if other.exists():
        phrase = mark(
            "{file} lies beside {kept}, and only {kept} is read. "
            "Copy your decisions to {kept} and remove {file}."
        )
        raise ConfigurationError(phrase, file=other.name, kept=DECISIONS_FILE)
