"""The one place that writes files: whole, or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

_BLOCK = 1 << 16
_UNFINISHED = re.compile(r"\.kexcel-[a-z0-9_]{8}\.tmp")
_HELD = {5, 32, 33}
"""What Windows answers while another program, a virus scanner say, has the file."""
_TRIES, _PAUSE = 10, 0.1


def write_whole(path: Path, data: bytes) -> bool:
    """Write ``data`` to ``path`` so that a reader sees the old file or the new, never a half.

    A file that already holds exactly these bytes is left alone, with its time stamp.

    Returns whether the file was written.

    Raises:
        OSError: it cannot be written; it names ``path``, and the old file stands untouched.
    """
    return bool(write_all({path: data}))


def write_all(files: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Write several files, all of them or, as far as can be known beforehand, none.

    Each is first written beside its place, and the old ones are tried for being held by another
    program; only then do the new ones take their places, in their order.

    Returns those that were written.

    Raises:
        OSError: one cannot be written; it names that file.
    """
    changed = {path: data for path, data in files.items() if not _holds(path, data)}
    staged: dict[Path, Path] = {}
    try:
        for path, data in changed.items():
            staged[path] = _stage(path, data)
        for path in changed:
            _must_be_free(path)
        for path, temporary in staged.items():
            _move(temporary, path)
    finally:
        for temporary in staged.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    for folder in dict.fromkeys(path.parent for path in changed):
        _sync(folder)
    return tuple(changed)


def keep_stream(folder: Path, source: BinaryIO, suffix: str) -> str:
    """Write what a stream holds, a block at a time, to a file named by its sha256.

    Returns the sha256.

    Raises:
        OSError: it cannot be read or written; nothing is then left.
    """
    folder.mkdir(parents=True, exist_ok=True)
    import tempfile  # noqa: PLC0415 - start-up time

    handle, name = tempfile.mkstemp(dir=folder, prefix=".kexcel-", suffix=".tmp")
    temporary = Path(name)
    try:
        found = hashlib.sha256()
        with os.fdopen(handle, "wb") as stream:
            while block := source.read(_BLOCK):
                found.update(block)
                stream.write(block)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o644)
        _move(temporary, folder / f"{found.hexdigest()}{suffix}")
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    _sync(folder)
    return found.hexdigest()


def read_start(path: Path, most: int | None) -> tuple[bytes, str]:
    """The first bytes of a file, or all, and the sha256 of the whole; memory holds no more."""
    kept, found = bytearray(), hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            found.update(block)
            kept += block if most is None else block[: max(0, most - len(kept))]
    return bytes(kept), found.hexdigest()


def append_lines(path: Path, lines: bytes) -> None:
    """Add whole lines to the end of a file and have them on the disk.

    What stands after the file's last line end was left by a crash, and is cut off first.

    Raises:
        OSError: they cannot be written; it names ``path``, and the file's lines are as they were.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
    except PermissionError:
        # Someone else's file in a shared folder may be replaced, though not written in.
        write_whole(path, whole_lines(path.read_bytes()) + lines)
        return
    with os.fdopen(handle, "r+b", buffering=0) as stream:
        try:
            _append(stream, lines)
        except OSError as fault:
            raise _about(path, fault) from fault
    if is_new:
        _sync(path.parent)


def append_after(path: Path, end: int, data: bytes) -> None:
    """Put bytes into a file after its first ``end``, in the place of whatever followed them.

    For what can be made again: a crash may leave a part of it.

    Raises:
        OSError: they cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(handle, "r+b") as stream:
        stream.truncate(end)
        stream.seek(end)
        stream.write(data)


def whole_lines(data: bytes) -> bytes:
    """The lines that have an end; what follows them was never wholly written."""
    return data[: data.rfind(b"\n") + 1]


def clear_unfinished(folders: Iterable[Path]) -> None:
    """Remove what a crash left in folders of files that were being written."""
    for folder in folders:
        with suppress(OSError):
            for path in sorted(folder.iterdir()):
                if _UNFINISHED.fullmatch(path.name):
                    path.unlink(missing_ok=True)


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def _stage(path: Path, data: bytes) -> Path:
    """Write the bytes beside their place; nothing is left there if that fails."""
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        import tempfile  # noqa: PLC0415 - start-up time

        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".kexcel-", suffix=".tmp")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o644)
    except BaseException as fault:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        if isinstance(fault, OSError):
            raise _about(path, fault) from fault
        raise
    return temporary


def _must_be_free(path: Path) -> None:
    """Moving a file to where it is changes nothing, and fails on Windows while it is open."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if path.exists():
        _move(path, path)


def _move(source: Path, target: Path) -> None:
    for tries_left in reversed(range(_TRIES)):
        try:
            source.replace(target)
        except OSError as fault:
            if not tries_left or getattr(fault, "winerror", None) not in _HELD:
                raise _about(target, fault) from fault
            time.sleep(_PAUSE)
        else:
            return


def _append(stream: BinaryIO, lines: bytes) -> None:
    size = stream.seek(0, os.SEEK_END)
    end = _end_of_last_line(stream, size)
    try:
        if end < size:
            stream.truncate(end)
        stream.seek(end)
        rest = memoryview(lines)
        while rest:
            rest = rest[stream.write(rest) :]
        os.fsync(stream.fileno())
    except BaseException:
        with suppress(OSError):
            stream.truncate(end)
        raise


def _end_of_last_line(stream: BinaryIO, size: int) -> int:
    """Where the last whole line ends; 0 where there is none."""
    start = size
    while start:
        stop, start = start, max(0, start - _BLOCK)
        stream.seek(start)
        found = stream.read(stop - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
    return 0


def _sync(folder: Path) -> None:
    """Have a folder's names on the disk too, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _about(path: Path, fault: OSError) -> OSError:
    """The same failure, told of the file that was to be written and not of one beside it."""
    winerror = getattr(fault, "winerror", None)
    if winerror is None:
        return OSError(fault.errno, fault.strerror, str(path))
    return OSError(fault.errno, fault.strerror, str(path), winerror)
