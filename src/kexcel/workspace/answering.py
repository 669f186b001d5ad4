"""Answer each return: a correction where something must be mended, a receipt where not."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from kexcel.collect import FormIndex
from kexcel.collect.outdated import transfer
from kexcel.files import write_whole
from kexcel.locale import LANGUAGES, mark, translator
from kexcel.merge.placement import without_cancelled
from kexcel.model.form import Form
from kexcel.model.period import Period
from kexcel.model.returned import Return, ReturnState
from kexcel.report.answers.correction import CannotAnnotateError, Made, write_correction
from kexcel.report.answers.leftovers import leftovers
from kexcel.report.answers.receipt import write_receipt
from kexcel.report.answers.refill import Refilled, is_broken, refill
from kexcel.timeline import plan_on
from kexcel.workspace.intake import issued_forms
from kexcel.workspace.isolation import Isolation, IsolationError
from kexcel.workspace.names import file_name
from kexcel.workspace.results import Received

if TYPE_CHECKING:
    from pathlib import Path

    from kexcel.workspace.workspace import Workspace


def answer_returns(
    workspace: Workspace, period: Period, returns: tuple[Return, ...]
) -> tuple[Received, ...]:
    """Write the corrections and receipts of a period, and clear away those that no longer hold."""
    forms = FormIndex(issued_forms(workspace).values())
    with Isolation(modules=("kexcel.collect",)) as isolation:
        desk = _Desk(workspace, period, forms, isolation)
        answered = [desk.answer(each) for each in returns]
    written = {name for each in answered for name in (each.correction, each.receipt) if name}
    _clear_outdated(workspace, period, written)
    return tuple(answered)


def clean_form(
    workspace: Workspace, returned: Return, data: bytes, issued: Form, newest: Form
) -> tuple[bytes, Refilled]:
    """The department's newest form with its answers in it, and everything there is to say of it.

    ``data`` is the file that came back, of which nothing is dropped: what the form has no place
    for is listed on the first sheet.
    """
    template, settings = workspace.template_of(newest), workspace.settings
    period = settings.period(newest.period)
    rules = workspace.rules(period, newest.language, template=template)
    refilled = refill(returned, issued, newest, template, rules, settings, logo=workspace.logo)
    correction = write_correction(
        refilled.data,
        refilled.returned,
        newest,
        template,
        language=workspace.language,
        made=Made.CLEAN if newest.code == issued.code else Made.NEWEST,
        leftovers=(*refilled.without_place, *leftovers(data, returned, issued)),
    )
    return correction, refilled


@dataclass
class _Desk:
    """Where the answers of one period are written, each under a name of its own."""

    workspace: Workspace
    period: Period
    forms: FormIndex
    isolation: Isolation
    taken: Counter[str] = field(default_factory=Counter)

    def answer(self, returned: Return) -> Received:
        form = self.forms.get(returned.form or "")
        if form is None or not returned.is_usable:
            return Received(returned)
        if returned.state is ReturnState.ACCEPTED:
            return Received(
                returned,
                correction=self._to_go_on_with(returned, form),
                receipt=self._put(form, "Receipt", self._receipt(returned, form)),
            )
        try:
            data = self._correction(returned, form)
        except CannotAnnotateError:
            return Received(returned)
        return Received(returned, correction=self._put(form, "Correction", data))

    def _receipt(self, returned: Return, form: Form) -> bytes:
        workspace = self.workspace
        template, settings = workspace.template_of(form), workspace.settings
        asked = without_cancelled(form, plan_on(workspace.plan, self.period.closes))
        return write_receipt(returned, asked, template, settings, language=workspace.language)

    def _to_go_on_with(self, returned: Return, form: Form) -> str | None:
        """The newest form with a sound return's answers in it, where rows are new since then.

        A form that was issued with them already is in utskick/.
        """
        newest = self.forms.newest(form)
        known = {each.sha256 for each in newest.carried}
        if returned.sha256 in known or not transfer(form, newest).new:
            return None
        data, _ = clean_form(self.workspace, returned, self._original(returned), form, newest)
        return self._put(form, "Form", data)

    def _correction(self, returned: Return, form: Form) -> bytes:
        """The department's own file, marked; or a clean form with its answers.

        The clean one where its own has lost something of the form, is an older edition, or is of a
        format that cannot be marked.
        """
        workspace, newest = self.workspace, self.forms.newest(form)
        original = self._original(returned)
        template, language = workspace.template_of(form), workspace.language
        if newest.code == form.code and not is_broken(returned):
            try:
                mark_up = partial(write_correction, language=language)
                return self.isolation.call(mark_up, original, returned, form, template)
            except (CannotAnnotateError, IsolationError):
                pass
        return clean_form(workspace, returned, original, form, newest)[0]

    def _original(self, returned: Return) -> bytes:
        entries = self.workspace.archive.received(self.period.key)
        entry = next(each for each in entries if each.sha256 == returned.sha256)
        return self.workspace.archive.read(entry)

    def _put(self, form: Form, kind: str, data: bytes) -> str:
        words = [
            translator(self.workspace.language)(kind),
            self.period.key,
            str(form.year),
            form.department_name,
        ]
        name = file_name(*words)
        self.taken[name] += 1
        if self.taken[name] > 1:
            name = file_name(*words, suffix=f" ({self.taken[name]}).xlsx")
        path = self.workspace.layout.outbox(self.period.key) / name
        write_whole(path, data)
        return self.workspace.layout.shown(path)


_KINDS = (mark("Correction"), mark("Receipt"), mark("Form"))


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
