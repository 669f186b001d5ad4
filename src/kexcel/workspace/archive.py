"""The archive: every issued and received file by its sha256, never changed, and a journal.

It is the only state. Whatever else the workspace holds can be made again from it, the plan, the
settings and the decisions.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import BinaryIO

from kexcel.errors import ConfigurationError
from kexcel.files import append_lines, keep_stream, read_start, whole_lines, write_whole
from kexcel.locale import mark
from kexcel.model.form import Form
from kexcel.model.form_json import decode_form, encode_form
from kexcel.strict import as_json, checked_json
from kexcel.template import Template

JOURNAL = "journal.jsonl"
ISSUED_FOLDER, PLANS_FOLDER = "utskick", "plan"
_RECEIVED, _FORMS, _TEMPLATES, _LEDGERS = "inkommet", "formular", "mallar", "huvudbok"
_KEPT_SUFFIXES = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".pdf", ".zip", ".eml", ".msg"}
_SUFFIXES = sorted((*_KEPT_SUFFIXES, ".bin"))
_DOCUMENT_SUFFIXES = {".txt", ".docx", *_KEPT_SUFFIXES}
_LEDGER_SUFFIXES = {".se", ".si", ".sie", ".txt", ".csv", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}


ISSUED_EVENT, RECEIVED_EVENT, OPENED_EVENT = "issued", "received", "opened"
WITHDRAWN_EVENT, RESTORED_EVENT = "withdrawn", "restored"
LEDGER_EVENT = "ledger"
IMPORTED_EVENT, ORIGIN_EVENT, REPLACED_EVENT = "imported", "origin", "replaced"
"""A plan document was read; the plan as it alone gave it; the plan.xlsx that it was put in."""

PLAN_EVENTS = {IMPORTED_EVENT, ORIGIN_EVENT, REPLACED_EVENT}
_EVENTS = {
    ISSUED_EVENT,
    RECEIVED_EVENT,
    OPENED_EVENT,
    WITHDRAWN_EVENT,
    RESTORED_EVENT,
    LEDGER_EVENT,
    *PLAN_EVENTS,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the journal: something was issued, received, withdrawn, restored or read in.

    A line about the plan has the plan's year as its ``period``. What was ``opened`` is a mail or
    an archive that came: files received lay inside it.
    ``time`` is ISO 8601 with its offset; ``file`` the name the file went or came under;
    ``sender``, ``sent`` and ``inside`` are those of its envelope; ``reason`` says in a person's
    words why a return was withdrawn. A ``ledger`` was read in ``unit`` with ``sign``, unless it has
    its own, ``together`` with the others of that mark.
    """

    event: str
    time: str
    period: str
    sha256: str
    file: str
    department: str = ""
    form: str = ""
    sender: str = ""
    sent: str = ""
    inside: str = ""
    reason: str = ""
    unit: str = ""
    sign: str = ""
    together: str = ""


_KEYS = {each.name for each in fields(Entry)}


@dataclass(frozen=True, slots=True)
class _Seen:
    """The journal as it was last read: its size, time and inode, its whole lines, its entries."""

    stamp: tuple[int, int, int]
    lines: bytes
    entries: tuple[Entry, ...]


def digest(data: bytes) -> str:
    """The sha256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


class Archive:
    """The archive of one workspace."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen = _Seen((0, 0, 0), b"", ())

    def journal(self) -> tuple[Entry, ...]:
        """Everything that was issued, received, withdrawn and restored, in order.

        A last line without its end was cut short by a crash, and is no entry.

        Raises:
            ConfigurationError: a line of the journal is damaged, or a newer version of kexcel
                wrote it; nothing is guessed.
        """
        path = self.folder / JOURNAL
        if not path.is_file():
            return ()
        found = path.stat()
        stamp = (found.st_size, found.st_mtime_ns, found.st_ino)
        if stamp != self._seen.stamp:
            self._seen = _read_on(self._seen, stamp, whole_lines(path.read_bytes()))
        return self._seen.entries

    def append(self, entries: Iterable[Entry]) -> None:
        """Add lines to the end of the journal, and have them on the disk.

        If that fails the journal is as it was. A crash may leave the first of the lines, each
        whole: every line holds on its own.
        """
        lines = "".join(f"{json.dumps(_told(entry))}\n" for entry in entries)
        if lines:
            append_lines(self.folder / JOURNAL, lines.encode())

    def issued(self, period: str) -> tuple[Entry, ...]:
        """The forms issued for a period, in order."""
        return tuple(e for e in self.journal() if (e.event, e.period) == (ISSUED_EVENT, period))

    def received(self, period: str) -> tuple[Entry, ...]:
        """The files received for a period, in order; one entry for each name a file came under."""
        return tuple(e for e in self.journal() if (e.event, e.period) == (RECEIVED_EVENT, period))

    def withdrawn(self, period: str) -> Mapping[str, Entry]:
        """The returns that are withdrawn now, by sha256: the line that says when and why."""
        found: dict[str, Entry] = {}
        for entry in self.journal():
            if (entry.event, entry.period) == (WITHDRAWN_EVENT, period):
                found[entry.sha256] = entry
            elif (entry.event, entry.period) == (RESTORED_EVENT, period):
                found.pop(entry.sha256, None)
        return found

    def ledgers(self, period: str) -> tuple[Entry, ...]:
        """The newest files of what is booked in a period, which were read in together.

        Files of which a crash has kept the others from being noted are passed over.
        """
        entries = [e for e in self.journal() if (e.event, e.period) == (LEDGER_EVENT, period)]
        for mark_of_all in dict.fromkeys(entry.together for entry in reversed(entries)):
            found = {e.sha256: e for e in entries if e.together == mark_of_all}
            if mark_together(found.values()) == mark_of_all:
                return tuple(found.values())
        return ()

    def keep_issued(self, form: Form, data: bytes, template: Template) -> str:
        """Keep a form, its workbook and its template; answers the workbook's sha256."""
        sha256 = digest(data)
        content = as_json(template, indent=1)
        write_whole(self.template_path(form.template), content)
        write_whole(self.folder / ISSUED_FOLDER / f"{sha256}.xlsx", data)
        write_whole(self.form_path(form.code), encode_form(form))
        return sha256

    def keep_received(self, name: str, data: bytes) -> str:
        """Keep a received file, whatever it is; answers its sha256."""
        sha256 = digest(data)
        write_whole(self.received_folder / _kept_name(sha256, name), data)
        return sha256

    def keep_received_stream(self, name: str, source: BinaryIO) -> str:
        """Keep a received file that is too large for the memory; answers its sha256."""
        return keep_stream(self.received_folder, source, _kept_name("", name))

    def keep_plan(self, name: str, data: bytes) -> str:
        """Keep a plan document, or a plan.xlsx; answers its sha256."""
        sha256 = digest(data)
        write_whole(self.plan_path(sha256, name), data)
        return sha256

    def plan_path(self, sha256: str, name: str) -> Path:
        """Where a plan document or a plan.xlsx is kept."""
        suffix = Path(name).suffix.lower()
        kept = suffix if suffix in _DOCUMENT_SUFFIXES else ".bin"
        return self.folder / PLANS_FOLDER / f"{sha256}{kept}"

    def last_origin(self) -> bytes | None:
        """The plan as the last document alone gave it; None where no document was imported.

        Raises:
            ConfigurationError: the archived copy is gone or is not what was kept.
        """
        entries = [entry for entry in self.journal() if entry.event == ORIGIN_EVENT]
        if not entries:
            return None
        path = self.plan_path(entries[-1].sha256, entries[-1].file)
        data = path.read_bytes() if path.is_file() else b""
        if digest(data) != entries[-1].sha256:
            raise _damaged(path)
        return data

    def keep_ledger(self, entry: Entry, data: bytes) -> None:
        """Keep the file of what is booked that an entry is about."""
        write_whole(self.ledger_path(entry), data)

    def read_ledger(self, entry: Entry) -> bytes:
        """The bytes of a file of what is booked.

        Raises:
            ConfigurationError: the archived copy is gone or is not what was read in.
        """
        path = self.ledger_path(entry)
        data = path.read_bytes() if path.is_file() else b""
        if digest(data) != entry.sha256:
            raise _damaged(path)
        return data

    def read(self, entry: Entry, most: int | None = None) -> bytes:
        """The bytes of a received file, the first of them where ``most`` says how many.

        Raises:
            ConfigurationError: the archived copy is gone or is not what was received.
        """
        path = self.path_of(entry)
        data, sha256 = read_start(path, most) if path.is_file() else (b"", "")
        if sha256 != entry.sha256:
            raise _damaged(path)
        return data

    def has_received(self, sha256: str, name: str) -> bool:
        """Whether a file that came under a name is kept; it is not read."""
        folder = self.received_folder
        return (folder / _kept_name(sha256, name)).is_file() or bool(self._kept(sha256))

    def read_issued(self, entry: Entry) -> bytes:
        """The bytes of an issued form.

        Raises:
            ConfigurationError: the archived copy is gone or is not what was issued.
        """
        path = self.issued_path(entry)
        data = path.read_bytes() if path.is_file() else b""
        if digest(data) != entry.sha256:
            raise _damaged(path)
        return data

    @property
    def received_folder(self) -> Path:
        """Where received files are kept."""
        return self.folder / _RECEIVED

    @property
    def ledgers_folder(self) -> Path:
        """Where files of what is booked are kept."""
        return self.folder / _LEDGERS

    def ledger_path(self, entry: Entry) -> Path:
        """Where a file of what is booked is kept, by the name it first came under."""
        found = sorted(self.ledgers_folder.glob(f"{entry.sha256}.*"))
        name = _kept_name(entry.sha256, entry.file, _LEDGER_SUFFIXES)
        return found[0] if found else self.ledgers_folder / name

    def issued_path(self, entry: Entry) -> Path:
        """Where an issued workbook is kept."""
        return self.folder / ISSUED_FOLDER / f"{entry.sha256}.xlsx"

    def form_path(self, code: str) -> Path:
        """Where a form is kept as data."""
        return self.folder / _FORMS / f"{code}.json"

    def template_path(self, fingerprint: str) -> Path:
        """Where the template with a fingerprint is kept."""
        return self.folder / _TEMPLATES / f"{fingerprint}.json"

    def path_of(self, entry: Entry) -> Path:
        """Where a received file is kept.

        The name it first came under gave it its suffix, so that a program can open it.
        """
        found = self._kept(entry.sha256)
        return found[0] if found else self.received_folder / _kept_name(entry.sha256, entry.file)

    def _kept(self, sha256: str) -> list[Path]:
        """Where a received file is kept, whichever suffix it has; the folder may hold thousands."""
        kept = f"{self.received_folder}{os.sep}{sha256}"
        return [Path(kept + suffix) for suffix in _SUFFIXES if os.path.isfile(kept + suffix)]  # noqa: PTH113 - paths cost more than files

    def template(self, fingerprint: str, like: Template | None = None) -> Template | None:
        """The template that a form with the fingerprint was issued with, if it is kept.

        Where it says the same as ``like``, it is ``like``, and need not be checked again.

        Raises:
            ConfigurationError: the kept template is damaged.
        """
        path = self.template_path(fingerprint)
        if not path.is_file():
            return None
        data = path.read_bytes()
        if like is not None and data == as_json(like, indent=1):
            return like
        try:
            kept = checked_json(data, Template)
        except ValueError as fault:
            raise _damaged(path) from fault
        return like if kept == like else kept

    def templates(self) -> Mapping[str, Template]:
        """Every template that is kept, by its fingerprint."""
        codes = sorted(path.stem for path in (self.folder / _TEMPLATES).glob("*.json"))
        return {code: found for code in codes if (found := self.template(code)) is not None}

    def forms(self, codes: Iterable[str]) -> Mapping[str, Form]:
        """The forms with these codes, as they were issued."""
        found = {}
        for code in dict.fromkeys(codes):
            path = self.form_path(code)
            if path.is_file():
                found[code] = _decoded(path)
        return found


def mark_together(entries: Iterable[Entry]) -> str:
    """What files that are read in together share: it tells whether all of them have been noted."""
    told = sorted(f"{each.sha256} {each.unit} {each.sign}" for each in entries)
    return digest("\n".join(told).encode())


def _told(entry: Entry) -> dict[str, str]:
    """What there is to tell of an entry: what is not known takes no room."""
    return {key: value for key, value in asdict(entry).items() if value}


def _read_on(before: _Seen, stamp: tuple[int, int, int], lines: bytes) -> _Seen:
    """The journal with the lines that have come since it was last read; all, if it is another."""
    if not lines.startswith(before.lines):
        before = _Seen((0, 0, 0), b"", ())
    known = len(before.entries)
    added = lines[len(before.lines) :].removesuffix(b"\n")
    new = added.split(b"\n") if added else []
    entries = [_entry(line, number) for number, line in enumerate(new, start=known + 1)]
    return _Seen(stamp, lines, before.entries + tuple(entries))


def _entry(line: bytes, number: int) -> Entry:
    try:
        entry = Entry(**_of_this_version(json.loads(line), number))
    except (ValueError, TypeError, KeyError, RecursionError) as fault:
        phrase = mark("{file}: line {line} is damaged. Restore arkiv/ from a backup.")
        raise ConfigurationError(phrase, file=JOURNAL, line=number) from fault
    return entry


def _of_this_version(told: object, number: int) -> dict[str, str]:
    """What a line tells, if this version can know all that it means."""
    if not isinstance(told, dict) or not all(isinstance(value, str) for value in told.values()):
        raise TypeError
    if not told.keys() <= _KEYS or told["event"] not in _EVENTS:
        phrase = mark(
            "{file}: line {line} was written by a newer version of kexcel. "
            "Use that version for this workspace."
        )
        raise ConfigurationError(phrase, file=JOURNAL, line=number)
    return told


def _decoded(path: Path) -> Form:
    try:
        return decode_form(path.read_bytes())
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise _damaged(path) from fault


def _damaged(path: Path) -> ConfigurationError:
    phrase = mark("{file}: the file is damaged. Restore arkiv/ from a backup.")
    if not path.is_file():
        phrase = mark("{file}: the file is gone from arkiv/. Restore it from a backup.")
    return ConfigurationError(phrase, file=path.name)


def _kept_name(sha256: str, name: str, suffixes: Collection[str] = _KEPT_SUFFIXES) -> str:
    suffix = Path(name).suffix.lower()
    return f"{sha256}{suffix if suffix in suffixes else '.bin'}"
