"""Names of files: what came as it can be told, what is written as every system takes it."""

from __future__ import annotations

import re
import unicodedata

_UNSAFE = re.compile(r'[<>:"/\\|?*]')
_LONGEST = 180
"""Bytes of a name, well under the 255 that file systems take and the 218 of a path in Excel."""


def told_name(name: str) -> str:
    """A received file's name, without signs that no document can hold or show on one line."""
    readable = name.encode("utf-8", "replace").decode()
    return "".join("_" if unicodedata.category(sign) in _UNTOLD else sign for sign in readable)


_UNTOLD = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def file_name(*words: str, suffix: str = ".xlsx") -> str:
    """A file's name of these words, without signs that some system forbids, and not too long."""
    name = _UNSAFE.sub("-", told_name(" ".join(word for word in words if word))).strip(" .")
    while len(name.encode()) > _LONGEST:
        name = name[:-1].rstrip(" .")
    return name + suffix


def distinct_names(names: dict[str, str]) -> dict[str, str]:
    """Each key's file name, with a number where a file system would take two for the same."""
    taken: set[str] = set()
    distinct = {}
    for key, name in names.items():
        stem, dot, suffix = name.rpartition(".")
        number, candidate = 1, name
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{stem} ({number}){dot}{suffix}"
        taken.add(candidate.casefold())
        distinct[key] = candidate
    return distinct
