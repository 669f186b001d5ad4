"""Issue the forms of a period, with what has already been answered in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from kexcel.collect.outdated import transfer
from kexcel.errors import ConfigurationError
from kexcel.files import write_whole
from kexcel.findings import render
from kexcel.generate import (
    PreviousAnswers,
    compose_form,
    count_answers,
    departments_with_forms,
    fill_form,
    is_same_but_for_answers,
    write_form,
)
from kexcel.locale import mark, translator
from kexcel.model.finding import Finding, Severity
from kexcel.model.form import Form
from kexcel.model.period import Period
from kexcel.model.plan import Department, Plan
from kexcel.workspace.archive import Entry
from kexcel.workspace.booking import booked_by_row
from kexcel.workspace.budgeting import plan_of
from kexcel.workspace.carrying import NOTHING_SO_FAR, SoFar, answers_so_far, lost_in
from kexcel.workspace.earlier import answers_before
from kexcel.workspace.names import distinct_names, file_name
from kexcel.workspace.results import GenerateResult, IssuedForm

if TYPE_CHECKING:
    from kexcel.rules import RuleBook
    from kexcel.workspace.progress import Progress
    from kexcel.workspace.workspace import Workspace


def generate(workspace: Workspace, period: Period, progress: Progress) -> GenerateResult:
    """Write one form per department into utskick/ and the archive.

    A department whose plain form is as it was keeps the form it has, whatever has come in since.
    Another gets a new one with its answers so far.

    Raises:
        ConfigurationError: the plan has errors; they are told with their cells.
    """
    findings = sound_plan(workspace)
    issue = _Issue(workspace, period)
    departments = departments_with_forms(issue.plan)
    year = str(workspace.settings.year)
    names = distinct_names({d.key: file_name(period.key, year, d.name) for d in departments})
    forms, entries = [], []
    for department in progress(
        departments, translator(workspace.language)("Forms"), len(departments)
    ):
        form = issue.form_of(department)
        shown, entry = _put(issue, form, names[department.key])
        before = issue.issued.get(department.key)
        if before is None or before.code != form.code:
            entries.append(entry)
        forms.append(_told(shown, form, before, issue.lost(form)))
    workspace.archive.append(entries)
    workspace.layout.inbox(period.key).mkdir(parents=True, exist_ok=True)
    return GenerateResult(period.key, tuple(forms), findings)


def sound_plan(workspace: Workspace) -> tuple[Finding, ...]:
    """What there is to say of a plan that can be used.

    Raises:
        ConfigurationError: it has errors; they are told with their cells.
    """
    checked = workspace.check()
    errors = [f for f in checked.findings if f.severity is Severity.ERROR]
    if errors:
        lines = [render(each, workspace.language).message for each in errors]
        phrase = mark("plan.xlsx must be mended first (kexcel check shows everything):\n{faults}")
        raise ConfigurationError(phrase, faults="\n".join(lines))
    return checked.findings


@dataclass
class _Issue:
    """The forms of a period on their way out; what came back is read only when it is needed."""

    workspace: Workspace
    period: Period
    _rules: dict[str, RuleBook] = field(default_factory=dict)

    def rules(self, language: str) -> RuleBook:
        """The rule book in a form's language."""
        if language not in self._rules:
            self._rules[language] = self.workspace.rules(self.period, language)
        return self._rules[language]

    @cached_property
    def plan(self) -> Plan:
        """The plan with the frames that are in force in the period."""
        return plan_of(self.workspace, self.period)

    @cached_property
    def issued(self) -> Mapping[str, Form]:
        """The form that each department was last issued."""
        codes = {e.department: e.form for e in self.workspace.archive.issued(self.period.key)}
        forms = self.workspace.archive.forms(codes.values())
        return {key: forms[code] for key, code in codes.items() if code in forms}

    @cached_property
    def previous(self) -> PreviousAnswers:
        """What the departments answered in the period before, be it last year's, where they did."""
        return answers_before(self.workspace, self.period)

    @cached_property
    def booked(self) -> Mapping[str, Decimal]:
        """What the ledger says of each row of the frames."""
        return booked_by_row(self.workspace, self.period, self.plan)

    @cached_property
    def so_far(self) -> Mapping[str, SoFar]:
        """What each department has answered in this period."""
        return answers_so_far(self.workspace, self.period)

    def form_of(self, department: Department) -> Form:
        """The form that the department is to have: the one it has, unless that asks other things.

        A form is never made only because answers have come in; it is where some that stand in it
        have been withdrawn. The first form of a department that has taken over another's has what
        that one has answered.
        """
        workspace = self.workspace
        plain = compose_form(
            self.plan,
            workspace.template,
            workspace.settings,
            self.period,
            department,
            language=workspace.language,
            previous=self.previous,
            booked=self.booked,
        )
        before = self.issued.get(department.key)
        if before is None and not self._has_taken_over(department.key):
            return plain
        if before is not None and self._is_kept(before, plain):
            return before
        carried = self.so_far.get(department.key, NOTHING_SO_FAR).carried
        return fill_form(plain, carried, workspace.template, workspace.settings)

    def _is_kept(self, before: Form, plain: Form) -> bool:
        return self._asks_the_same(before, plain) and not self._holds_withdrawn(before)

    def _has_taken_over(self, department: str) -> bool:
        """Whether a reorganisation has given a department something in the plan."""
        return any(each.target == department for each in self.plan.reorganisations)

    def _asks_the_same(self, before: Form, plain: Form) -> bool:
        """Whether a form asks what today's would, and says what it says.

        The same frame by a newer version is another form only where the version is printed.
        """
        if not self.workspace.template.mentions("frame_version"):
            before = replace(before, frame_version=plain.frame_version)
        return is_same_but_for_answers(before, plain)

    def _holds_withdrawn(self, form: Form) -> bool:
        """Whether answers stand in a form from a return that has been withdrawn since."""
        gone = self.workspace.archive.withdrawn(self.period.key)
        return any(each.sha256 in gone for each in form.carried)

    def lost(self, form: Form) -> tuple[str, ...]:
        """The answers so far that a new form has no place for; none are looked for in others."""
        before = self.issued.get(form.department)
        is_kept = before is not None and before.code == form.code
        if is_kept or (before is None and not self._has_taken_over(form.department)):
            return ()
        return lost_in(form, self.so_far.get(form.department, NOTHING_SO_FAR))


def _told(shown: IssuedForm, form: Form, before: Form | None, lost: tuple[str, ...]) -> IssuedForm:
    carried = count_answers(form)
    if before is None or before.code == form.code:
        return replace(shown, carried=carried, lost=lost)
    new = tuple(row.number or row.identity for row in transfer(before, form).new)
    return replace(shown, replaces=before.code, carried=carried, new_rows=new, lost=lost)


def _put(issue: _Issue, form: Form, name: str) -> tuple[IssuedForm, Entry]:
    workspace, period, rules = issue.workspace, issue.period, issue.rules(form.language)
    data = write_form(form, workspace.template, rules, workspace.settings, logo=workspace.logo)
    path = workspace.layout.issued(period.key) / name
    sha256 = workspace.archive.keep_issued(form, data, workspace.template)
    is_new = write_whole(path, data)
    entry = Entry(
        event="issued",
        time=workspace.clock().isoformat(),
        period=period.key,
        sha256=sha256,
        file=name,
        department=form.department,
        form=form.code,
    )
    return IssuedForm(form.department, workspace.layout.shown(path), form.code, is_new), entry
