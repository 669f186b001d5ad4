"""Examine every file the archive holds for a period, and settle which of them count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from kexcel.collect import Known
from kexcel.collect.packed import FileToRead, Packed
from kexcel.errors import ConfigurationError
from kexcel.findings import finding
from kexcel.generate.compose import departments_with_forms, plan_fingerprint
from kexcel.locale import translator
from kexcel.merge import Judge, Settled, reworded, settle_together
from kexcel.model.decision import Decisions
from kexcel.model.finding import Place
from kexcel.model.form import Form
from kexcel.model.period import Period
from kexcel.model.plan import Department, Plan
from kexcel.model.returned import Envelope, Return, ReturnState
from kexcel.timeline.holders import holder_of_rest
from kexcel.workspace.archive import Entry
from kexcel.workspace.budgeting import plan_of
from kexcel.workspace.execution.lots import READ_AT_MOST
from kexcel.workspace.issued.forms import IssuedForms
from kexcel.workspace.issued.here import issued_forms
from kexcel.workspace.kept.readings import KeptReadings
from kexcel.workspace.moves.answers import told_of_moves
from kexcel.workspace.progress import silent
from kexcel.workspace.reading import read_alone, reader, what_is_known
from kexcel.workspace.withdrawn import mark_withdrawn

if TYPE_CHECKING:
    from kexcel.workspace.progress import Progress
    from kexcel.workspace.workspace import Workspace


def asked_departments(workspace: Workspace, period: Period) -> tuple[Department, ...]:
    """Who is to answer in a period: all that were sent a form, and all that the plan asks now.

    A department that has left the plan since is known by the name on its form. One that has ended
    by a reorganisation is not asked any more.
    """
    forms = IssuedForms(workspace.archive, workspace.archive.issued(period.key))
    sent = {forms.entry(code).department: code for code in forms}
    plan = plan_of(workspace, period)
    asking = {department.key for department in departments_with_forms(plan)}
    planned = {department.key: department for department in plan.departments}
    asked = [d for key, d in planned.items() if key in asking or key in sent]
    gone = [
        Department(key, forms.names[code])
        for key, code in sent.items()
        if key not in planned and holder_of_rest(key, plan.reorganisations) == key
    ]
    return (*asked, *gone)


def received_returns(
    workspace: Workspace, period: Period, progress: Progress = silent
) -> tuple[Return, ...]:
    """Every file received for a period, read from the archive, in the order they came."""
    return settled_returns(workspace, period, progress).returns


def settled_returns(workspace: Workspace, period: Period, progress: Progress = silent) -> Settled:
    """The same, with what the files of a department dispute."""
    entries = workspace.archive.received(period.key)
    issued = issued_forms(workspace)
    first = {entry.sha256: entry for entry in reversed(entries)}
    known = what_is_known(workspace, issued, period.key)
    returns: list[Return] = []
    desk = _Reading(workspace, KeptReadings(workspace, period.key, known.forms), known)
    read = desk.returns(list(first.values())[::-1])
    for entry in progress(entries, translator(workspace.language)("Returns"), len(entries)):
        earlier = first[entry.sha256]
        if earlier is entry:
            returned = replace(next(read), envelope=_envelope(entry))
            returns.append(in_words_of_today(workspace, returned, issued))
        else:
            returns.append(_same_again(entry, earlier, returns))
    next(read, None)  # all are read, and what reads them is let go
    counting = mark_withdrawn(returns, workspace.archive.withdrawn(period.key))
    return _settled(workspace, period, counting, issued, known)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads files of the archive, those that were not read before."""

    workspace: Workspace
    kept: KeptReadings
    known: Known

    def returns(self, entries: list[Entry]) -> Iterator[Return]:
        """The files as returns, in their order; a few at a time are held in memory."""
        before = {entry.sha256: self._kept(entry) for entry in entries}
        new = [entry for entry in entries if before[entry.sha256] is None]
        with reader(self.workspace, self.known, len(new)) as processes:
            read = processes.read(self._content(entry) for entry in new)
            for entry in entries:
                found = before.pop(entry.sha256)
                yield found or self.kept.keep(entry, next(read), self._again(entry))

    def _kept(self, entry: Entry) -> Return | None:
        """What was read before, of a file that the archive still has as it was."""
        found = self.kept.get(entry, self._again(entry))
        if found is not None:
            self.workspace.archive.read(entry, 0)
        return found

    def _content(self, entry: Entry) -> FileToRead:
        data = self.workspace.archive.read(entry, READ_AT_MOST)
        return FileToRead(data, entry.file, entry.sha256, entry.time)

    def _again(self, entry: Entry) -> Callable[[], Packed]:
        return lambda: read_alone(self.known, self._content(entry))


def _settled(
    workspace: Workspace,
    period: Period,
    returns: list[Return],
    forms: IssuedForms,
    known: Known,
) -> Settled:
    """The returns as they stand together, compared by what they mean in the period's plan."""
    plan = plan_of(workspace, period)
    judge = Judge(known.books, workspace.template, workspace.settings.money.unit)
    base = workspace.settings.money.frame
    told = [told_of_moves(each, forms, plan, base) for each in returns]
    several = _to_put_together(told, plan, forms)
    settled = settle_together(several, forms, plan, judge, _decisions(workspace))
    together = {id(each): now for each, now in zip(several, settled.returns, strict=True)}
    return replace(settled, returns=tuple(together.get(id(each), each) for each in told))


def _to_put_together(returns: list[Return], plan: Plan, forms: IssuedForms) -> list[Return]:
    """The returns of which something else may be said beside others than by themselves.

    A rule about tables may look over those of all departments, and a reorganisation takes rows from
    one department to another, so one such asks for everybody's.
    """
    if plan.reorganisations or any(each.judged_by_tables for each in returns):
        return returns
    unmoved = _Unmoved(plan, forms)
    times = Counter(each.department for each in returns)
    return [each for each in returns if times[each.department] > 1 or each not in unmoved]


class _Unmoved:
    """Returns on forms that were made from the plan as it is: every row has the number it had.

    What is said of such a one stands as it is, where its department has sent no other and no rule
    is about tables: there is nothing for it to be put together with.
    """

    def __init__(self, plan: Plan, forms: IssuedForms) -> None:
        self._plan = plan
        self._forms = forms

    @cached_property
    def _fingerprint(self) -> str:
        return plan_fingerprint(self._plan)

    def __contains__(self, returned: Return) -> bool:
        code = returned.form
        if code is None:
            return returned.state is ReturnState.REJECTED
        return code in self._forms and self._forms.head(code).plan == self._fingerprint


def _decisions(workspace: Workspace) -> Decisions:
    """What was decided; nothing where Beslut.xlsx cannot be read, which only a merge must mind."""
    try:
        return workspace.decisions()
    except ConfigurationError:
        return Decisions()


def in_words_of_today(workspace: Workspace, returned: Return, forms: Mapping[str, Form]) -> Return:
    """The return with list words that the template has renamed since, by their roles."""
    code = returned.form or ""
    if code not in forms:
        return returned
    told = forms.head(code).template if isinstance(forms, IssuedForms) else forms[code].template
    issued = workspace.template_with(told)
    if issued is workspace.template:
        return returned
    return reworded(returned, issued, workspace.template, forms[code].language)


def _envelope(entry: Entry) -> Envelope:
    return Envelope(entry.sender, entry.sent, entry.inside)


def _same_again(entry: Entry, earlier: Entry, returns: list[Return]) -> Return:
    """The very same bytes under another name."""
    original = next(each for each in returns if each.sha256 == entry.sha256)
    place = Place(file=entry.file, department=original.department)
    return Return(
        file=entry.file,
        sha256=entry.sha256,
        state=ReturnState.DUPLICATE,
        department=original.department,
        period=original.period,
        form=original.form,
        received=entry.time,
        envelope=_envelope(entry),
        findings=(finding("duplicate-file", place, first=earlier.file),),
    )
