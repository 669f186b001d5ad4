"""What tells this code from any other: what another made and kept is not believed."""

from __future__ import annotations

import os
import sys
import zlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_LIBRARIES = ("openpyxl", "pydantic", "python_calamine", "xlrd", "xlsxwriter")


@cache
def code_fingerprint() -> bytes:
    """The package's files by size and time, the libraries that read, check and write, and Python.

    Files are code and words alike, but for what Python has compiled. A library is told by its first
    file, which is written anew when another version is installed: asking for the version itself
    loads what reads mails.
    """
    package = str(Path(__file__).parents[2])
    files = sorted(
        (folder.removeprefix(package), name, *_stamp(f"{folder}/{name}"))
        for folder, _, names in os.walk(package)
        if not folder.endswith("__pycache__")
        for name in names
    )
    found = [find_spec(name) for name in _LIBRARIES]
    libraries = [(each.origin, *_stamp(each.origin)) for each in found if each and each.origin]
    return repr((files, libraries, sys.version, zlib.ZLIB_RUNTIME_VERSION)).encode()


def _stamp(path: str) -> tuple[int, int]:
    found = os.stat(path)  # noqa: PTH116 - a Path for each of five hundred takes as long
    return found.st_size, found.st_mtime_ns
