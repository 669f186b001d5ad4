"""The formulas of a sheet: cut out of it, and read when someone asks for one.

Source: ECMA-376-1:2016, 18.3.1.40 (f).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from kexcel.excel.scan.plain import NotPlainError, expanded
from kexcel.model.cell import FormulaText

FORMULA_HERE = "\x01"
"""What stands where a formula was cut out: a sign that no XML can hold."""

_MARK = FORMULA_HERE.encode()
_OPENING = re.compile(rb'<f((?: [A-Za-z0-9]+="[^"<>&]*")*) ?(/)?>')
_ATTRIBUTE = re.compile(rb' ([A-Za-z0-9]+)="([^"]*)"')
_KNOWN = {b"t", b"ref", b"si", b"ca", b"aca", b"xml:space"}

_Formula = tuple[bytes, bytes]
"""The attributes and the text, as they stand in the part."""


class Formulas:
    """The formulas of a sheet in their order, with the ones that several cells share."""

    def __init__(self) -> None:
        self._left: Iterator[_Formula] = iter(())
        self._shared: dict[bytes, tuple[bytes, str]] = {}

    def take_out(self, body: bytes) -> bytes:
        """Whole rows without their formulas, which are the next ones that cells have.

        Raises:
            NotPlainError: a formula is written in an unusual way.
        """
        kept, found = _cut(body)
        self._left = iter(found)
        return kept

    def next_one(self, reference: str, written: str) -> FormulaText:
        """The formula of the next cell that has one."""
        attributes, text = next(self._left, (b"", None))
        if text is None:
            raise NotPlainError
        stored = expanded(written) or None
        if not attributes:
            return FormulaText(partial(_plain, text), stored)
        return FormulaText(
            self._special(dict(_ATTRIBUTE.findall(attributes)), text, reference), stored
        )

    @property
    def is_used_up(self) -> bool:
        """Whether every formula that was taken out was in a cell."""
        return next(self._left, None) is None

    def _special(
        self, told: dict[bytes, bytes], text: bytes, reference: str
    ) -> str | Callable[[], str]:
        if not told.keys() <= _KNOWN:
            raise NotPlainError
        kind = told.get(b"t", b"normal")
        if kind == b"dataTable":
            return "{=TABLE()}"
        if kind != b"shared" or b"si" not in told:
            return partial(_plain, text)
        shared = told[b"si"]
        if shared in self._shared:
            return partial(_moved, *self._shared[shared], reference)
        if text:
            self._shared[shared] = text, reference
        return partial(_plain, text)


def _cut(body: bytes) -> tuple[bytes, list[_Formula]]:
    if _MARK in body:
        raise NotPlainError
    kept, found, done = [], [], 0
    while (start := body.find(b"<f", done)) >= 0:
        opening = _OPENING.match(body, start)
        if opening is None:
            raise NotPlainError
        kept.append(body[done:start])
        done, text = opening.end(), b""
        if not opening[2]:
            end = body.find(b"<", done)
            text, done = body[done:end], end + len(b"</f>")
            if body[end:done] != b"</f>":
                raise NotPlainError
        found.append((opening[1], text))
    kept.append(body[done:])
    return _MARK.join(kept), found


def _plain(text: bytes) -> str:
    return "=" + expanded(text.decode(errors="replace"))


def _moved(master: bytes, origin: str, reference: str) -> str:
    """A shared formula as it reads in another cell than the one that spells it out."""
    from openpyxl.formula.translate import Translator  # noqa: PLC0415 - seldom asked for

    with suppress(Exception):  # a formula that makes no sense
        return str(Translator(_plain(master), origin).translate_formula(reference))
    return "="
