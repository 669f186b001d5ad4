"""The rule books that returned files are held against: those that their forms were issued with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from kexcel.model.form import Form
from kexcel.rules import RuleBook, compile_rules
from kexcel.settings import Settings
from kexcel.template import Template
from kexcel.workspace.issued.forms import NamedForms


class IssuedBooks(Mapping[str, RuleBook]):
    """The rule book of each form: that of its period and template, compiled for all that share it.

    ``templates`` gives the template of a fingerprint, if it was kept; ``template`` is used else.
    Raises TemplateError, when a book is asked for, where a rule of its template is wrong.
    """

    def __init__(
        self,
        forms: Mapping[str, Form],
        settings: Settings,
        template: Template,
        templates: Callable[[str], Template | None],
        expected_period: str | None,
    ) -> None:
        self._forms = forms
        self._settings = settings
        self._template = template
        self._templates = templates
        self._expected = expected_period
        self._compiled: dict[tuple[str, str, str], RuleBook] = {}
        known = {each.key.casefold() for each in settings.periods}
        self._periods = known & {expected_period.casefold()} if expected_period else known

    def _period(self, code: str) -> str:
        forms = self._forms
        return forms.period(code) if isinstance(forms, NamedForms) else forms[code].period

    def __contains__(self, code: object) -> bool:
        if not isinstance(code, str) or code not in self._forms:
            return False
        return self._period(code).casefold() in self._periods

    def __getitem__(self, code: str) -> RuleBook:
        if code not in self:
            raise KeyError(code)
        form = self._forms[code]
        key = (form.period, form.language, form.template)
        if key not in self._compiled:
            template = self._templates(form.template) or self._template
            period = self._settings.period(form.period)
            self._compiled[key] = compile_rules(template, self._settings, period, form.language)
        return self._compiled[key]

    def __iter__(self) -> Iterator[str]:
        return (code for code in self._forms if code in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
