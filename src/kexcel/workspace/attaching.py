"""What is attached to a reminder: the form, the correction or the department's own workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from kexcel.model.consolidation import Consolidation
from kexcel.model.finding import Finding
from kexcel.model.remaining import Standing
from kexcel.model.returned import Return
from kexcel.report.reminders.draft import Attachment
from kexcel.workspace.archive import Entry
from kexcel.workspace.remaining import usable_returns
from kexcel.workspace.results import DepartmentStatus

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace

_KINDS_SENT_BACK = {".xlsx", ".ods"}
"""Other kinds are not sent back by mail, as they may hold macros that nothing has found."""


@dataclass(frozen=True)
class Attaching:
    """The files of one period. ``corrections`` maps a return's sha256 to its correction."""

    workspace: Workspace
    whole: Consolidation
    corrections: Mapping[str, str]

    def of(self, each: DepartmentStatus) -> tuple[Attachment, ...]:
        """What the department needs to go on: its form, its correction or its own workbook."""
        entry = self._newest_form(each.department)
        if each.standing is Standing.MISSING:
            return (self._form(entry),)
        own = usable_returns(self.whole, each.department)
        if each.standing is Standing.TO_CORRECT:
            return self._corrections_of(own, each.remaining.faults)
        if own[-1].sha256 in self.corrections:
            return (self._correction(own[-1]),)
        if own[-1].form != entry.form:
            return (self._form(entry),)
        return self._own_workbook(own[-1])

    def _newest_form(self, department: str) -> Entry:
        issued = self.workspace.archive.issued(self.whole.period.key)
        return next(entry for entry in reversed(issued) if entry.department == department)

    def _form(self, entry: Entry) -> Attachment:
        """The form as it was issued, whatever became of the file in utskick/."""
        return Attachment(entry.file, self.workspace.archive.read_issued(entry))

    def _corrections_of(
        self, own: tuple[Return, ...], faults: tuple[Finding, ...]
    ) -> tuple[Attachment, ...]:
        """The corrections of the files that the faults stand in, or of all that have one."""
        files = {each.place.file for each in faults}
        faulty = [r for r in own if r.file in files and r.errors] or list(own)
        return tuple(self._correction(each) for each in faulty if each.sha256 in self.corrections)

    def _correction(self, returned: Return) -> Attachment:
        """What lies in retur/ for the department to go on in."""
        path = self.workspace.layout.root / self.corrections[returned.sha256]
        return Attachment(path.name, path.read_bytes())

    def _own_workbook(self, returned: Return) -> tuple[Attachment, ...]:
        """The department's own file as it came, unless it may hold macros."""
        has_macros = any(each.code == "has-macros" for each in returned.findings)
        if has_macros or PurePath(returned.file).suffix.lower() not in _KINDS_SENT_BACK:
            return ()
        received = self.workspace.archive.received(self.whole.period.key)
        entry = next(each for each in received if each.sha256 == returned.sha256)
        return (Attachment(returned.file, self.workspace.archive.read(entry)),)
