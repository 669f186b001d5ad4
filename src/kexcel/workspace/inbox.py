"""Which files there are to take, and how one is opened without following or waiting for anything.

Links, pipes, sockets and devices are never opened: they lead out of the folder, or never end.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from kexcel.collect.litter import SYSTEM_FILE, is_system_folder, why_passed_over
from kexcel.locale import mark
from kexcel.workspace.results import PassedOver

A_LINK = mark("a link, which is not followed")
NO_FILE = mark("no ordinary file")
CLOSED_FOLDER = mark("the folder cannot be opened")
CLOSED_FILE = mark("it cannot be opened; is it open in another program?")
VANISHED = mark("it was gone before it could be read")
GROWING = mark("it was being written; collect again when it has come whole")

_JUNCTION = 0xA0000003
"""What Windows marks a folder with that leads to another."""

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
)


class NotOpenedError(Exception):
    """A file is not read; ``why`` is a phrase. ``fault`` is the system's own, if it had one."""

    def __init__(self, why: str, *, needs_mending: bool, fault: OSError | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.needs_mending = needs_mending
        self.fault = fault


@dataclass(slots=True)
class Found:
    """The files to take, in the order of their paths, and what is passed over."""

    files: list[Path] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)


def look_in(places: Iterable[Path], shown: Callable[[Path], str]) -> Found:
    """The files that are named, and those in the folders that are named and beneath them.

    A folder that is itself named may be a link; nothing in it that is one is followed.
    """
    found = Found()
    for place in places:
        if place.is_dir():
            folder = Found()
            _look_below(place, folder, shown)
            found.files += sorted(folder.files)
            found.passed_over += sorted(folder.passed_over, key=lambda each: each.file)
        elif os.path.lexists(place):
            _sort(place, found, shown)
    return found


def _look_below(folder: Path, found: Found, shown: Callable[[Path], str]) -> None:
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        try:
            below = [Path(entry.path) for entry in os.scandir(place)]
        except OSError:
            found.passed_over.append(PassedOver(shown(place), CLOSED_FOLDER, needs_mending=True))
            continue
        waiting += _sorted_in(below, found, shown)


def _sorted_in(below: Iterable[Path], found: Found, shown: Callable[[Path], str]) -> Iterator[Path]:
    """Sort in what lies in a folder, and answer the folders to look in."""
    for path in below:
        if _why_not(path) is None and stat.S_ISDIR(_mode(path)):
            if is_system_folder(path.name):
                found.passed_over.append(PassedOver(shown(path), SYSTEM_FILE))
            else:
                yield path
        else:
            _sort(path, found, shown)


def _sort(path: Path, found: Found, shown: Callable[[Path], str]) -> None:
    why = _why_not(path) or why_passed_over(path.name)
    if why is None and not stat.S_ISREG(_mode(path)):
        why = NO_FILE
    if why is None:
        found.files.append(path)
    else:
        found.passed_over.append(PassedOver(shown_unfollowed(path, shown), why))


def shown_unfollowed(path: Path, shown: Callable[[Path], str]) -> str:
    """The path as it is told, without looking where it leads."""
    folder = shown(path.parent)
    return f"{folder}/{path.name}" if folder not in {"", "."} else path.name


def _why_not(path: Path) -> str | None:
    """Why a path is not looked at, whether it is a file or a folder."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return VANISHED
    except OSError:
        return CLOSED_FILE
    is_junction = getattr(status, "st_reparse_tag", 0) == _JUNCTION
    return A_LINK if stat.S_ISLNK(status.st_mode) or is_junction else None


def _mode(path: Path) -> int:
    try:
        return path.lstat().st_mode
    except OSError:
        return 0


def open_regular(path: Path) -> BinaryIO:
    """Open a file, if it is one when it is opened, whatever it was before.

    Raises:
        NotOpenedError: it is a link or no file, it is gone, or the system forbids it.
    """
    why = _why_not(path)
    if why is not None:
        raise NotOpenedError(why, needs_mending=why == CLOSED_FILE)
    try:
        handle = os.open(path, _FLAGS)
    except OSError as fault:
        raise _not_opened(fault) from fault
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return os.fdopen(handle, "rb")
    os.close(handle)
    raise NotOpenedError(NO_FILE, needs_mending=False)


def read_regular(stream: BinaryIO, most: int) -> bytes | None:
    """The bytes of an opened file; None for one that is larger than ``most``.

    Raises:
        NotOpenedError: it cannot be read, or it was written to while it was.
    """
    try:
        before = os.fstat(stream.fileno())
        data = stream.read(most + 1)
        after = os.fstat(stream.fileno())
    except OSError as fault:
        raise _not_opened(fault) from fault
    if len(data) > most:
        return None
    is_same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if not is_same or len(data) != after.st_size:
        raise NotOpenedError(GROWING, needs_mending=True)
    return data


def _not_opened(fault: OSError) -> NotOpenedError:
    if isinstance(fault, FileNotFoundError):
        return NotOpenedError(VANISHED, needs_mending=False, fault=fault)
    if fault.errno == errno.ELOOP:
        return NotOpenedError(A_LINK, needs_mending=False, fault=fault)
    return NotOpenedError(CLOSED_FILE, needs_mending=True, fault=fault)
