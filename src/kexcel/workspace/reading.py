"""Read received files where none of them can hurt: in a process that may die of it.

Reading one is a pure function of its bytes and of what was issued. Several are sent at a time, so
that sending costs next to nothing; a lot that ends its reader is read again file by file, so that
only the one that did it is given up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from kexcel.collect import FormIndex, Known, given_up
from kexcel.collect.packed import FileToRead, Packed, packed, read_packed
from kexcel.collect.parcels.parcel import DEFAULT_PARCEL_LIMITS
from kexcel.excel.guard import DEFAULT_LIMITS
from kexcel.excel.read import CAREFUL_READERS
from kexcel.model.form import Form
from kexcel.rules import RuleBook, compile_rules
from kexcel.settings import Settings
from kexcel.template import Template
from kexcel.workspace.archive import Archive
from kexcel.workspace.isolation import Isolation, IsolationError
from kexcel.workspace.issued import IssuedForms

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace


# One byte beyond the limits is enough to refuse a file by.
READ_AT_MOST = max(DEFAULT_LIMITS.file_bytes, DEFAULT_PARCEL_LIMITS.file_bytes) + 1
"""How much of a file is ever brought into memory, in bytes."""

_LOT = 16
_LOT_BYTES = 4_000_000
"""How many files, and bytes of files, are sent to a reader at a time."""

Lot = list[FileToRead]
Answers = list[Packed | None]


class Mapper(Protocol):
    """Whatever makes calls in other processes: results in the order of the tasks."""

    def map(
        self, function: Callable[..., Answers], tasks: Iterable[tuple[object, ...]], /
    ) -> Iterator[Answers | IsolationError]:
        """Call the function with each task's arguments; a call that was given up is its error."""
        ...


class Reader:
    """The processes that read files: some for those that are plain, one for all others.

    ``plain`` is whatever has the ``map`` of ``Isolation`` and gives each call ``known`` first,
    with ``plain_only`` set. The other one loads the libraries that read anything, and is not
    started before there is a file that needs them.
    """

    def __init__(self, known: Known, *, plain: Mapper) -> None:
        self._known = known
        self._plain = plain

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for each in (self._plain, self.__dict__.get("_careful")):
            if isinstance(each, Isolation):
                each.__exit__(kind, fault, traceback)

    @cached_property
    def _careful(self) -> Isolation:
        return Isolation(shared=(self._known,), modules=("kexcel.collect.packed", *CAREFUL_READERS))

    def read(self, files: Iterable[FileToRead]) -> Iterator[Packed]:
        """Read files in their order. One that ends its reader is answered with a finding."""
        sent: list[Lot] = []

        def tasks() -> Iterator[tuple[object, ...]]:
            for lot in _lots(files):
                sent.append(lot)
                yield (lot,)

        for answers in self._plain.map(read_packed, tasks()):
            lot = sent.pop(0)
            if isinstance(answers, IsolationError):
                yield from self._one_by_one(lot, answers)
            else:
                for file, answer in zip(lot, answers, strict=True):
                    yield answer or self._read_carefully(file)

    def _one_by_one(self, lot: Lot, given: IsolationError) -> Iterator[Packed]:
        if len(lot) == 1:
            yield self._given_up(lot[0], given)
            return
        for file in lot:
            yield from self.read([file])

    def _read_carefully(self, file: FileToRead) -> Packed:
        try:
            answer = self._careful.call(read_packed, [file])[0]
        except IsolationError as given:
            return self._given_up(file, given)
        if answer is None:
            raise RuntimeError("a file was refused by the reader that refuses none")
        return answer

    def _given_up(self, file: FileToRead, given: IsolationError) -> Packed:
        returned = given_up(self._known, file.file, file.sha256, file.received, given.reason)
        return packed(returned)


def reader(known: Known, *, jobs: int = 1) -> Reader:
    """The processes that read files; ``known`` is sent to each once."""
    plain = replace(known, plain_only=True)
    return Reader(known, plain=Isolation(jobs=jobs, shared=(plain,), modules=_MODULES))


_MODULES = ("kexcel.collect.packed",)


def _lots(files: Iterable[FileToRead]) -> Iterator[Lot]:
    lot: Lot = []
    for each in files:
        file = replace(each, data=each.data[:READ_AT_MOST])
        if lot and (len(lot) == _LOT or sum(len(f.data) for f in lot) > _LOT_BYTES):
            yield lot
            lot = []
        lot.append(file)
    if lot:
        yield lot


def what_is_known(
    workspace: Workspace, forms: Mapping[str, Form], expected_period: str | None
) -> Known:
    """What was issued, with the rule books of the forms that may be answered.

    A form of a period that kexcel.toml no longer has is known, but has no rule book.
    """
    books = IssuedBooks(
        forms, workspace.settings, workspace.template, workspace.archive, expected_period
    )
    index = forms.index if isinstance(forms, IssuedForms) else FormIndex(forms.values())
    return Known(index, books, expected_period, workspace.settings.money.unit)


class IssuedBooks(Mapping[str, RuleBook]):
    """The rule book of each form: that of its period and template, compiled for all that share it.

    Raises TemplateError, when a book is asked for, where a rule of its template is wrong.
    """

    def __init__(
        self,
        forms: Mapping[str, Form],
        settings: Settings,
        template: Template,
        archive: Archive,
        expected_period: str | None,
    ) -> None:
        self._forms = forms
        self._settings = settings
        self._template = template
        self._archive = archive
        self._expected = expected_period
        self._compiled: dict[tuple[str, str, str], RuleBook] = {}
        known = {each.key.casefold() for each in settings.periods}
        self._periods = known & {expected_period.casefold()} if expected_period else known

    def _period(self, code: str) -> str:
        forms = self._forms
        return forms.entry(code).period if isinstance(forms, IssuedForms) else forms[code].period

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
            template = self._archive.template(form.template) or self._template
            period = self._settings.period(form.period)
            self._compiled[key] = compile_rules(template, self._settings, period, form.language)
        return self._compiled[key]

    def __iter__(self) -> Iterator[str]:
        return (code for code in self._forms if code in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
