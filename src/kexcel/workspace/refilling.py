"""Make clean forms of returned files, with every answer kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kexcel.collect import FormIndex
from kexcel.collect.packed import FileToRead
from kexcel.files import write_whole
from kexcel.locale import mark, translator
from kexcel.model.form import Form
from kexcel.model.period import Period
from kexcel.model.returned import Return
from kexcel.workspace.answering import clean_form
from kexcel.workspace.archive import digest
from kexcel.workspace.failures import cannot_open
from kexcel.workspace.intake import in_words_of_today
from kexcel.workspace.issued.here import issued_forms
from kexcel.workspace.names import distinct_names, file_name
from kexcel.workspace.reading import reader, what_is_known
from kexcel.workspace.results import Refilled, RefillResult

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace

_KIND = mark("Clean form")


def refill_files(workspace: Workspace, period: Period, files: tuple[Path, ...]) -> RefillResult:
    """Write a clean form into retur/ for each returned file; the archive is left as it is.

    Raises:
        UnreadableInputError: a file does not exist or cannot be opened.
    """
    issued = issued_forms(workspace)
    known = what_is_known(workspace, issued, period.key)
    given = [_opened(path) for path in files]
    with reader(workspace, known, len(given)) as processes:
        returns = [each.unpacked() for each in processes.read(given)]
    forms = FormIndex(issued.values())
    names = distinct_names(
        {
            str(place): _name(workspace, period, issued[each.form or ""])
            for place, each in enumerate(returns)
            if each.form and each.is_usable
        }
    )
    return RefillResult(
        period.key,
        tuple(
            _refilled(workspace, period, each, given[place].data, forms, names.get(str(place)))
            for place, each in enumerate(returns)
        ),
    )


def _refilled(
    workspace: Workspace,
    period: Period,
    returned: Return,
    data: bytes,
    forms: FormIndex,
    name: str | None,
) -> Refilled:
    form = forms.get(returned.form or "")
    if name is None or form is None:
        return Refilled(returned)
    today = in_words_of_today(workspace, returned, {form.code: form})
    clean, refilled = clean_form(workspace, today, data, form, forms.newest(form))
    path = workspace.layout.outbox(period.key) / name
    write_whole(path, clean)
    return Refilled(returned, workspace.layout.shown(path), refilled.answers)


def _name(workspace: Workspace, period: Period, form: Form) -> str:
    kind = translator(workspace.language)(_KIND)
    return file_name(kind, period.key, str(form.year), form.department_name)


def _opened(path: Path) -> FileToRead:
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise cannot_open(path, fault) from fault
    return FileToRead(data, path.name, digest(data))
