"""Answer each return: a correction where something must be mended, a receipt where not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kexcel.files import write_whole
from kexcel.locale import LANGUAGES, mark, translator
from kexcel.model.form import Form
from kexcel.model.period import Period
from kexcel.model.returned import Return, ReturnState
from kexcel.report.answers.correction import CannotAnnotateError, write_correction
from kexcel.report.answers.receipt import write_receipt
from kexcel.report.answers.refill import refill
from kexcel.workspace.intake import issued_forms
from kexcel.workspace.names import file_name
from kexcel.workspace.results import Received

if TYPE_CHECKING:
    from pathlib import Path

    from kexcel.workspace.workspace import Workspace


def answer_returns(
    workspace: Workspace, period: Period, returns: tuple[Return, ...]
) -> tuple[Received, ...]:
    """Write the corrections and receipts of a period, and clear away those that no longer hold."""
    forms = issued_forms(workspace)
    taken: Counter[str] = Counter()
    answered = [_answer(workspace, period, each, forms, taken) for each in returns]
    written = {name for each in answered for name in (each.correction, each.receipt) if name}
    _clear_outdated(workspace, period, written)
    return tuple(answered)


def _answer(
    workspace: Workspace,
    period: Period,
    returned: Return,
    forms: Mapping[str, Form],
    taken: Counter[str],
) -> Received:
    form = forms.get(returned.form or "")
    if form is None or not returned.is_usable:
        return Received(returned)
    if returned.state is ReturnState.ACCEPTED:
        data = write_receipt(
            returned,
            form,
            workspace.template_of(form),
            workspace.settings,
            language=workspace.language,
        )
        return Received(returned, receipt=_put(workspace, period, form, "Receipt", data, taken))
    try:
        data = _correction(workspace, period, returned, form)
    except CannotAnnotateError:
        return Received(returned)
    return Received(returned, correction=_put(workspace, period, form, "Correction", data, taken))


def _correction(workspace: Workspace, period: Period, returned: Return, form: Form) -> bytes:
    """The department's own file, marked; or, where its format cannot be, its answers in .xlsx."""
    template, language = workspace.template_of(form), workspace.language
    try:
        original = _original(workspace, period, returned)
        return write_correction(original, returned, form, template, language=language)
    except CannotAnnotateError:
        rules = workspace.rules(period, form.language, template=template)
        settings, logo = workspace.settings, workspace.logo
        data, moved = refill(returned, form, template, rules, settings, logo=logo)
        return write_correction(data, moved, form, template, language=language)


def _original(workspace: Workspace, period: Period, returned: Return) -> bytes:
    entries = workspace.archive.received(period.key)
    entry = next(each for each in entries if each.sha256 == returned.sha256)
    return workspace.archive.read(entry)


def _put(
    workspace: Workspace, period: Period, form: Form, kind: str, data: bytes, taken: Counter[str]
) -> str:
    words = [_kind(workspace, kind), period.key, str(form.year), form.department_name]
    name = file_name(*words)
    taken[name] += 1
    if taken[name] > 1:
        name = file_name(*words, suffix=f" ({taken[name]}).xlsx")
    path = workspace.layout.outbox(period.key) / name
    write_whole(path, data)
    return workspace.layout.shown(path)


_KINDS = (mark("Correction"), mark("Receipt"))


def _kind(workspace: Workspace, kind: str) -> str:
    return translator(workspace.language)(kind)


def _clear_outdated(workspace: Workspace, period: Period, written: set[str]) -> None:
    """A correction that no longer holds must not be sent by mistake; the archive can remake it."""
    for path in sorted(workspace.layout.outbox(period.key).glob("*.xlsx")):
        if _is_ours(workspace, period, path) and workspace.layout.shown(path) not in written:
            path.unlink()


def _is_ours(workspace: Workspace, period: Period, path: Path) -> bool:
    """Whether kexcel itself, in either language, could have given the file its name."""
    kinds = {translator(language)(kind) for kind in _KINDS for language in LANGUAGES}
    names = {form.department_name for form in issued_forms(workspace).values()}
    stem = re.sub(r" \(\d+\)$", "", path.stem)
    year = str(workspace.settings.year)
    return any(
        stem == file_name(kind, period.key, year, name, suffix="")
        for kind in kinds
        for name in names
    )
