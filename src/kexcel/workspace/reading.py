"""Read received files where none of them can hurt: each in a process that may die of it.

Reading one is a pure function of its bytes and of what was issued, so it can as well be done by
several processes, or elsewhere, by whatever has the ``map`` of ``Isolation``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kexcel.collect import FormIndex, Known, given_up, read_return
from kexcel.collect.parcels.parcel import DEFAULT_PARCEL_LIMITS
from kexcel.errors import UsageError
from kexcel.excel.guard import DEFAULT_LIMITS
from kexcel.model.form import Form
from kexcel.model.returned import Return
from kexcel.rules import RuleBook
from kexcel.workspace.isolation import Isolation, IsolationError

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace


# One byte beyond the limits is enough to refuse a file by.
READ_AT_MOST = max(DEFAULT_LIMITS.file_bytes, DEFAULT_PARCEL_LIMITS.file_bytes) + 1
"""How much of a file is ever brought into memory, in bytes."""


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file to read: its bytes, the name and the time it came under, and its sha256."""

    data: bytes
    file: str
    sha256: str
    received: str = ""


class Mapper(Protocol):
    """Whatever makes calls in other processes: results in the order of the tasks."""

    def map(
        self, function: Callable[..., Return], tasks: Iterable[tuple[object, ...]], /
    ) -> Iterator[Return | IsolationError]:
        """Call the function with each task's arguments; a call that was given up is its error."""
        ...


def reader(known: Known, *, jobs: int = 1) -> Isolation:
    """The processes that read files; ``known`` is sent to each once."""
    return Isolation(jobs=jobs, shared=(known,), modules=("kexcel.collect",))


def read_returns(
    known: Known, files: Iterable[ReceivedFile], processes: Mapper
) -> Iterator[Return]:
    """Read files in their order. One that ends its reader is answered with a finding.

    ``processes`` give every call ``known`` first, as those of ``reader`` do.
    """
    asked: list[ReceivedFile] = []

    def tasks() -> Iterator[tuple[object, ...]]:
        for each in files:
            asked.append(each)
            yield each.data[:READ_AT_MOST], each.file, each.sha256, each.received

    for answer in processes.map(read_return, tasks()):
        each = asked.pop(0)
        if isinstance(answer, IsolationError):
            yield given_up(known, each.file, each.sha256, each.received, answer.reason)
        else:
            yield answer


def what_is_known(
    workspace: Workspace, forms: Mapping[str, Form], expected_period: str | None
) -> Known:
    """What was issued, with the rule books of the forms that may be answered.

    A form of a period that kexcel.toml no longer has is known, but has no rule book.
    """
    books = {}
    compiled: dict[tuple[str, str, str], RuleBook] = {}
    for form in forms.values():
        if expected_period not in {None, form.period}:
            continue
        with suppress(UsageError):
            books[form.code] = _book(workspace, form, compiled)
    unit = workspace.settings.money.unit
    return Known(FormIndex(forms.values()), books, expected_period, unit)


def _book(
    workspace: Workspace, form: Form, compiled: dict[tuple[str, str, str], RuleBook]
) -> RuleBook:
    """The rule book of a form's period and template, compiled once for forms that share it."""
    key = (form.period, form.language, form.template)
    if key not in compiled:
        period = workspace.settings.period(form.period)
        template = workspace.template_of(form)
        compiled[key] = workspace.rules(period, form.language, template=template)
    return compiled[key]
