"""Compare two files, in a workspace or without one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kexcel.compare import Comparison, Opened, Reading, UnknownFormError, compare, open_file
from kexcel.compare.comparison import ComparedKind
from kexcel.compare.result_files import both_results
from kexcel.errors import Fault, UnreadableInputError, UsageError
from kexcel.files import read_start, write_whole
from kexcel.locale import mark
from kexcel.report.comparison.workbook import is_comparison, write_comparison
from kexcel.settings import SETTINGS_FILE
from kexcel.template import Template, load_template
from kexcel.workspace.execution.lots import READ_AT_MOST
from kexcel.workspace.failures import cannot_open
from kexcel.workspace.isolation import Isolation, IsolationError
from kexcel.workspace.issued.here import issued_forms
from kexcel.workspace.reading import what_is_known

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace

_KINDS = {
    ComparedKind.PLAN: mark("a plan"),
    ComparedKind.RETURN: mark("a return"),
    ComparedKind.FOLLOWUP: mark("a follow-up"),
    ComparedKind.BUDGET: mark("a budget workbook"),
}


def compare_files(
    before: Path | str, after: Path | str, *, workspace: Workspace | None = None
) -> Comparison:
    """What is different between two plans, two returns or two consolidated results.

    ``workspace`` is where returns were issued; the others need none.

    Raises:
        UsageError: the files are of different kinds, or of none of these.
        UnreadableInputError: a file does not exist or cannot be read.
    """
    files = Path(before), Path(after)
    try:
        ours, theirs = _read(Reading(), files)
    except UnknownFormError:
        if workspace is None:
            raise
        ours, theirs = _read(_reading(workspace), files)
    _require_same_kind(ours, theirs)
    groups = ours.groups, theirs.groups
    if ours.result and theirs.result:
        groups = both_results(ours.result, theirs.result)
    return compare(ours.kind, (ours.side, groups[0]), (theirs.side, groups[1]))


def workspace_folder_of(*files: Path) -> Path | None:
    """The workspace that the first of the files that lies in one lies in."""
    folders = (folder for file in files for folder in file.absolute().parents)
    return next((folder for folder in folders if (folder / SETTINGS_FILE).is_file()), None)


def write_comparison_file(
    path: Path, comparison: Comparison, *, workspace: Workspace | None = None, language: str
) -> None:
    """Write a comparison as a workbook; one that stands there is replaced.

    Raises:
        UsageError: the file is none that can be replaced, or its name is no workbook's.
    """
    if path.suffix.lower() != ".xlsx":
        raise UsageError(mark("{file}: the workbook's name must end in .xlsx."), file=path)
    if path.exists() and not (path.is_file() and is_comparison(path.read_bytes())):
        phrase = mark("{file} holds something else than a comparison. Choose another name.")
        raise UsageError(phrase, file=path)
    template = _template(workspace)
    write_whole(path, write_comparison(comparison, template.looks, language=language))


def _template(workspace: Workspace | None) -> Template:
    return workspace.template if workspace else load_template()


def _read(reading: Reading, files: tuple[Path, ...]) -> tuple[Opened, ...]:
    with Isolation(jobs=1, shared=(reading,), modules=("kexcel.compare",)) as process:
        return tuple(_opened(process, path) for path in files)


def _reading(workspace: Workspace) -> Reading:
    """Everything that was issued in a workspace, which only returns need."""
    forms = issued_forms(workspace)
    templates = {code: workspace.template_of(form) for code, form in forms.items()}
    return Reading(what_is_known(workspace, forms, None), templates)


def _opened(process: Isolation, path: Path) -> Opened:
    try:
        data, sha256 = read_start(path, READ_AT_MOST)
    except OSError as fault:
        raise cannot_open(path, fault) from fault
    try:
        return process.call(open_file, data, path.name, sha256)
    except IsolationError as fault:
        phrase = mark("{file} cannot be read: {reason}.")
        raise UnreadableInputError(phrase, file=path.name, reason=Fault(fault.reason)) from fault


def _require_same_kind(before: Opened, after: Opened) -> None:
    if before.kind is not after.kind:
        first, second = (
            Fault(mark("{file} is {what}"), file=each.side.file, what=Fault(_KINDS[each.kind]))
            for each in (before, after)
        )
        phrase = mark("{first} and {second}: only files of the same kind can be compared.")
        raise UsageError(phrase, first=first, second=second)
    languages = {each.result.language for each in (before, after) if each.result}
    if len(languages) > 1:
        phrase = mark("{first} and {second} are in different languages and cannot be compared.")
        raise UsageError(phrase, first=before.side.file, second=after.side.file)
