"""Examine every file the archive holds for a period, and settle which of them count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kexcel.collect import FormIndex, examine
from kexcel.findings import finding
from kexcel.generate import departments_with_forms
from kexcel.locale import translator
from kexcel.merge import place_in_plan, reworded, settle
from kexcel.model.finding import Place
from kexcel.model.form import Form
from kexcel.model.period import Period
from kexcel.model.plan import Department
from kexcel.model.returned import Envelope, Return, ReturnState
from kexcel.rules import RuleBook
from kexcel.workspace.archive import Entry
from kexcel.workspace.progress import silent

if TYPE_CHECKING:
    from kexcel.workspace.progress import Progress
    from kexcel.workspace.workspace import Workspace


def issued_forms(workspace: Workspace) -> Mapping[str, Form]:
    """Every form that was ever issued here by its code, in the order they were issued."""
    issued = [entry.form for entry in workspace.archive.journal() if entry.event == "issued"]
    return workspace.archive.forms(issued)


def asked_departments(workspace: Workspace, period: Period) -> tuple[Department, ...]:
    """Who is to answer in a period: all that were sent a form, and all that the plan asks now.

    A department that has left the plan since is known by the name on its form.
    """
    issued = [entry.form for entry in workspace.archive.issued(period.key)]
    sent = {form.department: form for form in workspace.archive.forms(issued).values()}
    asking = {department.key for department in departments_with_forms(workspace.plan)}
    planned = {department.key: department for department in workspace.plan.departments}
    asked = [d for key, d in planned.items() if key in asking or key in sent]
    gone = [
        Department(key, form.department_name) for key, form in sent.items() if key not in planned
    ]
    return (*asked, *gone)


class Books:
    """The rule book that each form was issued with, compiled once for forms that share it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._books: dict[tuple[str, str, str], RuleBook] = {}

    def __call__(self, form: Form) -> RuleBook:
        """The rule book of the form's period and template, in its language."""
        key = (form.period, form.language, form.template)
        if key not in self._books:
            period = self._workspace.settings.period(form.period)
            template = self._workspace.template_of(form)
            self._books[key] = self._workspace.rules(period, form.language, template=template)
        return self._books[key]


def received_returns(
    workspace: Workspace, period: Period, progress: Progress = silent
) -> tuple[Return, ...]:
    """Every file received for a period, read from the archive, in the order they came."""
    entries = workspace.archive.received(period.key)
    issued, books = issued_forms(workspace), Books(workspace)
    forms = FormIndex(issued.values())
    first: dict[str, Entry] = {}
    returns = []
    for entry in progress(entries, translator(workspace.language)("Returns"), len(entries)):
        earlier = first.setdefault(entry.sha256, entry)
        if earlier is entry:
            data = workspace.archive.read(entry)
            returned = examine(
                data,
                file=entry.file,
                sha256=entry.sha256,
                forms=forms,
                books=books,
                expected_period=period.key,
                received=entry.time,
                unit=workspace.settings.money.unit,
            )
            returned = replace(returned, envelope=_envelope(entry))
            returns.append(_in_words_of_today(workspace, returned, issued))
        else:
            returns.append(_same_again(entry, earlier, returns))
    return _settled(workspace, returns, issued)


def _settled(
    workspace: Workspace, returns: list[Return], forms: Mapping[str, Form]
) -> tuple[Return, ...]:
    """The returns with the state of each, compared by what they mean in today's plan."""
    plan = workspace.plan
    placed = [place_in_plan(each, forms.get(each.form or ""), plan)[0] for each in returns]
    return tuple(
        replace(each, state=settled.state, findings=settled.findings)
        if settled.state is ReturnState.DUPLICATE
        else replace(each, state=settled.state)
        for each, settled in zip(returns, settle(placed, forms), strict=True)
    )


def _in_words_of_today(workspace: Workspace, returned: Return, forms: Mapping[str, Form]) -> Return:
    """The return with list words that the template has renamed since, by their roles."""
    form = forms.get(returned.form or "")
    if form is None or workspace.template_of(form) == workspace.template:
        return returned
    return reworded(returned, workspace.template_of(form), workspace.template, form.language)


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
