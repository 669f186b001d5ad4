"""Returns that a department has asked to have back: they stay in the archive and do not count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kexcel.model.returned import Return, ReturnState
from kexcel.workspace.archive import Entry


def mark_withdrawn(returns: Iterable[Return], withdrawn: Mapping[str, Entry]) -> list[Return]:
    """The returns, those withdrawn in that state with the reason that was given.

    The same bytes are withdrawn under every name, also one that they come under later.
    """
    return [
        replace(each, state=ReturnState.WITHDRAWN, reason=withdrawn[each.sha256].reason)
        if each.sha256 in withdrawn
        else each
        for each in returns
    ]
