"""The texts that the sheets of a workbook share.

Source: ECMA-376-1:2016, 18.4.8 (si) and 18.4.9 (sst).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kexcel.excel.scan.plain import NotPlainError, expanded, require_beginning, sound_text
from kexcel.excel.signs import unescaped

_STRING = re.compile('<si><t(?: xml:space="preserve")?(?:>([^<]*)</t>|/>)</si>')
_BEFORE = re.compile(
    r'(?:<\?xml[^<>]*\?>\s*)?<sst xmlns="http://schemas\.openxmlformats\.org/spreadsheetml/2006/main"'
    r'(?: (?:count|uniqueCount)="[0-9]+")*>'
)
_AFTER = re.compile(r"</sst>\s*")
_NONE = re.compile(rf"{_BEFORE.pattern[:-1]}(?:/>|></sst>)\s*")
_BETWEEN = "\0"
_NUMERALS: list[str] = []

Strings = Mapping[str, str]
"""The place of a text, as a sheet writes it, to the text."""


def read_strings(part: bytes) -> Strings:
    """The texts in their order.

    Raises:
        NotPlainError: one is in several pieces or has reading aids, or the part is broken.
    """
    require_beginning(part)
    text = sound_text(part)
    before, *rest = _STRING.split(text)
    texts, between = rest[::2], rest[1::2]
    if not texts and _NONE.fullmatch(before):
        return {}
    if not texts or not _BEFORE.fullmatch(before) or not _AFTER.fullmatch(between.pop()):
        raise NotPlainError
    if any(between) or _BETWEEN in text:
        raise NotPlainError
    return dict(zip(numerals(len(texts)), _read(texts), strict=False))


def _read(texts: list[str | None]) -> list[str]:
    """All of them at once, since most need nothing done to them."""
    text = expanded(_BETWEEN.join(each or "" for each in texts))
    found = text.split(_BETWEEN)
    return [unescaped(each) for each in found] if "_x" in text else found


def numerals(count: int) -> list[str]:
    """The first numbers as they are written; made once."""
    if len(_NUMERALS) < count:
        _NUMERALS.extend(map(str, range(len(_NUMERALS), count)))
    return _NUMERALS
