"""Names as they stand in parcels: only told, never used as a path."""

from __future__ import annotations

import re
import unicodedata
import zipfile

_UTF8_FLAG = 0x800
_SEPARATORS = re.compile(r"[/\\]")


def last_component(name: str) -> str:
    """The name without any folder, in the composed form that Windows shows."""
    return composed(_SEPARATORS.split(name)[-1]).strip()


def components(name: str) -> list[str]:
    """The folders of a name, and the name."""
    return [part for part in _SEPARATORS.split(name) if part]


def composed(name: str) -> str:
    """The name in NFC: macOS writes "ö" as an o and two dots."""
    return unicodedata.normalize("NFC", name)


def zip_name(entry: zipfile.ZipInfo) -> str:
    """An entry's name, also where the archive does not say which signs it was written in.

    macOS writes UTF-8 without saying so. Windows in Swedish writes code page 850, which agrees
    with 437 on the Swedish letters.
    """
    name = entry.orig_filename
    if entry.flag_bits & _UTF8_FLAG:
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp850")
