"""Open a parcel, and once more what lies in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kexcel.collect.parcels.attachments import not_a_form
from kexcel.collect.parcels.budget import Budget, SpentError
from kexcel.collect.parcels.faults import FAULTS
from kexcel.collect.parcels.kinds import parcel_kind
from kexcel.collect.parcels.mails import mail_contents
from kexcel.collect.parcels.names import last_component
from kexcel.collect.parcels.parcel import (
    DEFAULT_PARCEL_LIMITS,
    INSIDE,
    Contents,
    Enclosed,
    Item,
    Parcel,
    ParcelKind,
    ParcelLimits,
    PassedOver,
    Refused,
)
from kexcel.collect.parcels.zips import zip_contents
from kexcel.excel.guard import MEGABYTE, Notice
from kexcel.locale import mark

UNREADABLE = mark("what lies in it cannot be taken out")
TOO_DEEP = mark("a parcel in a parcel in a parcel; send the workbook itself")
EMPTY_MAIL = mark("a mail without a workbook")
EMPTY_ZIP = mark("a zip archive without a workbook")


def _outlook_contents(data: bytes, budget: Budget) -> Contents:
    from kexcel.collect.parcels.outlook import (  # noqa: PLC0415 - start-up time
        outlook_contents,
    )

    return outlook_contents(data, budget)


_OPENERS: dict[ParcelKind, Callable[[bytes, Budget], Contents]] = {
    ParcelKind.ZIP: zip_contents,
    ParcelKind.MAIL: mail_contents,
    ParcelKind.OUTLOOK: _outlook_contents,
}


def open_parcel(
    name: str, data: bytes, limits: ParcelLimits = DEFAULT_PARCEL_LIMITS
) -> Parcel | None:
    """What lies in a zip archive or a mail; None if the bytes are neither.

    Bad input is told of, never raised; only MemoryError passes, which says something of the
    process too. ``name`` is what the parcel came under.
    """
    kind = parcel_kind(data)
    if kind is None:
        return None
    opened = _Opened(Budget(limits))
    if len(data) > limits.file_bytes:
        limit = f"{limits.file_bytes // MEGABYTE} MB"
        opened.refuse(name, Notice("file-too-large", (("limit", limit),)))
    else:
        opened.open(data, kind, _Trail((name,)))
    if not opened.files and not opened.refused:
        kind_of_empty = EMPTY_ZIP if kind is ParcelKind.ZIP else EMPTY_MAIL
        opened.refuse(name, not_a_form(kind_of_empty))
    return Parcel(kind, tuple(opened.files), tuple(opened.refused), tuple(opened.passed_over))


@dataclass(frozen=True, slots=True)
class _Trail:
    """The way in: the parcels' names, the outermost first, and the innermost mail's envelope."""

    names: tuple[str, ...]
    sender: str = ""
    sent: str = ""

    @property
    def inside(self) -> str:
        return INSIDE.join(self.names)

    def into(self, contents: Contents) -> _Trail:
        """The trail with the envelope of the parcel that it leads to, if that has one."""
        if not (contents.sender or contents.sent):
            return self
        return _Trail(self.names, contents.sender, contents.sent)


class _Opened:
    """What has come out so far."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self.files: list[Enclosed] = []
        self.refused: list[Refused] = []
        self.passed_over: list[PassedOver] = []

    def refuse(self, name: str, notice: Notice) -> None:
        self.refused.append(Refused(name, notice))

    def open(self, data: bytes, kind: ParcelKind, trail: _Trail) -> None:
        try:
            self._take_all(_OPENERS[kind](data, self._budget), trail)
        except SpentError as spent:
            self.refuse(trail.inside, Notice("file-suspicious", (("reason", spent.reason),)))
        except FAULTS:
            self.refuse(trail.inside, Notice("file-unreadable", (("reason", UNREADABLE),)))

    def _take_all(self, contents: Contents, trail: _Trail) -> None:
        inner = trail.into(contents)
        for number, item in enumerate(contents.items, start=1):
            self._take(item, item.name or f"{last_component(trail.names[-1])} {number}", inner)

    def _take(self, item: Item, name: str, trail: _Trail) -> None:
        told = INSIDE.join((*trail.names, name))
        if item.why is not None:
            self.passed_over.append(PassedOver(told, item.why))
        elif item.refusal is not None:
            self.refuse(told, item.refusal)
        elif item.contents is not None:
            self._enter(item, name, trail)
        elif item.data is not None:
            self._take_file(item.data, name, trail)

    def _take_file(self, data: bytes, name: str, trail: _Trail) -> None:
        kind = parcel_kind(data)
        if kind is None:
            self.files.append(Enclosed(name, data, trail.sender, trail.sent, trail.inside))
        elif self._is_too_deep(trail):
            self.refuse(INSIDE.join((*trail.names, name)), not_a_form(TOO_DEEP))
        else:
            self._note_empty(_Trail((*trail.names, name), trail.sender, trail.sent), kind, data)

    def _enter(self, item: Item, name: str, trail: _Trail) -> None:
        """Go into a mail that is attached to a mail."""
        if self._is_too_deep(trail):
            self.refuse(INSIDE.join((*trail.names, name)), not_a_form(TOO_DEEP))
        elif item.contents is not None:
            before = len(self.files) + len(self.refused)
            inner = _Trail((*trail.names, name), trail.sender, trail.sent)
            self._take_all(item.contents, inner)
            if len(self.files) + len(self.refused) == before:
                self.passed_over.append(PassedOver(inner.inside, EMPTY_MAIL))

    def _note_empty(self, trail: _Trail, kind: ParcelKind, data: bytes) -> None:
        """Open a parcel within the parcel; that nothing lay in it is no reason to mend."""
        before = len(self.files) + len(self.refused)
        self.open(data, kind, trail)
        if len(self.files) + len(self.refused) == before:
            why = EMPTY_ZIP if kind is ParcelKind.ZIP else EMPTY_MAIL
            self.passed_over.append(PassedOver(trail.inside, why))

    def _is_too_deep(self, trail: _Trail) -> bool:
        return len(trail.names) > self._budget.limits.nesting
