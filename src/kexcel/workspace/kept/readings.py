"""What was made of files before, kept so that it need not be made again.

Nothing here is state: the folder may be removed at any time, and what is damaged, or was made by
another version or from something that has changed since, is as if it were not there.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kexcel.collect import FormIndex
from kexcel.collect.packed import Packed, still_so, with_rows
from kexcel.files import append_after
from kexcel.model.returned import Return
from kexcel.strict import as_json
from kexcel.workspace.archive import Entry
from kexcel.workspace.kept.code import code_fingerprint
from kexcel.workspace.layout import KEPT

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace

_MARK = b"kexcel readings 1\n"
_RECORD = struct.Struct("<32sIIII")
"""Whose it is; the lengths of what was asked, of the head and of the rows; and a checksum."""


def fingerprint(workspace: Workspace, period: str) -> str:
    """What reading a return depends on besides its bytes and its form."""
    found = hashlib.sha256(code_fingerprint())
    found.update(as_json(workspace.settings))
    found.update(as_json(workspace.template))
    found.update(period.encode())
    return found.hexdigest()


@dataclass(frozen=True, slots=True)
class _Where:
    """Where a reading begins in the file, and how long its parts are."""

    start: int
    asked: int
    head: int
    rows: int
    checksum: int


class KeptReadings:
    """The readings of one period. ``again`` reads a file anew whose kept rows were lost meanwhile.

    Only who holds the workspace's lock adds to them.
    """

    def __init__(self, workspace: Workspace, period: str, forms: FormIndex) -> None:
        name = f"{period}-{fingerprint(workspace, period)[:16]}.readings"
        self.path = workspace.layout.root / KEPT / name
        self._period = period
        self._forms = forms
        self._may_write = workspace.lock.is_held
        self._end = 0
        self._places = dict(self._listed())

    def get(self, entry: Entry, again: Callable[[], Packed]) -> Return | None:
        """What was read of a file before, if reading it again would give the same."""
        where = self._places.get(_key(entry))
        content = self._content(where) if where else None
        if where is None or content is None:
            return None
        head = content[where.asked : where.asked + where.head]
        try:
            asked = tuple(
                (what, of, answer) for what, of, answer in json.loads(content[: where.asked])
            )
            if not still_so(asked, self._forms):
                return None
            return with_rows(head, lambda: self._rows(where, again))
        except (ValueError, TypeError, pickle.UnpicklingError):
            return None

    def keep(self, entry: Entry, reading: Packed, again: Callable[[], Packed]) -> Return:
        """Keep what was read of a file; the return as it can be got the next time."""
        if not (self._may_write and reading.asked):
            return reading.unpacked()
        asked = json.dumps(reading.asked).encode()
        content = asked + reading.head + reading.rows
        lengths = (len(asked), len(reading.head), len(reading.rows))
        record = _RECORD.pack(_key(entry), *lengths, zlib.crc32(content))
        mark = b"" if self._end else _MARK
        try:
            append_after(self.path, self._end, mark + record + content)
        except OSError:
            self._may_write = False
            return reading.unpacked()
        if mark:
            self._clear_outdated()
        start = self._end + len(mark) + len(record)
        where = _Where(start, *lengths, zlib.crc32(content))
        self._end = start + len(content)
        self._places[_key(entry)] = where
        return with_rows(reading.head, lambda: self._rows(where, again))

    def has(self, entry: Entry) -> bool:
        """Whether what was read of a file is kept; that it still holds is not asked."""
        return _key(entry) in self._places

    def _rows(self, where: _Where, again: Callable[[], Packed]) -> bytes:
        content = self._content(where)
        return again().rows if content is None else content[where.asked + where.head :]

    def _content(self, where: _Where) -> bytes | None:
        length = where.asked + where.head + where.rows
        try:
            with self.path.open("rb", buffering=0) as stream:
                stream.seek(where.start)
                content = stream.read(length)
        except OSError:
            return None
        is_sound = len(content) == length and zlib.crc32(content) == where.checksum
        return content if is_sound else None

    def _listed(self) -> Iterator[tuple[bytes, _Where]]:
        """What the file holds, as far as it is whole; the later of two counts."""
        with suppress(OSError), self.path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            if stream.read(len(_MARK)) != _MARK:
                return
            self._end = len(_MARK)
            while len(record := stream.read(_RECORD.size)) == _RECORD.size:
                key, asked, head, rows, checksum = _RECORD.unpack(record)
                start = self._end + _RECORD.size
                end = start + asked + head + rows
                if end > size:
                    return
                yield key, _Where(start, asked, head, rows, checksum)
                self._end = end
                stream.seek(end)

    def _clear_outdated(self) -> None:
        """What was read by another version, or with other settings, is of no use any longer."""
        for path in self.path.parent.glob(f"{self._period}-*.readings"):
            if path != self.path:
                with suppress(OSError):
                    path.unlink()


def _key(entry: Entry) -> bytes:
    told = json.dumps([entry.sha256, entry.file, entry.time])
    return hashlib.sha256(told.encode()).digest()


class KeptAnswers:
    """Which answer was last made of what, so that one that stands as it was is not made again."""

    def __init__(self, workspace: Workspace, period: str) -> None:
        self._path = workspace.layout.root / KEPT / f"{period}.answers"
        self._may_write = workspace.lock.is_held
        self._depends_on = fingerprint(workspace, period)
        self._before = self._read()
        self._now: dict[str, str] = {}

    def key(self, *parts: object) -> str:
        """What an answer is made of, as one word."""
        made_of = pickle.dumps((self._depends_on, parts))
        return hashlib.sha256(made_of).hexdigest()

    def stands(self, key: str, path: Path) -> bool:
        """Whether what stands at a path is what was made of the same."""
        digest = self._before.get(key)
        if digest is None:
            return False
        try:
            found = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            return False
        if found == digest:
            self._now[key] = digest
        return found == digest

    def note(self, key: str, data: bytes) -> None:
        """Remember what was made."""
        self._now[key] = hashlib.sha256(data).hexdigest()

    def save(self) -> None:
        """Keep it for the next time, without what nobody asked for this time."""
        if not self._may_write or self._now == self._before:
            return
        with suppress(OSError):
            append_after(self._path, 0, json.dumps(self._now).encode())

    def _read(self) -> Mapping[str, str]:
        try:
            found = json.loads(self._path.read_bytes())
        except (OSError, ValueError):
            return {}
        is_sound = isinstance(found, dict) and all(isinstance(v, str) for v in found.values())
        return found if is_sound else {}
