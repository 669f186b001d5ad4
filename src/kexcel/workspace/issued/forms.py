"""The forms that were ever issued, each read from the archive when someone asks for it.

A body with thousands of departments has thousands of forms, and a step looks at few of them at a
time, so a few are kept. What must be known of all of them stands in the journal.
"""

from __future__ import annotations

import json
import os
import re
from abc import abstractmethod
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from kexcel.collect import FormIndex
from kexcel.model.form import Form
from kexcel.validate.written import tidy
from kexcel.workspace.archive import Archive, Entry

_KEPT = 64
_HEAD = 4096
_TAIL = 256
_BEFORE_SHEETS = re.compile(r',"sheets":\[')
_END = re.compile(r',"template":"[^"]*","year":[0-9]+\}$')


@dataclass(frozen=True, slots=True)
class FormHead:
    """What a form is told by, without its sheets; see ``Form``."""

    department_name: str
    plan: str
    template: str
    year: int
    frame: Decimal | None
    frame_version: str


class NamedForms(Mapping[str, Form]):
    """Forms by their code, in the order they were last issued, each told by name without it."""

    @abstractmethod
    def department(self, code: str) -> str:
        """The department that a form was issued to."""

    @abstractmethod
    def period(self, code: str) -> str:
        """The period that a form was issued for."""

    @property
    @abstractmethod
    def names(self) -> Mapping[str, str]:
        """The department's name on each form."""


class IssuedForms(NamedForms):
    """Forms by their code, in the order they were last issued. One that is gone is not there."""

    def __init__(self, archive: Archive, entries: Iterable[Entry]) -> None:
        self.archive = archive
        last = {entry.form: entry for entry in entries}
        newest_first = dict.fromkeys(entry.form for entry in reversed(list(entries)))
        self._entries = {code: last[code] for code in reversed(list(newest_first))}
        self._kept: OrderedDict[str, Form] = OrderedDict()

    def __getitem__(self, code: str) -> Form:
        if code not in self._codes:
            raise KeyError(code)
        if code not in self._kept:
            self._kept[code] = self.archive.forms([code])[code]
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return self._kept[code]

    def __contains__(self, code: object) -> bool:
        return code in self._codes

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)

    def entry(self, code: str) -> Entry:
        """The line of the journal that says when a form was last issued."""
        return self._entries[code]

    def department(self, code: str) -> str:
        """The department that a form was issued to."""
        return self._entries[code].department

    def period(self, code: str) -> str:
        """The period that a form was issued for."""
        return self._entries[code].period

    def __getstate__(self) -> dict[str, object]:
        """Sent to another process without the forms that were read here."""
        kept = {"_kept": OrderedDict(), "archive": Archive(self.archive.folder)}
        return {**self.__dict__, **kept}

    @cached_property
    def _codes(self) -> Mapping[str, Entry]:
        """The forms that the archive still has."""
        there = {path.stem for path in self.archive.form_path("-").parent.glob("*.json")}
        return {code: entry for code, entry in self._entries.items() if code in there}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The department's name on each form."""
        return {code: self.head(code).department_name for code in self._codes}

    @property
    def department_names(self) -> frozenset[str]:
        """Every name that a department has had on a form."""
        return frozenset(self.names.values())

    def head(self, code: str) -> FormHead:
        """What a form is told by: the beginning and the end of its file, which is some 50 kB."""
        with self.archive.form_path(code).open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            first = stream.read(_HEAD).decode(errors="ignore")
            stream.seek(-min(_TAIL, size), os.SEEK_END)
            last = stream.read().decode(errors="ignore")
        return _head(first, last) or _head_of(self[code])

    @property
    def index(self) -> IssuedIndex:
        """The same, as what a returned file is told by."""
        return IssuedIndex(self)


def _head(first: str, last: str) -> FormHead | None:
    """What the beginning and the end of a form's file tell; None where that is not all."""
    sheets, end = _BEFORE_SHEETS.search(first), _END.search(last)
    if sheets is None or end is None:
        return None
    try:
        told = json.loads(first[: sheets.start()] + end[0])
        return FormHead(
            told["department_name"],
            told["plan"],
            told["template"],
            told["year"],
            None if told["frame"] is None else Decimal(told["frame"]),
            told.get("frame_version", ""),
        )
    except (ValueError, KeyError, TypeError, ArithmeticError):
        return None


def _head_of(form: Form) -> FormHead:
    return FormHead(
        form.department_name, form.plan, form.template, form.year, form.frame, form.frame_version
    )


class IssuedIndex(FormIndex):
    """Tells forms apart by what the journal says of them; a form is read when it is found."""

    def __init__(self, forms: NamedForms) -> None:
        super().__init__()
        self.issued = forms

    @cached_property
    def _newest_codes(self) -> Mapping[tuple[str, str], str]:
        return {self._asked(code): code for code in self.issued}

    def _asked(self, code: str) -> tuple[str, str]:
        return self.issued.department(code), self.issued.period(code)

    def get(self, code: str) -> Form | None:
        """The form with the code, or None if it was not issued from here."""
        return self.issued.get(code)

    def has(self, code: str) -> bool:
        """Whether a form with the code was issued from here."""
        return code in self.issued

    def newest_code(self, code: str) -> str:
        """The code of the latest form issued to a form's department for its period."""
        if code not in self.issued:
            return code
        return self._newest_codes.get(self._asked(code), code)

    def newest(self, form: Form) -> Form:
        """The latest form issued to the form's department for its period, perhaps itself."""
        code = self._newest_codes.get((form.department, form.period), form.code)
        return form if code == form.code else self.issued[code]

    def department_named_in(self, text: str) -> str | None:
        """The only department whose name stands in a text, such as the name of a file."""
        words = tidy(text).casefold()
        return longest_named(
            {
                self.issued.department(code): len(name)
                for code, name in self.issued.names.items()
                if tidy(name).casefold() in words
            }
        )


def longest_named(named: Mapping[str, int]) -> str | None:
    """The only department with the longest name among those found; None where there is none."""
    longest = [key for key, length in named.items() if length == max(named.values())]
    return longest[0] if len(longest) == 1 else None
