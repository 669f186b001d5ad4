"""Validate returned files without keeping them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kexcel.collect import FormIndex
from kexcel.collect.packed import FileToRead
from kexcel.errors import KexcelError
from kexcel.model.finding import Finding
from kexcel.model.plan import Plan
from kexcel.model.returned import Return
from kexcel.timeline import plan_on
from kexcel.workspace.archive import digest
from kexcel.workspace.failures import cannot_open
from kexcel.workspace.issued.here import issued_forms
from kexcel.workspace.reading import reader, what_is_known

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace


def validate(workspace: Workspace, files: tuple[Path, ...]) -> tuple[Finding, ...]:
    """Every finding of the files, in their order. Cancelled activities are not asked of.

    Raises:
        UnreadableInputError: a file does not exist or cannot be opened.
    """
    forms = issued_forms(workspace)
    plan_at = cache(lambda day: plan_on(workspace.plan, day))
    known = what_is_known(workspace, forms, None)
    with reader(workspace, known, len(files)) as processes:
        read = (each.unpacked() for each in processes.read(_opened(path) for path in files))
        return tuple(
            found
            for each in read
            for found in _findings(workspace, _told(workspace, each), forms.index, plan_at)
        )


def _findings(
    workspace: Workspace, returned: Return, forms: FormIndex, plan_at: Callable[[date], Plan]
) -> tuple[Finding, ...]:
    """A file's findings by the plan of its period; all of them where there is none to read."""
    with suppress(KexcelError):
        form = forms.get(returned.form or "") if workspace.plan.amendments else None
        if form is not None:
            from kexcel.merge.placement import still_asked  # noqa: PLC0415 - for changed plans

            closes = workspace.settings.period(form.period).closes
            return still_asked(returned, form, plan_at(closes))
    return returned.findings


def _told(workspace: Workspace, returned: Return) -> Return:
    """The return with what is to be said of reorganisations by the close of its period."""
    with suppress(KexcelError):
        if workspace.plan.reorganisations and returned.period:
            from kexcel.workspace.budgeting import plan_of  # noqa: PLC0415 - for changed plans
            from kexcel.workspace.moves.answers import told_of_moves  # noqa: PLC0415

            plan = plan_of(workspace, workspace.period(returned.period))
            base = workspace.settings.money.frame
            return told_of_moves(returned, issued_forms(workspace), plan, base)
    return returned


def _opened(path: Path) -> FileToRead:
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise cannot_open(path, fault) from fault
    return FileToRead(data, path.name, digest(data))
