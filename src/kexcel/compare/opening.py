"""Tell what a file is by what it holds, and read it into what is compared.

A pure function of bytes, so that a file may be read where it can hurt nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kexcel.collect import FormIndex, Known, read_return
from kexcel.collect.identify import identify
from kexcel.compare.comparison import ComparedKind, Side
from kexcel.compare.items import Group
from kexcel.compare.plans import plan_groups
from kexcel.compare.result_files import ResultFile, result_file
from kexcel.compare.returns import return_groups
from kexcel.documents.plan.addresses import plan_addresses
from kexcel.documents.plan.cell_words import same_words
from kexcel.documents.plan.layout import DEPARTMENTS_SHEET, PLAN_SHEET
from kexcel.documents.plan.reader import read_plan
from kexcel.errors import Fault, UnreadableInputError, UsageError
from kexcel.excel.guard import Guarded, Notice, guard
from kexcel.excel.read import read_workbook
from kexcel.excel.sniff import FileKind as Format
from kexcel.excel.workbook_data import (
    SheetData,
    WorkbookData,
    WorkbookLockedError,
    WorkbookReadError,
)
from kexcel.locale import mark
from kexcel.model.finding import Severity
from kexcel.template.schema import Template

_NOT_ATTACHED = {"row-unknown", "row-duplicated", "column-missing", "sheet-missing"}
"""Errors that say that something in a return has no place, and so is not compared."""

_OF_A_PLAN = {
    PLAN_SHEET.name: (PLAN_SHEET.column("key"), PLAN_SHEET.column("value")),
    DEPARTMENTS_SHEET.name: (DEPARTMENTS_SHEET.column("key"), DEPARTMENTS_SHEET.column("name")),
}
"""The sheets that only a plan has, each with labels that stand in it."""


class UnknownFormError(UsageError):
    """A file is a form, and none that is known was issued with its code."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known before files are compared; plans and results need nothing to be known.

    ``templates`` are those that the forms were issued with, by the forms' codes.
    """

    known: Known = field(default_factory=lambda: Known(FormIndex(), {}))
    templates: Mapping[str, Template] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that has been read: what it is, and what it says.

    A result keeps its tables, since how their rows are told apart depends on both files.
    """

    kind: ComparedKind
    side: Side
    groups: tuple[Group, ...] = ()
    result: ResultFile | None = None


def open_file(reading: Reading, data: bytes, file: str, sha256: str) -> Opened:
    """Read a plan, a return or a result.

    Raises:
        UnreadableInputError: the file is no workbook, or cannot be read.
        UsageError: it is none of the three, or a form that was not issued from here.
    """
    guarded = guard(data, file, reading.known.limits)
    workbook = _workbook(data, file, guarded)
    side = Side(file, sha256)
    if result := result_file(workbook):
        _require_xlsx(file, guarded)
        return Opened(result.kind, replace(side, facts=result.facts), result=result)
    if _is_plan(workbook):
        _require_xlsx(file, guarded)
        return _plan(data, side)
    if identify(workbook).is_ours:
        return _return(reading, data, side)
    phrase = mark("{file} is neither a plan, a return nor a consolidated result of kexcel.")
    raise UsageError(phrase, file=file)


def _workbook(data: bytes, file: str, guarded: Guarded) -> WorkbookData:
    if guarded.refusal:
        raise _refused(file, guarded.refusal)
    try:
        return read_workbook(data, guarded)
    except WorkbookLockedError as fault:
        raise _refused(file, Notice("file-encrypted")) from fault
    except WorkbookReadError as fault:
        raise _refused(file, Notice("file-unreadable", (("reason", fault.reason),))) from fault


def _refused(file: str, notice: Notice) -> UnreadableInputError:
    phrases = {
        "not-a-form": mark("{file} is no workbook. It is: {kind}."),
        "file-encrypted": mark("{file} has a password. Save it without one."),
        "file-too-large": mark("{file} is larger than {limit}, and is not read."),
    }
    phrase = phrases.get(notice.code, mark("{file} cannot be read: {reason}."))
    details = {name: Fault(text) for name, text in notice.details}
    return UnreadableInputError(phrase, file=file, **details)


def _is_plan(workbook: WorkbookData) -> bool:
    labels = {same_words(name): columns for name, columns in _OF_A_PLAN.items()}
    return any(
        all(_says(sheet, column.label) for column in labels[same_words(sheet.name)])
        for sheet in workbook.sheets
        if same_words(sheet.name) in labels
    )


def _says(sheet: SheetData, label: str) -> bool:
    texts = (value for value in sheet.cells.values() if isinstance(value, str))
    return any(same_words(text) == same_words(label) for text in texts)


def _require_xlsx(file: str, guarded: Guarded) -> None:
    """Plans and results are kexcel's own; other formats keep no results of formulas as they are."""
    if guarded.kind is not Format.XLSX:
        phrase = mark("{file} is not as kexcel wrote it: save it as an Excel workbook (.xlsx).")
        raise UnreadableInputError(phrase, file=file)


def _plan(data: bytes, side: Side) -> Opened:
    plan, findings = read_plan(data, file=side.file)
    facts = (plan.organisation, plan.body, str(plan.year or ""))
    unread = tuple(each for each in findings if each.severity is Severity.ERROR)
    told = replace(side, facts=tuple(fact for fact in facts if fact), unread=unread)
    groups = plan_groups(plan, plan_addresses(data, file=side.file))
    return Opened(ComparedKind.PLAN, told, groups)


def _return(reading: Reading, data: bytes, side: Side) -> Opened:
    known = reading.known
    returned = read_return(known, data, side.file, side.sha256)
    form = known.forms.get(returned.form or "")
    if form is None:
        phrase = mark("{file} is a form that was not issued from here. Name its workspace with -w.")
        raise UnknownFormError(phrase, file=side.file)
    if not returned.is_usable:
        phrase = mark("{file} is a form for {period}, a period that kexcel.toml does not have.")
        raise UsageError(phrase, file=side.file, period=form.period)
    facts = (form.department_name, f"{form.period} {form.year}", form.code)
    unread = tuple(each for each in returned.findings if each.code in _NOT_ATTACHED)
    errors = tuple(each for each in unread if each.severity is Severity.ERROR)
    groups = return_groups(returned, form, reading.templates[form.code])
    return Opened(ComparedKind.RETURN, replace(side, facts=facts, unread=errors), groups)
