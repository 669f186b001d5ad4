"""Take what came back into the archive, and answer it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kexcel.collect import is_litter
from kexcel.errors import UnreadableInputError
from kexcel.locale import mark
from kexcel.merge import answered_by
from kexcel.model.period import Period
from kexcel.workspace.answering import answer_returns
from kexcel.workspace.archive import Entry, digest
from kexcel.workspace.failures import cannot_open
from kexcel.workspace.intake import asked_departments, issued_forms, received_returns
from kexcel.workspace.names import told_name
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
    new = _archive(workspace, period, files)
    returns = received_returns(workspace, period, progress)
    asked = [department.key for department in asked_departments(workspace, period)]
    handed_in = answered_by(returns, issued_forms(workspace))
    return CollectResult(
        period=period.key,
        received=tuple(
            replace(each, is_new=each.returned.sha256 in new)
            for each in answer_returns(workspace, period, returns)
        ),
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
    """A file itself, or the regular files in a folder and those in it; links are not followed."""
    if place.is_dir():
        yield from sorted(p for p in place.rglob("*") if p.is_file() and not p.is_symlink())
    elif place.is_file():
        yield place


def _archive(workspace: Workspace, period: Period, files: list[Path]) -> set[str]:
    """Keep the files that are not kept already; answers the sha256 of each of those."""
    known = {(e.sha256, e.file) for e in workspace.archive.received(period.key)}
    entries = []
    for path in files:
        try:
            data = path.read_bytes()
        except OSError as fault:
            raise cannot_open(path, fault) from fault
        name = told_name(path.name)
        key = (digest(data), name)
        if key in known:
            continue
        known.add(key)
        sha256 = workspace.archive.keep_received(name, data)
        time = workspace.clock().isoformat()
        entries.append(Entry("received", time, period.key, sha256, name))
    workspace.archive.append(entries)
    return {entry.sha256 for entry in entries}
