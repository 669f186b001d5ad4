"""What a hostile file might make its reader do; called by name in another process."""

from __future__ import annotations

import os
import signal
from pathlib import Path


def die() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def spin() -> None:
    while True:
        pass


def hoard() -> int:
    return len(bytearray(1 << 30))


def write() -> None:
    Path(__file__).with_name("written").write_bytes(b"x")


def open_files() -> set[int]:
    """The files that the process has open, but for the folder that tells of them."""
    return {int(path.name) for path in Path("/proc/self/fd").iterdir()}
