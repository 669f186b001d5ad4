"""Write drafts of reminders to the departments that must act, and the list of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from kexcel.collect import is_litter
from kexcel.errors import UsageError
from kexcel.files import write_whole
from kexcel.locale import LANGUAGES, counted, mark, translator
from kexcel.model.consolidation import Consolidation
from kexcel.model.finding import Finding
from kexcel.model.period import Period
from kexcel.model.returned import ReturnState
from kexcel.report.reminders.draft import Sender, addresses_in, sender_in, write_draft
from kexcel.report.reminders.left_words import left_lines, waiting_lines
from kexcel.report.reminders.letter import Case, write_letter
from kexcel.report.reminders.listing import Listed, write_list
from kexcel.template.reminder import ReminderTexts, load_reminder_texts
from kexcel.workspace.answering import answer_returns
from kexcel.workspace.attaching import Attaching
from kexcel.workspace.intake import received_returns
from kexcel.workspace.issued.here import issued_forms
from kexcel.workspace.merging import consolidate_period
from kexcel.workspace.names import distinct_names, file_name, told_name
from kexcel.workspace.reporting import status_of
from kexcel.workspace.results import DepartmentStatus, Reminder, RemindResult, StatusResult

if TYPE_CHECKING:
    from kexcel.workspace.progress import Progress
    from kexcel.workspace.workspace import Workspace

REMINDERS = "påminnelser"
"""The folder in utskick/PERIOD/ where the drafts lie: beside the forms, for they go out too."""

_DRAFT, _LIST = mark("Reminder"), mark("Reminders")


def remind(workspace: Workspace, period: Period, progress: Progress) -> RemindResult:
    """Write a draft for each department that must act, and the list of all departments.

    Corrections and receipts are brought up to date first, as ``collect`` does, so that what is
    attached is what lies in retur/. Drafts that no longer apply are removed.

    Raises:
        UsageError: no forms were issued for the period.
    """
    if not workspace.archive.issued(period.key):
        phrase = mark("No forms have been issued for {period} yet: kexcel generate {period}.")
        raise UsageError(phrase, period=period.key)
    returns = received_returns(workspace, period, progress)
    answered = answer_returns(workspace, period, returns)
    whole = consolidate_period(workspace, period, returns=returns, has_history=False)
    status = status_of(workspace, whole)
    corrections = {a.returned.sha256: a.correction for a in answered if a.correction}
    texts = load_reminder_texts(workspace.settings.template, workspace.layout.root)
    drafts = _Drafts(workspace, whole, texts, Attaching(workspace, whole, corrections))
    reminders = drafts.write(status)
    list_file = _write_list(workspace, whole, status, reminders)
    _clear_outdated(workspace, period, {list_file, *(each.draft for each in reminders)})
    return RemindResult(
        status=status,
        reminders=reminders,
        list_file=list_file,
        sender=drafts.sender.address,
        uncollected=_uncollected(workspace, period),
    )


@dataclass(frozen=True)
class _Drafts:
    """The drafts of one period."""

    workspace: Workspace
    whole: Consolidation
    texts: ReminderTexts
    attaching: Attaching

    @property
    def sender(self) -> Sender:
        """The contact of the workspace."""
        return sender_in(self.workspace.settings.contact)

    def write(self, status: StatusResult) -> tuple[Reminder, ...]:
        """A draft for each department that must act."""
        names = _names(self.workspace, self.whole.period.key, status.departments)
        return tuple(
            self._write(each, names[each.department])
            for each in status.departments
            if each.must_act
        )

    def _write(self, each: DepartmentStatus, name: str) -> Reminder:
        workspace, period = self.workspace, self.whole.period
        attachments = self.attaching.of(each)
        now, to = workspace.clock(), self._addresses(each.department)
        case = Case(
            department=each.name,
            standing=each.standing,
            remaining=each.remaining,
            period=period,
            today=now.date(),
            attached=tuple(a.name for a in attachments),
            unusable=self._unusable(each.department),
        )
        letter = write_letter(
            case,
            self.texts,
            workspace.template,
            workspace.settings,
            language=workspace.language,
        )
        data = write_draft(
            letter, to=to, name=each.name, sender=self.sender, day=now, attachments=attachments
        )
        path = _folder(workspace, period.key) / name
        write_whole(path, data)
        shown = workspace.layout.shown(path)
        return Reminder(each.department, each.name, each.standing, shown, to, case.attached)

    def _addresses(self, department: str) -> tuple[str, ...]:
        """The department's addresses; none for one that has left the plan."""
        planned = {each.key: each.email for each in self.whole.plan.departments}
        return addresses_in(planned.get(department, ""))

    def _unusable(self, department: str) -> tuple[Finding, ...]:
        """Why files that are known to come from the department were no return."""
        rejected = [
            each
            for each in self.whole.returns
            if each.department == department and each.state is ReturnState.REJECTED
        ]
        return tuple(each.findings[0] for each in rejected if each.findings)


def _write_list(
    workspace: Workspace,
    whole: Consolidation,
    status: StatusResult,
    reminders: tuple[Reminder, ...],
) -> str:
    """The list of all departments; answers its file, from the workspace."""
    _, period = translator(workspace.language), whole.period
    drafts = {each.department: PurePath(each.draft).name for each in reminders}
    addresses = {each.key: addresses_in(each.email) for each in whole.plan.departments}
    rows = [
        Listed(
            department=each.name,
            to=addresses.get(each.department, ()),
            standing=each.standing,
            left=tuple(_left_in_list(each, workspace.language)),
            days_late=each.days_late,
            draft=drafts.get(each.department, ""),
        )
        for each in status.departments
    ]
    today, language = workspace.clock().date(), workspace.language
    data = write_list(
        rows, period, today, workspace.template, workspace.settings, language=language
    )
    path = _folder(workspace, period.key) / _list_name(workspace, period.key, language)
    write_whole(path, data)
    return workspace.layout.shown(path)


def _left_in_list(each: DepartmentStatus, language: str) -> Iterable[str]:
    """What a department has left, as the coordinator reads it."""
    _, rest = translator(language), each.remaining
    if each.received is None:
        yield counted(rest.asked, _("{count} row to answer"), _("{count} rows to answer"))
        return
    yield from left_lines(rest.left, _)
    if rest.faults:
        yield counted(len(rest.faults), _("{count} error"), _("{count} errors"))
    yield from waiting_lines(rest, _)


def _folder(workspace: Workspace, period: str) -> Path:
    return workspace.layout.issued(period) / REMINDERS


def _names(
    workspace: Workspace, period: str, departments: Iterable[DepartmentStatus]
) -> dict[str, str]:
    """The name of each department's draft."""
    named = {d.department: _draft_name(workspace, period, d.name) for d in departments}
    return distinct_names(named)


def _draft_name(workspace: Workspace, period: str, name: str, language: str = "") -> str:
    word = translator(language or workspace.language)(_DRAFT)
    return file_name(word, period, str(workspace.settings.year), name, suffix=".eml")


def _list_name(workspace: Workspace, period: str, language: str) -> str:
    return file_name(translator(language)(_LIST), period, str(workspace.settings.year))


def _clear_outdated(workspace: Workspace, period: Period, written: set[str]) -> None:
    """A draft that no longer applies must not be sent by mistake. Other files are left alone."""
    known = [each.name for each in workspace.plan.departments]
    known += sorted(issued_forms(workspace).department_names)
    ours = {_list_name(workspace, period.key, language) for language in LANGUAGES} | {
        _draft_name(workspace, period.key, name, language)
        for name in known
        for language in LANGUAGES
    }
    for path in sorted(_folder(workspace, period.key).glob("*.*")):
        is_ours = re.sub(r" \(\d+\)(?=\.eml$)", "", path.name) in ours
        if is_ours and workspace.layout.shown(path) not in written:
            path.unlink()


def _uncollected(workspace: Workspace, period: Period) -> tuple[str, ...]:
    """Files in inkommet/ that no journal line tells of: they wait to be collected."""
    entries = workspace.archive.received(period.key)
    known = {each.sha256 for each in entries}
    opened = {each.inside.partition(" › ")[0] for each in entries if each.inside}
    inbox = workspace.layout.inbox(period.key)
    waiting = [
        path
        for path in sorted(inbox.rglob("*"))
        if path.is_file() and not path.is_symlink() and not is_litter(path.name)
    ]
    return tuple(
        workspace.layout.shown(path)
        for path in waiting
        if told_name(path.name) not in opened and _digest(path) not in known
    )


def _digest(path: Path) -> str:
    """A file's sha256, read piece by piece; "" where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
