"""Every form that was ever issued in a workspace, listed once for as long as none is added."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from kexcel.workspace.archive import ISSUED_EVENT, Entry
from kexcel.workspace.issued.forms import IssuedForms

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace


def issued_forms(workspace: Workspace) -> IssuedForms:
    """Every form that was ever issued here by its code, in the order they were last issued."""
    journal = workspace.archive.journal()
    known = _LAST_ISSUED.get(workspace)
    if known is None or known[0] is not journal:
        issued = [entry for entry in journal if entry.event == ISSUED_EVENT]
        known = _LAST_ISSUED[workspace] = journal, IssuedForms(workspace.archive, issued)
    return known[1]


_LAST_ISSUED: WeakKeyDictionary[Workspace, tuple[tuple[Entry, ...], IssuedForms]]
_LAST_ISSUED = WeakKeyDictionary()
