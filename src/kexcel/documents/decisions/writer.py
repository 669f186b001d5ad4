"""Write Beslut.xlsx. What a person has entered is never changed and never lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from kexcel.documents.decisions.entries import Entries, Words, entries_of
from kexcel.documents.decisions.plain_sheets import PlainDecisions
from kexcel.documents.decisions.rows import stand_all
from kexcel.excel.scan import NotPlainError
from kexcel.model.consolidation import GoalResult
from kexcel.model.decision import ConflictDecision
from kexcel.model.plan import Plan
from kexcel.template.schema import Template


def update_decisions(  # noqa: PLR0913 - a workbook, and what belongs in it
    data: bytes | None,
    *,
    period: str,
    goals: Iterable[GoalResult],
    conflicts: Iterable[ConflictDecision],
    plan: Plan,
    template: Template,
    language: str,
    created: date,
    lasting_row: Callable[[str, str], str],
    file: str = "Beslut.xlsx",
) -> bytes:
    """The decisions workbook with a row for every goal and conflict of the period.

    ``data`` is the workbook as it stands (None for a new one); rows are only added, and a goal's
    proposal is renewed. Unchanged content gives the very bytes that were passed in, whichever
    language it stands in. ``lasting_row`` tells a sheet's row in a way that outlasts a renumbered
    plan.

    Raises:
        ConfigurationError: the workbook cannot be read, or a column of it is gone.
    """
    words = Words(plan, template, language, lasting_row)
    entries = entries_of(period, goals, conflicts, words)
    if data is None:
        from kexcel.documents.decisions.new import new_decisions  # noqa: PLC0415 - loads when needed

        data = new_decisions(entries, template, language, created)
    if _stands(data, entries, file):
        return data
    # It takes a third of a second to load what can change a workbook.
    from kexcel.documents.decisions.additions import with_additions  # noqa: PLC0415 - see above

    return with_additions(data, entries, template, language, created, file)


def _stands(data: bytes, entries: Entries, file: str) -> bool:
    """Whether a workbook that is plain has all that belongs in it."""
    try:
        return stand_all(PlainDecisions(data), entries, file)
    except NotPlainError:
        return False
