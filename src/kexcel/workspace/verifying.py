"""Hold every file of the archive against its name and the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import file_digest
from pathlib import Path

from kexcel.errors import ConfigurationError
from kexcel.locale import mark
from kexcel.workspace.archive import (
    ISSUED_EVENT,
    JOURNAL,
    LEDGER_EVENT,
    OPENED_EVENT,
    PLAN_EVENTS,
    RECEIVED_EVENT,
    Archive,
    Entry,
)
from kexcel.workspace.layout import Layout
from kexcel.workspace.past import history_files


class FaultKind(StrEnum):
    """What can be wrong with a file of the archive."""

    CHANGED = "changed"
    GONE = "gone"
    UNTOLD = "untold"
    COPY = "copy"


_SENTENCES = {
    FaultKind.CHANGED: mark(
        "{file}: the file is not what was archived. Restore it from a backup of arkiv/."
    ),
    FaultKind.GONE: mark(
        "{file}: the file is gone. The journal tells of it as “{name}”. "
        "Restore it from a backup of arkiv/."
    ),
    FaultKind.UNTOLD: mark(
        "{file}: the journal tells nothing of the file, which an interrupted run has left. If it "
        "is a return that is lacking, take it in: kexcel collect PERIOD {file}"
    ),
    FaultKind.COPY: mark(
        "{file}: a copy of the journal, as made when two computers have written in a synced "
        "folder at once. Files that only the copy tells of must be collected again; then "
        "remove it."
    ),
}


@dataclass(frozen=True, slots=True)
class ArchiveFault:
    """Something wrong with a file, from the workspace; ``name`` is what it came or went under."""

    kind: FaultKind
    file: str
    name: str = ""

    def say(self, translate: Callable[[str], str]) -> str:
        """The fault as a sentence that says what to do."""
        return translate(_SENTENCES[self.kind]).format(file=self.file, name=self.name)


def verify_archive(archive: Archive, layout: Layout) -> tuple[ArchiveFault, ...]:
    """Every fault there is, those of received files first.

    Raises:
        ConfigurationError: the journal cannot be read.
    """
    told = {
        event: {each.sha256: each for each in archive.journal() if each.event == event}
        for event in (OPENED_EVENT, RECEIVED_EVENT, ISSUED_EVENT, LEDGER_EVENT)
    }
    return (
        *_received(archive, layout, told[OPENED_EVENT] | told[RECEIVED_EVENT]),
        *_issued(archive, layout, told[ISSUED_EVENT]),
        *_ledgers(archive, layout, told[LEDGER_EVENT]),
        *_plans(archive, layout),
        *_history(archive, layout),
        *_copies(archive, layout),
    )


def _received(archive: Archive, layout: Layout, told: dict[str, Entry]) -> Iterator[ArchiveFault]:
    kept = set()
    for path in _files(archive.received_folder):
        name = path.name.partition(".")[0]
        kept.add(name)
        if _digest(path) != name:
            yield ArchiveFault(FaultKind.CHANGED, layout.shown(path))
        elif name not in told:
            yield ArchiveFault(FaultKind.UNTOLD, layout.shown(path))
    for sha256, entry in told.items():
        if sha256 not in kept:
            yield ArchiveFault(FaultKind.GONE, layout.shown(archive.path_of(entry)), entry.file)


def _issued(archive: Archive, layout: Layout, told: dict[str, Entry]) -> Iterator[ArchiveFault]:
    """The forms that went out. Those that an interrupted run left are no one's, and not told."""
    for entry in told.values():
        path = archive.issued_path(entry)
        if not path.is_file():
            yield ArchiveFault(FaultKind.GONE, layout.shown(path), entry.file)
        elif _digest(path) != entry.sha256:
            yield ArchiveFault(FaultKind.CHANGED, layout.shown(path))
        yield from _form(archive, layout, entry)


def _plans(archive: Archive, layout: Layout) -> Iterator[ArchiveFault]:
    """The documents that were imported, and the plans that they gave and were put in."""
    told = {e.sha256: e for e in archive.journal() if e.event in PLAN_EVENTS}
    for entry in told.values():
        path = archive.plan_path(entry.sha256, entry.file)
        if not path.is_file():
            yield ArchiveFault(FaultKind.GONE, layout.shown(path), entry.file)
        elif _digest(path) != entry.sha256:
            yield ArchiveFault(FaultKind.CHANGED, layout.shown(path))


def _ledgers(archive: Archive, layout: Layout, told: dict[str, Entry]) -> Iterator[ArchiveFault]:
    """The files of what is booked. One that no line tells of counts for nothing."""
    for entry in told.values():
        path = archive.ledger_path(entry)
        if not path.is_file():
            yield ArchiveFault(FaultKind.GONE, layout.shown(path), entry.file)
        elif _digest(path) != entry.sha256:
            yield ArchiveFault(FaultKind.CHANGED, layout.shown(path), entry.file)


def _form(archive: Archive, layout: Layout, entry: Entry) -> Iterator[ArchiveFault]:
    """What is wrong with the form as data, and with the template that it was made from."""
    path = archive.form_path(entry.form)
    try:
        form = archive.forms([entry.form]).get(entry.form)
        if form is None:
            yield ArchiveFault(FaultKind.GONE, layout.shown(path), entry.file)
            return
        path = archive.template_path(form.template)
        if archive.template(form.template) is None:
            yield ArchiveFault(FaultKind.GONE, layout.shown(path), entry.file)
    except ConfigurationError:
        yield ArchiveFault(FaultKind.CHANGED, layout.shown(path))


def _history(archive: Archive, layout: Layout) -> Iterator[ArchiveFault]:
    """The years before, which no line tells of: each is named by its content."""
    for path in history_files(archive):
        if _digest(path) != path.stem:
            yield ArchiveFault(FaultKind.CHANGED, layout.shown(path))


def _copies(archive: Archive, layout: Layout) -> Iterator[ArchiveFault]:
    stem, _dot, suffix = JOURNAL.partition(".")
    for path in _files(archive.folder):
        if path.name != JOURNAL and path.name.startswith(stem) and path.name.endswith(suffix):
            yield ArchiveFault(FaultKind.COPY, layout.shown(path))


def _digest(path: Path) -> str:
    """The sha256 of a file, however large it is."""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _files(folder: Path) -> list[Path]:
    """The files in a folder, without those that were never wholly written."""
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if p.is_file() and not p.name.startswith("."))
