"""Take what came back into the archive, and answer it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kexcel.collect import is_litter
from kexcel.errors import UnreadableInputError
from kexcel.locale import mark
from kexcel.model.period import Period
from kexcel.workspace.answering import answer_returns
from kexcel.workspace.archive import Entry, digest
from kexcel.workspace.failures import cannot_open
from kexcel.workspace.intake import received_returns
from kexcel.workspace.results import CollectResult

if TYPE_CHECKING:
    from kexcel.workspace.progress import Progress
    from kexcel.workspace.workspace import Workspace


def collect(
    workspace: Workspace, period: Period, paths: tuple[Path, ...], progress: Progress
) -> CollectResult:
    """Archive first, then read, then answer with corrections and receipts.

    Raises:
        UnreadableInputError: a path that was named does not exist or cannot be opened.
    """
    places = paths or (workspace.layout.inbox(period.key),)
    files, passed_over = _files(places, named=bool(paths))
    _archive(workspace, period, files)
    returns = received_returns(workspace, period, progress)
    asked = dict.fromkeys(e.department for e in workspace.archive.issued(period.key))
    handed_in = {each.department for each in returns if each.is_usable}
    return CollectResult(
        period=period.key,
        received=answer_returns(workspace, period, returns),
        missing=tuple(key for key in asked if key not in handed_in),
        passed_over=tuple(workspace.layout.shown(path) for path in passed_over),
    )


def _files(places: tuple[Path, ...], *, named: bool) -> tuple[list[Path], list[Path]]:
    """The files to take, in the order of their names, and those that are only litter."""
    found: list[Path] = []
    litter: list[Path] = []
    for place in places:
        if named and not place.exists():
            raise UnreadableInputError(mark("{path} does not exist."), path=place)
        for path in _below(place):
            (litter if is_litter(path.name) else found).append(path)
    return found, litter


def _below(place: Path) -> Iterator[Path]:
    """A file itself, or the regular files in a folder; links and devices are not followed."""
    if place.is_dir():
        yield from sorted(p for p in place.iterdir() if p.is_file() and not p.is_symlink())
    elif place.is_file():
        yield place


def _archive(workspace: Workspace, period: Period, files: list[Path]) -> None:
    known = {(e.sha256, e.file) for e in workspace.archive.received(period.key)}
    entries = []
    for path in files:
        try:
            data = path.read_bytes()
        except OSError as fault:
            raise cannot_open(path, fault) from fault
        key = (digest(data), path.name)
        if key in known:
            continue
        known.add(key)
        sha256 = workspace.archive.keep_received(path.name, data)
        time = workspace.clock().isoformat()
        entries.append(Entry("received", time, period.key, sha256, path.name))
    workspace.archive.append(entries)
