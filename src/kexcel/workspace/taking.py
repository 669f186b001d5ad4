"""Take files into the archive, and what lies in those that are mails or archives.

Each is kept and noted before the next is opened, so that a crash loses nothing. What lay in a
parcel is noted before the parcel itself: one that is not noted is opened again by the next run.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from kexcel.collect.parcels import (
    DEFAULT_PARCEL_LIMITS,
    Enclosed,
    Parcel,
    parcel_kind,
)
from kexcel.collect.parcels.names import composed
from kexcel.model.period import Period
from kexcel.workspace.archive import OPENED_EVENT, RECEIVED_EVENT, Entry, digest
from kexcel.workspace.inbox import NotOpenedError
from kexcel.workspace.isolation import Isolation, IsolationError
from kexcel.workspace.names import told_name
from kexcel.workspace.results import PassedOver
from kexcel.workspace.sources import Source

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace

_Key = tuple[str, str, str, str, str]


class Taker:
    """Takes the files of one period. Files that are known already change nothing.

    ``new`` are the sha256 of those that were not known, ``passed_over`` what was not taken.
    """

    def __init__(self, workspace: Workspace, period: Period, isolation: Isolation) -> None:
        self._workspace = workspace
        self._archive = workspace.archive
        self._period = period.key
        # Files taken together have one time: in which order they lay says nothing of their age.
        self._time = workspace.clock().isoformat()
        self._isolation = isolation
        self._known = {
            (each.event, *_key(each))
            for each in self._archive.journal()
            if each.period == period.key
        }
        self.new: set[str] = set()
        self.passed_over: list[PassedOver] = []

    def take_all(self, sources: Iterable[Source], *, is_alone: bool = False) -> None:
        """Take each file; one that cannot be opened is passed over and does not stop the others.

        Raises:
            NotOpenedError: the one file that was asked for, ``is_alone``, cannot be opened.
        """
        for source in sources:
            try:
                self._take(source)
            except NotOpenedError as fault:
                if is_alone:
                    raise
                shown = source.shown(self._workspace.layout)
                self.passed_over.append(PassedOver(shown, fault.why, fault.needs_mending))

    def _take(self, source: Source) -> None:
        name = told_name(composed(source.name))
        with source.opened() as stream:
            data = source.read(stream, DEFAULT_PARCEL_LIMITS.file_bytes)
        if data is None:
            self._take_large(name, source)
            return
        sha256 = digest(data)
        if self._is_known(OPENED_EVENT, sha256, name):
            return
        is_parcel = parcel_kind(data) is not None
        if self._is_known(RECEIVED_EVENT, sha256, name) and not is_parcel:
            return
        self._archive.keep_received(name, data)
        parcel = self._opened(name, data) if is_parcel else None
        if parcel is None:
            self._note(RECEIVED_EVENT, sha256, name)
        else:
            self._take_parcel(sha256, name, parcel)

    def _take_large(self, name: str, source: Source) -> None:
        """Keep a file that is larger than anything that is read, without having it in memory."""
        with source.opened() as stream:
            sha256 = self._archive.keep_received_stream(name, stream)
        self._note(RECEIVED_EVENT, sha256, name)

    def _opened(self, name: str, data: bytes) -> Parcel | None:
        from kexcel.collect.parcels import given_up_parcel, open_parcel  # noqa: PLC0415 - start-up time

        try:
            return self._isolation.call(open_parcel, name, data)
        except IsolationError as given_up:
            return given_up_parcel(name, data, given_up.reason)

    def _take_parcel(self, sha256: str, name: str, parcel: Parcel) -> None:
        for each in parcel.files:
            self._take_enclosed(each)
        if parcel.refused:
            self._note(RECEIVED_EVENT, sha256, name)
        if parcel.files:
            self._note(OPENED_EVENT, sha256, name)
        self.passed_over += [
            PassedOver(told_name(each.name), each.why) for each in parcel.passed_over
        ]

    def _take_enclosed(self, enclosed: Enclosed) -> None:
        name = told_name(enclosed.name)
        self._note(
            RECEIVED_EVENT,
            self._archive.keep_received(name, enclosed.data),
            name,
            sender=told_name(enclosed.sender),
            sent=_with_offset_of(self._workspace.clock(), enclosed.sent),
            inside=told_name(enclosed.inside),
        )

    def _is_known(self, event: str, sha256: str, name: str) -> bool:
        """Whether it is noted already, and the archive has it still."""
        is_noted = (event, sha256, name, "", "", "") in self._known
        return is_noted and self._archive.has_received(sha256, name)

    def _note(
        self,
        event: str,
        sha256: str,
        name: str,
        *,
        sender: str = "",
        sent: str = "",
        inside: str = "",
    ) -> None:
        """Write a line in the journal, unless it stands there already."""
        entry = Entry(
            event, self._time, self._period, sha256, name, sender=sender, sent=sent, inside=inside
        )
        key = (event, *_key(entry))
        if key in self._known:
            return
        self._archive.append([entry])
        self._known.add(key)
        if event == RECEIVED_EVENT:
            self.new.add(sha256)


def _key(entry: Entry) -> _Key:
    """What makes a line of the journal the same as another, whoever noted it, and where."""
    return (entry.sha256, composed(entry.file), entry.sender, _instant(entry.sent), entry.inside)


def _instant(moment: str) -> str:
    try:
        return str(datetime.fromisoformat(moment).timestamp()) if moment else ""
    except (ValueError, OverflowError, OSError):
        return moment


def _with_offset_of(now: datetime, moment: str) -> str:
    """The moment on the clock of the one who collects: servers stamp mails in UTC."""
    try:
        return datetime.fromisoformat(moment).astimezone(now.tzinfo).isoformat() if moment else ""
    except (ValueError, OverflowError, OSError):
        return moment
