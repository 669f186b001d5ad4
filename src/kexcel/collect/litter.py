"""Files that no one sent: what programs and systems leave behind in folders."""

from __future__ import annotations

_NAMES = {".ds_store", "thumbs.db", "desktop.ini"}
_BEGINNINGS = ("~$", ".~lock.", "._", ".kexcel-")


def is_litter(name: str) -> bool:
    """Whether a file's name says that a program or a system left it, not a person."""
    return name.lower() in _NAMES or name.startswith(_BEGINNINGS)
