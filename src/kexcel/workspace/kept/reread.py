"""Whether what a merge read will be read alike the next time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kexcel.documents.decisions.reader import read_decisions
from kexcel.model.decision import Decisions
from kexcel.workspace.archive import RECEIVED_EVENT
from kexcel.workspace.issued.here import issued_forms
from kexcel.workspace.kept.readings import KeptReadings

if TYPE_CHECKING:
    from kexcel.model.period import Period
    from kexcel.workspace.workspace import Workspace


def count_alike(before: bytes | None, after: bytes | None) -> bool:
    """Whether Beslut.xlsx decides the same after it was written as before."""
    if before == after:
        return True
    written, read = (
        Decisions() if data is None else read_decisions(data) for data in (after, before)
    )
    return written.count_as(read)


def all_kept(workspace: Workspace, period: Period) -> bool:
    """Whether every file of a period, and of those before it, is kept as it was read."""
    forms = issued_forms(workspace).index
    received = [e for e in workspace.archive.journal() if e.event == RECEIVED_EVENT]
    periods = (workspace.settings.period(each.key) for each in workspace.settings.periods)
    for key in (each.key for each in periods if each.closes <= period.closes):
        first = {e.sha256: e for e in reversed(received) if e.period == key}
        kept = KeptReadings(workspace, key, forms) if first else None
        if kept and not all(kept.has(entry) for entry in first.values()):
            return False
    return True
