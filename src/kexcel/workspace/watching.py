"""Keep an eye on folders, and take files when they have stopped growing.

The folders are looked through again and again: network shares and folders that a sync client
writes in do not tell of changes reliably.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kexcel.collect.litter import lock_names
from kexcel.errors import BusyError, UnreadableInputError
from kexcel.locale import mark
from kexcel.model.period import Period
from kexcel.workspace.clock import Pause, Ticks, pause, ticks
from kexcel.workspace.inbox import CLOSED_FILE, GROWING, look_in
from kexcel.workspace.progress import silent
from kexcel.workspace.results import CollectResult, PassedOver

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace

SETTLE = 10.0
"""Seconds that a file must have stood still. Sync clients pause for less within one file."""

IN_USE = mark("a lock file says that it is open in another program: {lock}")
NO_FOLDER = mark("the folder cannot be reached")

_LONGEST_PAUSE, _SHORTEST_PAUSE = 2.0, 0.1
_TRY_AGAIN = {CLOSED_FILE, GROWING}

_Stamp = tuple[int, int]
"""A file's size and when it was last written."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """Something is waited for; ``why`` is a phrase, with ``lock`` in its gap if it has one."""

    file: str
    why: str
    lock: str = ""


class StillFiles:
    """Which files have stood still for long enough, by looking at them again and again."""

    def __init__(self, settle: float) -> None:
        self._settle = settle
        self._since: dict[Path, tuple[_Stamp, float]] = {}
        self._done: dict[Path, _Stamp] = {}

    def look(self, stamps: Mapping[Path, _Stamp], now: float) -> list[Path]:
        """The files that are to be taken now, given the size and time of each that there is."""
        self._since = {
            path: self._since[path]
            if path in self._since and self._since[path][0] == stamp
            else (stamp, now)
            for path, stamp in stamps.items()
        }
        self._done = {path: self._done[path] for path in stamps if path in self._done}
        return [
            path
            for path, (stamp, since) in self._since.items()
            if now - since >= self._settle and self._done.get(path) != stamp
        ]

    def done(self, paths: Iterable[Path]) -> None:
        """Leave these alone until they change."""
        self._done |= {path: self._since[path][0] for path in paths if path in self._since}

    def again(self, paths: Iterable[Path], now: float) -> None:
        """Let these stand still once more before they are taken."""
        self._since |= {path: (self._since[path][0], now) for path in paths if path in self._since}


def watch(
    workspace: Workspace,
    period: Period,
    folders: tuple[Path, ...],
    *,
    settle: float = SETTLE,
    ticks: Ticks = ticks,
    pause: Pause = pause,
) -> Iterator[CollectResult | Awaited]:
    """What comes of each lot of files that is taken, and what is waited for; it never ends.

    Without folders, inkommet/PERIOD is watched. ``settle`` is in seconds.

    Raises:
        UnreadableInputError: a folder that was named does not exist.
    """
    for folder in folders:
        if not folder.is_dir():
            raise UnreadableInputError(mark("The folder {path} does not exist."), path=folder)
    eye = _Eye(workspace, period, folders or (workspace.layout.inbox(period.key),), settle)
    while True:
        yield from eye.look(ticks)
        pause(max(_SHORTEST_PAUSE, min(_LONGEST_PAUSE, settle / 2)))


def standing_now(workspace: Workspace, period: Period) -> CollectResult:
    """How the period stands, with nothing taken."""
    with workspace.lock.held("collect --watch"):
        from kexcel.workspace.collecting import standing  # noqa: PLC0415 - loads when its step starts

        return standing(workspace, period, silent)


class _Eye:
    def __init__(
        self, workspace: Workspace, period: Period, folders: tuple[Path, ...], settle: float
    ) -> None:
        self._workspace = workspace
        self._period = period
        self._folders = folders
        self._still = StillFiles(settle)
        self._told: set[tuple[str, str]] = set()

    def look(self, ticks: Ticks) -> Iterator[CollectResult | Awaited]:
        """Look once through the folders, and take what has come."""
        yield from self._untold(self._gone_folders())
        found = look_in(self._folders, self._workspace.layout.shown)
        ready = self._still.look(_stamps(found.files), ticks())
        locks = {path: lock for path in ready if (lock := _lock_of(path))}
        yield from self._untold(
            Awaited(self._workspace.layout.shown(path), IN_USE, lock)
            for path, lock in locks.items()
        )
        free = [path for path in ready if path not in locks]
        if free:
            yield from self._take(free, ticks)

    def _take(self, files: list[Path], ticks: Ticks) -> Iterator[CollectResult | Awaited]:
        workspace = self._workspace
        try:
            with workspace.lock.held("collect --watch"):
                result = _collected(workspace, self._period, files)
        except BusyError:
            return
        waiting = {each.file for each in result.passed_over if each.why in _TRY_AGAIN}
        shown = {path: workspace.layout.shown(path) for path in files}
        self._still.again((path for path in files if shown[path] in waiting), ticks())
        self._still.done(path for path in files if shown[path] not in waiting)
        passed_over = [each for each in result.passed_over if each.why not in _TRY_AGAIN]
        if passed_over or any(each.is_new for each in result.received):
            yield result
        yield from self._untold(
            Awaited(each.file, each.why) for each in result.passed_over if _is_tried_again(each)
        )

    def _gone_folders(self) -> Iterator[Awaited]:
        for folder in self._folders:
            if not folder.is_dir():
                yield Awaited(self._workspace.layout.shown(folder), NO_FOLDER)

    def _untold(self, waits: Iterable[Awaited]) -> Iterator[Awaited]:
        for wait in waits:
            if (wait.file, wait.why) not in self._told:
                self._told.add((wait.file, wait.why))
                yield wait


def _is_tried_again(passed_over: PassedOver) -> bool:
    return passed_over.why in _TRY_AGAIN


def _stamps(files: Iterable[Path]) -> dict[Path, _Stamp]:
    stamps = {}
    for path in files:
        with suppress(OSError):  # it is gone again
            status = path.lstat()
            stamps[path] = (status.st_size, status.st_mtime_ns)
    return stamps


def _lock_of(path: Path) -> str:
    """The name of the lock file that says that the file is open, "" if there is none."""
    names = (path.with_name(name) for name in lock_names(path.name))
    return next((lock.name for lock in names if lock.exists()), "")


def _collected(workspace: Workspace, period: Period, files: list[Path]) -> CollectResult:
    from kexcel.workspace.collecting import collect_files  # noqa: PLC0415 - loads when its step starts

    return collect_files(workspace, period, files, silent)
