"""The archive: every issued and received file by its sha256, never changed, and a journal.

It is the only state. Whatever else the workspace holds can be made again from it, the plan, the
settings and the decisions.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from kexcel.errors import ConfigurationError
from kexcel.files import write_whole
from kexcel.locale import mark
from kexcel.model.form import Form
from kexcel.model.form_json import decode_form, encode_form
from kexcel.template import Template

_JOURNAL = "journal.jsonl"
_ISSUED, _RECEIVED, _FORMS, _TEMPLATES = "utskick", "inkommet", "formular", "mallar"
_KEPT_SUFFIXES = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".pdf", ".zip", ".eml", ".msg"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the journal: something was issued, received or withdrawn.

    ``time`` is ISO 8601 with its offset; ``file`` the name the file went or came under;
    ``sender``, ``sent`` and ``inside`` are those of its envelope; ``reason`` says in a person's
    words why a return was withdrawn.
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


def digest(data: bytes) -> str:
    """The sha256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


class Archive:
    """The archive of one workspace."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def journal(self) -> tuple[Entry, ...]:
        """Everything that was issued and received, in order.

        Raises:
            ConfigurationError: a line of the journal is damaged; nothing is guessed.
        """
        path = self._folder / _JOURNAL
        if not path.is_file():
            return ()
        entries = []
        lines = path.read_bytes().removesuffix(b"\n").split(b"\n")
        for number, line in enumerate(lines, start=1):
            try:
                entries.append(Entry(**json.loads(line)))
            except (ValueError, TypeError) as fault:
                phrase = mark("{file}: line {line} is damaged. Restore arkiv/ from a backup.")
                raise ConfigurationError(phrase, file=path.name, line=number) from fault
        return tuple(entries)

    def append(self, entries: Iterable[Entry]) -> None:
        """Add lines to the journal; all of them are written, or none."""
        lines = [json.dumps(_told(entry)) for entry in entries]
        if not lines:
            return
        path = self._folder / _JOURNAL
        before = path.read_bytes() if path.is_file() else b""
        write_whole(path, before + "".join(f"{line}\n" for line in lines).encode())

    def issued(self, period: str) -> tuple[Entry, ...]:
        """The forms issued for a period, in order."""
        return tuple(e for e in self.journal() if (e.event, e.period) == ("issued", period))

    def received(self, period: str) -> tuple[Entry, ...]:
        """The files received for a period, in order; one entry for each name a file came under."""
        return tuple(e for e in self.journal() if (e.event, e.period) == ("received", period))

    def keep_issued(self, form: Form, data: bytes, template: Template) -> str:
        """Keep a form, its workbook and its template; answers the workbook's sha256."""
        sha256 = digest(data)
        content = template.model_dump_json(indent=1).encode()
        write_whole(self._folder / _TEMPLATES / f"{form.template}.json", content)
        write_whole(self._folder / _ISSUED / f"{sha256}.xlsx", data)
        write_whole(self._folder / _FORMS / f"{form.code}.json", encode_form(form))
        return sha256

    def keep_received(self, name: str, data: bytes) -> str:
        """Keep a received file, whatever it is; answers its sha256."""
        sha256 = digest(data)
        write_whole(self._folder / _RECEIVED / _kept_name(sha256, name), data)
        return sha256

    def read(self, entry: Entry) -> bytes:
        """The bytes of a received file.

        Raises:
            ConfigurationError: the archived copy is gone or is not what was received.
        """
        path = self.path_of(entry)
        data = path.read_bytes() if path.is_file() else b""
        if digest(data) != entry.sha256:
            raise _damaged(path)
        return data

    def path_of(self, entry: Entry) -> Path:
        """Where a received file is kept.

        The name it first came under gave it its suffix, so that a program can open it.
        """
        found = sorted((self._folder / _RECEIVED).glob(f"{entry.sha256}*"))
        return (
            found[0] if found else self._folder / _RECEIVED / _kept_name(entry.sha256, entry.file)
        )

    def template(self, fingerprint: str) -> Template | None:
        """The template that a form with the fingerprint was issued with, if it is kept.

        Raises:
            ConfigurationError: the kept template is damaged.
        """
        path = self._folder / _TEMPLATES / f"{fingerprint}.json"
        if not path.is_file():
            return None
        try:
            return Template.model_validate_json(path.read_bytes())
        except ValueError as fault:
            raise _damaged(path) from fault

    def forms(self, codes: Iterable[str]) -> Mapping[str, Form]:
        """The forms with these codes, as they were issued."""
        found = {}
        for code in dict.fromkeys(codes):
            path = self._folder / _FORMS / f"{code}.json"
            if path.is_file():
                found[code] = _decoded(path)
        return found


def _told(entry: Entry) -> dict[str, str]:
    """What there is to tell of an entry: what is not known takes no room."""
    return {key: value for key, value in asdict(entry).items() if value}


def _decoded(path: Path) -> Form:
    try:
        return decode_form(path.read_bytes())
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise _damaged(path) from fault


def _damaged(path: Path) -> ConfigurationError:
    phrase = mark("{file}: the file is damaged. Restore arkiv/ from a backup.")
    return ConfigurationError(phrase, file=path.name)


def _kept_name(sha256: str, name: str) -> str:
    suffix = Path(name).suffix.lower()
    return f"{sha256}{suffix if suffix in _KEPT_SUFFIXES else '.bin'}"
