"""Forms changed in some way when they are asked for: few of thousands are, a few at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from kexcel.model.form import Form

_KEPT = 64


class LateForms(Mapping[str, Form]):
    """The forms, each changed when someone asks for it."""

    def __init__(self, forms: Mapping[str, Form], change: Callable[[Form], Form]) -> None:
        self._forms = forms
        self._change = change
        self._changed: dict[str, Form] = {}

    def __getitem__(self, code: str) -> Form:
        if code not in self._changed:
            form = self._change(self._forms[code])
            if len(self._changed) >= _KEPT:
                self._changed.clear()
            self._changed[code] = form
        return self._changed[code]

    def __contains__(self, code: object) -> bool:
        return code in self._forms

    def __iter__(self) -> Iterator[str]:
        return iter(self._forms)

    def __len__(self) -> int:
        return len(self._forms)
