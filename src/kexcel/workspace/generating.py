"""Issue the forms of a period."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kexcel.errors import ConfigurationError
from kexcel.files import write_whole
from kexcel.findings import render
from kexcel.generate import PreviousAnswers, compose_form, departments_with_forms, write_form
from kexcel.locale import mark, translator
from kexcel.merge.carry_over import answers_for_next_period
from kexcel.model.finding import Severity
from kexcel.model.form import Form
from kexcel.model.period import Period
from kexcel.workspace.archive import Entry
from kexcel.workspace.names import distinct_names, file_name
from kexcel.workspace.results import GenerateResult, IssuedForm

if TYPE_CHECKING:
    from kexcel.workspace.progress import Progress
    from kexcel.workspace.workspace import Workspace


def generate(workspace: Workspace, period: Period, progress: Progress) -> GenerateResult:
    """Write one form per department into utskick/ and the archive.

    Raises:
        ConfigurationError: the plan has errors; they are told with their cells.
    """
    checked = workspace.check()
    errors = [f for f in checked.findings if f.severity is Severity.ERROR]
    if errors:
        lines = [render(each, workspace.language).message for each in errors]
        phrase = mark("plan.xlsx must be mended first (kexcel check shows everything):\n{faults}")
        raise ConfigurationError(phrase, faults="\n".join(lines))
    departments = departments_with_forms(workspace.plan)
    previous = _previous(workspace, period)
    issued = {each.department: each.form for each in workspace.archive.issued(period.key)}
    year = str(workspace.settings.year)
    names = distinct_names({d.key: file_name(period.key, year, d.name) for d in departments})
    forms, entries = [], []
    for department in progress(
        departments, translator(workspace.language)("Forms"), len(departments)
    ):
        form = compose_form(
            workspace.plan,
            workspace.template,
            workspace.settings,
            period,
            department,
            language=workspace.language,
            previous=previous,
        )
        shown, entry = _issue(workspace, period, form, names[department.key])
        before = issued.get(form.department)
        forms.append(replace(shown, replaces=before if before != form.code else None))
        if before != form.code:
            entries.append(entry)
    workspace.archive.append(entries)
    workspace.layout.inbox(period.key).mkdir(parents=True, exist_ok=True)
    return GenerateResult(period.key, tuple(forms), checked.findings)


def _issue(workspace: Workspace, period: Period, form: Form, name: str) -> tuple[IssuedForm, Entry]:
    rules = workspace.rules(period, form.language)
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


def _previous(workspace: Workspace, period: Period) -> PreviousAnswers:
    """What the departments answered in the period before, where they did."""
    from kexcel.workspace.merging import consolidate_period  # noqa: PLC0415 - seldom needed

    earlier = workspace.settings.previous_period(period.key)
    if earlier is None or not workspace.archive.received(earlier.key):
        return {}
    return answers_for_next_period(consolidate_period(workspace, earlier))
