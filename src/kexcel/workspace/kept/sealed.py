"""Records in a file of their own, under what they were made of and with a checksum."""

from __future__ import annotations

import pickle
import zlib
from contextlib import suppress
from pathlib import Path

from kexcel.collect.unpacking import unpack
from kexcel.files import append_after
from kexcel.garbage import none_collected

_CHECKSUM = 4


def unsealed(path: Path, key: bytes) -> object:
    """What was kept under a key; None where there is no such thing, or it is damaged."""
    with suppress(OSError, pickle.UnpicklingError):
        with path.open("rb") as stream:  # a large plan's bytes are not held twice
            head, content = stream.read(len(key) + _CHECKSUM), stream.read()
        if head == key + _checksum(content):
            with none_collected():
                return unpack(content)
    return None


def seal(path: Path, key: bytes, records: object) -> None:
    """Keep records in the place of those before them, if the folder can be written in."""
    content = pickle.dumps(records, pickle.HIGHEST_PROTOCOL)
    with suppress(OSError):
        append_after(path, 0, key + _checksum(content) + content)


def _checksum(content: bytes) -> bytes:
    return zlib.crc32(content).to_bytes(_CHECKSUM, "little")
