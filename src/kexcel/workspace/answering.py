"""Answer each return: a correction where something must be mended, a receipt where not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from kexcel.collect import FormIndex
from kexcel.collect.outdated import transfer
from kexcel.files import write_whole
from kexcel.locale import LANGUAGES, mark, translator
from kexcel.merge.placement import without_cancelled
from kexcel.model.form import Form
from kexcel.model.period import Period
from kexcel.model.plan import Plan
from kexcel.model.returned import Return, ReturnState
from kexcel.timeline import plan_on
from kexcel.workspace.archive import Entry
from kexcel.workspace.isolation import Isolation, IsolationError
from kexcel.workspace.issued.forms import IssuedForms
from kexcel.workspace.issued.here import issued_forms
from kexcel.workspace.kept.readings import KeptAnswers
from kexcel.workspace.names import file_name
from kexcel.workspace.results import Received

if TYPE_CHECKING:
    from kexcel.report.answers.refill import Refilled
    from kexcel.workspace.workspace import Workspace


def answer_returns(
    workspace: Workspace, period: Period, returns: tuple[Return, ...]
) -> tuple[Received, ...]:
    """Write the corrections and receipts of a period, and clear away those that no longer hold."""
    issued = issued_forms(workspace)
    kept = KeptAnswers(workspace, period.key)
    with Isolation(modules=("kexcel.collect",)) as isolation:
        desk = _Desk(workspace, period, issued, isolation, kept)
        answered = [desk.answer(each) for each in returns]
    kept.save()
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
    from kexcel.report.answers.correction import Made, write_correction  # noqa: PLC0415 - loads when there is one to write
    from kexcel.report.answers.leftovers import leftovers  # noqa: PLC0415
    from kexcel.report.answers.refill import refill  # noqa: PLC0415

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
    issued: IssuedForms
    isolation: Isolation
    kept: KeptAnswers
    taken: Counter[str] = field(default_factory=Counter)

    @cached_property
    def forms(self) -> FormIndex:
        """The forms as they are looked up; one is read only where an answer is made."""
        return self.issued.index

    def answer(self, returned: Return) -> Received:
        code = returned.form or ""
        if code not in self.issued or not returned.is_usable:
            return Received(returned)
        if returned.state is ReturnState.ACCEPTED:
            return Received(
                returned,
                correction=self._to_go_on_with(returned, code),
                receipt=self._put(returned, "Receipt", partial(self._receipt, returned)),
            )
        make = partial(self._correction, returned)
        return Received(returned, correction=self._put(returned, "Correction", make))

    def _receipt(self, returned: Return) -> bytes:
        from kexcel.report.answers.receipt import write_receipt  # noqa: PLC0415 - loads when there is one to write

        workspace, form = self.workspace, self._form(returned)
        template, settings = workspace.template_of(form), workspace.settings
        asked = without_cancelled(form, self._plan)
        return write_receipt(returned, asked, template, settings, language=workspace.language)

    def _to_go_on_with(self, returned: Return, code: str) -> str | None:
        """The newest form with a sound return's answers in it, where rows are new since then.

        A form that was issued with them already is in utskick/.
        """
        newest_code = self.forms.newest_code(code)
        if newest_code == code:
            return None
        form, newest = self._form(returned), self.issued[newest_code]
        if returned.sha256 in {each.sha256 for each in newest.carried}:
            return None
        if not transfer(form, newest).new:
            return None
        return self._put(returned, "Form", partial(self._clean, returned, form, newest))

    def _form(self, returned: Return) -> Form:
        return self.issued[returned.form or ""]

    def _clean(self, returned: Return, form: Form, newest: Form) -> bytes:
        return clean_form(self.workspace, returned, self._original(returned), form, newest)[0]

    def _correction(self, returned: Return) -> bytes | None:
        """The department's own file, marked; or a clean form with its answers; None if neither.

        The clean one where its own has lost something of the form, is an older edition, or is of a
        format that cannot be marked.
        """
        from kexcel.report.answers.correction import CannotAnnotateError, write_correction  # noqa: PLC0415 - loads when there is one to write
        from kexcel.report.answers.refill import is_broken  # noqa: PLC0415

        workspace, form = self.workspace, self._form(returned)
        newest = self.forms.newest(form)
        original = self._original(returned)
        template, language = workspace.template_of(form), workspace.language
        if newest.code == form.code and not is_broken(returned):
            try:
                mark_up = partial(write_correction, language=language)
                return self.isolation.call(mark_up, original, returned, form, template)
            except (CannotAnnotateError, IsolationError):
                pass
        try:
            return clean_form(workspace, returned, original, form, newest)[0]
        except CannotAnnotateError:
            return None

    def _original(self, returned: Return) -> bytes:
        return self.workspace.archive.read(self._entries[returned.sha256])

    @cached_property
    def _entries(self) -> Mapping[str, Entry]:
        entries = self.workspace.archive.received(self.period.key)
        return {each.sha256: each for each in reversed(entries)}

    def _put(self, returned: Return, kind: str, make: Callable[[], bytes | None]) -> str | None:
        """Put an answer where it belongs, unless it stands there as it was made before.

        One that cannot be made leaves its name free for another.
        """
        code = returned.form or ""
        name = self._name(code, kind)
        path = self.workspace.layout.outbox(self.period.key) / name
        newest = self.forms.newest_code(code)
        made_of = (replace(returned, rows={}), code, newest, self._language, *self._revoked)
        key = self.kept.key(name, *made_of)
        if not self.kept.stands(key, path):
            data = make()
            if data is None:
                self.taken[self._plain_name(code, kind)] -= 1
                return None
            write_whole(path, data)
            self.kept.note(key, data)
        return self.workspace.layout.shown(path)

    @cached_property
    def _plan(self) -> Plan:
        return plan_on(self.workspace.plan, self.period.closes)

    @cached_property
    def _revoked(self) -> tuple[tuple[str, str, bool], ...]:
        """What tells which rows of a form are cancelled; nothing where no activity is."""
        told = [(x.number, x.title, x.cancelled_by is not None) for x in self._plan.activities]
        return tuple(told) if any(each[2] for each in told) else ()

    @property
    def _language(self) -> str:
        return self.workspace.language

    def _plain_name(self, code: str, kind: str) -> str:
        words = [
            translator(self.workspace.language)(kind),
            self.period.key,
            str(self.issued.head(code).year),
            self.issued.names[code],
        ]
        return file_name(*words, suffix="")

    def _name(self, code: str, kind: str) -> str:
        """A name that no other answer of this run has."""
        name = self._plain_name(code, kind)
        self.taken[name] += 1
        times = self.taken[name]
        return f"{name} ({times}).xlsx" if times > 1 else f"{name}.xlsx"


_KINDS = (mark("Correction"), mark("Receipt"), mark("Form"))


def _clear_outdated(workspace: Workspace, period: Period, written: set[str]) -> None:
    """A correction that no longer holds must not be sent by mistake; the archive can remake it."""
    ours: frozenset[str] | None = None
    for path in sorted(workspace.layout.outbox(period.key).glob("*.xlsx")):
        if workspace.layout.shown(path) in written:
            continue
        ours = _our_names(workspace, period) if ours is None else ours
        if re.sub(r" \(\d+\)$", "", path.stem) in ours:
            path.unlink()


def _our_names(workspace: Workspace, period: Period) -> frozenset[str]:
    """The names that kexcel itself, in either language, could have given a file."""
    kinds = {translator(language)(kind) for kind in _KINDS for language in LANGUAGES}
    names = issued_forms(workspace).department_names
    year = str(workspace.settings.year)
    return frozenset(
        file_name(kind, period.key, year, name, suffix="") for kind in kinds for name in names
    )
