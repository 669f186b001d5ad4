"""Files that no one sent: what programs and systems leave behind in folders."""

from __future__ import annotations

from kexcel.locale import mark

LOCK_FILE = mark("a lock file: a program has the workbook open, or did")
SYSTEM_FILE = mark("left by the system")
UNFINISHED = mark("not wholly fetched or written yet")

_SYSTEM_NAMES = {
    ".ds_store",
    ".dropbox",
    ".dropbox.attr",
    ".localized",
    "desktop.ini",
    "ehthumbs.db",
    "icon\r",
    "thumbs.db",
}
_SYSTEM_FOLDERS = {
    "$recycle.bin",
    ".dropbox.cache",
    ".fseventsd",
    ".spotlight-v100",
    ".tmp.drivedownload",
    ".trashes",
    "@eadir",
    "__macosx",
}
_UNFINISHED_ENDINGS = (".tmp", ".part", ".partial", ".crdownload", ".download", ".filepart")


def why_passed_over(name: str) -> str | None:
    """Why a file with the name was not sent by a person, as a phrase; None where it may be."""
    lowered = name.lower()
    if name.startswith(("~$", ".~lock.")):
        return LOCK_FILE
    if name.startswith("._") or lowered in _SYSTEM_NAMES:
        return SYSTEM_FILE
    if name.startswith(".kexcel-") or lowered.endswith(_UNFINISHED_ENDINGS):
        return UNFINISHED
    return None


def is_system_folder(name: str) -> bool:
    """Whether a folder's name says that a system keeps its own things there."""
    return name.lower() in _SYSTEM_FOLDERS


def is_litter(name: str) -> bool:
    """Whether a file's name says that a program or a system left it, not a person."""
    return why_passed_over(name) is not None


def lock_names(name: str) -> tuple[str, ...]:
    """The lock files that say that a file with the name is open in Excel or LibreOffice."""
    return (f"~${name}", f"~${name[2:]}", f".~lock.{name}#")
