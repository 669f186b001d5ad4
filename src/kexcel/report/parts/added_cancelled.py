"""How many activities the year's decisions have added and cancelled, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kexcel.locale import counted

if TYPE_CHECKING:
    from kexcel.model.consolidation import Consolidation
    from kexcel.model.outcome import Outcome


def added_and_cancelled(whole: Consolidation | Outcome, translate: Callable[[str], str]) -> str:
    """How many activities were added and cancelled: "1 tillagd, 3 upphävda"; "" if none."""
    _ = translate
    parts = []
    if whole.added:
        parts.append(counted(whole.added, _("{count} was added"), _("{count} were added")))
    if whole.cancelled:
        parts.append(counted(whole.cancelled, _("{count} was revoked"), _("{count} were revoked")))
    return ", ".join(parts)
