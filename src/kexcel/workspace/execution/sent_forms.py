"""Forms where the archive is out of reach: all by name, and in whole those that were sent along."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kexcel.collect import Known
from kexcel.collect.identify import FormNeededError
from kexcel.collect.packed import Answer, FileToRead, read_packed
from kexcel.model.form import Form
from kexcel.model.form_json import decode_form
from kexcel.workspace.issued.forms import IssuedIndex, NamedForms


@dataclass(frozen=True, slots=True)
class NamedForm:
    """What is told of every form."""

    department: str
    period: str
    name: str


class SentForms(NamedForms):
    """Forms of which some were sent along. Asking for another raises FormNeededError."""

    def __init__(self, named: Mapping[str, NamedForm]) -> None:
        self.named = named
        self._packed: Mapping[str, bytes] = {}
        self._whole: dict[str, Form] = {}

    def hold(self, packed: Mapping[str, bytes]) -> None:
        """Those that were sent along, packed, in place of those that were before."""
        self._packed, self._whole = packed, {}

    def __getitem__(self, code: str) -> Form:
        if code not in self.named:
            raise KeyError(code)
        if code not in self._packed:
            raise FormNeededError(code)
        if code not in self._whole:
            self._whole[code] = decode_form(zlib.decompress(self._packed[code]))
        return self._whole[code]

    def __contains__(self, code: object) -> bool:
        return code in self.named

    def __iter__(self) -> Iterator[str]:
        return iter(self.named)

    def __len__(self) -> int:
        return len(self.named)

    def department(self, code: str) -> str:
        """The department that a form was issued to."""
        return self.named[code].department

    def period(self, code: str) -> str:
        """The period that a form was issued for."""
        return self.named[code].period

    @property
    def names(self) -> Mapping[str, str]:
        """The department's name on each form."""
        return {code: each.name for code, each in self.named.items()}


class SentIndex(IssuedIndex):
    """The same, as what a returned file is told by."""

    def __init__(self, forms: SentForms) -> None:
        super().__init__(forms)
        self.sent = forms


def read_sent(
    known: Known, files: list[FileToRead], forms: Mapping[str, bytes] | None
) -> list[Answer]:
    """Read files with the forms that were sent along; without any, with those of the archive."""
    if isinstance(known.forms, SentIndex):
        known.forms.sent.hold(forms or {})
    return read_packed(known, files)


def packed_form(content: bytes) -> bytes:
    """A form's file as it is sent along."""
    return zlib.compress(content, 1)
