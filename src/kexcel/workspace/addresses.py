"""Files at addresses such as s3://bucket/folder, through fsspec, which opens nearly anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from kexcel.collect.litter import SYSTEM_FILE, is_system_folder, why_passed_over
from kexcel.errors import UnreadableInputError, UsageError
from kexcel.locale import mark
from kexcel.workspace.inbox import NotOpenedError
from kexcel.workspace.layout import Layout
from kexcel.workspace.results import PassedOver

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

NOT_FETCHED = mark("it cannot be fetched from there now; collect again later")

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+(?:://|::)")
_LOCAL = "file://"

Place = Path | str
"""A path, or an address."""


def place(told: str) -> Place:
    """A path, unless it is an address: ``file://`` is one of a path."""
    if told.lower().startswith(_LOCAL) and "::" not in told:
        from urllib.request import url2pathname  # noqa: PLC0415 - loads what speaks with servers

        return Path(url2pathname(urlsplit(told).path))
    return told if _ADDRESS.match(told) else Path(told)


@dataclass(frozen=True, slots=True)
class FileAtAddress:
    """A file of a file system of fsspec's."""

    system: AbstractFileSystem
    path: str

    @property
    def name(self) -> str:
        """What the file is called."""
        return _name(self.path)

    @property
    def address(self) -> str:
        """The whole address."""
        return str(self.system.unstrip_protocol(self.path))

    def shown(self, _layout: Layout) -> str:
        """The whole address."""
        return self.address

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Open it from its beginning."""
        with _fetching(), self.system.open(self.path, "rb") as stream:
            yield stream

    def read(self, stream: BinaryIO, most: int) -> bytes | None:
        """All of it, unless it is too large."""
        data = stream.read(most + 1)
        return data if len(data) <= most else None


@contextmanager
def _fetching() -> Iterator[None]:
    try:
        yield
    except NotOpenedError:
        raise
    except Exception as fault:  # each file system has errors of its own
        raise NotOpenedError(NOT_FETCHED, needs_mending=True) from fault


def files_at(address: str) -> tuple[list[FileAtAddress], list[PassedOver]]:
    """The file at an address, or those beneath it in the order of their paths; and what is not.

    Raises:
        UsageError: nothing that is installed opens such an address; the message says what does.
        UnreadableInputError: there is nothing at the address, or it cannot be reached.
    """
    system, path = _opened(address)
    try:
        if not address.endswith("/") and system.isfile(path):
            return [FileAtAddress(system, path)], []
        found = _sorted_beneath(system, path) if system.isdir(path) else None
    except Exception as fault:  # as above
        raise _unreached(address, fault) from fault
    if found is None:
        raise UnreadableInputError(mark("{path} does not exist."), path=address)
    return found


def _unreached(address: str, fault: Exception) -> UnreadableInputError:
    phrase = mark("{path} cannot be reached: {reason}.")
    reason = str(fault).strip().rstrip(".") or type(fault).__name__
    return UnreadableInputError(phrase, path=address, reason=reason)


def _sorted_beneath(
    system: AbstractFileSystem, path: str
) -> tuple[list[FileAtAddress], list[PassedOver]]:
    files: list[FileAtAddress] = []
    passed_over: list[PassedOver] = []
    for found in sorted(system.find(path)):
        each = FileAtAddress(system, found)
        folders = found.removeprefix(path).split("/")[:-1]
        why = SYSTEM_FILE if any(map(is_system_folder, folders)) else why_passed_over(each.name)
        if why is None:
            files.append(each)
        else:
            passed_over.append(PassedOver(each.address, why))
    return files, passed_over


def _opened(address: str) -> tuple[AbstractFileSystem, str]:
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - loads when it is asked for
    except ImportError as fault:
        phrase = mark('{address} needs fsspec, which is not installed: pip install "{package}"')
        raise UsageError(phrase, address=address, package="kexcel[cloud]") from fault
    try:
        system, path = url_to_fs(address)
    except ImportError as fault:
        phrase = mark("{address} needs more than is installed: {reason}.")
        raise UsageError(phrase, address=address, reason=str(fault).rstrip(".")) from fault
    except ValueError as fault:
        phrase = mark("{address} is no address that is known here: {reason}.")
        raise UsageError(phrase, address=address, reason=str(fault).rstrip(".")) from fault
    except Exception as fault:  # as above
        raise _unreached(address, fault) from fault
    return system, str(path)


def _name(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]
