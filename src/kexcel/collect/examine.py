"""Read one received file: which form it is, what it answers, and what there is to say of it.

A pure function of bytes that can run in a process of its own: what goes in and what comes out
can be pickled, and bad input gives findings. The one exception is MemoryError, which says
something of the process as well as of the file: whoever set the limit turns it into a finding.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kexcel.collect.attach import attach
from kexcel.collect.changes import is_answered
from kexcel.collect.identify import FormIndex, Identity, identify
from kexcel.collect.outdated import say_outdated
from kexcel.collect.parcels import parcel_findings
from kexcel.collect.sorting import in_reading_order
from kexcel.excel.guard import DEFAULT_LIMITS, Guarded, Limits, Notice, guard
from kexcel.excel.prescan import MANY_CELLS
from kexcel.excel.read import read_workbook
from kexcel.excel.workbook_data import WorkbookData, WorkbookLockedError, WorkbookReadError
from kexcel.findings import finding
from kexcel.model.finding import Finding, Place, Severity, count
from kexcel.model.form import Form
from kexcel.model.returned import Return, ReturnState
from kexcel.rules import RuleBook
from kexcel.validate import Reckoning, judge_workbook

Books = Mapping[str, RuleBook]
"""The rule book that each form was issued with, by the form's code."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before a file is opened.

    ``forms`` and ``books`` are those that were issued, whatever the period; ``expected_period``
    the period that is being collected, None for any; ``unit`` the unit of amounts. A form
    without a rule book is of a period that cannot be answered. ``plain_only`` says that a workbook
    which is not plain is not to be read here: NotPlainError is raised.
    """

    forms: FormIndex
    books: Books
    expected_period: str | None = None
    unit: str = "mnkr"
    limits: Limits = DEFAULT_LIMITS
    plain_only: bool = False

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods whose forms can be answered."""
        found = (form for code in self.books if (form := self.forms.get(code)))
        return tuple(dict.fromkeys(form.period for form in found))


def examine(  # noqa: PLR0913 - what is known of the file, and what was issued
    data: bytes,
    *,
    file: str,
    sha256: str,
    forms: FormIndex,
    books: Books,
    expected_period: str | None = None,
    received: str = "",
    unit: str = "mnkr",
    limits: Limits = DEFAULT_LIMITS,
) -> Return:
    """Read one received file in this process; the details are those of ``read_return``."""
    known = Known(forms, books, expected_period, unit, limits)
    return read_return(known, data, file, sha256, received)


def read_return(known: Known, data: bytes, file: str, sha256: str, received: str = "") -> Return:
    """Read one received file.

    ``file`` is the name it came under, of which nothing is believed but, when all else is gone,
    the department's name. The state says whether the file could be taken as a form at all; that
    it repeats or supersedes another is for the caller to tell.
    """
    result = Return(file=file, sha256=sha256, state=ReturnState.REJECTED, received=received)
    if told := parcel_findings(file, data):
        return _rejected(result, known, told)
    guarded = guard(data, re.split(r"[/\\]", file)[-1], known.limits)
    if guarded.refusal:
        return _rejected(result, known, (_said(guarded.refusal),))
    try:
        workbook = read_workbook(data, guarded, plain_only=known.plain_only)
    except WorkbookLockedError:
        return _rejected(result, known, (finding("file-encrypted", Place()),))
    except WorkbookReadError as fault:
        code = "file-suspicious" if fault.reason == MANY_CELLS else "file-unreadable"
        return _rejected(result, known, (finding(code, Place(), reason=fault.reason),))
    warnings = tuple(_said(notice) for notice in guarded.warnings)
    return _examine_workbook(result, workbook, known, guarded, warnings)


def given_up(known: Known, file: str, sha256: str, received: str, reason: str) -> Return:
    """The return of a file that could not be read to its end, and why."""
    result = Return(file=file, sha256=sha256, state=ReturnState.REJECTED, received=received)
    return _rejected(result, known, (finding("file-suspicious", Place(), reason=reason),))


def _examine_workbook(
    result: Return,
    workbook: WorkbookData,
    known: Known,
    guarded: Guarded,
    warnings: tuple[Finding, ...],
) -> Return:
    identity = identify(workbook)
    form = next((form for code in identity.codes if (form := known.forms.get(code))), None)
    if form is None:
        code = "wrong-plan" if identity.is_ours else "not-a-form"
        details = () if identity.is_ours else (("kind", guarded.kind.value),)
        return _rejected(result, known, (*warnings, _said(Notice(code, details))))
    result = replace(
        result,
        department=form.department,
        period=form.period,
        form=form.code,
        corrects=identity.corrects,
    )
    if form.code not in known.books or known.expected_period not in {None, form.period}:
        expected = known.expected_period or ", ".join(known.periods)
        fault = finding(
            "wrong-period", Place(), value=form.period, expected=expected, found=form.period
        )
        return _finished(result, (*warnings, fault), workbook)
    said = (*warnings, *_say_identity(form, identity))
    return _read_answers(result, form, workbook, identity, known, said)


def _read_answers(
    result: Return,
    form: Form,
    workbook: WorkbookData,
    identity: Identity,
    known: Known,
    said: tuple[Finding, ...],
) -> Return:
    book = known.books[form.code]
    reckoning = Reckoning(form.year, known.unit, form.language, workbook.date1904)
    attached = attach(form, workbook, identity, known.forms, book, reckoning)
    judged = judge_workbook(form, attached.sheets, book, reckoning)
    rows, findings = judged.rows, [*said, *attached.findings, *judged.findings]
    newest = known.forms.newest(form)
    if newest.code != form.code:
        findings.append(say_outdated(form, newest, rows))
    errors = count(tuple(findings), Severity.ERROR)
    state = ReturnState.NEEDS_CORRECTION if errors else ReturnState.ACCEPTED
    by_tables = book.is_about_tables(form)
    result = replace(result, state=state, rows=rows, judged_by_tables=by_tables)
    result = replace(result, is_answered=is_answered(result, form))
    return _finished(result, tuple(findings), workbook)


def _say_identity(form: Form, identity: Identity) -> tuple[Finding, ...]:
    found = []
    if identity.disagrees:
        what = "the sheets and the file's hidden parts name different forms; the sheets count"
        found.append(finding("repaired", Place(), value=form.code, what=what))
    elif not identity.metadata:
        what = "the form was known by the code on its sheets"
        if not identity.by_sheet:
            what = "the form was known by the file's properties"
        found.append(finding("repaired", Place(), value=form.code, what=what))
    return tuple(found)


def _said(notice: Notice) -> Finding:
    return finding(notice.code, Place(), value=None, severity=None, **dict(notice.details))


def _rejected(result: Return, known: Known, findings: tuple[Finding, ...]) -> Return:
    """Nothing tells which form it is; a department named by the file is a hint, no more."""
    hinted = replace(result, department=known.forms.department_named_in(result.file))
    return _finished(hinted, findings, None)


def _finished(
    result: Return, findings: tuple[Finding, ...], workbook: WorkbookData | None
) -> Return:
    placed = tuple(each.within(file=result.file, department=result.department) for each in findings)
    names = [sheet.name for sheet in workbook.sheets] if workbook else []
    return replace(result, findings=in_reading_order(placed, names))
