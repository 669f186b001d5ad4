"""Signs that XML cannot hold, as Office files write them: ``_x000D_``.

Source: ECMA-376-1:2016, 22.9.2.19 (ST_Xstring).
"""

from __future__ import annotations

import re

_ESCAPED = re.compile(r"(?:_x[0-9A-Fa-f]{4}_)+")


def unescaped(text: str) -> str:
    """The signs that were written as ``_x000D_``, and one kind of line break."""
    if "_x" in text:
        text = _ESCAPED.sub(_signs, text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _signs(found: re.Match[str]) -> str:
    units = bytes.fromhex(found[0].replace("_x", "").replace("_", ""))
    return units.decode("utf-16-be", errors="replace")
